#include "tacet/media/frame_reader.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <string>
#include <utility>

#include "tacet/media/header_check.h"
#include "tacet/media/media_problem.h"
#include "tacet/media/mp3_frame.h"

namespace tacet::media {
namespace {

constexpr int kIoBufferBytes = 64 * 1024;
constexpr int kMaxStreams = 64;

// A badly interleaved file is read more than once over; one that is read this often is crafted.
constexpr uint64_t kReadFactor = 8;
constexpr uint64_t kReadAllowance = 256ULL << 20;

// A file can name other files and addresses; none is opened.
int RefuseToOpen(AVFormatContext* /*format*/, AVIOContext** /*io*/, const char* /*url*/,
                 int /*flags*/, AVDictionary** /*options*/) {
  return AVERROR(EPERM);
}

std::string CodecName(AVCodecID id) { return avcodec_get_name(id); }

}  // namespace

FrameReader::FrameReader(MediaBytes bytes, const Container& container)
    : bytes_(std::move(bytes)), container_(container), cpu_(bytes_.size()) {}

int FrameReader::ReadBytes(void* opaque, uint8_t* buffer, int size) {
  auto* reader = static_cast<FrameReader*>(opaque);
  if (reader->bytes_read_ > kReadFactor * reader->bytes_.size() + kReadAllowance) {
    reader->read_too_much_ = true;
    return AVERROR_EXIT;
  }
  if (reader->cpu_.exceeded()) return AVERROR_EXIT;
  const int64_t count =
      reader->bytes_.ReadAt(reader->position_, {buffer, static_cast<size_t>(size)});
  if (count < 0) {
    reader->disk_failed_ = true;
    return AVERROR(EIO);
  }
  if (count == 0) return AVERROR_EOF;
  reader->position_ += static_cast<uint64_t>(count);
  reader->bytes_read_ += static_cast<uint64_t>(count);
  return static_cast<int>(count);
}

int64_t FrameReader::Seek(void* opaque, int64_t offset, int whence) {
  auto* reader = static_cast<FrameReader*>(opaque);
  const auto size = static_cast<int64_t>(reader->bytes_.size());
  whence &= ~AVSEEK_FORCE;
  if (whence == AVSEEK_SIZE) return size;
  int64_t base = 0;
  if (whence == SEEK_CUR) base = static_cast<int64_t>(reader->position_);
  if (whence == SEEK_END) base = size;
  int64_t target = 0;
  if (__builtin_add_overflow(base, offset, &target) || target < 0) return AVERROR(EINVAL);
  reader->position_ = static_cast<uint64_t>(target);
  return target;
}

int FrameReader::IsOutOfTime(void* opaque) {
  return static_cast<FrameReader*>(opaque)->cpu_.exceeded() ? 1 : 0;
}

tl::unexpected<Error> FrameReader::ReadError(int error, const std::string& what) const {
  if (disk_failed_) {
    return MakeError(ErrorCode::kInternal, bytes_.name() + ": the disk failed to read it");
  }
  if (read_too_much_ || cpu_.exceeded()) {
    return MakeError(ErrorCode::kDataLoss,
                     bytes_.name() +
                         ": takes far more work to read than its size explains; "
                         "convert it to WAV or FLAC first",
                     FfmpegErrorDetail(error));
  }
  return MakeError(ErrorCode::kDataLoss, bytes_.name() + ": " + what, FfmpegErrorDetail(error));
}

Status FrameReader::OpenFormat(const MediaLimits& limits) {
  auto* buffer = static_cast<uint8_t*>(av_malloc(kIoBufferBytes));
  if (buffer == nullptr) return ReadError(AVERROR(ENOMEM), "no memory is left to read it");
  io_.reset(avio_alloc_context(buffer, kIoBufferBytes, /*write_flag=*/0, this, ReadBytes,
                               /*write_packet=*/nullptr, Seek));
  if (io_ == nullptr) {
    av_free(buffer);
    return ReadError(AVERROR(ENOMEM), "no memory is left to read it");
  }
  AVFormatContext* context = avformat_alloc_context();
  if (context == nullptr) return ReadError(AVERROR(ENOMEM), "no memory is left to read it");
  context->pb = io_.get();
  context->flags |= AVFMT_FLAG_CUSTOM_IO;
  context->io_open = RefuseToOpen;
  context->interrupt_callback = {IsOutOfTime, this};

  AVDictionary* options = nullptr;
  av_dict_set(&options, "format_whitelist", container_.demuxer, 0);
  av_dict_set(&options, "codec_whitelist", AllowedDecoderNames(), 0);
  av_dict_set(&options, "protocol_whitelist", "none", 0);
  av_dict_set(&options, "probesize", "2000000", 0);
  av_dict_set(&options, "analyzeduration", "2000000", 0);  // 2 s, in microseconds
  av_dict_set_int(&options, "max_streams", kMaxStreams, 0);
  av_dict_set(&options, "enable_drefs", "0", 0);  // MP4: no references to other files
  const AVInputFormat* demuxer = av_find_input_format(container_.demuxer);
  int error = avformat_open_input(&context, "", demuxer, &options);  // frees context on failure
  av_dict_free(&options);
  if (error < 0) {
    return ReadError(error, std::string("its ") + container_.media_format +
                                " header is damaged or cut off; get the whole file");
  }
  format_.reset(context);

  // By the container's own choice, else the first whose codec is read.
  const AVStream* unreadable = nullptr;
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    AVStream* stream = format_->streams[i];
    stream->discard = AVDISCARD_ALL;
    if (stream->codecpar->codec_type != AVMEDIA_TYPE_AUDIO) continue;
    if (FindAllowedDecoder(stream->codecpar->codec_id) == nullptr) {
      unreadable = stream;
      continue;
    }
    const bool is_default = (stream->disposition & AV_DISPOSITION_DEFAULT) != 0;
    const bool have_default = stream_ != nullptr && (stream_->disposition & AV_DISPOSITION_DEFAULT);
    if (stream_ == nullptr || (is_default && !have_default)) stream_ = stream;
  }
  if (stream_ == nullptr && unreadable != nullptr) {
    return MediaError(ErrorCode::kInvalidArgument, MediaProblem::kUnsupported,
                      bytes_.name() + ": its sound is coded as " +
                          CodecName(unreadable->codecpar->codec_id) +
                          ", which is not read; convert it to WAV, FLAC, MP3 or AAC");
  }
  if (stream_ == nullptr) {
    return MediaError(ErrorCode::kDataLoss, MediaProblem::kUnsupported,
                      bytes_.name() + ": has no sound: " + std::to_string(format_->nb_streams) +
                          " streams, none of them audio");
  }
  stream_->discard = AVDISCARD_DEFAULT;
  // Rates and channels of the header are checked where it has them; the decoder's are checked too.
  if (stream_->codecpar->sample_rate != 0 && stream_->codecpar->ch_layout.nb_channels != 0) {
    RETURN_IF_ERROR(CheckStreamLimits(bytes_, stream_->codecpar->sample_rate,
                                      stream_->codecpar->ch_layout.nb_channels, limits));
  }
  error = avformat_find_stream_info(format_.get(), nullptr);
  if (error < 0) return ReadError(error, "its streams cannot be made out; it is damaged");
  return CheckDemuxerLog();
}

