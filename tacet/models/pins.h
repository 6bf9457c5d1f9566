// Pins: what files with no hash in the catalogue looked like when they were first pulled. Kept as
// pins.json in the models directory; from then on the files must be the same.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "tacet/base/result.h"

namespace tacet::models {

struct FilePin {
  std::string sha256;  // 64 lower-case hex digits
  int64_t size_bytes = 0;
  bool operator==(const FilePin&) const = default;
};

// Model name -> file name -> pin.
using Pins = std::map<std::string, std::map<std::string, FilePin>>;

// {"distil-large-v3.5": {"config.json": {"sha256": "...", "sizeBytes": 2690}}}
// kDataLoss for anything else: a damaged pin must not quietly allow another file.
Result<Pins> ParsePins(std::string_view json);
std::string FormatPins(const Pins& pins);

// Empty when there is no such file.
Result<Pins> ReadPins(const std::string& path);

}  // namespace tacet::models
