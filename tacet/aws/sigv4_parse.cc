#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "tacet/aws/encoding.h"
#include "tacet/aws/sigv4.h"
#include "tacet/aws/time_format.h"

namespace tacet::aws {
namespace {

constexpr size_t kMaxSignedHeaders = 100;
constexpr int64_t kMaxExpiresSeconds = 7 * 24 * 3600;

// What may be inside a header's name: RFC 9110 section 5.6.2, lower case only.
bool IsLowerToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool IsSignature(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

tl::unexpected<Error> Malformed(std::string message) {
  return MakeError(ErrorCode::kInvalidArgument, std::move(message));
}

Status ParseCredential(std::string_view text, Authorization& into) {
  const std::vector<std::string_view> pieces = Split(text, '/');
  if (pieces.size() != 5 || std::any_of(pieces.begin(), pieces.end(),
                                        [](std::string_view piece) { return piece.empty(); })) {
    return Malformed(
        "Credential must be <access key id>/<YYYYMMDD>/<region>/<service>/aws4_request");
  }
  if (pieces[4] != "aws4_request") return Malformed("Credential must end in aws4_request");
  if (!ParseIsoBasic(std::string(pieces[1]) + "T000000Z")) {
    return Malformed("the date in Credential must be YYYYMMDD");
  }
  into.access_key_id = pieces[0];
  into.scope = {std::string(pieces[1]), std::string(pieces[2]), std::string(pieces[3])};
  return {};
}

Status ParseSignedHeaders(std::string_view text, Authorization& into) {
  for (const std::string_view name : Split(text, ';')) {
    if (!IsLowerToken(name)) return Malformed("SignedHeaders must be lower-case header names");
    if (!into.signed_headers.empty() && into.signed_headers.back() >= name) {
      return Malformed("SignedHeaders must be sorted, each name once");
    }
    if (into.signed_headers.size() == kMaxSignedHeaders) {
      return Malformed("SignedHeaders names more than " + std::to_string(kMaxSignedHeaders) +
                       " headers");
    }
    into.signed_headers.emplace_back(name);
  }
  return {};
}

Status ParseSignature(std::string_view text, Authorization& into) {
  if (!IsSignature(text)) return Malformed("Signature must be 64 lower-case hex digits");
  into.signature = text;
  return {};
}

}  // namespace

Result<Authorization> ParseAuthorization(std::string_view header) {
  header = TrimBlanks(header);
  const size_t space = std::min(header.find(' '), header.size());
  if (header.substr(0, space) != kAlgorithm) {
    return Malformed("the Authorization header must begin with AWS4-HMAC-SHA256");
  }
  std::map<std::string_view, std::string_view> members;
  for (const std::string_view piece : Split(header.substr(space), ',')) {
    const std::string_view member = TrimBlanks(piece);
    const size_t equals = member.find('=');
    if (equals == std::string_view::npos) {
      return Malformed(
          "the Authorization header must hold Credential=, SignedHeaders=, Signature=");
    }
    const std::string_view name = member.substr(0, equals);
    if (name != "Credential" && name != "SignedHeaders" && name != "Signature") {
      return Malformed(
          "the Authorization header holds more than Credential, SignedHeaders and Signature");
    }
    if (!members.emplace(name, member.substr(equals + 1)).second) {
      return Malformed("the Authorization header holds " + std::string(name) + " twice");
    }
  }
  if (members.size() != 3) {
    return Malformed("the Authorization header must hold Credential=, SignedHeaders=, Signature=");
  }
  Authorization authorization;
  RETURN_IF_ERROR(ParseCredential(members["Credential"], authorization));
  RETURN_IF_ERROR(ParseSignedHeaders(members["SignedHeaders"], authorization));
  RETURN_IF_ERROR(ParseSignature(members["Signature"], authorization));
  return authorization;
}

Result<PresignedQuery> ParsePresignedQuery(std::string_view query) {
  const auto parameters = ParseQuery(query);
  if (!parameters) return Malformed("the query has a malformed percent-escape");
  std::map<std::string_view, std::string_view> found;
  for (const auto& [name, value] : *parameters) {
    if (!name.starts_with("X-Amz-")) continue;
    if (!found.emplace(name, value).second) return Malformed("the query holds " + name + " twice");
  }
  for (const char* name : {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires",
                           "X-Amz-SignedHeaders", "X-Amz-Signature"}) {
    if (!found.contains(name)) return Malformed("the query lacks " + std::string(name));
  }
  if (found["X-Amz-Algorithm"] != kAlgorithm) {
    return Malformed("X-Amz-Algorithm must be AWS4-HMAC-SHA256");
  }
  PresignedQuery presigned;
  RETURN_IF_ERROR(ParseCredential(found["X-Amz-Credential"], presigned.authorization));
  RETURN_IF_ERROR(ParseSignedHeaders(found["X-Amz-SignedHeaders"], presigned.authorization));
  RETURN_IF_ERROR(ParseSignature(found["X-Amz-Signature"], presigned.authorization));
  presigned.amz_date = found["X-Amz-Date"];
  if (!ParseIsoBasic(presigned.amz_date)) {
    return Malformed("X-Amz-Date must be YYYYMMDD'T'HHMMSS'Z'");
  }
  const std::string_view expires = found["X-Amz-Expires"];
  int64_t seconds = -1;
  const auto [end, error] =
      std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
  if (error != std::errc() || end != expires.data() + expires.size() || seconds < 0 ||
      seconds > kMaxExpiresSeconds) {
    return Malformed("X-Amz-Expires must be a number of seconds from 0 to 604800 (seven days)");
  }
  presigned.expires = std::chrono::seconds(seconds);
  if (const auto hash = found.find("X-Amz-Content-Sha256"); hash != found.end()) {
    presigned.payload_hash = std::string(hash->second);
  }
  presigned.has_security_token = found.contains("X-Amz-Security-Token");
  return presigned;
}

}  // namespace tacet::aws
