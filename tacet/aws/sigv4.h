// AWS Signature Version 4: the strings that are signed, their signatures, signed headers and
// presigned URLs. What a server checks on top (dates, keys, replays) is in tacet/auth.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
// Pure functions; thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/aws/encoding.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::aws {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
};

// The part of a signature's key that is no secret: <day>/<region>/<service>/aws4_request.
struct CredentialScope {
  std::string day;  // "20261124"
  std::string region;
  std::string service;
  std::string ToString() const;
  bool operator==(const CredentialScope&) const = default;
};

// In the order on the wire; names in any case.
using HeaderList = std::vector<std::pair<std::string, std::string>>;

// A request as it is on the wire; the views must outlive the call.
struct RequestLine {
  std::string_view method;  // "GET"
  std::string_view path;    // percent-encoded, begins with '/'
  std::string_view query;   // without '?'
};

inline constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
// Values of x-amz-content-sha256 that are no hash.
inline constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";
inline constexpr std::string_view kStreamingSigned = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
inline constexpr std::string_view kStreamingSignedTrailer =
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
inline constexpr std::string_view kStreamingUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

// --- The pieces, for those who verify.

// S3 decodes the path once and encodes it once, and leaves dots and double slashes alone; other
// services resolve those and encode the path as sent a second time.
std::string CanonicalPath(std::string_view path, std::string_view service);

// Every parameter but `without`, decoded and encoded again, sorted by encoded name, then value.
// kInvalidArgument for a malformed escape.
Result<std::string> CanonicalQuery(std::string_view query, std::string_view without = {});

// "name:value\n" for each of `signed_headers` (lower case, sorted), values trimmed, runs of white
// space made one space, values of equal names joined by ','. kInvalidArgument when `headers` lack
// one of them.
Result<std::string> CanonicalHeaders(const HeaderList& headers,
                                     const std::vector<std::string>& signed_headers);

// The canonical request. `payload_hash` is its last line as it stands.
Result<std::string> CanonicalRequest(const RequestLine& line, const HeaderList& headers,
                                     const std::vector<std::string>& signed_headers,
                                     std::string_view payload_hash, std::string_view service,
                                     std::string_view query_without = {});

std::string StringToSign(std::string_view amz_date, const CredentialScope& scope,
                         std::string_view canonical_request);

// 32 bytes; a secret.
std::string SigningKey(std::string_view secret_access_key, const CredentialScope& scope);

// 64 lower-case hex digits.
std::string Signature(std::string_view signing_key, std::string_view string_to_sign);

// What an Authorization header of SigV4 says.
struct Authorization {
  std::string access_key_id;
  CredentialScope scope;
  std::vector<std::string> signed_headers;  // lower case, sorted, no duplicates
  std::string signature;                    // 64 lower-case hex digits
};
// kInvalidArgument with a message that AWS would give for anything malformed, in the wrong case or
// order, given twice, or unknown.
Result<Authorization> ParseAuthorization(std::string_view header);

// What the query of a presigned URL says.
struct PresignedQuery {
  Authorization authorization;
  std::string amz_date;                     // "20261124T040000Z"
  std::chrono::seconds expires{0};          // 0 to 604800
  std::optional<std::string> payload_hash;  // X-Amz-Content-Sha256
  bool has_security_token = false;
};
// kInvalidArgument as above. `query` is as on the wire.
Result<PresignedQuery> ParsePresignedQuery(std::string_view query);

// --- Signing.

struct SignRequest {
  std::string method;
  std::string path;    // percent-encoded
  std::string query;   // percent-encoded, without '?'
  HeaderList headers;  // all that are to be sent and signed, with Host, without the three below
  std::string payload_hash;  // 64 hex digits or one of the words above
};

struct SignedHeaders {
  HeaderList headers;     // to send besides: x-amz-date, x-amz-content-sha256, Authorization
  std::string signature;  // the seed of signed chunks: see aws_chunked.h
};

SignedHeaders Sign(const SignRequest& request, const Credentials& credentials,
                   std::string_view region, std::string_view service, Time now);

struct PresignOptions {
  std::string method = "GET";  // GET, HEAD, PUT, ...
  // Scheme and authority, without a final slash: "https://s3.eu-central-1.amazonaws.com".
  std::string endpoint;
  std::string path;                   // percent-encoded: "/bucket/key"
  QueryParameters query;              // further parameters, signed as well
  HeaderList signed_headers;          // besides Host; whoever uses the URL must send them
  std::chrono::seconds expires{900};  // 1 to 604800
};

// The URL, in this order of parameters: those of `query`, X-Amz-Algorithm, X-Amz-Date,
// X-Amz-SignedHeaders, X-Amz-Expires, X-Amz-Credential, X-Amz-Signature. The payload of an S3
// request is not signed.
std::string PresignUrl(const PresignOptions& options, const Credentials& credentials,
                       std::string_view region, std::string_view service, Time now);

}  // namespace tacet::aws
