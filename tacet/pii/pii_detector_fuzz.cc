// libFuzzer target: any bytes as the text of a transcript. What is found must lie in order within
// the text.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "tacet/pii/pii_detector.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using tacet::AllPiiEntityTypes;
  using tacet::PiiEntity;
  using tacet::PiiEntityTypeSet;
  namespace pii = tacet::pii;
  static const std::unique_ptr<pii::PiiDetector> detector = *pii::PiiDetector::Create({});
  static const PiiEntityTypeSet all(AllPiiEntityTypes().begin(), AllPiiEntityTypes().end());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  size_t at = 0;
  const auto entities = detector->Detect(text, all).value();
  for (const PiiEntity& entity : entities) {
    if (entity.begin < at || entity.end <= entity.begin || entity.end > size) std::abort();
    at = entity.end;
  }
  return 0;
}
