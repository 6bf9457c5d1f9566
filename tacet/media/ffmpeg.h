// FFmpeg's types with owners, and its log kept away from standard error. Private to media/.
#pragma once

#include <memory>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/dict.h>
#include <libavutil/mem.h>
#include <libswresample/swresample.h>
}

namespace tacet::media {

struct FormatContextCloser {
  void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct IoContextFreer {
  void operator()(AVIOContext* context) const {
    av_freep(&context->buffer);
    avio_context_free(&context);
  }
};
struct CodecContextFreer {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct FrameFreer {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct PacketFreer {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct ResamplerFreer {
  void operator()(SwrContext* context) const { swr_free(&context); }
};

using FormatContextPtr = std::unique_ptr<AVFormatContext, FormatContextCloser>;
using IoContextPtr = std::unique_ptr<AVIOContext, IoContextFreer>;
using CodecContextPtr = std::unique_ptr<AVCodecContext, CodecContextFreer>;
using FramePtr = std::unique_ptr<AVFrame, FrameFreer>;
using PacketPtr = std::unique_ptr<AVPacket, PacketFreer>;
using SwrContextPtr = std::unique_ptr<SwrContext, ResamplerFreer>;

// Takes FFmpeg's log from standard error and bounds its allocations. Thread-safe; the first call of
// the process does the work. Call it before any other use of FFmpeg.
void SetUpFfmpeg();

// FFmpeg's words for one of its error codes (0 for none), and the last error it logged on this
// thread: one printable line, for Error::detail.
std::string FfmpegErrorDetail(int error);

// Forgets what FFmpeg logged on this thread.
void ForgetFfmpegLog();

// Whether a demuxer logged an error on this thread since ForgetFfmpegLog(). Those of Ogg and
// Matroska report damage in no other way: they go on after it as if nothing had been there.
bool FfmpegDemuxerComplained();

}  // namespace tacet::media
