#include "tacet/objectstore/object_rules.h"

#include <cstddef>

namespace tacet::objectstore {
namespace {

constexpr size_t kMaxKeyBytes = 1024;
constexpr size_t kMaxMetadataBytes = 2048;
constexpr size_t kMaxHeaderBytes = 8192;

bool IsLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// "192.168.5.4": four numbers and three dots, which S3 refuses as a name.
bool LooksLikeAddress(std::string_view name) {
  if (std::count(name.begin(), name.end(), '.') != 3) return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

}  // namespace

bool IsUtf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const auto first = static_cast<unsigned char>(text[at]);
    const size_t length = first < 0x80                    ? 1
                          : first >= 0xc2 && first < 0xe0 ? 2
                          : first >= 0xe0 && first < 0xf0 ? 3
                          : first >= 0xf0 && first < 0xf5 ? 4
                                                          : 0;
    if (length == 0 || length > text.size() - at) return false;
    for (size_t i = 1; i < length; ++i) {
      if ((static_cast<unsigned char>(text[at + i]) & 0xc0) != 0x80) return false;
    }
    if (length > 2) {  // too long forms, surrogates, above U+10FFFF
      const auto second = static_cast<unsigned char>(text[at + 1]);
      if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
          (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) {
        return false;
      }
    }
    at += length;
  }
  return true;
}

Status CheckBucketName(const std::string& bucket) {
  const bool characters = std::all_of(bucket.begin(), bucket.end(), [](char c) {
    return IsLetterOrDigit(c) || c == '.' || c == '-';
  });
  if (bucket.size() < 3 || bucket.size() > 63 || !characters || !IsLetterOrDigit(bucket.front()) ||
      !IsLetterOrDigit(bucket.back()) || bucket.find("..") != std::string::npos ||
      LooksLikeAddress(bucket)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "bucket name is not valid: 3 to 63 of a-z, 0-9, '.' and '-', beginning and "
                     "ending with a letter or digit, no two dots in a row, no IP address");
  }
  return {};
}

Status CheckKey(const std::string& key) {
  if (key.size() > kMaxKeyBytes) {
    return MakeError(ErrorCode::kInvalidArgument, "key too long: " + std::to_string(key.size()) +
                                                      " bytes; the limit is " +
                                                      std::to_string(kMaxKeyBytes));
  }
  if (key.empty() || key.find('\0') != std::string::npos || !IsUtf8(key)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "key is not valid: 1 to 1024 bytes of UTF-8 without NUL are");
  }
  return {};
}

Status CheckPutOptions(const PutOptions& options) {
  size_t metadata_bytes = 0;
  size_t header_bytes = options.content_type.size();
  bool valid = IsUtf8(options.content_type);
  for (const auto& [name, value] : options.metadata) {
    metadata_bytes += name.size() + value.size();
    valid = valid && IsUtf8(name) && IsUtf8(value);
  }
  for (const auto& [name, value] : options.headers) {
    header_bytes += name.size() + value.size();
    valid = valid && IsUtf8(name) && IsUtf8(value);
  }
  if (!valid) {
    return MakeError(ErrorCode::kInvalidArgument, "metadata or a header is not UTF-8");
  }
  if (metadata_bytes > kMaxMetadataBytes || header_bytes > kMaxHeaderBytes) {
    return MakeError(ErrorCode::kInvalidArgument, "metadata too large: names and values may have " +
                                                      std::to_string(kMaxMetadataBytes) +
                                                      " bytes in all, other headers " +
                                                      std::to_string(kMaxHeaderBytes));
  }
  return {};
}

ObjectInfo InfoFromOptions(const PutOptions& options) {
  ObjectInfo info;
  info.content_type = options.content_type;
  info.headers = options.headers;
  info.metadata = options.metadata;
  info.content = options.content;
  return info;
}

ObjectInfo CopiedInfo(const ObjectInfo& source, const std::optional<PutOptions>& replace) {
  ObjectInfo info = replace ? InfoFromOptions(*replace) : source;
  info.size_bytes = source.size_bytes;
  // A copy of an unredacted transcript stays one, whatever the client says of it.
  info.content = source.content;
  info.checksum.emplace();
  if (replace && replace->checksum) {
    info.checksum->algorithm = replace->checksum->algorithm;
  } else if (source.checksum) {
    info.checksum->algorithm = source.checksum->algorithm;
  }
  return info;
}

tl::unexpected<Error> NoSuchBucket(const std::string& bucket) {
  // A name that cannot exist may hold anything, so it is not repeated.
  return MakeError(ErrorCode::kNotFound, CheckBucketName(bucket)
                                             ? "bucket '" + bucket + "' does not exist"
                                             : "bucket does not exist");
}

tl::unexpected<Error> NoSuchObject() {
  return MakeError(ErrorCode::kNotFound, "object does not exist");
}

tl::unexpected<Error> NoSuchUpload() {
  return MakeError(ErrorCode::kNotFound,
                   "upload does not exist: it may have been completed or aborted");
}

Status CheckConditions(const ObjectInfo* existing, const PutOptions& options) {
  if (options.only_if_absent && existing != nullptr) {
    return MakeError(ErrorCode::kAlreadyExists, "precondition failed: the object exists");
  }
  if (!options.only_over_etag.empty()) {
    if (existing == nullptr) return NoSuchObject();
    if (existing->etag != options.only_over_etag) {
      return MakeError(ErrorCode::kAlreadyExists,
                       "precondition failed: the object has another ETag");
    }
  }
  return {};
}

Result<ByteRange> CutRange(const std::optional<ByteRange>& range, int64_t size_bytes) {
  if (!range) return ByteRange{0, size_bytes};
  if (range->first < 0 || range->end <= range->first || range->first >= size_bytes) {
    return MakeError(ErrorCode::kInvalidArgument, "range is not satisfiable: the object has " +
                                                      std::to_string(size_bytes) + " bytes");
  }
  return ByteRange{range->first, std::min(range->end, size_bytes)};
}

}  // namespace tacet::objectstore
