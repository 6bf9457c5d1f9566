// FrameReader: demultiplexes and decodes the one audio stream of a media file. Private to media/.
//
// Owns FFmpeg's I/O, format and codec contexts. FFmpeg sees one demuxer, the decoders of
// container.cc, and the bytes of this file only: it can open nothing by itself. Reading and CPU
// time are bounded by the size of the file and by what comes out. Not thread-safe.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "tacet/base/result.h"
#include "tacet/media/container.h"
#include "tacet/media/cpu_budget.h"
#include "tacet/media/ffmpeg.h"
#include "tacet/media/media_bytes.h"
#include "tacet/media/media_decoder.h"

namespace tacet::media {

class FrameReader {
 public:
  enum class Event {
    kFrame,    // frame() is the next piece of the recording
    kDamaged,  // a packet could not be decoded; damaged_seconds() are lost
    kEnd,
  };

  static Result<std::unique_ptr<FrameReader>> Open(MediaBytes bytes, const Container& container,
                                                   const MediaLimits& limits);
  FrameReader(const FrameReader&) = delete;
  FrameReader& operator=(const FrameReader&) = delete;

  Result<Event> Next();

  // Valid until the next call of Next().
  const AVFrame& frame() const { return *frame_; }
  // Media time of the frame's first sample by its timestamp, if it has one.
  std::optional<double> frame_seconds() const;
  double damaged_seconds() const { return damaged_seconds_; }

  const MediaBytes& bytes() const { return bytes_; }
  const AVStream& stream() const { return *stream_; }
  const AVFormatContext& format() const { return *format_; }
  CpuBudget& cpu() { return cpu_; }

 private:
  FrameReader(MediaBytes bytes, const Container& container);

  Status OpenFormat(const MediaLimits& limits);
  Status OpenDecoder(const MediaLimits& limits);
  Result<bool> SendNextPacket();  // false when the demuxer is at its end
  Event Damaged(double seconds);
  double PacketSeconds() const;
  Status CheckDemuxerLog() const;
  void MeasureMp3Packet();
  tl::unexpected<Error> ReadError(int error, const std::string& what) const;

  // FFmpeg's callbacks; `opaque` is the FrameReader.
  static int ReadBytes(void* opaque, uint8_t* buffer, int size);
  static int64_t Seek(void* opaque, int64_t offset, int whence);
  static int IsOutOfTime(void* opaque);

  MediaBytes bytes_;
  Container container_;
  CpuBudget cpu_;
  uint64_t position_ = 0;
  uint64_t bytes_read_ = 0;
  bool read_too_much_ = false;
  bool disk_failed_ = false;
  // Freed in the opposite order: the format context uses the I/O context until its end.
  IoContextPtr io_;
  FormatContextPtr format_;
  CodecContextPtr codec_;
  FramePtr frame_;
  PacketPtr packet_;
  AVStream* stream_ = nullptr;  // of format_
  double damaged_seconds_ = 0;
  double last_frame_seconds_ = 0;
  // MP3: bytes of whole frames and the time they make, to turn lost bytes into lost time.
  double mp3_bytes_ = 0;
  double mp3_seconds_ = 0;
  double mp3_passed_over_seconds_ = 0;  // lost after the frame that was last sent
  bool draining_ = false;
};

}  // namespace tacet::media
