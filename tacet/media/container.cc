#include "tacet/media/container.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "tacet/media/media_problem.h"

namespace tacet::media {
namespace {

constexpr Container kWav = {ContainerKind::kWav, "wav", "wav"};
constexpr Container kFlac = {ContainerKind::kFlac, "flac", "flac"};
constexpr Container kMp3 = {ContainerKind::kMp3, "mp3", "mp3"};
constexpr Container kOgg = {ContainerKind::kOgg, "ogg", "ogg"};
constexpr Container kMp4 = {ContainerKind::kMp4, "mp4", "mov"};
constexpr Container kM4a = {ContainerKind::kMp4, "m4a", "mov"};
constexpr Container kWebm = {ContainerKind::kMatroska, "webm", "matroska"};
constexpr Container kAmr = {ContainerKind::kAmr, "amr", "amr"};

struct AllowedCodec {
  AVCodecID id;
  const char* decoder;
};

// Named decoders, so that a library added to FFmpeg later does not come to read hostile bytes.
constexpr AllowedCodec kAllowedCodecs[] = {
    {AV_CODEC_ID_AMR_NB, "amrnb"},        {AV_CODEC_ID_AMR_WB, "amrwb"},
    {AV_CODEC_ID_FLAC, "flac"},           {AV_CODEC_ID_AAC, "aac"},
    {AV_CODEC_ID_ALAC, "alac"},           {AV_CODEC_ID_MP3, "mp3float"},
    {AV_CODEC_ID_VORBIS, "vorbis"},       {AV_CODEC_ID_OPUS, "opus"},
    {AV_CODEC_ID_PCM_U8, "pcm_u8"},       {AV_CODEC_ID_PCM_S8, "pcm_s8"},
    {AV_CODEC_ID_PCM_S16LE, "pcm_s16le"}, {AV_CODEC_ID_PCM_S16BE, "pcm_s16be"},
    {AV_CODEC_ID_PCM_S24LE, "pcm_s24le"}, {AV_CODEC_ID_PCM_S24BE, "pcm_s24be"},
    {AV_CODEC_ID_PCM_S32LE, "pcm_s32le"}, {AV_CODEC_ID_PCM_S32BE, "pcm_s32be"},
    {AV_CODEC_ID_PCM_F32LE, "pcm_f32le"}, {AV_CODEC_ID_PCM_F32BE, "pcm_f32be"},
    {AV_CODEC_ID_PCM_F64LE, "pcm_f64le"}, {AV_CODEC_ID_PCM_F64BE, "pcm_f64be"},
    {AV_CODEC_ID_PCM_MULAW, "pcm_mulaw"}, {AV_CODEC_ID_PCM_ALAW, "pcm_alaw"},
    {AV_CODEC_ID_ADPCM_MS, "adpcm_ms"},   {AV_CODEC_ID_ADPCM_IMA_WAV, "adpcm_ima_wav"},
};

bool HasAt(std::span<const uint8_t> bytes, size_t offset, std::string_view text) {
  return bytes.size() >= offset + text.size() &&
         std::memcmp(bytes.data() + offset, text.data(), text.size()) == 0;
}

// The length of the ID3v2 tag at the front, 0 when there is none.
// https://id3.org/id3v2.4.0-structure
uint64_t Id3Size(std::span<const uint8_t> bytes) {
  if (bytes.size() < 10 || !HasAt(bytes, 0, "ID3")) return 0;
  const uint64_t body = (uint64_t{bytes[6]} & 0x7f) << 21 | (uint64_t{bytes[7]} & 0x7f) << 14 |
                        (uint64_t{bytes[8]} & 0x7f) << 7 | (uint64_t{bytes[9]} & 0x7f);
  const bool has_footer = (bytes[5] & 0x10) != 0;
  return 10 + body + (has_footer ? 10 : 0);
}

// MPEG audio has no magic number: FFmpeg looks for a run of frames that fit together.
bool LooksLikeMp3(std::vector<uint8_t> bytes) {
  const auto size = static_cast<int>(bytes.size());
  bytes.resize(bytes.size() + AVPROBE_PADDING_SIZE, 0);
  AVProbeData probe = {};
  probe.filename = "";
  probe.buf = bytes.data();
  probe.buf_size = size;
  int score = 0;
  const AVInputFormat* format = av_probe_input_format3(&probe, /*is_opened=*/1, &score);
  return format != nullptr && std::strcmp(format->name, "mp3") == 0 && score > 1;
}

}  // namespace

Result<Container> IdentifyContainer(const MediaBytes& bytes) {
  std::vector<uint8_t> head(64 * 1024);
  int64_t count = bytes.ReadAt(0, head);
  const uint64_t id3 =
      Id3Size(std::span(head).first(static_cast<size_t>(std::max<int64_t>(count, 0))));
  if (id3 > 0) count = bytes.ReadAt(id3, head);
  if (count < 0)
    return MakeError(ErrorCode::kInternal, bytes.name() + ": the disk failed to read it");
  head.resize(static_cast<size_t>(count));

  if (HasAt(head, 0, "fLaC")) return kFlac;
  if (id3 == 0) {
    const bool riff = HasAt(head, 0, "RIFF") || HasAt(head, 0, "RF64") || HasAt(head, 0, "BW64");
    if (riff && HasAt(head, 8, "WAVE")) return kWav;
    if (HasAt(head, 0, "OggS")) return kOgg;
    if (HasAt(head, 0, "\x1a\x45\xdf\xa3")) return kWebm;
    if (HasAt(head, 0, "#!AMR\n") || HasAt(head, 0, "#!AMR-WB\n")) return kAmr;
    if (HasAt(head, 4, "ftypM4A") || HasAt(head, 4, "ftypM4B")) return kM4a;
    for (const char* box : {"ftyp", "moov", "mdat", "wide", "free", "skip"}) {
      if (HasAt(head, 4, box)) return kMp4;
    }
  }
  if (LooksLikeMp3(head)) return kMp3;
  return MediaError(ErrorCode::kDataLoss, MediaProblem::kUnsupported,
                    bytes.name() +
                        ": is not a media file that can be read; give AMR, FLAC, M4A, MP3, "
                        "MP4, Ogg, WebM or WAV");
}

const AVCodec* FindAllowedDecoder(AVCodecID id) {
  for (const AllowedCodec& codec : kAllowedCodecs) {
    if (codec.id == id) return avcodec_find_decoder_by_name(codec.decoder);
  }
  return nullptr;
}

const char* AllowedDecoderNames() {
  static const std::string names = [] {
    std::string list;
    for (const AllowedCodec& codec : kAllowedCodecs) {
      list += (list.empty() ? "" : ",") + std::string(codec.decoder);
    }
    return list;
  }();
  return names.c_str();
}

}  // namespace tacet::media
