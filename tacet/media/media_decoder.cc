#include "tacet/media/media_decoder.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "tacet/media/container.h"
#include "tacet/media/frame_reader.h"
#include "tacet/media/header_check.h"
#include "tacet/media/media_decoder_internal.h"
#include "tacet/media/mono_resampler.h"

namespace tacet::media {
namespace {

using std::chrono::milliseconds;

// Timestamps jitter: Matroska rounds them to milliseconds, recorders more. Less than this between a
// packet's end and the next one's timestamp is no gap.
constexpr double kJitterSeconds = 0.05;
// Matroska's rounding of an encoder's delay is no late start.
constexpr double kStartToleranceSeconds = 0.01;
// How far a recording may end before its headers say. Encoders count their padding differently.
constexpr double kEndToleranceSeconds = 0.5;
// Damage that a listener would hardly notice: as a constant, and as a part of what was read.
constexpr double kToleratedDamageSeconds = 1.0;
constexpr double kToleratedDamagePart = 0.01;
// Silence goes through the resampler in pieces, so that an hour of it takes no memory.
constexpr int64_t kSilencePiece = 16384;  // samples

milliseconds ToMilliseconds(double seconds) {
  return milliseconds(static_cast<int64_t>(std::llround(seconds * 1000.0)));
}

// Samples held back until the end is known, as much as one frame of 8 kHz AAC and some.
constexpr size_t kMaxPadding = kAudioSampleRateHertz / 5;

class FfmpegMediaDecoder : public MediaDecoder {
 public:
  FfmpegMediaDecoder(std::unique_ptr<FrameReader> reader, const Container& container,
                     const MediaLimits& limits)
      : reader_(std::move(reader)), container_(container), limits_(limits) {}

  // Decodes until the first samples, then fills info().
  Status Start(const HeaderFacts& facts);

  Result<size_t> Read(std::span<float> samples) override;
  const MediaInfo& info() const override { return info_; }
  MediaRepairs repairs() const override;

 private:
  Status Produce();  // adds to ready_ or sets ended_
  Status TakeFrame();
  Status TakeDamage(double seconds);
  Status Advance(int64_t samples);
  Status CheckDamage() const;
  Status CheckPromise() const;
  void TrimPadding();
  // How much silence belongs before a frame with this timestamp, in seconds.
  double SilenceBefore(std::optional<double> timestamp);
  bool HasMediaClock() const;
  void ReadDeclaredDuration(const HeaderFacts& facts);

  std::unique_ptr<FrameReader> reader_;
  Container container_;
  MediaLimits limits_;
  MediaInfo info_;
  MonoResampler resampler_;
  std::vector<float> ready_;  // resampled, from ready_begin_ not yet given out
  size_t ready_begin_ = 0;
  bool started_ = false;
  bool draining_ = false;  // the file is at its end, the resampler is not
  bool ended_ = false;
  std::optional<Error> failure_;

