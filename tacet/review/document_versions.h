// DocumentVersions: the redacted documents of one job in its bucket. The current one has the name
// that the job gave it, so that whoever reads it sees the newest; the one before is kept beside it:
// "a/redacted-call.json" was at first what is now "a/redacted-call.v1.json".
//
// A kept document may show what a later one hides, so its ObjectContent is that of an unredacted
// one: who may read only redacted transcripts may not read it.
//
// What is not in the document stands in the metadata of the object: "tacet-job" (the job's id),
// "tacet-version", "tacet-published-by" (an access key's id), "tacet-published-at". Without them it
// is version 1, the job's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/base/result.h"
#include "tacet/jobs/transcription_job.h"
#include "tacet/objectstore/object_store.h"
#include "tacet/output/read_transcript_json.h"

namespace tacet::review {

struct VersionFacts {
  int64_t version = 1;
  std::string published_by;  // "" = the job wrote it
  Time published_at;
  std::string key;
};

struct DocumentVersion {
  VersionFacts facts;
  output::TranscriptDocument document;
  std::string json;  // as stored
  std::string etag;
};

// The key of a kept version: its number before the ending of the current one's key.
std::string KeptKey(const std::string& key, int64_t version);

// Where the documents of a completed job are.
const std::string& OutputBucketOf(const jobs::TranscriptionJob& job);

// Thread-safe, as its store is. Errors: kNotFound (with a message for the client) for a document
// that is not where the job wrote it, kInvalidArgument for one that was replaced by another, those
// of the store.
class DocumentVersions {
 public:
  // `job` is completed; `store` holds its bucket. Both must outlive it.
  DocumentVersions(objectstore::ObjectStore& store, const jobs::TranscriptionJob& job);

  // These three only of a job that has a redacted transcript.
  Result<DocumentVersion> Current();
  // kNotFound also when there never was such a version.
  Result<DocumentVersion> Kept(int64_t version);
  // The transcript with every word; only of a job that kept one.
  Result<DocumentVersion> Unredacted();

  // Newest first, `current` included, at most kMaxListed; kept ones that were deleted are left out.
  Result<std::vector<VersionFacts>> List(const VersionFacts& current);
  static constexpr int kMaxListed = 50;

  // Puts `json` in the place of `current`, which is kept: that copy is made first, so that after a
  // crash in between `current` still is the current one, and publishing can be tried again.
  // kAlreadyExists when the current document is another by now.
  Status Replace(const DocumentVersion& current, const std::string& json,
                 const VersionFacts& published);

 private:
  Result<DocumentVersion> Read(const std::string& key, objectstore::ObjectContent content,
                               const std::string& what);
  Status Keep(const DocumentVersion& current);
  // What the object's metadata say, if they are of this job.
  std::optional<VersionFacts> FactsOf(const objectstore::ObjectInfo& info,
                                      const std::string& key) const;
  Status Put(const std::string& key, const std::string& json, const VersionFacts& facts,
             objectstore::PutOptions options);

  objectstore::ObjectStore& store_;
  const jobs::TranscriptionJob& job_;
  const std::string& bucket_;
  const std::string key_;  // of the redacted transcript; "" = there is none
};

}  // namespace tacet::review
