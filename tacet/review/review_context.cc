#include "tacet/review/review_context.h"

#include <algorithm>
#include <charconv>

#include "tacet/auth/role.h"

namespace tacet::review {

Status ReviewContext::Audit(const std::string& action, const jobs::TranscriptionJob& job,
                            const jobs::OutputObject& object, const std::string& detail) const {
  return options.audit({.action = action,
                        .actor = identity.access_key_id,
                        .role = std::string(auth::RoleName(identity.role)),
                        .object = object.bucket + "/" + object.key,
                        .job = job.request.transcription_job_name,
                        .request_id = request.id,
                        .peer = request.peer,
                        .detail = detail});
}

Result<jobs::TranscriptionJob> FindCompletedJob(const ReviewContext& context,
                                                const std::string& name) {
  ASSIGN_OR_RETURN(jobs::TranscriptionJob job, context.parts.jobs.Get(name));
  if (job.status == jobs::TranscriptionJobStatus::kCompleted) return job;
  return MakeError(ErrorCode::kInvalidArgument,
                   "The job is " + std::string(jobs::TranscriptionJobStatusName(job.status)) +
                       ". Only a job that is COMPLETED has a transcript to read or review.");
}

Result<jobs::TranscriptionJob> FindReviewedJob(const ReviewContext& context,
                                               const std::string& name) {
  ASSIGN_OR_RETURN(jobs::TranscriptionJob job, FindCompletedJob(context, name));
  if (!job.redacted_transcript) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The job was run without ContentRedaction, so it has no redactions. Run it "
                     "again with ContentRedaction to review them.");
  }
  return job;
}

Status CheckIsCurrent(const VersionFacts& current, int64_t wanted) {
  if (current.version == wanted) return {};
  return MakeError(ErrorCode::kAlreadyExists, "The redactions are at version " +
                                                  std::to_string(current.version) +
                                                  ", not at version " + std::to_string(wanted) +
                                                  ". List them again and repeat your changes.");
}

std::string RedactionId(size_t item) { return std::to_string(item); }

Result<size_t> FindRedaction(std::span<const DocumentRedaction> redactions,
                             const std::string& redaction_id) {
  size_t item = 0;
  std::from_chars(redaction_id.data(), redaction_id.data() + redaction_id.size(), item);
  const auto found = std::lower_bound(
      redactions.begin(), redactions.end(), item,
      [](const DocumentRedaction& redaction, size_t wanted) { return redaction.item < wanted; });
  if (found == redactions.end() || RedactionId(found->item) != redaction_id) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "There is no redaction with the RedactionId that you provided. List the "
                     "redactions again.");
  }
  return static_cast<size_t>(found - redactions.begin());
}

}  // namespace tacet::review
