// Whatever pins.json holds, it is refused or survives a round trip.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/models/pins.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const tacet::Result<tacet::models::Pins> pins = tacet::models::ParsePins(text);
  if (!pins) return 0;
  const tacet::Result<tacet::models::Pins> again =
      tacet::models::ParsePins(tacet::models::FormatPins(*pins));
  TACET_CHECK(again.has_value());
  tacet::models::Pins named = *pins;  // a model without files leaves no trace
  std::erase_if(named, [](const auto& model) { return model.second.empty(); });
  TACET_CHECK(*again == named);
  return 0;
}
