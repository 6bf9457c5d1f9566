// What was redacted: places and types, never text.
#include <algorithm>
#include <optional>
#include <vector>

#include "tacet/api/job_json.h"
#include "tacet/review/operations.h"
#include "tacet/review/review_spans.h"

namespace tacet::review {
namespace {

constexpr double kMillisecondsPerSecond = 1000.0;

// The redactions that the job itself made; absent when its document is gone.
Result<std::optional<std::vector<DocumentRedaction>>> DetectedRedactions(
    DocumentVersions& versions, const DocumentVersion& shown) {
  if (shown.facts.version == 1) return RedactionsOf(shown.document.transcript);
  const auto first = versions.Kept(1);
  if (first) return RedactionsOf(first->document.transcript);
  const ErrorCode code = first.error().code;
  if (code == ErrorCode::kNotFound || code == ErrorCode::kInvalidArgument) return std::nullopt;
  return tl::unexpected<Error>(first.error());
}

bool ComesBefore(const DocumentRedaction& a, const DocumentRedaction& b) {
  return std::tuple(a.start_time_ms, a.end_time_ms, a.type) <
         std::tuple(b.start_time_ms, b.end_time_ms, b.type);
}

api::Output RedactionJson(const DocumentRedaction& redaction,
                          const std::optional<std::vector<DocumentRedaction>>& detected) {
  api::Output json = api::Output::object();
  json["RedactionId"] = RedactionId(redaction.item);
  json["StartTime"] = static_cast<double>(redaction.start_time_ms) / kMillisecondsPerSecond;
  json["EndTime"] = static_cast<double>(redaction.end_time_ms) / kMillisecondsPerSecond;
  json["Type"] = PiiEntityTypeName(redaction.type);
  json["Confidence"] = redaction.confidence;
  if (detected) {
    json["Origin"] = std::binary_search(detected->begin(), detected->end(), redaction, ComesBefore)
                         ? "DETECTED"
                         : "REVIEWER";
  }
  json["Item"] = redaction.item;
  return json;
}

api::Output VersionJson(const VersionFacts& facts) {
  api::Output json = api::Output::object();
  json["Version"] = facts.version;
  if (!facts.published_by.empty()) json["CreatedBy"] = facts.published_by;
  json["CreationTime"] = api::EpochSeconds(facts.published_at);
  json["Key"] = facts.key;
  return json;
}

}  // namespace

Result<api::Output> ListRedactions(ReviewContext& context, const api::Input& input) {
  ASSIGN_OR_RETURN(const jobs::TranscriptionJob job,
                   FindReviewedJob(context, input.at("TranscriptionJobName")));
  DocumentVersions versions(context.StoreOf(job), job);
  ASSIGN_OR_RETURN(DocumentVersion shown, versions.Current());
  ASSIGN_OR_RETURN(const std::vector<VersionFacts> listed, versions.List(shown.facts));
  if (const auto wanted = input.find("Version"); wanted != input.end() && !wanted->is_null() &&
                                                 wanted->get<int64_t>() != shown.facts.version) {
    ASSIGN_OR_RETURN(shown, versions.Kept(wanted->get<int64_t>()));
  }
  ASSIGN_OR_RETURN(auto detected, DetectedRedactions(versions, shown));
  if (detected) std::sort(detected->begin(), detected->end(), ComesBefore);

  api::Output output = api::Output::object();
  output["TranscriptionJobName"] = job.request.transcription_job_name;
  output["Version"] = shown.facts.version;
  if (context.sees_unredacted()) {
    output["MediaFileUri"] = job.request.media_file_uri;
    output["CanReveal"] = job.transcript.has_value();
  }
  output["Redactions"] = api::Output::array();
  for (const DocumentRedaction& redaction : RedactionsOf(shown.document.transcript)) {
    output["Redactions"].push_back(RedactionJson(redaction, detected));
  }
  output["Versions"] = api::Output::array();
  for (const VersionFacts& facts : listed) output["Versions"].push_back(VersionJson(facts));
  return output;
}

}  // namespace tacet::review
