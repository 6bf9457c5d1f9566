// ReviewApi: the target TacetReview beside Amazon Transcribe's operations: what was redacted in a
// job's transcript, one redaction revealed, a reviewer's list of redactions published; and what one
// needs for it where a key of this service does not open the buckets. Speaks AWS JSON 1.1 as the
// API does; docs/review-api.md is its reference, review_model.json its model.
//
// Does not check signatures (auth/). No text of a transcript is in an error or the log: the only
// answers with one are RevealRedaction's and GetTranscript's, and whoever asks for what was not
// redacted is in the audit log before.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tacet/audit/audit_log.h"
#include "tacet/auth/authenticator.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"
#include "tacet/jobs/job_store.h"
#include "tacet/objectstore/object_store.h"

namespace tacet::review {

// All must outlive the ReviewApi.
struct ReviewApiParts {
  jobs::JobStore& jobs;
  objectstore::ObjectStore& objects;          // customers' output buckets
  objectstore::ObjectStore& service_objects;  // holds the service bucket; may be the same
  const Clock& clock;
};

struct ReviewApiOptions {
  std::string service_bucket;
  // Writes to the audit log; what was to be recorded is refused when it fails. Required.
  std::function<Status(const audit::AuditRecord&)> audit;
  // Names of this service's own host: see aws::ParseS3Uri().
  std::vector<std::string> endpoint_hosts;
  // A URL by which whoever has it may read the object of the customer's store for so long. Empty
  // where clients sign for themselves, as their keys open that store.
  std::function<Result<std::string>(const objectstore::ObjectName&, std::chrono::seconds)> presign;
};

// Thread-safe.
class ReviewApi {
 public:
  // kInvalidArgument when an option is missing.
  static Result<std::unique_ptr<ReviewApi>> Create(const ReviewApiParts& parts,
                                                   ReviewApiOptions options);
  ~ReviewApi();

  // Whether `request` is addressed to this target. Whatever is refused before it gets here is
  // answered as a request to the API is.
  static bool IsFor(const http_server::HttpRequest& request);

  // `request` as the Authenticator let it in, as one to the service "transcribe".
  http_server::HttpResponse Handle(http_server::HttpRequest& request,
                                   const auth::Identity& identity);

 private:
  struct State;
  explicit ReviewApi(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tacet::review
