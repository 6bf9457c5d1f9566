#include "tacet/media/media_decoder.h"

#include <unistd.h>

#include "tacet/media/media_test_files.h"

namespace tacet::media {
namespace {

constexpr double kAmplitude = 0.125;  // of FFmpeg's sine

class MediaDecoderTest : public MediaFilesTest {};

struct FormatCase {
  const char* name;
  const char* codec_arguments;
  const char* extension;
  const char* format;
  const char* codec;
  int hertz;
  // What the encoder adds and the file does not tell: ADPCM fills its last block, the first frame
  // of AAC in Matroska is the encoder's delay.
  double tolerance_seconds = 0.005;
};

void PrintTo(const FormatCase& test, std::ostream* out) { *out << test.name; }

class MediaFormatTest : public MediaFilesTest, public testing::WithParamInterface<FormatCase> {};

TEST_P(MediaFormatTest, DecodesAToneWithItsTimesAndLevel) {
  const FormatCase& test = GetParam();
  const std::string path =
      Make(Tone(3, test.hertz) + " " + test.codec_arguments, std::string("tone.") + test.extension);
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message << " " << decoded.error().detail;
  EXPECT_EQ(decoded->info.format, test.format);
  EXPECT_EQ(decoded->info.codec, test.codec);
  EXPECT_EQ(decoded->info.channels, 1);
  EXPECT_NEAR(decoded->seconds(), 3.0, test.tolerance_seconds);
  EXPECT_LT(Onset(*decoded), test.tolerance_seconds + 0.005);
  EXPECT_NEAR(ToneAmplitude(decoded->Part(0.5, 2.5), 440), kAmplitude, 0.02);
  const double tone_rms = kAmplitude / std::sqrt(2);
  EXPECT_NEAR(Rms(decoded->Part(0.5, 2.5)), tone_rms, 0.02) << "there is more than the tone";
  EXPECT_EQ(decoded->repairs.damaged_places, 0);
  ASSERT_TRUE(decoded->info.duration.has_value());
  EXPECT_NEAR(static_cast<double>(decoded->info.duration->count()), 3000, 200);
}

INSTANTIATE_TEST_SUITE_P(
    Formats, MediaFormatTest,
    testing::Values(
        FormatCase{"wav8", "-c:a pcm_u8", "wav", "wav", "pcm_u8", 8000},
        FormatCase{"wav16", "-c:a pcm_s16le", "wav", "wav", "pcm_s16le", 44100},
        FormatCase{"wav24", "-c:a pcm_s24le", "wav", "wav", "pcm_s24le", 48000},
        FormatCase{"wav32", "-c:a pcm_s32le", "wav", "wav", "pcm_s32le", 22050},
        FormatCase{"wavFloat32", "-c:a pcm_f32le", "wav", "wav", "pcm_f32le", 32000},
        FormatCase{"wavFloat64", "-c:a pcm_f64le", "wav", "wav", "pcm_f64le", 11025},
        FormatCase{"wavMuLaw", "-c:a pcm_mulaw", "wav", "wav", "pcm_mulaw", 8000},
        FormatCase{"wavALaw", "-c:a pcm_alaw", "wav", "wav", "pcm_alaw", 8000},
        FormatCase{"wavAdpcmMicrosoft", "-c:a adpcm_ms", "wav", "wav", "adpcm_ms", 16000, 0.07},
        FormatCase{"rf64", "-c:a pcm_s16le -rf64 always", "wav", "wav", "pcm_s16le", 16000},
        FormatCase{"flac", "-c:a flac", "flac", "flac", "flac", 24000},
        FormatCase{"mp3", "-c:a libmp3lame -b:a 64k", "mp3", "mp3", "mp3", 44100},
        FormatCase{"mp3Telephone", "-c:a libmp3lame -b:a 16k", "mp3", "mp3", "mp3", 8000},
        FormatCase{"mp3Variable", "-c:a libmp3lame -q:a 5", "mp3", "mp3", "mp3", 16000},
        FormatCase{"m4aAac", "-c:a aac", "m4a", "m4a", "aac", 44100},
        FormatCase{"m4aAlac", "-c:a alac", "m4a", "m4a", "alac", 44100},
        FormatCase{"mp4Aac", "-c:a aac", "mp4", "mp4", "aac", 8000},
        FormatCase{"mp4IndexFirst", "-c:a aac -movflags +faststart", "mp4", "mp4", "aac", 48000},
        FormatCase{"mp4Opus", "-ar 48000 -c:a libopus", "mp4", "mp4", "opus", 48000},
        FormatCase{"oggVorbis", "-c:a libvorbis", "ogg", "ogg", "vorbis", 22050},
        FormatCase{"oggOpus", "-c:a libopus", "ogg", "ogg", "opus", 16000},
        FormatCase{"oggFlac", "-c:a flac", "ogg", "ogg", "flac", 16000},
        FormatCase{"webmOpus", "-c:a libopus", "webm", "webm", "opus", 48000},
        FormatCase{"webmVorbis", "-c:a libvorbis", "webm", "webm", "vorbis", 44100, 0.03},
        FormatCase{"matroskaAac", "-c:a aac", "mkv", "webm", "aac", 16000, 0.13},
        FormatCase{"quickTime", "-c:a pcm_s16be", "mov", "mp4", "pcm_s16be", 16000}),
    [](const auto& test) { return std::string(test.param.name); });

// Debian's FFmpeg encodes no AMR: these two were made once with opencore-amr and vo-amrwbenc.
TEST_F(MediaDecoderTest, DecodesAmrNarrowAndWideBand) {
  for (const auto& [name, codec, hertz] :
       {std::tuple{"tone_nb.amr", "amr_nb", 8000}, std::tuple{"tone_wb.amr", "amr_wb", 16000}}) {
    const auto decoded = DecodeAll(CorpusFile(name));
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(decoded->info.format, "amr");
    EXPECT_EQ(decoded->info.codec, codec);
    EXPECT_EQ(decoded->info.sample_rate_hertz, hertz);
    EXPECT_EQ(decoded->info.duration, std::chrono::milliseconds(1000));
    EXPECT_NEAR(decoded->seconds(), 1.0, 0.005);
    // Speech codecs do not keep the amplitude of a pure tone: of 0.5, opencore-amr's own decoder
    // leaves 0.48 in the narrow-band file, FFmpeg's 0.43.
    const double amplitude = ToneAmplitude(decoded->Part(0.2, 0.8), 440);
    EXPECT_NEAR(amplitude, 0.43, 0.06) << name;
    EXPECT_NEAR(Rms(decoded->Part(0.2, 0.8)), amplitude / std::sqrt(2), 0.06) << name;
  }
}

TEST_F(MediaDecoderTest, FormatComesFromTheBytesAndNotFromTheName) {
  const std::string path = Make(Tone(1, 16000) + " -c:a flac -f flac", "call.mp3");
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->info.format, "flac");
}

TEST_F(MediaDecoderTest, StereoIsTheMeanOfBothSides) {
  const std::string path =
      Make(Tone(1, 16000) + " " + Tone(1, 16000, 1000) +
               " -filter_complex '[0][1]join=inputs=2:channel_layout=stereo' -c:a pcm_s16le",
           "stereo.wav");
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->info.channels, 2);
  EXPECT_NEAR(ToneAmplitude(decoded->Part(0.1, 0.9), 440), kAmplitude / 2, 0.003);
  EXPECT_NEAR(ToneAmplitude(decoded->Part(0.1, 0.9), 1000), kAmplitude / 2, 0.003);
}

