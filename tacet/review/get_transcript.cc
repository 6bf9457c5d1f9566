// A document of a job as it is stored, for those whose key does not open the bucket that it is in.
#include "tacet/auth/role.h"
#include "tacet/review/operations.h"

namespace tacet::review {
namespace {

Result<api::Output> Redacted(ReviewContext& context, const jobs::TranscriptionJob& job) {
  if (!job.redacted_transcript) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The job was run without ContentRedaction, so it has no redacted transcript.");
  }
  ASSIGN_OR_RETURN(const DocumentVersion document,
                   DocumentVersions(context.StoreOf(job), job).Current());
  return api::Output({{"Transcript", document.json}});
}

// Each read of it is in the audit log before it is given out, as those by S3 are.
Result<api::Output> Unredacted(ReviewContext& context, const jobs::TranscriptionJob& job) {
  if (!context.sees_unredacted()) {
    return MakeError(ErrorCode::kPermissionDenied,
                     "An access key with the role " +
                         std::string(auth::RoleName(context.identity.role)) +
                         " isn't authorized to read what was not redacted.");
  }
  if (!job.transcript) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The job kept no unredacted transcript. Run it again with the "
                     "RedactionOutput redacted_and_unredacted to have one.");
  }
  ASSIGN_OR_RETURN(const DocumentVersion document,
                   DocumentVersions(context.StoreOf(job), job).Unredacted());
  RETURN_IF_ERROR(context.Audit("object.read", job, *job.transcript, ""));
  return api::Output({{"Transcript", document.json}});
}

}  // namespace

Result<api::Output> GetTranscript(ReviewContext& context, const api::Input& input) {
  ASSIGN_OR_RETURN(const jobs::TranscriptionJob job,
                   FindCompletedJob(context, input.at("TranscriptionJobName")));
  return input.at("Redacted").get<bool>() ? Redacted(context, job) : Unredacted(context, job);
}

}  // namespace tacet::review
