#include "tacet/objectstore/s3_object_headers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tacet/aws/encoding.h"
#include "tacet/aws/time_format.h"
#include "tacet/objectstore/s3_answer_xml.h"

namespace tacet::objectstore {
namespace {

constexpr std::string_view kMetadataPrefix = "x-amz-meta-";
constexpr std::string_view kContentName = "tacet-content";
constexpr std::string_view kChecksumName = "tacet-checksum";
constexpr std::string_view kTranscript = "transcript";
constexpr std::string_view kRedactedTranscript = "redacted-transcript";

constexpr std::array<std::string_view, 5> kKeptHeaders = {
    "cache-control", "content-disposition", "content-encoding", "content-language", "expires"};

constexpr std::array kHeaderAlgorithms = {ChecksumAlgorithm::kCrc64Nvme, ChecksumAlgorithm::kCrc32,
                                          ChecksumAlgorithm::kCrc32c, ChecksumAlgorithm::kSha1,
                                          ChecksumAlgorithm::kSha256};

bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }) &&
         !text.starts_with(' ') && !text.ends_with(' ');
}

std::optional<ObjectChecksum> ReadChecksum(const http_client::ResponseHead& head) {
  for (const ChecksumAlgorithm algorithm : kHeaderAlgorithms) {
    const std::string_view value = head.Get(std::string(aws::ChecksumHeader(HashOf(algorithm))));
    if (value.empty()) continue;
    // The type is newer than composite checksums, so that the "-<parts>" tells as well.
    const bool composite =
        head.Get("x-amz-checksum-type") == "COMPOSITE" || value.find('-') != std::string_view::npos;
    return ObjectChecksum{algorithm, std::string(value), composite};
  }
  return std::nullopt;
}

std::optional<ObjectChecksum> ParseKeptChecksum(std::string_view text) {
  for (const ChecksumAlgorithm algorithm : kHeaderAlgorithms) {
    const std::string name = std::string(aws::HashAlgorithmName(HashOf(algorithm))) + ":";
    if (!text.starts_with(name)) continue;
    ObjectChecksum checksum = {algorithm, std::string(text.substr(name.size())), false};
    if (!checksum.base64.empty() && CheckChecksumValue(checksum)) return checksum;
  }
  return std::nullopt;
}

}  // namespace

Status CheckAscii(const PutOptions& options) {
  bool plain = IsPlain(options.content_type);
  for (const auto* map : {&options.metadata, &options.headers}) {
    for (const auto& [name, value] : *map) plain = plain && IsPlain(name) && IsPlain(value);
  }
  if (plain) return {};
  return MakeError(ErrorCode::kInvalidArgument,
                   "metadata must be printable ASCII without spaces around it");
}

std::vector<http_client::Header> DescribeObject(const PutOptions& options) {
  std::vector<http_client::Header> headers;
  if (!options.content_type.empty()) headers.push_back({"Content-Type", options.content_type});
  for (const auto& [name, value] : options.headers) headers.push_back({name, value});
  for (const auto& [name, value] : options.metadata) {
    headers.push_back({std::string(kMetadataPrefix) + name, value});
  }
  const std::string content_header = std::string(kMetadataPrefix) + std::string(kContentName);
  switch (options.content) {
    case ObjectContent::kOther:
      break;
    case ObjectContent::kTranscript:
      headers.push_back({content_header, std::string(kTranscript)});
      break;
    case ObjectContent::kRedactedTranscript:
      headers.push_back({content_header, std::string(kRedactedTranscript)});
      break;
  }
  return headers;
}

http_client::Header KeepChecksum(const ObjectChecksum& checksum) {
  return {std::string(kMetadataPrefix) + std::string(kChecksumName),
          std::string(aws::HashAlgorithmName(HashOf(checksum.algorithm))) + ":" + checksum.base64};
}

std::vector<http_client::Header> ConditionHeaders(const PutOptions& options) {
  std::vector<http_client::Header> headers;
  if (options.only_if_absent) headers.push_back({"If-None-Match", "*"});
  if (!options.only_over_etag.empty()) {
    headers.push_back({"If-Match", "\"" + options.only_over_etag + "\""});
  }
  return headers;
}

Result<ObjectInfo> ReadObjectHeaders(const http_client::ResponseHead& head, int64_t size_bytes) {
  ObjectInfo info;
  info.size_bytes = size_bytes;
  info.etag = UnquoteEtag(head.Get("etag"));
  const std::optional<Time> modified = aws::ParseHttpDate(head.Get("last-modified"));
  if (size_bytes < 0 || info.etag.empty() || !modified) {
    return MakeError(ErrorCode::kUnavailable,
                     "the S3 endpoint sends an object without its length, ETag or time");
  }
  info.last_modified = *modified;
  info.content_type = std::string(head.Get("content-type"));
  for (const std::string_view name : kKeptHeaders) {
    const std::string_view value = head.Get(std::string(name));
    if (!value.empty()) info.headers[std::string(name)] = value;
  }
  info.checksum = ReadChecksum(head);
  for (const auto& [name, value] : head.headers) {
    if (!name.starts_with(kMetadataPrefix)) continue;
    const std::string entry = name.substr(kMetadataPrefix.size());
    if (entry == kContentName) {
      if (value == kTranscript) info.content = ObjectContent::kTranscript;
      if (value == kRedactedTranscript) info.content = ObjectContent::kRedactedTranscript;
    } else if (entry == kChecksumName) {
      if (!info.checksum) info.checksum = ParseKeptChecksum(value);
    } else {
      info.metadata[entry] = value;
    }
  }
  return info;
}

std::optional<WholeObjectCheck> WholeCheck(const ObjectInfo& info,
                                           const http_client::ResponseHead& head) {
  if (info.checksum && !info.checksum->composite) {
    const std::optional<std::string> digest = aws::Base64Decode(info.checksum->base64);
    if (digest) return WholeObjectCheck(HashOf(info.checksum->algorithm), *digest);
  }
  // The ETag of what was encrypted with a key of the customer's or of KMS is no MD5:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
  const std::string_view encryption = head.Get("x-amz-server-side-encryption");
  const bool own_key = !head.Get("x-amz-server-side-encryption-customer-algorithm").empty();
  const std::optional<std::string> md5 = aws::HexDecode(info.etag);
  if ((encryption.empty() || encryption == "AES256") && !own_key && md5 && md5->size() == 16) {
    return WholeObjectCheck(aws::HashAlgorithm::kMd5, *md5);
  }
  return std::nullopt;
}

Status WholeObjectCheck::Finish() {
  if (hasher_.Finish() == digest_) return {};
  return MakeError(ErrorCode::kDataLoss,
                   "the object's bytes do not match its checksum; put it again");
}

}  // namespace tacet::objectstore