TEST_F(MediaDecoderTest, EveryChannelOfAnUnknownLayoutIsHeard) {
  // 11 channels have no layout that FFmpeg knows.
  std::string raw;
  for (int i = 0; i < kAudioSampleRateHertz; ++i) {
    const auto sample = static_cast<int16_t>(32767 * kAmplitude * std::sin(0.1 * i));  // 254.6 Hz
    for (int channel = 0; channel < 11; ++channel) {
      const int16_t value = channel == 0 || channel == 10 ? sample : int16_t{0};
      raw.append(reinterpret_cast<const char*>(&value), sizeof(value));
    }
  }
  const std::string path =
      Make("-f s16le -ar 16000 -ac 11 -i " + Write("raw", raw) + " -c:a pcm_s16le", "eleven.wav");
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->info.channels, 11);
  EXPECT_NEAR(ToneAmplitude(decoded->Part(0.1, 0.9), 1600 / (2 * std::numbers::pi)),
              kAmplitude * 2 / 11, 0.002);
}

TEST_F(MediaDecoderTest, SurroundSoundKeepsItsCentre) {
  const std::string path =
      Make(Tone(1, 48000) + " -af 'pan=5.1|FC=c0' -c:a pcm_s16le", "surround.wav");
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->info.channels, 6);
  EXPECT_GT(ToneAmplitude(decoded->Part(0.1, 0.9), 440), kAmplitude / 6);
}

