#include "tacet/media/ffmpeg.h"

#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
}

namespace tacet::media {
namespace {

// The index of four hours of 48 kHz AAC takes 20 MB; nothing FFmpeg allocates for sound comes near
// this, while headers of a few bytes can ask for gigabytes.
constexpr size_t kMaxAllocation = size_t{128} << 20;

thread_local std::array<char, 200> last_log_line{};
thread_local bool demuxer_complained = false;

void KeepErrors(void* context, int level, const char* format, va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  if (context != nullptr) {
    // FFmpeg's rule: an object that logs starts with a pointer to its class.
    const AVClass* type = *static_cast<const AVClass* const*>(context);
    if (type != nullptr && std::strcmp(type->class_name, "AVFormatContext") == 0) {
      demuxer_complained = true;
    }
  }
  std::vsnprintf(last_log_line.data(), last_log_line.size(), format, arguments);
}

}  // namespace

void SetUpFfmpeg() {
  [[maybe_unused]] static const bool done = [] {
    av_log_set_callback(KeepErrors);
    av_max_alloc(kMaxAllocation);
    return true;
  }();
}

std::string FfmpegErrorDetail(int error) {
  std::string detail = "ffmpeg: ";
  if (error < 0) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> words{};
    av_strerror(error, words.data(), words.size());
    detail += std::string(words.data()) + "; ";
  }
  detail += last_log_line.data();
  while (!detail.empty() && detail.back() == '\n') detail.pop_back();
  for (char& c : detail) {
    if (c < ' ' || c > '~') c = '?';
  }
  return detail;
}

void ForgetFfmpegLog() {
  last_log_line[0] = '\0';
  demuxer_complained = false;
}

bool FfmpegDemuxerComplained() { return demuxer_complained; }

}  // namespace tacet::media
