// Makes media files for tests, decodes them whole and measures tones. Tests only.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "tacet/audio/audio_source.h"
#include "tacet/base/temp_dir.h"
#include "tacet/media/media_decoder.h"

namespace tacet::media {

// The folder of the checkout.
inline std::string SourceDir() {
  const char* dir = std::getenv("TACET_SOURCE_DIR");
  return dir != nullptr ? dir : ".";
}

inline std::string CorpusFile(const std::string& name) {
  return SourceDir() + "/tests/corpus/media_decoder/" + name;
}

// Files in a folder that goes with the test.
class MediaFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    auto dir = TempDir::Create();
    ASSERT_TRUE(dir) << dir.error().message;
    dir_.emplace(std::move(*dir));
  }

  std::string Path(const std::string& name) const { return dir_->path() + "/" + name; }

  // Runs `ffmpeg ARGUMENTS NAME` and returns the path of the file made.
  std::string Make(const std::string& arguments, const std::string& name) const {
    const std::string path = Path(name);
    const std::string command =
        "ffmpeg -nostdin -v error -y " + arguments + " '" + path + "' < /dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return path;
  }

  std::string Write(const std::string& name, const std::string& content) const {
    std::ofstream(Path(name), std::ios::binary) << content;
    return Path(name);
  }

  static std::string Bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  std::optional<TempDir> dir_;
};

// The arguments for a 440 Hz tone; FFmpeg's sine has an amplitude of 1/8.
inline std::string Tone(double seconds, int hertz, int frequency = 440) {
  return "-f lavfi -i sine=frequency=" + std::to_string(frequency) +
         ":duration=" + std::to_string(seconds) + ":sample_rate=" + std::to_string(hertz);
}

struct Decoded {
  std::vector<float> samples;
  MediaInfo info;
  MediaRepairs repairs;

  double seconds() const { return static_cast<double>(samples.size()) / kAudioSampleRateHertz; }
  std::span<const float> Part(double from, double to) const {
    const auto begin = static_cast<size_t>(from * kAudioSampleRateHertz);
    const auto end = std::min(samples.size(), static_cast<size_t>(to * kAudioSampleRateHertz));
    return std::span(samples).subspan(std::min(begin, end), end - std::min(begin, end));
  }
};

inline Result<Decoded> DecodeAll(const std::string& path, const MediaLimits& limits = {}) {
  ASSIGN_OR_RETURN(const auto decoder, MediaDecoder::Open(path, limits));
  Decoded decoded;
  decoded.info = decoder->info();
  std::vector<float> block(4321);  // no multiple of any frame
  while (true) {
    ASSIGN_OR_RETURN(const size_t count, decoder->Read(block));
    decoded.samples.insert(decoded.samples.end(), block.begin(),
                           block.begin() + static_cast<std::ptrdiff_t>(count));
    if (count < block.size()) break;
  }
  decoded.repairs = decoder->repairs();
  return decoded;
}

inline double Rms(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * sample;
  return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

// The amplitude of the tone of `frequency` in 16 kHz samples.
inline double ToneAmplitude(std::span<const float> samples, double frequency) {
  double real = 0;
  double imaginary = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    const double phase =
        2 * std::numbers::pi * frequency * static_cast<double>(i) / kAudioSampleRateHertz;
    real += samples[i] * std::cos(phase);
    imaginary += samples[i] * std::sin(phase);
  }
  return samples.empty() ? 0
                         : 2 * std::hypot(real, imaginary) / static_cast<double>(samples.size());
}

// The first sample that is clearly not silence, in seconds.
inline double Onset(const Decoded& decoded) {
  for (size_t i = 0; i < decoded.samples.size(); ++i) {
    if (std::abs(decoded.samples[i]) > 0.03F) return static_cast<double>(i) / kAudioSampleRateHertz;
  }
  return decoded.seconds();
}

}  // namespace tacet::media
