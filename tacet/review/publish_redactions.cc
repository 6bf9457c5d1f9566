// A reviewer's list of redactions as the job's new redacted transcript. Nothing is recognised
// again: the words come from the job's own documents.
#include <cmath>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tacet/output/transcript_json.h"
#include "tacet/review/operations.h"
#include "tacet/review/review_spans.h"

namespace tacet::review {
namespace {

constexpr double kMaxSeconds = 10'000'000;
// What an audit record has room for by far.
constexpr size_t kMaxAuditedIds = 200;

Result<ReviewedSpan> ParseSpan(const api::Input& json,
                               std::span<const DocumentRedaction> redactions, size_t number) {
  const double start = json.at("StartTime").get<double>();
  const double end = json.at("EndTime").get<double>();
  if (!(start >= 0 && start <= end && end <= kMaxSeconds)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "Redactions." + std::to_string(number) +
                         " has times that can't be used. StartTime and EndTime are seconds from 0 "
                         "to 10000000, the end not before the start.");
  }
  ReviewedSpan span;
  span.start_time_ms = std::llround(start * 1000);
  span.end_time_ms = std::llround(end * 1000);
  // The model knows the same types.
  span.type = *ParsePiiEntityType(json.at("Type").get_ref<const std::string&>());
  if (const auto id = json.find("RedactionId"); id != json.end() && !id->is_null()) {
    ASSIGN_OR_RETURN(span.replaces, FindRedaction(redactions, *id));
  }
  return span;
}

std::string AuditText(const Publication& publication, int64_t version,
                      std::span<const DocumentRedaction> redactions) {
  std::string ids;
  for (size_t i = 0; i < publication.taken_back.size() && i < kMaxAuditedIds; ++i) {
    ids += (ids.empty() ? " (" : " ") + RedactionId(redactions[publication.taken_back[i]].item);
  }
  if (publication.taken_back.size() > kMaxAuditedIds) ids += " ...";
  if (!ids.empty()) ids += ")";
  return "version " + std::to_string(version) + " to " + std::to_string(version + 1) + ": " +
         std::to_string(publication.unchanged) + " unchanged, " +
         std::to_string(publication.changed) + " changed, " + std::to_string(publication.added) +
         " added, " + std::to_string(publication.taken_back.size()) + " taken back" + ids;
}

}  // namespace

Result<api::Output> PublishRedactions(ReviewContext& context, const api::Input& input) {
  ASSIGN_OR_RETURN(const jobs::TranscriptionJob job,
                   FindReviewedJob(context, input.at("TranscriptionJobName")));
  const std::lock_guard lock(context.publish_locks.Of(job));
  DocumentVersions versions(context.StoreOf(job), job);
  ASSIGN_OR_RETURN(const DocumentVersion current, versions.Current());
  RETURN_IF_ERROR(CheckIsCurrent(current.facts, input.at("Version").get<int64_t>()));
  const auto redactions = RedactionsOf(current.document.transcript);
  std::vector<ReviewedSpan> spans;
  for (const api::Input& json : input.at("Redactions")) {
    ASSIGN_OR_RETURN(const ReviewedSpan span, ParseSpan(json, redactions, spans.size() + 1));
    spans.push_back(span);
  }
  std::optional<Transcript> unredacted;
  if (job.transcript) {
    ASSIGN_OR_RETURN(DocumentVersion whole, versions.Unredacted());
    unredacted = std::move(whole.document.transcript);
  }
  ASSIGN_OR_RETURN(
      const Publication publication,
      Publish(current.document.transcript, unredacted ? &*unredacted : nullptr, spans));
  const std::string json =
      output::WriteRedactedTranscriptJson(publication.transcript, current.document.header);
  const VersionFacts published = {.version = current.facts.version + 1,
                                  .published_by = context.identity.access_key_id,
                                  .published_at = context.parts.clock.Now(),
                                  .key = current.facts.key};
  // First: a change that nobody can be asked about later is worse than a record of one that failed.
  RETURN_IF_ERROR(context.Audit("redactions.published", job, *job.redacted_transcript,
                                AuditText(publication, current.facts.version, redactions)));
  RETURN_IF_ERROR(versions.Replace(current, json, published));
  api::Output output = api::Output::object();
  output["TranscriptionJobName"] = job.request.transcription_job_name;
  output["Version"] = published.version;
  return output;
}

}  // namespace tacet::review
