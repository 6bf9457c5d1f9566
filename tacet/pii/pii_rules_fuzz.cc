// Any bytes through all recognizers: spans must lie in the text,
// hold something, and carry a confidence in [0, 1].
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/pii/pii_detector.h"
#include "tacet/transcript/pii_entity_type.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto* const recognizers =
      new std::vector<std::unique_ptr<tacet::pii::PiiRecognizer>>(tacet::pii::BuildRecognizers());
  static const auto* const wanted = [] {
    auto* all = new tacet::PiiEntityTypeSet;
    for (const tacet::PiiEntityType type : tacet::AllPiiEntityTypes()) all->insert(type);
    return all;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& recognizer : *recognizers) {
    for (const tacet::PiiEntity& entity : recognizer->Analyze(text, *wanted)) {
      TACET_CHECK(entity.begin < entity.end && entity.end <= text.size()) << "span";
      TACET_CHECK(entity.confidence > 0 && entity.confidence <= 1) << "confidence";
      TACET_CHECK(text.substr(entity.begin, entity.end - entity.begin).find_first_of(" \n") != 0)
          << "starts with white space";
    }
  }
  return 0;
}
