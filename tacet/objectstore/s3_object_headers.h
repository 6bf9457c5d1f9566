// ObjectInfo and PutOptions as headers of S3's requests and answers. Private to the S3 client.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/aws/checksum.h"
#include "tacet/base/result.h"
#include "tacet/http_client/http_exchange.h"
#include "tacet/objectstore/body_digest.h"
#include "tacet/objectstore/object_store.h"

namespace tacet::objectstore {

// kInvalidArgument "metadata" for what no header can carry as it is: bytes that are not printable
// ASCII, or white space around a value.
Status CheckAscii(const PutOptions& options);

// Content type, headers, metadata and ObjectContent; nothing of checksums and conditions.
std::vector<http_client::Header> DescribeObject(const PutOptions& options);
// "x-amz-meta-tacet-checksum".
http_client::Header KeepChecksum(const ObjectChecksum& checksum);
std::vector<http_client::Header> ConditionHeaders(const PutOptions& options);

// `size_bytes` is that of the whole object. kUnavailable when it is below 0 or a header that S3
// always sends is missing.
Result<ObjectInfo> ReadObjectHeaders(const http_client::ResponseHead& head, int64_t size_bytes);

// Compares all bytes of an object with what its description says of them. Not thread-safe.
class WholeObjectCheck {
 public:
  WholeObjectCheck(aws::HashAlgorithm algorithm, std::string digest)
      : hasher_(algorithm), digest_(std::move(digest)) {}
  void Update(std::string_view bytes) { hasher_.Update(bytes); }
  // kDataLoss when they differ. Call once.
  Status Finish();

 private:
  aws::Hasher hasher_;
  std::string digest_;
};
// Nothing when there is neither a checksum of all bytes nor an ETag that is their MD5.
std::optional<WholeObjectCheck> WholeCheck(const ObjectInfo& info,
                                           const http_client::ResponseHead& head);

}  // namespace tacet::objectstore
