// Recordings made by tests of the pipeline. For tests only.
#pragma once

#include <cstdint>
#include <string>

namespace tacet::pipeline {

struct SilentWavOptions {
  uint32_t milliseconds = 1000;
  uint32_t sample_rate_hertz = 8000;
  uint32_t channels = 1;
};

// The bytes of a mu-law WAV file of silence: the smallest header that says so.
inline std::string SilentWav(const SilentWavOptions& options) {
  const uint32_t frames =
      static_cast<uint32_t>(uint64_t{options.sample_rate_hertz} * options.milliseconds / 1000);
  const uint32_t size = frames * options.channels;
  std::string bytes;
  const auto number = [&](uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
  };
  bytes += "RIFF";
  number(36 + size, 4);
  bytes += "WAVEfmt ";
  number(16, 4);  // size of this chunk
  number(7, 2);   // mu-law
  number(options.channels, 2);
  number(options.sample_rate_hertz, 4);
  number(options.sample_rate_hertz * options.channels, 4);  // bytes a second
  number(options.channels, 2);                              // bytes a frame
  number(8, 2);                                             // bits a sample
  bytes += "data";
  number(size, 4);
  bytes += std::string(size, '\xff');
  return bytes;
}

}  // namespace tacet::pipeline
