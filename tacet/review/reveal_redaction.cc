// The words behind one redaction. Each call is in the audit log before they are given out.
#include "tacet/output/number_text.h"
#include "tacet/review/operations.h"
#include "tacet/review/review_spans.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::review {

Result<api::Output> RevealRedaction(ReviewContext& context, const api::Input& input) {
  ASSIGN_OR_RETURN(const jobs::TranscriptionJob job,
                   FindReviewedJob(context, input.at("TranscriptionJobName")));
  if (!job.transcript) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The job kept no unredacted transcript. Listen to the recording instead, or "
                     "run the job again with the RedactionOutput redacted_and_unredacted.");
  }
  DocumentVersions versions(context.StoreOf(job), job);
  ASSIGN_OR_RETURN(const DocumentVersion current, versions.Current());
  RETURN_IF_ERROR(CheckIsCurrent(current.facts, input.at("Version").get<int64_t>()));
  const auto redactions = RedactionsOf(current.document.transcript);
  ASSIGN_OR_RETURN(const size_t index, FindRedaction(redactions, input.at("RedactionId")));
  const DocumentRedaction& redaction = redactions[index];
  ASSIGN_OR_RETURN(const DocumentVersion whole, versions.Unredacted());
  const Transcript& unredacted = whole.document.transcript;

  RETURN_IF_ERROR(context.Audit("redaction.revealed", job, *job.transcript,
                                "version " + std::to_string(current.facts.version) +
                                    ", redaction " + RedactionId(redaction.item) + ", " +
                                    std::string(PiiEntityTypeName(redaction.type)) + ", " +
                                    output::SecondsText(redaction.start_time_ms) + " to " +
                                    output::SecondsText(redaction.end_time_ms) + " s"));
  const auto words = WordFinder(unredacted).Find(redaction.start_time_ms, redaction.end_time_ms);
  api::Output output = api::Output::object();
  output["Text"] =
      words ? JoinItems(unredacted, words->first, words->last - words->first + 1) : std::string();
  return output;
}

}  // namespace tacet::review
