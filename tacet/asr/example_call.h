// For tests of this folder: the recording of the repository as 16 kHz samples.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tacet::asr {

// A file of the checkout; tests run from anywhere.
inline std::string SourceFile(const std::string& name) {
  const char* const folder = std::getenv("TACET_SOURCE_DIR");
  return (folder == nullptr ? std::string(".") : std::string(folder)) + "/" + name;
}

// A file of the pulled models.
inline std::string ModelFile(const std::string& name) {
  const char* const folder = std::getenv("TACET_MODELS_DIR");
  return (folder == nullptr ? std::string("build/models") : std::string(folder)) + "/" + name;
}

// examples/call.wav: one minute of telephone speech, 8 kHz, unsigned 8-bit. Made 16 kHz by linear
// interpolation, as tools/golden/voice_activity.py does. Empty when the file is not as described.
inline std::vector<float> ExampleCall() {
  std::ifstream file(SourceFile("examples/call.wav"), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const size_t data = bytes.find("data");
  if (data == std::string::npos || bytes.size() < data + 9) return {};
  std::vector<float> samples;
  for (size_t i = data + 8; i < bytes.size(); ++i) {
    const float sample = (static_cast<float>(static_cast<uint8_t>(bytes[i])) - 128) / 128;
    if (!samples.empty()) samples.push_back((samples.back() + sample) / 2);
    samples.push_back(sample);
  }
  if (!samples.empty()) samples.push_back(samples.back());
  return samples;
}

}  // namespace tacet::asr
