// MediaProblem: what is wrong with a recording, for callers that must tell one kind from another
// where the code of the Error does not.
#pragma once

#include <source_location>
#include <string>

#include "tacet/base/result.h"

namespace tacet::media {

enum class MediaProblem {
  kNone,             // the Error is not about the recording, or says no more than its code
  kUnsupported,      // no media file, no sound, or a codec that is not read
  kDamaged,          // cut off, or more is broken than can be passed over
  kTooLarge,         // more bytes than the limit
  kTooLong,          // longer than the limit
  kTooShort,         // shorter than what can be transcribed
  kSampleRate,       // outside the limits
  kTooManyChannels,  // over the limit
  kOtherFormat,      // another container than was promised
  kOtherSampleRate,  // another sample rate than was promised
};

// An Error that says `problem` beside its code: at the beginning of its detail, for the log too.
tl::unexpected<Error> MediaError(ErrorCode code, MediaProblem problem, std::string message,
                                 std::source_location where = std::source_location::current());

// The problem that `error` says. Any kDataLoss without one is kDamaged.
MediaProblem ProblemOf(const Error& error);

}  // namespace tacet::media
