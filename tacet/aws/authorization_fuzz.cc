// Whatever an Authorization header holds, it is refused or says the same when it is written again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/aws/sigv4.h"
#include "tacet/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view header(reinterpret_cast<const char*>(data), size);
  const auto parsed = tacet::aws::ParseAuthorization(header);
  if (!parsed) return 0;
  std::string names;
  for (const std::string& name : parsed->signed_headers) names += (names.empty() ? "" : ";") + name;
  const auto again = tacet::aws::ParseAuthorization(
      "AWS4-HMAC-SHA256 Credential=" + parsed->access_key_id + "/" + parsed->scope.ToString() +
      ", SignedHeaders=" + names + ", Signature=" + parsed->signature);
  TACET_CHECK(again.has_value());
  TACET_CHECK(again->access_key_id == parsed->access_key_id && again->scope == parsed->scope);
  TACET_CHECK(again->signed_headers == parsed->signed_headers);
  TACET_CHECK(again->signature == parsed->signature);
  return 0;
}
