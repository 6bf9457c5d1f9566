// Whatever a URI holds, it is refused or names a bucket and key within S3's rules, and the s3://
// form of these names the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/aws/encoding.h"
#include "tacet/aws/s3_uri.h"
#include "tacet/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace aws = tacet::aws;
  const std::string_view uri(reinterpret_cast<const char*>(data), size);
  static const aws::EndpointHosts hosts = {"127.0.0.1", "[::1]", "s3.example.org", "localhost"};
  const auto location = aws::ParseS3Uri(uri, hosts);
  if (location) {
    TACET_CHECK(aws::IsBucketName(location->bucket));
    TACET_CHECK(!location->key.empty() && location->key.size() <= 1024);
    TACET_CHECK(aws::IsUtf8(location->key));
    const auto again = aws::ParseS3Uri("s3://" + location->bucket + "/" + location->key, hosts);
    TACET_CHECK(again.has_value() && *again == *location);
    const auto by_path =
        aws::ParseS3Uri("http://localhost:1/" + location->bucket + "/" +
                            aws::PercentEncode(location->key, aws::SlashEncoding::kKeep),
                        hosts);
    TACET_CHECK(by_path.has_value() && *by_path == *location);
  }
  const size_t half = size / 2;
  (void)aws::LocateRequest(uri.substr(0, half), uri.substr(half), hosts);
  return 0;
}
