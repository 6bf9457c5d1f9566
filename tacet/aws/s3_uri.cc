#include "tacet/aws/s3_uri.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "tacet/aws/encoding.h"

namespace tacet::aws {
namespace {

constexpr size_t kMaxKeyBytes = 1024;

bool IsLowerAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool LooksLikeIpv4(std::string_view name) {
  return std::count(name.begin(), name.end(), '.') == 3 &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

// "eu-central-1": no dots, at least one hyphen.
bool IsRegion(std::string_view text) {
  return text.find('-') != std::string_view::npos && IsLowerAlphanumeric(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsLowerAlphanumeric(c) || c == '-'; });
}

// What stands in front of ".amazonaws.com" for S3 itself.
bool IsS3ServicePrefix(std::string_view prefix) {
  if (prefix == "s3") return true;
  for (const std::string_view begin : {"s3.dualstack.", "s3.", "s3-"}) {
    if (prefix.starts_with(begin)) return IsRegion(prefix.substr(begin.size()));
  }
  return false;
}

// The host without port; IPv6 keeps its brackets.
std::string WithoutPort(std::string_view authority) {
  const size_t bracket = authority.rfind(']');
  const size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    authority = authority.substr(0, colon);
  }
  return AsciiLower(authority);
}

// The bucket in front of a host of AWS's S3: "" for path style, nothing for another host.
std::optional<std::string> BucketOfAwsHost(std::string_view host) {
  for (const std::string_view domain : {".amazonaws.com", ".amazonaws.com.cn"}) {
    if (!host.ends_with(domain)) continue;
    const std::string_view prefix = host.substr(0, host.size() - domain.size());
    if (IsS3ServicePrefix(prefix)) return "";
    // A bucket's name may hold dots of its own.
    for (size_t dot = prefix.find('.'); dot != std::string_view::npos;
         dot = prefix.find('.', dot + 1)) {
      if (IsS3ServicePrefix(prefix.substr(dot + 1))) return std::string(prefix.substr(0, dot));
    }
  }
  return std::nullopt;
}

// The same for our own hosts.
std::optional<std::string> BucketOfOwnHost(std::string_view host, const EndpointHosts& own) {
  std::optional<std::string> bucket;
  size_t longest = 0;
  for (const std::string& one : own) {
    const std::string lower = AsciiLower(one);
    if (host == lower) return "";
    if (lower.size() < longest || !host.ends_with("." + lower)) continue;
    const std::string_view prefix = host.substr(0, host.size() - lower.size() - 1);
    if (!IsBucketName(prefix)) continue;
    bucket = std::string(prefix);
    longest = lower.size();
  }
  return bucket;
}

tl::unexpected<Error> NotAnObject(std::string_view why) {
  return MakeError(
      ErrorCode::kInvalidArgument,
      "The URI is not one of an S3 object: " + std::string(why) + ". Write it as s3://bucket/key");
}

Result<S3Location> Checked(S3Location location) {
  if (!IsBucketName(location.bucket)) return NotAnObject("the bucket's name is malformed");
  if (location.key.empty()) return NotAnObject("it names no key");
  if (location.key.size() > kMaxKeyBytes) return NotAnObject("the key has more than 1024 bytes");
  if (!IsUtf8(location.key) || location.key.find('\0') != std::string::npos) {
    return NotAnObject("the key is not UTF-8 text");
  }
  return location;
}

// "/bucket/key" or, with a bucket already known, "/key"; still percent-encoded.
Result<S3Location> LocateInPath(std::string bucket, std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  std::string_view encoded_key = path;
  if (bucket.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    auto decoded = PercentDecode(path.substr(0, slash));
    if (!decoded) return NotAnObject("it has a malformed percent-escape");
    bucket = std::move(*decoded);
    encoded_key = path.substr(std::min(slash + 1, path.size()));
  }
  auto key = PercentDecode(encoded_key);
  if (!key) return NotAnObject("it has a malformed percent-escape");
  return S3Location{std::move(bucket), std::move(*key)};
}

}  // namespace

bool IsBucketName(std::string_view name) {
  if (name.size() < 3 || name.size() > 63) return false;
  if (!IsLowerAlphanumeric(name.front()) || !IsLowerAlphanumeric(name.back())) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    if (!IsLowerAlphanumeric(name[i]) && name[i] != '-' && name[i] != '.') return false;
    if (name[i] == '.' && !IsLowerAlphanumeric(name[i - 1])) return false;
    if (name[i] == '-' && name[i - 1] == '.') return false;
  }
  return !LooksLikeIpv4(name);
}

Result<S3Location> ParseS3Uri(std::string_view uri, const EndpointHosts& endpoint_hosts) {
  if (uri.starts_with("s3://")) {
    uri.remove_prefix(5);
    const size_t slash = std::min(uri.find('/'), uri.size());
    return Checked({std::string(uri.substr(0, slash)),
                    std::string(uri.substr(std::min(slash + 1, uri.size())))});
  }
  const bool https = uri.starts_with("https://");
  if (!https && !uri.starts_with("http://")) return NotAnObject("it has another scheme");
  uri.remove_prefix(https ? 8 : 7);
  if (uri.find_first_of("?#") != std::string_view::npos) {
    return NotAnObject("it has a query or fragment; Tacet reads with its own credentials");
  }
  const size_t slash = std::min(uri.find('/'), uri.size());
  const std::string_view authority = uri.substr(0, slash);
  if (authority.find('@') != std::string_view::npos) return NotAnObject("it has user information");
  const std::string host = WithoutPort(authority);
  std::optional<std::string> bucket = BucketOfOwnHost(host, endpoint_hosts);
  if (!bucket) bucket = BucketOfAwsHost(host);
  if (!bucket) return NotAnObject("its host is no S3 endpoint that this service knows");
  ASSIGN_OR_RETURN(S3Location location, LocateInPath(std::move(*bucket), uri.substr(slash)));
  return Checked(std::move(location));
}

std::string BucketInHost(std::string_view host, const EndpointHosts& endpoint_hosts) {
  return BucketOfOwnHost(WithoutPort(host), endpoint_hosts).value_or("");
}

Result<S3Location> LocateRequest(std::string_view host, std::string_view path,
                                 const EndpointHosts& endpoint_hosts) {
  return LocateInPath(BucketInHost(host, endpoint_hosts), path);
}

}  // namespace tacet::aws
