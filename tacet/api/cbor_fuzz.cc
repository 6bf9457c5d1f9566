// Whatever bytes come, they are refused or decode to a value that encodes and decodes to itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/api/cbor.h"
#include "tacet/base/check.h"

namespace {

// NaN is not equal to itself, and the encoder is not asked for bytes, which no response has.
bool IsComparable(const tacet::api::Input& value) {
  if (value.is_binary()) return false;
  if (value.is_number_float()) return value.get<double>() == value.get<double>();
  if (!value.is_structured()) return true;
  for (const auto& element : value) {
    if (!IsComparable(element)) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto value = tacet::api::DecodeCbor(bytes);
  if (!value || !IsComparable(*value)) return 0;
  const auto again =
      tacet::api::DecodeCbor(tacet::api::EncodeCbor(tacet::api::Output(*value), /*shape=*/nullptr));
  TACET_CHECK(again.has_value());
  TACET_CHECK(*again == *value);
  return 0;
}
