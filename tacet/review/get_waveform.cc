// How loud a job's recording is over time, as the job that read it noted: nothing is decoded again.
#include "tacet/audio/peak_meter.h"
#include "tacet/aws/encoding.h"
#include "tacet/base/byte_source.h"
#include "tacet/review/operations.h"

namespace tacet::review {
namespace {

// Twice what the longest recording has, 4 hours.
constexpr int64_t kMostBytes = int64_t{8} * 3600 * PeakMeter::kPeaksPerSecond;

tl::unexpected<Error> NoWaveform() {
  return MakeError(ErrorCode::kInvalidArgument,
                   "The job kept no waveform. Run it again to have one.");
}

}  // namespace

Result<api::Output> GetWaveform(ReviewContext& context, const api::Input& input) {
  ASSIGN_OR_RETURN(const jobs::TranscriptionJob job,
                   FindReviewedJob(context, input.at("TranscriptionJobName")));
  if (!job.waveform) return NoWaveform();
  const auto reader =
      context.parts.service_objects.Get({job.waveform->bucket, job.waveform->key}, std::nullopt);
  if (!reader && reader.error().code == ErrorCode::kNotFound) return NoWaveform();
  if (!reader) return tl::unexpected<Error>(reader.error());
  ASSIGN_OR_RETURN(const std::string peaks, ReadAll(**reader, kMostBytes));

  api::Output output = api::Output::object();
  output["TranscriptionJobName"] = job.request.transcription_job_name;
  output["PeaksPerSecond"] = PeakMeter::kPeaksPerSecond;
  output["Peaks"] = aws::Base64Encode(peaks);
  return output;
}

}  // namespace tacet::review
