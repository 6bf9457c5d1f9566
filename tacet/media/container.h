// Which container a file is, by its first bytes and never by its name, and which codecs are read.
// Private to media/. Functions are thread-safe.
#pragma once

#include <string_view>

#include "tacet/base/result.h"
#include "tacet/media/ffmpeg.h"
#include "tacet/media/media_bytes.h"

namespace tacet::media {

enum class ContainerKind { kWav, kFlac, kMp3, kOgg, kMp4, kMatroska, kAmr };

struct Container {
  ContainerKind kind = ContainerKind::kWav;
  const char* media_format = "";  // Amazon Transcribe's MediaFormat
  const char* demuxer = "";       // the one FFmpeg demuxer that may read it
};

// kDataLoss when the bytes are none of the formats that Tacet reads.
Result<Container> IdentifyContainer(const MediaBytes& bytes);

// The decoder for a codec that Tacet reads, or null.
const AVCodec* FindAllowedDecoder(AVCodecID id);

// The names of all those decoders, comma-separated, as FFmpeg's `codec_whitelist` wants them.
const char* AllowedDecoderNames();

}  // namespace tacet::media
