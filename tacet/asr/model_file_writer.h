// For tests of this folder: makes CTranslate2 model files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tacet/asr/ctranslate2_weights.h"

namespace tacet::asr {

// Writes the format of ctranslate2_weights.h.
class ModelFileWriter {
 public:
  ModelFileWriter& Header(uint32_t count, uint32_t version = 6) {
    return Number(version).Text("WhisperSpec").Number(uint32_t{3}).Number(count);
  }
  template <typename T>
  ModelFileWriter& Variable(const std::string& name, const std::vector<uint32_t>& shape,
                            WeightType type, const std::vector<T>& values) {
    Text(name).Number(static_cast<uint8_t>(shape.size()));
    for (const uint32_t dimension : shape) Number(dimension);
    Number(type).Number(static_cast<uint32_t>(values.size() * sizeof(T)));
    for (const T value : values) Number(value);
    return *this;
  }
  ModelFileWriter& Text(const std::string& text) {
    Number(static_cast<uint16_t>(text.size() + 1));
    for (const char c : text) Number(c);
    return Number('\0');
  }
  template <typename T>
  ModelFileWriter& Number(T value) {
    const auto bytes = std::as_bytes(std::span(&value, 1));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace tacet::asr
