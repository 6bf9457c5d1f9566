#include "tacet/media/media_problem.h"

#include <string_view>
#include <utility>

namespace tacet::media {
namespace {

constexpr std::pair<MediaProblem, std::string_view> kNames[] = {
    {MediaProblem::kUnsupported, "media.unsupported"},
    {MediaProblem::kDamaged, "media.damaged"},
    {MediaProblem::kTooLarge, "media.too_large"},
    {MediaProblem::kTooLong, "media.too_long"},
    {MediaProblem::kTooShort, "media.too_short"},
    {MediaProblem::kSampleRate, "media.sample_rate"},
    {MediaProblem::kTooManyChannels, "media.too_many_channels"},
    {MediaProblem::kOtherFormat, "media.other_format"},
    {MediaProblem::kOtherSampleRate, "media.other_sample_rate"},
};

}  // namespace

tl::unexpected<Error> MediaError(ErrorCode code, MediaProblem problem, std::string message,
                                 std::source_location where) {
  std::string detail;
  for (const auto& [known, name] : kNames) {
    if (known == problem) detail = name;
  }
  return MakeError(code, std::move(message), std::move(detail), where);
}

MediaProblem ProblemOf(const Error& error) {
  for (const auto& [problem, name] : kNames) {
    if (error.detail == name) return problem;
  }
  return error.code == ErrorCode::kDataLoss ? MediaProblem::kDamaged : MediaProblem::kNone;
}

}  // namespace tacet::media
