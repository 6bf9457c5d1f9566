#include "tacet/media/mono_resampler.h"

#include <algorithm>
#include <cerrno>
#include <string>

#include "tacet/audio/audio_source.h"

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/samplefmt.h>
}

namespace tacet::media {
namespace {

Status ResampleError(int error) {
  return MakeError(ErrorCode::kInternal, "the audio could not be resampled to 16 kHz mono",
                   FfmpegErrorDetail(error));
}

uint64_t NativeMask(const AVChannelLayout& layout) {
  return layout.order == AV_CHANNEL_ORDER_NATIVE ? layout.u.mask : 0;
}

}  // namespace

// Sets `silence_` to silent samples in the present format.
Status MonoResampler::PrepareSilence(const AVFrame& frame) {
  constexpr int kSilentSamples = 4096;
  silence_.reset(av_frame_alloc());
  if (silence_ == nullptr) return ResampleError(AVERROR(ENOMEM));
  silence_->format = format_;
  silence_->sample_rate = sample_rate_hertz_;
  silence_->nb_samples = kSilentSamples;
  int error = av_channel_layout_copy(&silence_->ch_layout, &frame.ch_layout);
  if (error >= 0) error = av_frame_get_buffer(silence_.get(), 0);
  if (error >= 0) {
    error = av_samples_set_silence(silence_->extended_data, 0, kSilentSamples, channels_,
                                   static_cast<AVSampleFormat>(format_));
  }
  if (error < 0) return ResampleError(error);
  return {};
}

Status MonoResampler::Configure(const AVFrame& frame) {
  sample_rate_hertz_ = frame.sample_rate;
  format_ = frame.format;
  channels_ = frame.ch_layout.nb_channels;
  channel_mask_ = NativeMask(frame.ch_layout);
  RETURN_IF_ERROR(PrepareSilence(frame));

  AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
  const auto allocate = [&](AVChannelLayout from) {
    SwrContext* context = nullptr;
    const int error =
        swr_alloc_set_opts2(&context, &mono, AV_SAMPLE_FMT_FLT, kAudioSampleRateHertz, &from,
                            static_cast<AVSampleFormat>(format_), sample_rate_hertz_, 0, nullptr);
    swr_.reset(context);
    if (error >= 0) av_opt_set_double(context, "rematrix_maxval", 1.0, 0);
    return error;
  };
  if (channel_mask_ != 0 && allocate(AVChannelLayout(frame.ch_layout)) >= 0 &&
      swr_init(swr_.get()) >= 0)
    return {};

  AVChannelLayout unspecified = {};
  unspecified.order = AV_CHANNEL_ORDER_UNSPEC;
  unspecified.nb_channels = channels_;
  int error = allocate(unspecified);
  if (error < 0) return ResampleError(error);
  const std::vector<double> average(static_cast<size_t>(channels_), 1.0 / channels_);
  error = swr_set_matrix(swr_.get(), average.data(), channels_);
  if (error >= 0) error = swr_init(swr_.get());
  if (error < 0) return ResampleError(error);
  return {};
}

Status MonoResampler::Convert(const uint8_t* const* data, int count, std::vector<float>* out) {
  const int room = swr_get_out_samples(swr_.get(), count);
  if (room < 0) return ResampleError(room);
  const size_t before = out->size();
  out->resize(before + static_cast<size_t>(room));
  uint8_t* destination = reinterpret_cast<uint8_t*>(out->data() + before);
  const int written =
      swr_convert(swr_.get(), &destination, room, const_cast<const uint8_t**>(data), count);
  if (written < 0) {
    out->resize(before);
    return ResampleError(written);
  }
  out->resize(before + static_cast<size_t>(written));
  for (size_t i = before; i < out->size(); ++i) {
    const float sample = (*out)[i];
    // Float media may hold anything; the comparison also turns a NaN into silence.
    (*out)[i] = sample == sample ? std::clamp(sample, -1.0F, 1.0F) : 0.0F;
  }
  return {};
}

Status MonoResampler::SetInput(const AVFrame& frame, std::vector<float>* out) {
  if (swr_ != nullptr && frame.sample_rate == sample_rate_hertz_ && frame.format == format_ &&
      frame.ch_layout.nb_channels == channels_ && NativeMask(frame.ch_layout) == channel_mask_) {
    return {};
  }
  RETURN_IF_ERROR(Flush(out));
  return Configure(frame);
}

Status MonoResampler::Push(const AVFrame& frame, std::vector<float>* out) {
  RETURN_IF_ERROR(SetInput(frame, out));
  return Convert(frame.extended_data, frame.nb_samples, out);
}

Status MonoResampler::PushSilence(int count, std::vector<float>* out) {
  if (swr_ == nullptr) return {};
  while (count > 0) {
    const int step = std::min(count, silence_->nb_samples);
    RETURN_IF_ERROR(Convert(silence_->extended_data, step, out));
    count -= step;
  }
  return {};
}

Status MonoResampler::Flush(std::vector<float>* out) {
  if (swr_ == nullptr) return {};
  RETURN_IF_ERROR(Convert(nullptr, 0, out));
  swr_.reset();
  return {};
}

}  // namespace tacet::media
