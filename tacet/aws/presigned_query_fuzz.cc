// Whatever a query holds: the parsers of both signature versions refuse it or accept it, and its
// canonical form is canonical already.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/aws/sigv2.h"
#include "tacet/aws/sigv4.h"
#include "tacet/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace aws = tacet::aws;
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const auto v4 = aws::ParsePresignedQuery(query);
  if (v4) {
    TACET_CHECK(v4->expires.count() >= 0 && v4->expires.count() <= 604'800);
    TACET_CHECK(v4->authorization.signature.size() == 64);
  }
  (void)aws::ParsePresignedQueryV2(query);
  (void)aws::StringToSignV2({"GET", "/bucket/key", query}, {{"x-amz-acl", "private"}}, "bucket");
  const auto canonical = aws::CanonicalQuery(query);
  if (!canonical) return 0;
  const auto again = aws::CanonicalQuery(*canonical);
  TACET_CHECK(again.has_value() && *again == *canonical);
  const auto parameters = aws::ParseQuery(query);
  TACET_CHECK(parameters.has_value());
  TACET_CHECK(aws::ParseQuery(aws::FormatQuery(*parameters)) == parameters);
  // Paths have the same escapes.
  (void)aws::CanonicalPath(query, "transcribe");
  const std::string path = aws::CanonicalPath("/" + std::string(query), "s3");
  TACET_CHECK(aws::CanonicalPath(path, "s3") == path);
  return 0;
}