Status FrameReader::OpenDecoder(const MediaLimits& limits) {
  const AVCodecParameters& parameters = *stream_->codecpar;
  if (parameters.sample_rate != 0 && parameters.ch_layout.nb_channels != 0) {
    RETURN_IF_ERROR(CheckStreamLimits(bytes_, parameters.sample_rate,
                                      parameters.ch_layout.nb_channels, limits));
  }
  const AVCodec* decoder = FindAllowedDecoder(parameters.codec_id);
  if (decoder == nullptr) {
    return MakeError(ErrorCode::kInternal, bytes_.name() +
                                               ": this build of FFmpeg has no decoder for " +
                                               CodecName(parameters.codec_id));
  }
  codec_.reset(avcodec_alloc_context3(decoder));
  frame_.reset(av_frame_alloc());
  packet_.reset(av_packet_alloc());
  if (codec_ == nullptr || frame_ == nullptr || packet_ == nullptr) {
    return ReadError(AVERROR(ENOMEM), "no memory is left to read it");
  }
  int error = avcodec_parameters_to_context(codec_.get(), &parameters);
  codec_->thread_count = 1;
  codec_->pkt_timebase = stream_->time_base;
  codec_->err_recognition = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER;
  if (error >= 0) error = avcodec_open2(codec_.get(), decoder, nullptr);
  if (error < 0) {
    return ReadError(error, "its " + CodecName(parameters.codec_id) + " header is damaged");
  }
  return {};
}

Result<std::unique_ptr<FrameReader>> FrameReader::Open(MediaBytes bytes, const Container& container,
                                                       const MediaLimits& limits) {
  SetUpFfmpeg();
  ForgetFfmpegLog();
  std::unique_ptr<FrameReader> reader(new FrameReader(std::move(bytes), container));
  const CpuBudget::Scope scope(&reader->cpu_);
  RETURN_IF_ERROR(reader->OpenFormat(limits));
  RETURN_IF_ERROR(reader->OpenDecoder(limits));
  return reader;
}

