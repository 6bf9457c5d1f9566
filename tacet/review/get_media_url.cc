// A link to a job's recording where it lies in another S3 service, whose keys clients do not have.
#include "tacet/api/job_json.h"
#include "tacet/aws/s3_uri.h"
#include "tacet/review/operations.h"

namespace tacet::review {
namespace {

constexpr std::chrono::hours kExpires(1);

}  // namespace

Result<api::Output> GetMediaUrl(ReviewContext& context, const api::Input& input) {
  ASSIGN_OR_RETURN(const jobs::TranscriptionJob job,
                   FindReviewedJob(context, input.at("TranscriptionJobName")));
  if (!context.options.presign) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "Your own access key opens the recording here: sign a GetObject of the job's "
                     "MediaFileUri with it.");
  }
  ASSIGN_OR_RETURN(const aws::S3Location media,
                   aws::ParseS3Uri(job.request.media_file_uri, context.options.endpoint_hosts));
  const auto there = context.parts.objects.Head({media.bucket, media.key});
  if (!there && there.error().code == ErrorCode::kNotFound) {
    return MakeError(ErrorCode::kNotFound,
                     "The recording isn't where the job read it: it was moved or deleted.");
  }
  if (!there) return tl::unexpected<Error>(there.error());
  // Whoever reads with the link is not known here, so the log says who was given it.
  RETURN_IF_ERROR(context.Audit("url.issued", job, {media.bucket, media.key}, ""));
  ASSIGN_OR_RETURN(const std::string url,
                   context.options.presign({media.bucket, media.key}, kExpires));

  api::Output output = api::Output::object();
  output["Url"] = url;
  output["ExpirationTime"] = api::EpochSeconds(context.parts.clock.Now() + kExpires);
  return output;
}

}  // namespace tacet::review
