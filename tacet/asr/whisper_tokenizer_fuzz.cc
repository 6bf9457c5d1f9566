// Vocabulary files are downloaded: any bytes must give a tokenizer or an error.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/asr/whisper_tokenizer.h"
#include "tacet/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using tacet::asr::WhisperTokenizer;
  const std::string_view contents(reinterpret_cast<const char*>(data), size);
  for (const auto format : {WhisperTokenizer::Format::kJson, WhisperTokenizer::Format::kText}) {
    const auto tokenizer = WhisperTokenizer::Parse(contents, format);
    if (!tokenizer) continue;
    for (size_t id = 0; id <= tokenizer->size(); ++id) {
      TACET_CHECK(tokenizer->IsText(id) || tokenizer->Bytes(id).empty());
    }
    const auto prompt = tokenizer->Prompt("en");
    TACET_CHECK(!prompt || prompt->front() == tokenizer->start_of_transcript());
  }
  return 0;
}