  int rate_hertz_ = kAudioSampleRateHertz;  // of the present frame
  bool frame_waits_ = false;                // the reader's frame goes in after silence_left_
  int64_t silence_left_ = 0;                // samples to put in first, at rate_hertz_
  double media_seconds_ = 0;                // media time where the next sample belongs
  double lost_seconds_ = 0;                 // damaged since the last frame
  double clock_offset_seconds_ = 0;         // what to take from a timestamp to get media time
  std::optional<double> promised_seconds_;  // the duration that the headers promise
  int damaged_places_ = 0;
  double damaged_seconds_ = 0;
  double gap_seconds_ = 0;
  double late_start_seconds_ = 0;
};

// MP4 and Matroska place sound on a clock that starts at zero and is shared with the picture. Ogg
// has timestamps too, but a stream that was joined late starts at any of them.
bool FfmpegMediaDecoder::HasMediaClock() const {
  return container_.kind == ContainerKind::kMp4 || container_.kind == ContainerKind::kMatroska;
}

void FfmpegMediaDecoder::ReadDeclaredDuration(const HeaderFacts& facts) {
  const AVStream& stream = reader_->stream();
  const AVFormatContext& format = reader_->format();
  if (facts.exact_duration) {
    info_.duration = facts.exact_duration;
    return;
  }
  double seconds = 0;
  if (stream.duration > 0) {
    seconds = static_cast<double>(stream.duration) * av_q2d(stream.time_base);
  } else if (format.duration > 0) {
    seconds = static_cast<double>(format.duration) / AV_TIME_BASE;
  }
  if (!(seconds > 0) || seconds > 1e6) return;  // nothing said, or nonsense
  info_.duration = ToMilliseconds(seconds);

  // A duration guessed from the bit rate promises nothing. Ogg's comes from the last page present.
  // Matroska's is that of the longest stream.
  if (format.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) return;
  const bool alone = format.nb_streams == 1;
  if (container_.kind == ContainerKind::kFlac || container_.kind == ContainerKind::kMp3 ||
      container_.kind == ContainerKind::kMp4 ||
      (container_.kind == ContainerKind::kMatroska && alone)) {
    promised_seconds_ = seconds;
  }
}

Status FfmpegMediaDecoder::Start(const HeaderFacts& facts) {
  ReadDeclaredDuration(facts);
  if (facts.exact_duration || promised_seconds_) {
    RETURN_IF_ERROR(CheckDuration(reader_->bytes(), *info_.duration, limits_));
  }
  info_.format = container_.media_format;
  info_.codec = avcodec_get_name(reader_->stream().codecpar->codec_id);
  while (!started_ && !ended_) RETURN_IF_ERROR(Produce());
  // An MP4's stream counts the sound alone.
  if (info_.duration && container_.kind == ContainerKind::kMp4) {
    *info_.duration += ToMilliseconds(late_start_seconds_);
  }
  if (!started_) {
    return MakeError(ErrorCode::kDataLoss,
                     reader_->bytes().name() + ": holds no audio: not one sample could be decoded");
  }
  return {};
}

Result<size_t> FfmpegMediaDecoder::Read(std::span<float> samples) {
  size_t done = 0;
  while (done < samples.size()) {
    if (failure_) return tl::unexpected<Error>(*failure_);
    const size_t held_back = ended_ ? 0 : kMaxPadding;
    const size_t waiting = ready_.size() - ready_begin_;
    const size_t available = waiting - std::min(waiting, held_back);
    if (available == 0) {
      ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(ready_begin_));
      ready_begin_ = 0;
      if (ended_) break;
      if (Status status = Produce(); !status) failure_ = std::move(status).error();
      continue;
    }
    const size_t count = std::min(samples.size() - done, available);
    std::copy_n(ready_.begin() + static_cast<std::ptrdiff_t>(ready_begin_), count,
                samples.begin() + static_cast<std::ptrdiff_t>(done));
    ready_begin_ += count;
    done += count;
  }
  return done;
}

Status FfmpegMediaDecoder::Produce() {
  if (silence_left_ > 0) {
    const int64_t count = std::min(silence_left_, kSilencePiece);
    silence_left_ -= count;
    RETURN_IF_ERROR(resampler_.PushSilence(static_cast<int>(count), &ready_));
    return Advance(count);
  }
  if (frame_waits_) {
    frame_waits_ = false;
    RETURN_IF_ERROR(resampler_.Push(reader_->frame(), &ready_));
    return Advance(reader_->frame().nb_samples);
  }
  if (draining_) {
    ended_ = true;
    RETURN_IF_ERROR(resampler_.Flush(&ready_));
    TrimPadding();
    return CheckPromise();
  }
  ASSIGN_OR_RETURN(const FrameReader::Event event, reader_->Next());
  switch (event) {
    case FrameReader::Event::kFrame:
      return TakeFrame();
    case FrameReader::Event::kDamaged:
      return TakeDamage(reader_->damaged_seconds());
    case FrameReader::Event::kEnd:
      draining_ = true;
      silence_left_ = std::llround(lost_seconds_ * info_.sample_rate_hertz);
      return {};
  }
  return {};
}

Status FfmpegMediaDecoder::Advance(int64_t samples) {
  media_seconds_ += static_cast<double>(samples) / rate_hertz_;
  return CheckDuration(reader_->bytes(), ToMilliseconds(media_seconds_), limits_);
}

Status FfmpegMediaDecoder::TakeFrame() {
  const AVFrame& frame = reader_->frame();
  const int channels = frame.ch_layout.nb_channels;
  RETURN_IF_ERROR(CheckStreamLimits(reader_->bytes(), frame.sample_rate, channels, limits_));
  RETURN_IF_ERROR(resampler_.SetInput(frame, &ready_));
  rate_hertz_ = frame.sample_rate;
  frame_waits_ = true;
  if (!started_) {
    info_.sample_rate_hertz = frame.sample_rate;
    info_.channels = channels;
  }
  const double silence = SilenceBefore(reader_->frame_seconds());
  lost_seconds_ = 0;
  started_ = true;
  RETURN_IF_ERROR(CheckDuration(reader_->bytes(),
                                ToMilliseconds(std::min(media_seconds_ + silence, 1e9)), limits_));
  silence_left_ = std::llround(silence * rate_hertz_);
  return CheckDamage();
}

double FfmpegMediaDecoder::SilenceBefore(std::optional<double> timestamp) {
  // Elsewhere timestamps are computed from the bytes and know nothing that the frames do not.
  const bool has_clock = HasMediaClock() || container_.kind == ContainerKind::kOgg;
  if (!has_clock || !timestamp) return lost_seconds_;

  if (!started_) {
    if (!HasMediaClock() || *timestamp < 0) clock_offset_seconds_ = *timestamp - lost_seconds_;
    const double late = *timestamp - clock_offset_seconds_ - lost_seconds_;
    late_start_seconds_ = late > kStartToleranceSeconds ? late : 0.0;
    return lost_seconds_ + late_start_seconds_;
  }
  const double time = *timestamp - clock_offset_seconds_;
  const double gap = time - (media_seconds_ + lost_seconds_);
  if (gap > kJitterSeconds) {
    // Ogg has no pauses: where its clock jumps, pages were lost.
    if (container_.kind == ContainerKind::kOgg) {
      ++damaged_places_;
      damaged_seconds_ += gap;
    } else {
      gap_seconds_ += gap;
    }
    return lost_seconds_ + gap;
  }
  if (gap < -kJitterSeconds) {
    // The clock went back, as in joined Ogg streams: audio stays in the order of the file, and the
    // clock is read anew from here.
    clock_offset_seconds_ += gap;
  }
  return lost_seconds_;
}

Status FfmpegMediaDecoder::TakeDamage(double seconds) {
  ++damaged_places_;
  damaged_seconds_ += seconds;
  lost_seconds_ += seconds;
  return CheckDamage();
}

Status FfmpegMediaDecoder::CheckDamage() const {
  if (damaged_seconds_ <= kToleratedDamageSeconds + kToleratedDamagePart * media_seconds_)
    return {};
  return MakeError(
      ErrorCode::kDataLoss,
      reader_->bytes().name() + ": is damaged: by " + Seconds(ToMilliseconds(media_seconds_)) +
          ", " + Seconds(ToMilliseconds(damaged_seconds_)) + " in " +
          std::to_string(damaged_places_) + " places could not be decoded; get an intact copy",
      FfmpegErrorDetail(0));
}

Status FfmpegMediaDecoder::CheckPromise() const {
  // An MP4 counts the sound alone, not the silence before it.
  const double read = media_seconds_ - late_start_seconds_;
  if (!promised_seconds_ || read >= *promised_seconds_ - kEndToleranceSeconds) return {};
  return MakeError(
      ErrorCode::kDataLoss,
      reader_->bytes().name() + ": is cut off: its header promises " +
          Seconds(ToMilliseconds(*promised_seconds_)) + " of audio, of which the last " +
          Seconds(ToMilliseconds(*promised_seconds_ - read)) + " are missing; get the whole file");
}

// AAC comes in whole frames. An MP4 says where the sound in the last one ends; FFmpeg does not use
// it.
void FfmpegMediaDecoder::TrimPadding() {
  if (container_.kind != ContainerKind::kMp4 || !promised_seconds_) return;
  const double excess = media_seconds_ - late_start_seconds_ - *promised_seconds_;
  const auto samples = std::llround(excess * kAudioSampleRateHertz);
  if (samples <= 0 || static_cast<size_t>(samples) > std::min(kMaxPadding, ready_.size())) return;
  ready_.resize(ready_.size() - static_cast<size_t>(samples));
}

MediaRepairs FfmpegMediaDecoder::repairs() const {
  return {.damaged_places = damaged_places_,
          .damaged = ToMilliseconds(damaged_seconds_),
          .gaps = ToMilliseconds(gap_seconds_),
          .late_start = ToMilliseconds(late_start_seconds_)};
}

}  // namespace

MediaDecoder::~MediaDecoder() = default;

Result<std::unique_ptr<MediaDecoder>> OpenMediaBytes(MediaBytes bytes, const MediaLimits& limits) {
  SetUpFfmpeg();
  ASSIGN_OR_RETURN(const Container container, IdentifyContainer(bytes));
  ASSIGN_OR_RETURN(const HeaderFacts facts, CheckHeaders(bytes, container, limits));
  ASSIGN_OR_RETURN(auto reader, FrameReader::Open(std::move(bytes), container, limits));
  auto decoder = std::make_unique<FfmpegMediaDecoder>(std::move(reader), container, limits);
  RETURN_IF_ERROR(decoder->Start(facts));
  return decoder;
}

Result<std::unique_ptr<MediaDecoder>> MediaDecoder::Open(const std::string& path,
                                                         const MediaLimits& limits) {
  ASSIGN_OR_RETURN(MediaBytes bytes, MediaBytes::OpenFile(path, limits.max_bytes));
  return OpenMediaBytes(std::move(bytes), limits);
}

}  // namespace tacet::media
