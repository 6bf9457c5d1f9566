// Authenticator: who sent a request, proven by its AWS signature. SigV4 in the header or in the
// query (presigned), and for S3 presigned SigV2, which some clients still make for a custom
// endpoint.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/auth/role.h"
#include "tacet/base/byte_source.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"

namespace tacet::auth {

class AccessKeyStore;
class ServiceSigner;

struct Identity {
  std::string access_key_id;
  Role role = Role::kReadRedacted;
  bool presigned = false;       // came by a signed URL
  bool service_signed = false;  // by a URL of the service itself: see ServiceSigner
};

// The checks that the AWS documents name, each with its own error code on the wire.
enum class AuthFailure {
  kNone,
  kMissing,         // no signature at all
  kIncomplete,      // malformed
  kUnknownKey,      // unknown or revoked access key
  kBadSignature,    // does not match: altered request or wrong secret
  kExpired,         // date outside 15 minutes, or a presigned URL past its time
  kReplayed,        // the same signed request again
  kBadPayloadHash,  // the body is not what was signed
};

struct AuthResult {
  AuthFailure failure = AuthFailure::kNone;
  std::string message;  // for the client; no secret, no signature
  Identity identity;    // when failure is kNone
};

struct AuthenticatorOptions {
  std::string region;  // the one that scopes must name; "" = any
  std::chrono::seconds allowed_skew = std::chrono::minutes(15);
  // How long after its first use a header-signed request is let in again. Clients sign with the
  // precision of a second, so two equal calls within one have the same signature.
  std::chrono::seconds replay_grace = std::chrono::seconds(10);
  // Signatures that are remembered, about 100 bytes each. When there are more, those of the oldest
  // second leave and requests dated that early are refused as expired: under such a load clocks
  // must agree better than to allowed_skew.
  size_t max_remembered_signatures = 1'000'000;
  // The longest body that is held in memory to check its hash before the request is let in.
  size_t max_buffered_body_bytes = 1 << 20;
  // Under which bucket names stand in front in virtual-host style: see aws/s3_uri.h. SigV2 needs
  // to know.
  std::vector<std::string> endpoint_hosts;
  // Whose URLs are let in as Identity::service_signed; null = nobody's. Must outlive the
  // Authenticator.
  const ServiceSigner* service_signer = nullptr;
};

// Thread-safe.
class Authenticator {
 public:
  // All must outlive it.
  Authenticator(const AccessKeyStore& keys, const Clock& clock, AuthenticatorOptions options);
  ~Authenticator();

  // Checks `request` as one to `service` ("transcribe" or "s3").
  //
  // Header signatures must cover Host and every x-amz-* header; presigned ones every x-amz-* header
  // that is sent. For another service than s3 the body is read whole (see
  // max_buffered_body_bytes), and one that is not what was signed is kBadPayloadHash or
  // kBadSignature.
  //
  // On success request.body is replaced by the plain payload: aws-chunked framing is taken off,
  // chunk signatures, payload hash and trailing checksums are verified while it is read, before the
  // last byte is given. A mismatch is a read error, kInvalidArgument, with a message that begins
  // with "payload hash", "chunk signature" or "checksum"; a malformed coding's begins with
  // "aws-chunked". request.content_length is the payload's, -1 when not known. Trailers (such as
  // x-amz-checksum-crc32) are added to request.headers when the body is at its end, so `request`
  // must stay where it is until then. The Content-Encoding header is left as sent, with its word
  // aws-chunked.
  AuthResult Authenticate(http_server::HttpRequest& request, std::string_view service);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tacet::auth
