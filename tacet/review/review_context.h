// What every operation of review/ works with. Private to review/.
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <span>
#include <string>

#include "tacet/auth/authenticator.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"
#include "tacet/jobs/transcription_job.h"
#include "tacet/review/document_versions.h"
#include "tacet/review/review_api.h"
#include "tacet/review/review_spans.h"

namespace tacet::review {

// One publication of a job at a time: the store's own condition on the document's bytes would not
// see a version that came and went. Thread-safe.
class PublishLocks {
 public:
  std::mutex& Of(const jobs::TranscriptionJob& job) {
    return mutexes_[std::hash<std::string>()(job.id) % mutexes_.size()];
  }

 private:
  std::array<std::mutex, 64> mutexes_;
};

// Of one request.
struct ReviewContext {
  const ReviewApiParts& parts;
  const ReviewApiOptions& options;
  PublishLocks& publish_locks;
  const auth::Identity& identity;
  const http_server::HttpRequest& request;  // its body is used up

  bool sees_unredacted() const { return identity.role != auth::Role::kReadRedacted; }
  objectstore::ObjectStore& StoreOf(const jobs::TranscriptionJob& job) const {
    return OutputBucketOf(job) == options.service_bucket ? parts.service_objects : parts.objects;
  }
  // `detail` is ours: numbers, names of types.
  Status Audit(const std::string& action, const jobs::TranscriptionJob& job,
               const jobs::OutputObject& object, const std::string& detail) const;
};

// The job, if it has ended well: kNotFound, or kInvalidArgument with its status.
Result<jobs::TranscriptionJob> FindCompletedJob(const ReviewContext& context,
                                                const std::string& name);

// The job, if there is something to review: kNotFound, or kInvalidArgument with what it lacks.
Result<jobs::TranscriptionJob> FindReviewedJob(const ReviewContext& context,
                                               const std::string& name);

// kAlreadyExists, so that the client sees a conflict, unless `wanted` is the current version.
Status CheckIsCurrent(const VersionFacts& current, int64_t wanted);

// The redaction with that id, by its index. `redactions` are RedactionsOf() a version; an id is the
// index of its item there and means nothing in another version.
std::string RedactionId(size_t item);
Result<size_t> FindRedaction(std::span<const DocumentRedaction> redactions,
                             const std::string& redaction_id);

}  // namespace tacet::review
