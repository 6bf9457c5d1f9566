// Files made to break a decoder: each gives an error of one line that names the problem.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "tacet/media/header_check.h"
#include "tacet/media/media_decoder_internal.h"
#include "tacet/media/media_test_files.h"
#include "tacet/media/mp3_frame.h"

namespace tacet::media {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

class MediaHostileTest : public MediaFilesTest {
 protected:
  static Error Failure(const std::string& path, const MediaLimits& limits = {}) {
    const auto decoded = DecodeAll(path, limits);
    EXPECT_FALSE(decoded) << path << " was decoded to " << decoded->seconds() << " s";
    if (decoded) return {};
    EXPECT_EQ(decoded.error().message.find('\n'), std::string::npos);
    EXPECT_THAT(decoded.error().message, HasSubstr(path));
    return decoded.error();
  }

  std::string CutTo(const std::string& path, double part, const std::string& name) const {
    const std::string bytes = Bytes(path);
    return Write(name,
                 bytes.substr(0, static_cast<size_t>(static_cast<double>(bytes.size()) * part)));
  }
};

std::string Little(uint64_t value, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

struct WavHeader {
  uint64_t tag = 1;
  uint64_t channels = 1;
  uint64_t hertz = 16000;
  uint64_t block_align = 2;
  uint64_t bits = 16;
  uint64_t data_size = 3200;
};

std::string Wav(const WavHeader& header) {
  return "RIFF" + Little(36 + header.data_size, 4) + "WAVEfmt " + Little(16, 4) +
         Little(header.tag, 2) + Little(header.channels, 2) + Little(header.hertz, 4) +
         Little(header.hertz * header.block_align, 4) + Little(header.block_align, 2) +
         Little(header.bits, 2) + "data" + Little(header.data_size, 4) + std::string(3200, '\0');
}

TEST_F(MediaHostileTest, RefusesWavHeadersWithAbsurdValues) {
  ASSERT_TRUE(DecodeAll(Write("good.wav", Wav({})))) << "the table proves nothing";
  const struct {
    WavHeader header;
    ErrorCode code;
    const char* message;
  } kTable[] = {
      {{.channels = 0, .block_align = 0}, ErrorCode::kDataLoss, "no channels"},
      {{.channels = 200, .block_align = 400}, ErrorCode::kInvalidArgument, "200 channels"},
      {{.channels = 65535, .block_align = 65534}, ErrorCode::kInvalidArgument, "65535 channels"},
      {{.channels = 33, .block_align = 66}, ErrorCode::kInvalidArgument, "33 channels"},
      {{.hertz = 0}, ErrorCode::kInvalidArgument, "rate of 0 Hz"},
      {{.hertz = 7999}, ErrorCode::kInvalidArgument, "rate of 7999 Hz"},
      {{.hertz = 48001}, ErrorCode::kInvalidArgument, "rate of 48001 Hz"},
      {{.hertz = 4000000000}, ErrorCode::kInvalidArgument, "rate of 4000000000 Hz"},
      {{.block_align = 65535}, ErrorCode::kDataLoss, "block of 65535 bytes"},
      {{.block_align = 0}, ErrorCode::kDataLoss, "block of 0 bytes"},
      {{.bits = 0}, ErrorCode::kDataLoss, "0 bits"},
      {{.block_align = 8192, .bits = 65535}, ErrorCode::kDataLoss, "65535 bits"},
      {{.tag = 0x9999}, ErrorCode::kInvalidArgument, "not read"},
      {{.data_size = 64000}, ErrorCode::kDataLoss, "the last 1.900 s are missing"},
  };
  for (const auto& row : kTable) {
    const Error error = Failure(Write("absurd.wav", Wav(row.header)));
    EXPECT_EQ(error.code, row.code) << error.message;
    EXPECT_THAT(error.message, HasSubstr(row.message));
  }
}

TEST_F(MediaHostileTest, RefusesWhatIsNoMediaFile) {
  mkdir(Path("folder.wav").c_str(), 0700);
  mkfifo(Path("pipe.wav").c_str(), 0600);
  const struct {
    std::string path;
    ErrorCode code;
    const char* message;
  } kTable[] = {
      {Path("missing.wav"), ErrorCode::kNotFound, "no such file"},
      {Path("folder.wav"), ErrorCode::kInvalidArgument, "is a directory"},
      {Path("pipe.wav"), ErrorCode::kInvalidArgument, "not a regular file"},
      {Write("empty.wav", ""), ErrorCode::kDataLoss, "the file is empty"},
      {Write("one.wav", "R"), ErrorCode::kDataLoss, "not a media file"},
      {Write("text.wav", std::string(3000, 'a') + "\n"), ErrorCode::kDataLoss, "not a media file"},
      {Write("header.wav", "RIFF\x24\x20WAVE"), ErrorCode::kDataLoss, "not a media file"},
      {Write("bare.wav", Wav({}).substr(0, 12)), ErrorCode::kDataLoss, "no data chunk"},
      {Write("nodata.wav", Wav({.data_size = 0}).substr(0, 44)), ErrorCode::kDataLoss, "no audio"},
      {Write("nofmt.wav", "RIFF....WAVEdata" + Little(4, 4) + "1234"), ErrorCode::kDataLoss,
       "no fmt chunk"},
      {Write("bare.flac", "fLaC"), ErrorCode::kDataLoss, "flac header is damaged"},
      {Write("bare.ogg", "OggS"), ErrorCode::kDataLoss, "cut off"},
      {Write("bare.amr", "#!AMR\n"), ErrorCode::kDataLoss, "no audio"},
      {Write("bare.mp4", std::string("\0\0\0\x10"
                                     "ftypisom\0\0\0\0",
                                     16)),
       ErrorCode::kDataLoss, "moov"},
      {Write("bare.webm", "\x1a\x45\xdf\xa3"), ErrorCode::kDataLoss, "ends before any media"},
      // A playlist names other files; no demuxer that follows such names may be reached.
      {Write("list.wav", "ffconcat version 1.0\nfile /etc/passwd\n"), ErrorCode::kDataLoss,
       "not a media file"},
      {Write("list.mp3", "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\n/etc/passwd\n"),
       ErrorCode::kDataLoss, "not a media file"},
  };
  for (const auto& row : kTable) {
    const Error error = Failure(row.path);
    EXPECT_EQ(error.code, row.code) << error.message;
    EXPECT_THAT(error.message, HasSubstr(row.message));
  }
}

TEST_F(MediaHostileTest, RefusesVideoWithoutSoundAndUnreadCodecs) {
  const std::string picture = "-f lavfi -i color=size=16x16:rate=10:duration=1";
  EXPECT_THAT(Failure(Make(picture, "mute.mp4")).message, HasSubstr("has no sound"));
  EXPECT_THAT(Failure(Make(picture + " -c:v libvpx", "mute.webm")).message,
              HasSubstr("has no sound"));
  const Error error = Failure(Make(Tone(1, 48000) + " -c:a ac3", "film.mp4"));
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(error.message, HasSubstr("ac3"));
}

TEST_F(MediaHostileTest, RefusesWhatIsOverTheLimits) {
  const std::string path = Make(Tone(3, 16000) + " -c:a flac", "long.flac");
  Error error = Failure(path, {.max_duration = std::chrono::seconds(2)});
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(error.message, HasSubstr("longer than the limit of 2.000 s"));
  error = Failure(path, {.max_bytes = 1000});
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(error.message, HasSubstr("the limit is 1000 bytes"));

  // A live recording tells no duration: the limit holds while it is read.
  const std::string live = Path("live.webm");
  const std::string command =
      "ffmpeg -nostdin -v error " + Tone(3, 16000) + " -c:a libopus -f webm - > " + live;
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_THAT(Failure(live, {.max_duration = std::chrono::seconds(2)}).message,
              HasSubstr("longer than the limit of 2.000 s"));

  // The defaults: 4 hours and 2 GB, as sparse files.
  const std::string sparse = Write("four_hours.wav", Wav({.data_size = 0}));
  const auto four_hours = off_t{44} + 16000 * 2 * (4 * 3600 + 1);
  ASSERT_EQ(truncate(sparse.c_str(), four_hours), 0);
  EXPECT_THAT(Failure(sparse).message, HasSubstr("longer than the limit of 14400.000 s"));
  ASSERT_EQ(truncate(sparse.c_str(), 2000000001), 0);
  EXPECT_THAT(Failure(sparse).message, HasSubstr("the limit is 2000000000 bytes"));

  error = Failure(Make("-f lavfi -i sine=sample_rate=96000:duration=1 -c:a flac", "fast.flac"));
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(error.message, HasSubstr("96000 Hz; it must be from 8000 to 48000 Hz"));
}

TEST_F(MediaHostileTest, CutOffFilesAreNeverTakenForWhole) {
  const struct {
    const char* arguments;
    const char* name;
  } kTable[] = {
      {"-c:a pcm_s16le", "a.wav"},        {"-c:a flac", "a.flac"},
      {"-c:a libmp3lame", "a.mp3"},       {"-c:a aac", "a.m4a"},
      {"-c:a libvorbis", "vorbis.ogg"},   {"-c:a libopus", "opus.ogg"},
      {"-c:a libopus", "a.webm"},         {"-c:a aac -movflags +faststart", "fast.mp4"},
      {"-c:a libopus -live 1", "l.webm"}, {"-c:a flac -ar 8000", "a.mkv"},
  };
  for (const auto& row : kTable) {
    const std::string whole = Make(Tone(6, 16000) + " " + row.arguments, row.name);
    ASSERT_TRUE(DecodeAll(whole)) << row.name;
    for (const double part : {0.03, 0.31, 0.77}) {
      const Error error = Failure(CutTo(whole, part, std::string("cut_") + row.name));
      EXPECT_EQ(error.code, ErrorCode::kDataLoss) << error.message;
      EXPECT_THAT(error.message, AnyOf(HasSubstr("cut off"), HasSubstr("damaged")));
    }
  }
  EXPECT_THAT(Failure(CutTo(CorpusFile("tone_nb.amr"), 0.51, "cut.amr")).message,
              HasSubstr("its last AMR frame, at 0.500 s, lacks"));
}

TEST_F(MediaHostileTest, ALittleDamageBecomesCountedSilenceInPlace) {
  const std::string whole = Make(Tone(10, 16000) + " -c:a libmp3lame -b:a 32k", "whole.mp3");
  std::string bytes = Bytes(whole);
  for (size_t i = 0; i < 600; ++i) {  // 0.15 s of 4000 bytes a second
    bytes[bytes.size() / 2 + i] = static_cast<char>(i * 37 % 251);
  }
  const auto decoded = DecodeAll(Write("damaged.mp3", bytes));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_GE(decoded->repairs.damaged_places, 1);
  EXPECT_NEAR(static_cast<double>(decoded->repairs.damaged.count()), 200, 100);
  EXPECT_NEAR(decoded->seconds(), 10.0, 0.06) << "what follows has moved";
}

TEST_F(MediaHostileTest, MuchDamageIsAnError) {
  for (const auto& [arguments, name] :
       {std::pair{"-c:a libmp3lame -b:a 32k", "a.mp3"}, std::pair{"-c:a aac", "a.m4a"},
        std::pair{"-c:a libopus", "a.ogg"}, std::pair{"-c:a libvorbis", "b.ogg"},
        std::pair{"-c:a libopus", "a.webm"}, std::pair{"-c:a flac", "a.flac"}}) {
    std::string bytes = Bytes(Make(Tone(10, 16000) + " " + arguments, name));
    uint32_t random = 12345;
    for (size_t i = bytes.size() / 3; i < bytes.size() * 2 / 3; ++i) {
      random = random * 1664525 + 1013904223;
      bytes[i] = static_cast<char>(random >> 24);
    }
    EXPECT_EQ(Failure(Write(std::string("bad_") + name, bytes)).code, ErrorCode::kDataLoss) << name;
  }
}

TEST_F(MediaHostileTest, AnErrorStays) {
  std::string bytes = Bytes(Make(Tone(6, 16000) + " -c:a flac", "a.flac"));
  bytes.resize(bytes.size() / 2);
  const auto decoder = MediaDecoder::Open(Write("cut.flac", bytes));
  ASSERT_TRUE(decoder) << decoder.error().message;
  std::vector<float> samples(10 * kAudioSampleRateHertz);
  const auto first = (*decoder)->Read(samples);
  const auto second = (*decoder)->Read(samples);
  ASSERT_FALSE(first);
  ASSERT_FALSE(second);
  EXPECT_EQ(first.error().message, second.error().message);
}

TEST_F(MediaHostileTest, NamesWithControlCharactersStayOnOneLine) {
  const auto decoded = DecodeAll(Write("two\nlines.wav", "no media"));
  ASSERT_FALSE(decoded);
  EXPECT_THAT(decoded.error().message, HasSubstr("two?lines.wav"));
}

TEST_F(MediaHostileTest, FfmpegWritesNothingToStandardError) {
  testing::internal::CaptureStderr();
  std::string bytes = Bytes(CorpusFile("tone.m4a"));
  for (size_t i = 40; i < bytes.size(); i += 7) bytes[i] = '\x55';
  const auto decoded = DecodeAll(Write("bad.m4a", bytes));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  ASSERT_FALSE(decoded);
}

// Every byte of a small file of each format set to 0 and to 255, and every length of it: whatever
// happens, it is an error or sound, soon.
TEST_F(MediaHostileTest, SurvivesEveryCutAndManyChangesOfSmallFiles) {
  for (const char* name :
       {"tone_pcm_mulaw.wav", "tone_opus.ogg", "tone_opus.webm", "tone_nb.amr"}) {
    const std::string whole = Bytes(CorpusFile(name));
    ASSERT_FALSE(whole.empty()) << name;
    const auto decode = [&](const std::string& bytes) {
      const std::span data(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
      auto decoder = OpenMediaBytes(MediaBytes::FromMemory(data, "bytes"), {});
      std::vector<float> samples(4 * kAudioSampleRateHertz);
      if (decoder) (void)(*decoder)->Read(samples).has_value();
    };
    for (size_t size = 1; size < whole.size(); size += 3) decode(whole.substr(0, size));
    for (size_t i = 0; i < std::min<size_t>(whole.size(), 400); ++i) {
      for (const char value : {'\0', '\xff'}) {
        std::string changed = whole;
        changed[i] = value;
        decode(changed);
      }
    }
  }
}

TEST(Mp3FrameTest, KnowsTheSizeOfAFrame) {
  // MPEG-1 Layer III, 128 kbit/s, 44100 Hz, padded.
  const auto frame = ParseMp3Frame(std::vector<uint8_t>{0xff, 0xfb, 0x92, 0x00});
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->bytes, 418u);
  EXPECT_NEAR(frame->seconds, 0.02612, 1e-5);
  EXPECT_FALSE(ParseMp3Frame(std::vector<uint8_t>{0xff, 0xfb, 0xf2, 0x00}));  // bit rate 15
  EXPECT_FALSE(ParseMp3Frame(std::vector<uint8_t>{0xff, 0xfb, 0x92}));
}

}  // namespace
}  // namespace tacet::media