TEST_F(MediaDecoderTest, ReadsAWavWhoseWriterCouldNotSeek) {
  const std::string path = Path("piped.wav");
  const std::string command = "ffmpeg -nostdin -v error " + Tone(2, 16000) + " -f wav - > " + path;
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::string bytes = Bytes(path);
  const size_t size_at = bytes.find("data") + 4;
  for (const std::string& size : {std::string("\xff\xff\xff\xff", 4), std::string("\0\0\0\0", 4),
                                  std::string("\x00\xf0\xff\x7f", 4)}) {
    bytes.replace(size_at, 4, size);
    const auto decoded = DecodeAll(Write("piped.wav", bytes));
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_NEAR(decoded->seconds(), 2.0, 0.001);
    EXPECT_EQ(decoded->repairs.damaged_places, 0);
  }
}

TEST_F(MediaDecoderTest, SoundThatStartsAfterThePictureKeepsItsTime) {
  const std::string picture = "-f lavfi -i color=size=16x16:rate=10:duration=4 -itsoffset 1.5 ";
  for (const auto& [arguments, name] : {std::pair{" -c:v mpeg4 -c:a aac", "late.mp4"},
                                        std::pair{" -c:v libvpx -c:a libvorbis", "late.webm"}}) {
    const auto decoded = DecodeAll(Make(picture + Tone(2, 16000) + arguments, name));
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_NEAR(Onset(*decoded), 1.5, 0.005) << name;
    EXPECT_NEAR(decoded->seconds(), 3.5, 0.01) << name;
    EXPECT_NEAR(static_cast<double>(decoded->repairs.late_start.count()), 1500, 70) << name;
  }
}

TEST_F(MediaDecoderTest, GapBetweenTimestampsBecomesSilence) {
  const std::string path =
      Make(Tone(3, 16000) + " -af \"aselect='not(between(t,1,1.999))'\" -c:a pcm_s16le -f matroska",
           "gap.webm");
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_NEAR(decoded->seconds(), 3.0, 0.01);
  EXPECT_NEAR(Rms(decoded->Part(1.1, 1.9)), 0, 1e-4);
  EXPECT_NEAR(ToneAmplitude(decoded->Part(2.1, 2.9), 440), kAmplitude, 0.01);
  EXPECT_NEAR(static_cast<double>(decoded->repairs.gaps.count()), 1000, 70);
  EXPECT_EQ(decoded->repairs.damaged_places, 0);
}

TEST_F(MediaDecoderTest, DefaultAudioStreamIsRead) {
  const std::string path =
      Make(Tone(1, 16000) + " " + Tone(1, 16000, 1000) +
               " -map 0 -map 1 -c:a flac -disposition:a:0 0 -disposition:a:1 default",
           "two.mkv");
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_NEAR(ToneAmplitude(decoded->Part(0.1, 0.9), 1000), kAmplitude, 0.01);
  EXPECT_NEAR(ToneAmplitude(decoded->Part(0.1, 0.9), 440), 0, 0.001);
}

TEST_F(MediaDecoderTest, FloatMediaOutsideTheRangeIsClipped) {
  const std::string path = Make(Tone(1, 16000) + " -af volume=40 -c:a pcm_f32le", "loud.wav");
  const auto decoded = DecodeAll(path);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*std::max_element(decoded->samples.begin(), decoded->samples.end()), 1.0F);
  EXPECT_EQ(*std::min_element(decoded->samples.begin(), decoded->samples.end()), -1.0F);
}

TEST_F(MediaDecoderTest, TwoDecodersAtOnceDoNotDisturbEachOther) {
  const auto first = MediaDecoder::Open(CorpusFile("tone_opus.webm"));
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_FALSE(MediaDecoder::Open(Write("bad.ogg", "OggS and nothing")));
  std::vector<float> samples(kAudioSampleRateHertz);
  const auto count = (*first)->Read(samples);
  ASSERT_TRUE(count) << count.error().message;
  EXPECT_NEAR(static_cast<double>(*count), 0.25 * kAudioSampleRateHertz, 160);
}

// The same recording in every format, made by others.
TEST_F(MediaDecoderTest, RealRecordingsHaveTheSameLengthInEveryFormat) {
  const std::string dir = SourceDir() + "/../shared/data/speech/localstack_aws_samples/audio";
  if (!std::filesystem::is_directory(dir)) GTEST_SKIP() << "no real recordings: " << dir;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    const auto decoded = DecodeAll(entry.path());
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_GT(Rms(decoded->samples), 0.02) << entry.path();
    if (entry.path().stem() == "en-gb") {
      EXPECT_NEAR(decoded->seconds(), 8.9165, 0.025) << entry.path();
    }
    ++files;
  }
  EXPECT_GE(files, 10);
}

}  // namespace
}  // namespace tacet::media
