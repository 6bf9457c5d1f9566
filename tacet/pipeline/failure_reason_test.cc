#include "tacet/pipeline/failure_reason.h"

#include <utility>

#include "tacet/media/media_problem.h"

namespace tacet::pipeline {
namespace {

using media::MediaError;
using media::MediaProblem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kInternal[] = "Internal Failure. Please try your request again.";
constexpr JobStep kSteps[] = {JobStep::kFetchMedia, JobStep::kReadFilter, JobStep::kTranscribe,
                              JobStep::kWriteOutput};

std::string MediaReason(MediaProblem problem) {
  return FailureReason(JobStep::kTranscribe,
                       MediaError(ErrorCode::kInvalidArgument, problem, "/secret/path").value());
}

TEST(FailureReasonTest, SaysWhatIsWrongWithTheMediaInTheServicesWords) {
  EXPECT_EQ(MediaReason(MediaProblem::kUnsupported), "Unsupported media format.");
  EXPECT_EQ(MediaReason(MediaProblem::kOtherFormat),
            "The media format provided does not match the detected media format.");
  EXPECT_EQ(MediaReason(MediaProblem::kSampleRate), "Invalid sample rate for audio file.");
  EXPECT_EQ(MediaReason(MediaProblem::kOtherSampleRate),
            "The sample rate provided does not match the detected sample rate.");
  EXPECT_EQ(MediaReason(MediaProblem::kTooLong),
            "Invalid file size: file size too large. Maximum audio duration is 4.000000 "
            "hours.Check the length of the file and try your request again.");
  EXPECT_EQ(MediaReason(MediaProblem::kTooManyChannels),
            "Invalid number of channels: number of channels too large.");
  EXPECT_EQ(MediaReason(MediaProblem::kTooShort),
            "The input media file length is too small. Minimum audio duration is 0.500000 seconds. "
            "Check the length of the file and try your request again.");
  EXPECT_THAT(MediaReason(MediaProblem::kDamaged),
              testing::StartsWith("Unsupported media format."));
  EXPECT_THAT(MediaReason(MediaProblem::kTooLarge), HasSubstr("2048.00 Mb"));
}

TEST(FailureReasonTest, HasAReasonForEveryCodeAtEveryStepAndShowsNothingOfTheError) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    for (const JobStep step : kSteps) {
      const Error error = {.code = static_cast<ErrorCode>(code),
                           .message = "/secret/path",
                           .detail = "secret detail"};
      const std::string reason = FailureReason(step, error);
      EXPECT_FALSE(reason.empty());
      EXPECT_THAT(reason, Not(HasSubstr("secret")));
    }
  }
}

TEST(FailureReasonTest, TellsMediaFilterAndOutputApart) {
  const Error missing = {.code = ErrorCode::kNotFound};
  EXPECT_EQ(FailureReason(JobStep::kFetchMedia, missing),
            "The URI that you provided doesn't point to an S3 object. Make sure that the object "
            "exists and try your request again.");
  EXPECT_THAT(FailureReason(JobStep::kReadFilter, missing), HasSubstr("vocabulary filter"));
  EXPECT_EQ(FailureReason(JobStep::kTranscribe, missing), kInternal);
  EXPECT_THAT(FailureReason(JobStep::kWriteOutput, missing), HasSubstr("output bucket"));
  for (const ErrorCode code : {ErrorCode::kPermissionDenied, ErrorCode::kUnauthenticated}) {
    EXPECT_EQ(FailureReason(JobStep::kFetchMedia, {.code = code}),
              "The S3 URI that you provided can't be accessed. Make sure that you have read "
              "permission and try your request again.");
    EXPECT_THAT(FailureReason(JobStep::kWriteOutput, {.code = code}), HasSubstr("output bucket"));
  }
  // Broken media, but a broken output store is no fault of the media.
  EXPECT_NE(FailureReason(JobStep::kTranscribe, {.code = ErrorCode::kDataLoss}), kInternal);
  EXPECT_EQ(FailureReason(JobStep::kWriteOutput, {.code = ErrorCode::kDataLoss}), kInternal);
  for (const ErrorCode code : {ErrorCode::kInternal, ErrorCode::kUnavailable,
                               ErrorCode::kResourceExhausted, ErrorCode::kDeadlineExceeded}) {
    for (const JobStep step : kSteps) EXPECT_EQ(FailureReason(step, {.code = code}), kInternal);
  }
}

TEST(FailureReasonTest, RetriesOnlyWhatMayPass) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::kInternal); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    EXPECT_EQ(IsRetryable({.code = code}), code == ErrorCode::kUnavailable ||
                                               code == ErrorCode::kDeadlineExceeded ||
                                               code == ErrorCode::kResourceExhausted);
  }
}

}  // namespace
}  // namespace tacet::pipeline
