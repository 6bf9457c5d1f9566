// Authenticator: who sent a request, proven by its AWS signature. SigV4 in the header or in the
// query (presigned), and for S3 presigned SigV2, which some clients still make for a custom
// endpoint.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tacet/base/byte_source.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"

namespace tacet::auth {

class AccessKeyStore;

enum class Role {
  kAdmin,         // everything
  kSubmit,        // everything but buckets' deletion: upload, run jobs, read their results
  kReadRedacted,  // sees jobs and fetches redacted transcripts; nothing else
};

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
};

// Thread-safe.
class Authenticator {
 public:
  // All must outlive it.
  Authenticator(const AccessKeyStore& keys, const Clock& clock, AuthenticatorOptions options);
  ~Authenticator();

  // Checks `request` as one to `service` ("transcribe" or "s3"). On success request.body is
  // replaced by the plain payload: aws-chunked framing is taken off, chunk signatures, payload hash
  // and trailing checksums are verified while it is read (a mismatch is a read error,
  // kInvalidArgument, message "payload hash", "chunk signature" or "checksum"), and
  // request.content_length is the payload's. A header's value of x-amz-trailer checksums is in
  // request.headers once the body is at its end.
  AuthResult Authenticate(http_server::HttpRequest& request, std::string_view service);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tacet::auth
