#include "tacet/review/document_versions.h"

#include <charconv>
#include <utility>

#include "tacet/aws/time_format.h"
#include "tacet/base/byte_source.h"
#include "tacet/base/check.h"

namespace tacet::review {
namespace {

using objectstore::ObjectContent;
using objectstore::ObjectInfo;

// Four hours of fast speech make a tenth of it.
constexpr size_t kMaxDocumentBytes = size_t{64} << 20;

constexpr char kJob[] = "tacet-job";
constexpr char kVersion[] = "tacet-version";
constexpr char kPublishedBy[] = "tacet-published-by";
constexpr char kPublishedAt[] = "tacet-published-at";

std::string Metadata(const ObjectInfo& info, const char* name) {
  const auto found = info.metadata.find(name);
  return found == info.metadata.end() ? "" : found->second;
}

tl::unexpected<Error> NotThere(const std::string& what) {
  return MakeError(
      ErrorCode::kNotFound,
      "The " + what +
          " isn't where the job wrote it: it was moved or deleted. Put it back, or run "
          "the job again.");
}

tl::unexpected<Error> NotOurs(const std::string& what) {
  return MakeError(
      ErrorCode::kInvalidArgument,
      "The " + what +
          " isn't the one that the job wrote: another object has its name. Run the job "
          "again.");
}

}  // namespace

const std::string& OutputBucketOf(const jobs::TranscriptionJob& job) {
  return job.redacted_transcript ? job.redacted_transcript->bucket : job.transcript->bucket;
}

std::string KeptKey(const std::string& key, int64_t version) {
  constexpr std::string_view kEnding = ".json";
  const size_t stem = key.ends_with(kEnding) ? key.size() - kEnding.size() : key.size();
  return key.substr(0, stem) + ".v" + std::to_string(version) + key.substr(stem);
}

DocumentVersions::DocumentVersions(objectstore::ObjectStore& store,
                                   const jobs::TranscriptionJob& job)
    : store_(store),
      job_(job),
      bucket_(OutputBucketOf(job)),
      key_(job.redacted_transcript ? job.redacted_transcript->key : "") {}

std::optional<VersionFacts> DocumentVersions::FactsOf(const ObjectInfo& info,
                                                      const std::string& key) const {
  const std::string number = Metadata(info, kVersion);
  VersionFacts facts{.version = 0,
                     .published_by = Metadata(info, kPublishedBy),
                     .published_at = info.last_modified,
                     .key = key};
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), facts.version);
  if (Metadata(info, kJob) != job_.id || error != std::errc() ||
      end != number.data() + number.size() || facts.version < 1) {
    return std::nullopt;
  }
  if (const auto at = aws::ParseIsoMillis(Metadata(info, kPublishedAt))) facts.published_at = *at;
  return facts;
}

Result<DocumentVersion> DocumentVersions::Read(const std::string& key, ObjectContent content,
                                               const std::string& what) {
  const auto reader = store_.Get({bucket_, key});
  if (!reader && reader.error().code == ErrorCode::kNotFound) return NotThere(what);
  if (!reader) return tl::unexpected<Error>(reader.error());
  const ObjectInfo& info = (*reader)->info();
  if (info.content != content) return NotOurs(what);
  DocumentVersion read;
  read.etag = info.etag;
  read.facts = FactsOf(info, key).value_or(VersionFacts{
      .version = 1, .published_by = "", .published_at = info.last_modified, .key = key});
  ASSIGN_OR_RETURN(read.json, ReadAll(**reader, kMaxDocumentBytes));
  ASSIGN_OR_RETURN(read.document, output::ReadTranscriptJson(read.json));
  // Two jobs may have written to the same name.
  if (read.document.header.job_name != job_.request.transcription_job_name) return NotOurs(what);
  return read;
}

Result<DocumentVersion> DocumentVersions::Current() {
  const std::string what = "redacted transcript";
  ASSIGN_OR_RETURN(DocumentVersion current, Read(key_, ObjectContent::kRedactedTranscript, what));
  if (!current.document.is_redacted.value_or(false)) return NotOurs(what);
  return current;
}

