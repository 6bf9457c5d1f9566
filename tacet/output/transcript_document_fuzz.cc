// Whatever lies in a bucket is refused or survives a round trip.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/output/read_transcript_json.h"
#include "tacet/transcript/transcript_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using tacet::output::ReadTranscriptJson;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = ReadTranscriptJson(text);
  if (!document) return 0;
  const auto& items = document->transcript.items;
  TACET_CHECK(tacet::BuildTranscriptText(document->transcript).items.size() == items.size());
  // What holds redactions can only be written from a RedactedTranscript.
  for (const tacet::Item& item : items) {
    if (!item.redactions.empty()) return 0;
  }
  const auto job =
      document->is_redacted ? tacet::output::RedactionJob::kYes : tacet::output::RedactionJob::kNo;
  const auto again = ReadTranscriptJson(
      tacet::output::WriteTranscriptJson(document->transcript, document->header, job));
  TACET_CHECK(again.has_value());
  TACET_CHECK(again->transcript == document->transcript);
  return 0;
}
