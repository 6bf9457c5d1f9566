// Whatever a vocabulary's file holds, it is refused or stored within the limit, and what is stored
// for a filter is a list that reads as itself.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tacet/api/vocabulary_content.h"
#include "tacet/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* language : {"en-US", "de-DE"}) {
    if (const auto table = tacet::api::VocabularyFileContent(bytes, language)) {
      TACET_CHECK(table->size() <= tacet::api::kMaxVocabularyBytes);
    }
    if (const auto list = tacet::api::FilterFileContent(bytes, language)) {
      const auto again = tacet::api::FilterFileContent(*list, language);
      TACET_CHECK(again.has_value() && *again == *list);
    }
  }
  return 0;
}