Status FrameReader::CheckDemuxerLog() const {
  const bool resyncs_silently =
      container_.kind == ContainerKind::kOgg || container_.kind == ContainerKind::kMatroska;
  if (!resyncs_silently || !FfmpegDemuxerComplained()) return {};
  return ReadError(AVERROR_INVALIDDATA, "is damaged or cut off near byte " +
                                            std::to_string(position_) + "; get an intact copy");
}

// FFmpeg hands on the bytes between two MP3 frames as the tail of a packet, and drops them.
void FrameReader::MeasureMp3Packet() {
  const std::span<const uint8_t> data(packet_->data, static_cast<size_t>(packet_->size));
  const std::optional<Mp3Frame> frame = ParseMp3Frame(data);
  if (frame && frame->bytes <= data.size()) {
    mp3_bytes_ += static_cast<double>(frame->bytes);
    mp3_seconds_ += frame->seconds;
  }
  const size_t known = frame ? frame->bytes : 0;
  if (known >= data.size() || IsMp3Tag(data.subspan(known))) return;
  const double bytes_per_second = mp3_seconds_ > 0 ? mp3_bytes_ / mp3_seconds_ : 8000.0;
  mp3_passed_over_seconds_ += static_cast<double>(data.size() - known) / bytes_per_second;
}

double FrameReader::PacketSeconds() const {
  if (packet_->duration > 0) {
    const double seconds = static_cast<double>(packet_->duration) * av_q2d(stream_->time_base);
    if (seconds < 10) return seconds;  // no codec has packets that long
  }
  return last_frame_seconds_;
}

FrameReader::Event FrameReader::Damaged(double seconds) {
  // Never nothing: damage without a length must add up to the bound as well.
  damaged_seconds_ = std::max(seconds, 0.001);
  return Event::kDamaged;
}

Result<bool> FrameReader::SendNextPacket() {
  while (true) {
    av_packet_unref(packet_.get());
    ForgetFfmpegLog();
    const int error = av_read_frame(format_.get(), packet_.get());
    if (cpu_.exceeded()) return ReadError(AVERROR_EXIT, "");
    RETURN_IF_ERROR(CheckDemuxerLog());
    if (error == AVERROR(EAGAIN)) continue;
    if (error == AVERROR_EOF && io_->error == 0) return false;
    if (error < 0) return ReadError(error, "is damaged or cut off; get the whole file");
    if (packet_->stream_index == stream_->index) return true;
  }
}

Result<FrameReader::Event> FrameReader::Next() {
  const CpuBudget::Scope scope(&cpu_);
  while (true) {
    int error = avcodec_receive_frame(codec_.get(), frame_.get());
    if (error == 0) {
      if (frame_->sample_rate <= 0 || frame_->nb_samples <= 0) continue;
      last_frame_seconds_ = static_cast<double>(frame_->nb_samples) / frame_->sample_rate;
      cpu_.AddDecoded(last_frame_seconds_);
      return Event::kFrame;
    }
    if (error == AVERROR_EOF) return Event::kEnd;
    if (error != AVERROR(EAGAIN)) return Damaged(PacketSeconds());
    if (draining_) return Event::kEnd;
    if (mp3_passed_over_seconds_ > 0) return Damaged(std::exchange(mp3_passed_over_seconds_, 0.0));

    ASSIGN_OR_RETURN(const bool has_packet, SendNextPacket());
    if (!has_packet) {
      draining_ = true;
      avcodec_send_packet(codec_.get(), nullptr);
      continue;
    }
    // The last packet of a WAV without a size is always marked: it is shorter than was asked for.
    const bool is_marked = (packet_->flags & AV_PKT_FLAG_CORRUPT) != 0;
    if (is_marked && container_.kind != ContainerKind::kWav) return Damaged(PacketSeconds());
    if (codec_->codec_id == AV_CODEC_ID_MP3) MeasureMp3Packet();
    error = avcodec_send_packet(codec_.get(), packet_.get());
    if (error < 0) {
      const double passed_over = std::exchange(mp3_passed_over_seconds_, 0.0);
      return Damaged(passed_over > 0 ? passed_over : PacketSeconds());
    }
  }
}

std::optional<double> FrameReader::frame_seconds() const {
  if (frame_->best_effort_timestamp == AV_NOPTS_VALUE) return std::nullopt;
  return static_cast<double>(frame_->best_effort_timestamp) * av_q2d(stream_->time_base);
}

}  // namespace tacet::media
