#include "tacet/s3/request_headers.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/objectstore/object_rules.h"

namespace tacet::s3 {
namespace {

using objectstore::PutOptions;

// Beginnings of header names that ask for what this server does not do.
constexpr std::string_view kRefused[] = {
    "x-amz-server-side-encryption",
    "x-amz-copy-source-server-side-encryption",
    "x-amz-tagging",  // but x-amz-tagging-directive: see below
    "x-amz-object-lock-",
    "x-amz-grant-",
    "x-amz-website-redirect-location",
    "x-amz-write-offset-bytes",
    "x-amz-rename-source",
    "x-amz-if-match-",
    "x-amz-mfa",
    "x-amz-create-session-mode",
    "x-amz-object-annotation",
};

struct OneValue {
  std::string_view header;
  std::string_view accepted;  // lower case, separated by spaces: what this server does anyway
};

constexpr OneValue kValues[] = {
    {"x-amz-acl", "private bucket-owner-full-control"},
    {"x-amz-storage-class", "standard"},
    {"x-amz-object-ownership", "bucketownerenforced"},
    {"x-amz-bucket-object-lock-enabled", "false"},
    {"x-amz-bucket-namespace", "global"},
    {"x-amz-tagging-directive", "copy replace"},
    {"x-amz-metadata-directive", "copy replace"},
};

constexpr std::string_view kMetadataPrefix = "x-amz-meta-";

bool IsWordOf(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const size_t space = words.find(' ');
    if (words.substr(0, space) == word) return true;
    words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
  }
  return false;
}

// x-amz-checksum-* of another algorithm than those that are verified, in a header's name or in
// x-amz-trailer. To store the object anyway would look as if it had been compared.
bool IsUnknownChecksum(std::string_view name) {
  return name.starts_with("x-amz-checksum-") && name != "x-amz-checksum-mode" &&
         name != "x-amz-checksum-type" && name != "x-amz-checksum-algorithm" &&
         !aws::AlgorithmOfChecksumHeader(name);
}

S3Status CheckHeader(const S3Call& call, std::string_view name, const std::string& value) {
  for (const OneValue& known : kValues) {
    if (name != known.header) continue;
    if (IsWordOf(known.accepted, aws::AsciiLower(value))) return {};
    return NotSupported("the header " + std::string(name) + " with this value");
  }
  const bool refused = std::any_of(std::begin(kRefused), std::end(kRefused),
                                   [&](auto beginning) { return name.starts_with(beginning); });
  if (IsUnknownChecksum(name)) return NotSupported("the header " + std::string(name));
  if (name == "x-amz-trailer" && IsUnknownChecksum(aws::AsciiLower(value))) {
    return NotSupported("the trailer " + value);
  }
  if (refused) return NotSupported("the header " + std::string(name));
  const bool owner =
      name == "x-amz-expected-bucket-owner" || name == "x-amz-source-expected-bucket-owner";
  if (owner && value != call.options.owner_id) return Fail(S3ErrorCode::kAccessDenied);
  return {};
}

// Content-Encoding without aws-chunked, which only the way of sending had.
std::string StoredEncoding(std::string_view value) {
  std::string kept;
  while (!value.empty()) {
    const size_t comma = value.find(',');
    std::string_view coding = value.substr(0, comma);
    value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
    while (coding.starts_with(' ')) coding.remove_prefix(1);
    while (coding.ends_with(' ')) coding.remove_suffix(1);
    if (coding.empty() || aws::EqualsIgnoringCase(coding, "aws-chunked")) continue;
    if (!kept.empty()) kept += ",";
    kept += coding;
  }
  return kept;
}

}  // namespace

S3Status CheckRequestHeaders(const S3Call& call) {
  for (const auto& [name, value] : call.http.headers.all()) {
    const std::string lower = aws::AsciiLower(name);
    if (!lower.starts_with("x-amz-")) continue;
    if (S3Status fine = CheckHeader(call, lower, value); !fine) return fine;
  }
  if (const auto version = call.Query("versionId"); version && *version != "null") {
    return BadArgument("versionId", "Invalid version id specified");
  }
  return {};
}

S3Result<PutOptions> ReadObjectHeaders(const S3Call& call) {
  PutOptions options;
  options.content_type = call.Header("Content-Type");
  for (const std::string_view name :
       {"content-disposition", "content-language", "cache-control", "expires"}) {
    if (call.http.headers.Has(name)) options.headers.emplace(name, call.Header(name));
  }
  if (std::string coding = StoredEncoding(call.Header("Content-Encoding")); !coding.empty()) {
    options.headers.emplace("content-encoding", std::move(coding));
  }
  for (const auto& [name, value] : call.http.headers.all()) {
    std::string lower = aws::AsciiLower(name);
    if (!lower.starts_with(kMetadataPrefix)) continue;
    std::string& stored = options.metadata[lower.substr(kMetadataPrefix.size())];
    // As for any header sent twice (RFC 9110 section 5.3).
    stored = stored.empty() ? value : stored + "," + value;
  }
  RETURN_IF_ERROR(objectstore::CheckPutOptions(options));
  return options;
}

S3Status ReadWriteConditions(const S3Call& call, PutOptions* options) {
  if (call.http.headers.Has("If-None-Match")) {
    if (call.Header("If-None-Match") != "*") {
      return NotSupported("If-None-Match with an ETag in a write; only * is");
    }
    options->only_if_absent = true;
  }
  if (call.http.headers.Has("If-Match")) {
    const std::string_view etag = Unquoted(call.Header("If-Match"));
    if (etag.empty() || etag == "*") return NotSupported("If-Match without an ETag in a write");
    options->only_over_etag = etag;
  }
  if (options->only_if_absent && !options->only_over_etag.empty()) {
    return NotSupported("If-Match together with If-None-Match in a write");
  }
  return {};
}

std::string_view Unquoted(std::string_view etag) {
  while (etag.starts_with(' ')) etag.remove_prefix(1);
  while (etag.ends_with(' ')) etag.remove_suffix(1);
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') {
    etag = etag.substr(1, etag.size() - 2);
  }
  return etag;
}

std::optional<int64_t> ParseNumber(std::string_view text, int64_t lowest, int64_t highest) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < lowest ||
      number > highest) {
    return std::nullopt;
  }
  return number;
}

}  // namespace tacet::s3
