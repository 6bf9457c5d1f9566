#include "tacet/pipeline/failure_reason.h"

#include "tacet/jobs/job_store.h"
#include "tacet/media/media_problem.h"

namespace tacet::pipeline {
namespace {

using media::MediaProblem;

constexpr char kUnsupported[] = "Unsupported media format.";
// The service has no words for this; the first sentence is its nearest, the rest says what to do.
constexpr char kDamaged[] =
    "Unsupported media format. The media file is damaged or incomplete. Check the file and try "
    "your request again.";
// Also what the service answers to a request for such a file.
constexpr char kTooLarge[] =
    "The input file that you specified exceeds the maximum size of 2048.00 Mb. Try again with a "
    "smaller file.";
// As recorded: without a space before "Check".
constexpr char kTooLong[] =
    "Invalid file size: file size too large. Maximum audio duration is 4.000000 hours.Check the "
    "length of the file and try your request again.";
constexpr char kTooShort[] =
    "The input media file length is too small. Minimum audio duration is 0.500000 seconds. Check "
    "the length of the file and try your request again.";
constexpr char kSampleRate[] = "Invalid sample rate for audio file.";
constexpr char kTooManyChannels[] = "Invalid number of channels: number of channels too large.";
constexpr char kOtherFormat[] =
    "The media format provided does not match the detected media format.";
constexpr char kOtherSampleRate[] =
    "The sample rate provided does not match the detected sample rate.";
constexpr char kNoMedia[] =
    "The URI that you provided doesn't point to an S3 object. Make sure that the object exists and "
    "try your request again.";
constexpr char kNoAccessToMedia[] =
    "The S3 URI that you provided can't be accessed. Make sure that you have read permission and "
    "try your request again.";
constexpr char kNoFilter[] =
    "The requested vocabulary filter couldn't be found. Check the vocabulary filter name and try "
    "your request again.";
constexpr char kNoOutputBucket[] =
    "The output bucket couldn't be found. Make sure that OutputBucketName names a bucket that "
    "exists and try your request again.";
constexpr char kNoAccessToOutput[] =
    "The output bucket can't be written to. Make sure that you have write permission and try your "
    "request again.";

// Null for errors that are not about the recording.
const char* MediaReason(const Error& error) {
  switch (media::ProblemOf(error)) {
    case MediaProblem::kNone:
      return nullptr;
    case MediaProblem::kUnsupported:
      return kUnsupported;
    case MediaProblem::kDamaged:
      return kDamaged;
    case MediaProblem::kTooLarge:
      return kTooLarge;
    case MediaProblem::kTooLong:
      return kTooLong;
    case MediaProblem::kTooShort:
      return kTooShort;
    case MediaProblem::kSampleRate:
      return kSampleRate;
    case MediaProblem::kTooManyChannels:
      return kTooManyChannels;
    case MediaProblem::kOtherFormat:
      return kOtherFormat;
    case MediaProblem::kOtherSampleRate:
      return kOtherSampleRate;
  }
  return nullptr;
}

const char* NotFoundReason(JobStep step) {
  switch (step) {
    case JobStep::kFetchMedia:
      return kNoMedia;
    case JobStep::kReadFilter:
      return kNoFilter;
    case JobStep::kTranscribe:  // our own copy of the media
      return jobs::kInternalFailureReason;
    case JobStep::kWriteOutput:
      return kNoOutputBucket;
  }
  return jobs::kInternalFailureReason;
}

const char* RefusedReason(JobStep step) {
  switch (step) {
    case JobStep::kFetchMedia:
      return kNoAccessToMedia;
    case JobStep::kReadFilter:
    case JobStep::kTranscribe:
      return jobs::kInternalFailureReason;
    case JobStep::kWriteOutput:
      return kNoAccessToOutput;
  }
  return jobs::kInternalFailureReason;
}

}  // namespace

std::string FailureReason(JobStep step, const Error& error) {
  // Damage of what is stored elsewhere than in the recording is the service's own.
  const bool about_media = step == JobStep::kFetchMedia || step == JobStep::kTranscribe;
  if (const char* reason = about_media ? MediaReason(error) : nullptr) return reason;
  switch (error.code) {
    case ErrorCode::kNotFound:
      return NotFoundReason(step);
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kPermissionDenied:
      return RefusedReason(step);
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kUnavailable:
    case ErrorCode::kDeadlineExceeded:
    case ErrorCode::kUnimplemented:
    case ErrorCode::kDataLoss:
    case ErrorCode::kCancelled:
    case ErrorCode::kInternal:
      return jobs::kInternalFailureReason;
  }
  return jobs::kInternalFailureReason;
}

bool IsRetryable(const Error& error) {
  switch (error.code) {
    case ErrorCode::kUnavailable:
    case ErrorCode::kDeadlineExceeded:
    case ErrorCode::kResourceExhausted:
      return true;
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kNotFound:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kUnimplemented:
    case ErrorCode::kDataLoss:
    case ErrorCode::kCancelled:
    case ErrorCode::kInternal:
      return false;
  }
  return false;
}

}  // namespace tacet::pipeline
