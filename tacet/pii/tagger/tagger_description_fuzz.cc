// A model's folder comes from outside: any bytes must give a description that windows can keep to,
// or an error of one line.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/pii/tagger/tagger_description.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = tacet::pii::ParseTaggerDescription(text);
  if (parsed) {
    TACET_CHECK(AreUsable(parsed->limits)) << "limits";
    TACET_CHECK(!parsed->tags.empty() && !parsed->version.empty()) << "empty";
  } else {
    TACET_CHECK(parsed.error().message.find('\n') == std::string::npos) << "lines";
  }
  return 0;
}