Result<DocumentVersion> DocumentVersions::Kept(int64_t version) {
  const std::string what = "version " + std::to_string(version) + " of the redacted transcript";
  ASSIGN_OR_RETURN(DocumentVersion kept,
                   Read(KeptKey(key_, version), ObjectContent::kTranscript, what));
  // Of an earlier job of this name, or of none.
  if (!kept.document.is_redacted.value_or(false) || kept.facts.version != version) {
    return NotOurs(what);
  }
  return kept;
}

Result<DocumentVersion> DocumentVersions::Unredacted() {
  TACET_CHECK(job_.transcript.has_value()) << "the job kept no unredacted transcript";
  const bool redacts = job_.request.content_redaction.has_value();
  const std::string what = redacts ? "unredacted transcript" : "transcript";
  ASSIGN_OR_RETURN(DocumentVersion read,
                   Read(job_.transcript->key, ObjectContent::kTranscript, what));
  const auto is_redacted = redacts ? std::optional(false) : std::nullopt;
  if (read.document.is_redacted != is_redacted) return NotOurs(what);
  return read;
}

Result<std::vector<VersionFacts>> DocumentVersions::List(const VersionFacts& current) {
  std::vector<VersionFacts> versions = {current};
  for (int64_t version = current.version - 1;
       version >= 1 && current.version - version < kMaxListed; --version) {
    const std::string key = KeptKey(key_, version);
    const auto info = store_.Head({bucket_, key});
    if (!info && info.error().code != ErrorCode::kNotFound) {
      return tl::unexpected<Error>(info.error());
    }
    if (!info) continue;
    const auto facts = FactsOf(*info, key);
    if (facts && facts->version == version) versions.push_back(*facts);
  }
  return versions;
}

Status DocumentVersions::Put(const std::string& key, const std::string& json,
                             const VersionFacts& facts, objectstore::PutOptions options) {
  options.content_type = "application/json";
  options.metadata = {{kJob, job_.id},
                      {kVersion, std::to_string(facts.version)},
                      {kPublishedAt, aws::FormatIsoMillis(facts.published_at)}};
  if (!facts.published_by.empty()) options.metadata[kPublishedBy] = facts.published_by;
  StringSource body(json);
  RETURN_IF_ERROR(store_.Put({bucket_, key}, body, options));
  return {};
}

Status DocumentVersions::Keep(const DocumentVersion& current) {
  const std::string key = KeptKey(key_, current.facts.version);
  objectstore::PutOptions options;
  options.content = ObjectContent::kTranscript;
  options.only_if_absent = true;
  Status kept = Put(key, current.json, current.facts, options);
  if (kept || kept.error().code != ErrorCode::kAlreadyExists) return kept;

  ASSIGN_OR_RETURN(const ObjectInfo there, store_.Head({bucket_, key}));
  const std::string job = Metadata(there, kJob);
  if (!job.empty() && job != job_.id && there.content == ObjectContent::kTranscript) {
    // A job of this name wrote here before, and its documents were replaced by those of this one.
    options.only_if_absent = false;
    options.only_over_etag = there.etag;
    return Put(key, current.json, current.facts, options);
  }
  // Kept already: by somebody who then lost the race to publish, or before a crash.
  const auto same = Kept(current.facts.version);
  if (same && same->json == current.json) return {};
  if (!same && same.error().code != ErrorCode::kInvalidArgument) {
    return tl::unexpected<Error>(same.error());
  }
  return MakeError(ErrorCode::kInvalidArgument,
                   "The version before can't be kept: another object has the name that it would "
                   "get, that of the transcript with .v" +
                       std::to_string(current.facts.version) + ". Move that object away.");
}

Status DocumentVersions::Replace(const DocumentVersion& current, const std::string& json,
                                 const VersionFacts& published) {
  RETURN_IF_ERROR(Keep(current));
  objectstore::PutOptions options;
  options.content = ObjectContent::kRedactedTranscript;
  options.only_over_etag = current.etag;
  Status replaced = Put(key_, json, published, options);
  if (!replaced && replaced.error().code == ErrorCode::kNotFound) {
    return NotThere("redacted transcript");
  }
  if (!replaced && replaced.error().code == ErrorCode::kAlreadyExists) {
    return MakeError(
        ErrorCode::kAlreadyExists,
        "The redacted transcript was replaced meanwhile. List its redactions again and "
        "repeat your changes.");
  }
  return replaced;
}

}  // namespace tacet::review
