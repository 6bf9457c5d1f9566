// The configuration file, in both languages.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tacet/server/config.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const bool json : {false, true}) {
    const auto config = tacet::server::ParseConfig(text, json);
    if (config) (void)tacet::server::ValidateConfig(*config);
  }
  return 0;
}
