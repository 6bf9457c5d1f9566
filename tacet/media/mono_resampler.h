// MonoResampler: decoded frames of any rate, sample format and channel layout in, 16 kHz mono
// floats out. Owns the swresample context. Private to media/. Not thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/media/ffmpeg.h"

namespace tacet::media {

class MonoResampler {
 public:
  // Makes ready for frames like `frame`. When rate, format or layout change from one frame to the
  // next, what is still inside comes out first. Appends to `out`, as all functions here.
  //
  // A layout that FFmpeg knows is mixed by its rules (LFE left out), scaled so that the mix cannot
  // clip; channels without a known layout are averaged. Samples leave in [-1, 1].
  Status SetInput(const AVFrame& frame, std::vector<float>* out);

  // Calls SetInput() by itself.
  Status Push(const AVFrame& frame, std::vector<float>* out);

  // `count` samples of silence at the rate of the present input. Before any SetInput(): nothing.
  Status PushSilence(int count, std::vector<float>* out);

  // What is still inside, at the end of the recording.
  Status Flush(std::vector<float>* out);

 private:
  Status PrepareSilence(const AVFrame& frame);
  Status Configure(const AVFrame& frame);
  Status Convert(const uint8_t* const* data, int count, std::vector<float>* out);

  SwrContextPtr swr_;
  FramePtr silence_;
  int sample_rate_hertz_ = 0;
  int format_ = -1;
  int channels_ = 0;
  uint64_t channel_mask_ = 0;  // 0 when the layout is not a native one
};

}  // namespace tacet::media
