// Whatever stands in the database is refused or survives a round trip.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tacet/base/check.h"
#include "tacet/jobs/job_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto request = tacet::jobs::ParseRequestJson(text)) {
    const std::string written = tacet::jobs::WriteRequestJson(*request);
    const auto again = tacet::jobs::ParseRequestJson(written);
    TACET_CHECK(again.has_value());
    TACET_CHECK(tacet::jobs::WriteRequestJson(*again) == written);
  }
  if (const auto tags = tacet::jobs::ParseTagsJson(text)) {
    TACET_CHECK(tacet::jobs::ParseTagsJson(tacet::jobs::WriteTagsJson(*tags)) == *tags);
  }
  return 0;
}
