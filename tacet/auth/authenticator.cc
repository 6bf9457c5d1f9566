#include "tacet/auth/authenticator.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "tacet/auth/access_key_store.h"
#include "tacet/auth/payload.h"
#include "tacet/auth/replay_guard.h"
#include "tacet/auth/service_signer.h"
#include "tacet/aws/encoding.h"
#include "tacet/aws/s3_uri.h"
#include "tacet/aws/sigv2.h"
#include "tacet/aws/sigv4.h"
#include "tacet/aws/time_format.h"

namespace tacet::auth {
namespace {

using http_server::HttpRequest;

constexpr std::chrono::seconds kMaxPresignedLife = std::chrono::hours(7 * 24);
constexpr std::string_view kS3 = "s3";

AuthResult Fail(AuthFailure failure, std::string message) {
  return {.failure = failure, .message = std::move(message)};
}

// AWS's own sentence: SDKs' troubleshooting pages lead from it to the right answer.
AuthResult SignatureMismatch() {
  return Fail(AuthFailure::kBadSignature,
              "The request signature we calculated does not match the signature you provided. "
              "Check your AWS Secret Access Key and signing method.");
}

AuthResult UnknownKey() {
  return Fail(AuthFailure::kUnknownKey,
              "The AWS Access Key Id you provided does not exist in our records.");
}

// Where a request carries its signature.
struct Carriers {
  int headers = 0;  // how many Authorization headers
  bool query_v4 = false;
  bool query_v2 = false;
};

Carriers FindCarriers(const HttpRequest& request) {
  Carriers carriers;
  for (const auto& [name, value] : request.headers.all()) {
    carriers.headers += aws::EqualsIgnoringCase(name, "authorization") ? 1 : 0;
  }
  if (request.query.empty()) return carriers;
  const auto parameters = aws::ParseQuery(request.query);
  if (!parameters) return carriers;
  for (const auto& [name, value] : *parameters) {
    if (name == "X-Amz-Signature" || name == "X-Amz-Algorithm" || name == "X-Amz-Credential") {
      carriers.query_v4 = true;
    }
    if (name == "AWSAccessKeyId") carriers.query_v2 = true;
  }
  return carriers;
}

// A request whose signature is still to be compared.
struct Claim {
  aws::Authorization authorization;
  std::string amz_date;
  Time date;
  std::string_view query_without;  // the parameter that is not signed
};

}  // namespace

struct Authenticator::Impl {
  Impl(const AccessKeyStore& the_keys, const Clock& the_clock, AuthenticatorOptions the_options)
      : keys(the_keys),
        clock(the_clock),
        options(std::move(the_options)),
        // A date may lie in the future by the skew, and stays good until the skew past it.
        replays(options.allowed_skew, options.replay_grace, options.max_remembered_signatures) {}

  AuthResult ByHeader(HttpRequest& request, std::string_view service);
  AuthResult ByQuery(HttpRequest& request, std::string_view service);
  AuthResult ByQueryV2(HttpRequest& request);

  // --- Steps; a result with failure kNone means "go on".
  AuthResult CheckScope(const Claim& claim, std::string_view service) const;
  static AuthResult CheckSignedHeaders(const HttpRequest& request, const Claim& claim);
  static AuthResult CheckSignature(const HttpRequest& request, const Claim& claim,
                                   std::string_view service, std::string_view secret,
                                   std::string_view payload_hash);
  // Of a request to another service than S3: reads the body and gives its hash.
  AuthResult HashBody(HttpRequest& request, const std::optional<std::string>& claimed,
                      std::string& hash) const;
  static AuthResult PrepareS3Body(HttpRequest& request, const Claim& claim, std::string_view secret,
                                  std::string_view payload_hash);

  const AccessKeyStore& keys;
  const Clock& clock;
  const AuthenticatorOptions options;
  ReplayGuard replays;
};

AuthResult Authenticator::Impl::CheckScope(const Claim& claim, std::string_view service) const {
  const aws::CredentialScope& scope = claim.authorization.scope;
  if (scope.service != service) {
    return Fail(AuthFailure::kBadSignature,
                "Credential should be scoped to correct service: '" + std::string(service) + "'.");
  }
  if (!options.region.empty() && scope.region != options.region) {
    return Fail(AuthFailure::kBadSignature,
                "Credential should be scoped to a valid region: '" + options.region + "'.");
  }
  if (scope.day != claim.amz_date.substr(0, 8)) {
    return Fail(AuthFailure::kBadSignature,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
                "from HTTP");
  }
  return {};
}

AuthResult Authenticator::Impl::CheckSignedHeaders(const HttpRequest& request, const Claim& claim) {
  const auto& names = claim.authorization.signed_headers;
  const auto is_signed = [&names](const std::string& name) {
    return std::binary_search(names.begin(), names.end(), name);
  };
  const auto host = SingleHeader(request.headers, "host");
  if (!host) return Fail(AuthFailure::kIncomplete, host.error().message);
  if (!*host || !is_signed("host")) {
    return Fail(AuthFailure::kBadSignature,
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const auto& [name, value] : request.headers.all()) {
    const std::string lower = aws::AsciiLower(name);
    if (lower.starts_with("x-amz-") && !is_signed(lower)) {
      return Fail(AuthFailure::kBadSignature,
                  "There were headers present in the request which were not signed: " + lower);
    }
  }
  return {};
}

AuthResult Authenticator::Impl::CheckSignature(const HttpRequest& request, const Claim& claim,
                                               std::string_view service, std::string_view secret,
                                               std::string_view payload_hash) {
  const auto canonical = aws::CanonicalRequest(
      {request.method, request.path, request.query}, request.headers.all(),
      claim.authorization.signed_headers, payload_hash, service, claim.query_without);
  if (!canonical) return Fail(AuthFailure::kIncomplete, canonical.error().message);
  const std::string expected =
      aws::Signature(aws::SigningKey(secret, claim.authorization.scope),
                     aws::StringToSign(claim.amz_date, claim.authorization.scope, *canonical));
  if (!aws::ConstantTimeEquals(expected, claim.authorization.signature)) return SignatureMismatch();
  return {};
}

AuthResult Authenticator::Impl::HashBody(HttpRequest& request,
                                         const std::optional<std::string>& claimed,
                                         std::string& hash) const {
  if (claimed && !IsSha256Hex(*claimed)) {
    return Fail(AuthFailure::kIncomplete,
                "x-amz-content-sha256 must be the SHA-256 of the body as 64 lower-case hex digits");
  }
  const auto body = BufferBody(request, options.max_buffered_body_bytes);
  if (!body) return Fail(AuthFailure::kBadPayloadHash, "the body: " + body.error().message);
  hash = aws::Sha256Hex(*body);
  if (claimed && !aws::ConstantTimeEquals(hash, *claimed)) {
    return Fail(AuthFailure::kBadPayloadHash,
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
  return {};
}

AuthResult Authenticator::Impl::PrepareS3Body(HttpRequest& request, const Claim& claim,
                                              std::string_view secret,
                                              std::string_view payload_hash) {
  const Status replaced =
      ReplaceS3Body(request, payload_hash,
                    {.signing_key = aws::SigningKey(secret, claim.authorization.scope),
                     .amz_date = claim.amz_date,
                     .scope = claim.authorization.scope,
                     .seed_signature = claim.authorization.signature});
  if (!replaced) return Fail(AuthFailure::kIncomplete, replaced.error().message);
  return {};
}

AuthResult Authenticator::Impl::ByHeader(HttpRequest& request, std::string_view service) {
  auto authorization = aws::ParseAuthorization(request.headers.Get("authorization"));
  if (!authorization) return Fail(AuthFailure::kIncomplete, authorization.error().message);
  Claim claim{.authorization = std::move(*authorization)};

  const auto amz_date = SingleHeader(request.headers, "x-amz-date");
  const auto http_date = SingleHeader(request.headers, "date");
  const auto claimed_hash = SingleHeader(request.headers, "x-amz-content-sha256");
  if (!amz_date || !http_date || !claimed_hash) {
    return Fail(AuthFailure::kIncomplete,
                "x-amz-date, date and x-amz-content-sha256 may be there only once");
  }
  std::optional<Time> date;
  if (*amz_date) {
    date = aws::ParseIsoBasic(**amz_date);
  } else if (const auto& names = claim.authorization.signed_headers;
             *http_date && std::binary_search(names.begin(), names.end(), "date")) {
    date = aws::ParseHttpDate(**http_date);
  }
  if (!date) {
    return Fail(AuthFailure::kIncomplete,
                "The request needs a signed x-amz-date header of the form YYYYMMDD'T'HHMMSS'Z'.");
  }
  claim.date = *date;
  claim.amz_date = aws::FormatIsoBasic(*date);

  if (AuthResult bad = CheckScope(claim, service); bad.failure != AuthFailure::kNone) return bad;
  if (AuthResult bad = CheckSignedHeaders(request, claim); bad.failure != AuthFailure::kNone) {
    return bad;
  }
  const Time now = clock.Now();
  if (claim.date > now + options.allowed_skew || claim.date < now - options.allowed_skew) {
    return Fail(AuthFailure::kExpired,
                "The difference between the request time and the current time is too large: the "
                "request is of " +
                    claim.amz_date + ", the server's time is " + aws::FormatIsoBasic(now) + ".");
  }
  if (request.headers.Has("x-amz-security-token")) {
    return Fail(AuthFailure::kUnknownKey,
                "The security token included in the request is invalid: this service has no "
                "temporary credentials.");
  }
  const auto key = keys.Find(claim.authorization.access_key_id);
  if (!key) return UnknownKey();

  std::string payload_hash;
  if (service == kS3) {
    if (!*claimed_hash || !IsS3PayloadHash(**claimed_hash)) {
      return Fail(AuthFailure::kIncomplete,
                  "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- form, or a valid "
                  "sha256 value.");
    }
    payload_hash = **claimed_hash;
  } else if (AuthResult bad = HashBody(request, *claimed_hash, payload_hash);
             bad.failure != AuthFailure::kNone) {
    return bad;
  }
  if (AuthResult bad = CheckSignature(request, claim, service, key->secret, payload_hash);
      bad.failure != AuthFailure::kNone) {
    return bad;
  }
  switch (replays.Admit(claim.authorization.signature, claim.date, now)) {
    case ReplayVerdict::kFresh:
      break;
    case ReplayVerdict::kReplayed:
      return Fail(AuthFailure::kReplayed,
                  "The same signed request was sent before; sign the request again.");
    case ReplayVerdict::kTooOld:
      return Fail(AuthFailure::kExpired,
                  "The request is too old for the current load; sign the request again.");
  }
  if (service == kS3) {
    if (AuthResult bad = PrepareS3Body(request, claim, key->secret, payload_hash);
        bad.failure != AuthFailure::kNone) {
      return bad;
    }
  }
  return {.identity = {.access_key_id = key->info.id, .role = key->info.role}};
}

AuthResult Authenticator::Impl::ByQuery(HttpRequest& request, std::string_view service) {
  auto query = aws::ParsePresignedQuery(request.query);
  if (!query) return Fail(AuthFailure::kIncomplete, query.error().message);
  Claim claim{.authorization = std::move(query->authorization),
              .amz_date = query->amz_date,
              .date = *aws::ParseIsoBasic(query->amz_date),
              .query_without = "X-Amz-Signature"};
  if (AuthResult bad = CheckScope(claim, service); bad.failure != AuthFailure::kNone) return bad;
  if (AuthResult bad = CheckSignedHeaders(request, claim); bad.failure != AuthFailure::kNone) {
    return bad;
  }
  const Time now = clock.Now();
  if (claim.date > now + options.allowed_skew) {
    return Fail(AuthFailure::kExpired, "Request is not valid yet");
  }
  if (now >= claim.date + query->expires) {
    return Fail(AuthFailure::kExpired, "Request has expired");
  }
  if (query->has_security_token || request.headers.Has("x-amz-security-token")) {
    return Fail(AuthFailure::kUnknownKey,
                "The security token included in the request is invalid: this service has no "
                "temporary credentials.");
  }

  AuthResult result;
  result.identity.presigned = true;
  result.identity.access_key_id = claim.authorization.access_key_id;
  std::string secret;
  const ServiceSigner* signer = options.service_signer;
  if (signer != nullptr && signer->access_key_id() == claim.authorization.access_key_id) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (service != kS3 || !reads || query->expires > ServiceSigner::kExpires) return UnknownKey();
    secret = signer->secret_access_key();
    result.identity.service_signed = true;
  } else {
    const auto key = keys.Find(claim.authorization.access_key_id);
    if (!key) return UnknownKey();
    secret = key->secret;
    result.identity.role = key->info.role;
  }

  const auto header_hash = SingleHeader(request.headers, "x-amz-content-sha256");
  if (!header_hash) return Fail(AuthFailure::kIncomplete, header_hash.error().message);
  std::optional<std::string> claimed = *header_hash ? *header_hash : query->payload_hash;
  if (query->payload_hash && claimed != query->payload_hash) {
    return Fail(AuthFailure::kIncomplete,
                "x-amz-content-sha256 differs between the query and the headers");
  }
  std::string payload_hash;
  if (service == kS3) {
    payload_hash = claimed.value_or(std::string(aws::kUnsignedPayload));
    if (!IsS3PayloadHash(payload_hash)) {
      return Fail(AuthFailure::kIncomplete, "x-amz-content-sha256 is malformed");
    }
  } else if (AuthResult bad = HashBody(request, claimed, payload_hash);
             bad.failure != AuthFailure::kNone) {
    return bad;
  }
  if (AuthResult bad = CheckSignature(request, claim, service, secret, payload_hash);
      bad.failure != AuthFailure::kNone) {
    return bad;
  }
  if (service == kS3) {
    if (AuthResult bad = PrepareS3Body(request, claim, secret, payload_hash);
        bad.failure != AuthFailure::kNone) {
      return bad;
    }
  }
  return result;
}

AuthResult Authenticator::Impl::ByQueryV2(HttpRequest& request) {
  const auto query = aws::ParsePresignedQueryV2(request.query);
  if (!query) return Fail(AuthFailure::kIncomplete, query.error().message);
  const Time now = clock.Now();
  if (now >= query->expires) return Fail(AuthFailure::kExpired, "Request has expired");
  if (query->expires > now + kMaxPresignedLife) {
    return Fail(AuthFailure::kIncomplete, "Expires must be within the next seven days");
  }
  if (query->has_security_token || request.headers.Has("x-amz-security-token")) {
    return Fail(AuthFailure::kUnknownKey,
                "The security token included in the request is invalid: this service has no "
                "temporary credentials.");
  }
  const auto host = SingleHeader(request.headers, "host");
  const auto claimed_hash = SingleHeader(request.headers, "x-amz-content-sha256");
  if (!host || !*host || !claimed_hash) {
    return Fail(AuthFailure::kIncomplete, "Host or x-amz-content-sha256 is missing or there twice");
  }
  const auto key = keys.Find(query->access_key_id);
  if (!key) return UnknownKey();
  const std::string bucket = aws::BucketInHost(**host, options.endpoint_hosts);
  const auto text = aws::StringToSignV2({request.method, request.path, request.query},
                                        request.headers.all(), bucket);
  if (!text) return Fail(AuthFailure::kIncomplete, text.error().message);
  if (!aws::ConstantTimeEquals(aws::SignatureV2(key->secret, *text), query->signature)) {
    return SignatureMismatch();
  }
  // Version 2 has no chunks of its own; a hash that is given is held to all the same.
  const std::string payload_hash = claimed_hash->value_or(std::string(aws::kUnsignedPayload));
  if (payload_hash != aws::kUnsignedPayload && !IsSha256Hex(payload_hash)) {
    return Fail(AuthFailure::kIncomplete, "x-amz-content-sha256 is malformed");
  }
  const Status replaced = ReplaceS3Body(request, payload_hash, {});
  if (!replaced) return Fail(AuthFailure::kIncomplete, replaced.error().message);
  return {.identity = {.access_key_id = key->info.id, .role = key->info.role, .presigned = true}};
}

Authenticator::Authenticator(const AccessKeyStore& keys, const Clock& clock,
                             AuthenticatorOptions options)
    : impl_(std::make_unique<Impl>(keys, clock, std::move(options))) {}

Authenticator::~Authenticator() = default;

AuthResult Authenticator::Authenticate(HttpRequest& request, std::string_view service) {
  const Carriers carriers = FindCarriers(request);
  const int kinds = carriers.headers + (carriers.query_v4 ? 1 : 0) +
                    (carriers.query_v2 && service == kS3 ? 1 : 0);
  if (kinds > 1) {
    return Fail(AuthFailure::kIncomplete,
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
                "Signature query string parameter or the Authorization header should be specified");
  }
  if (carriers.headers == 1) return impl_->ByHeader(request, service);
  if (carriers.query_v4) return impl_->ByQuery(request, service);
  if (carriers.query_v2 && service == kS3) return impl_->ByQueryV2(request);
  return Fail(AuthFailure::kMissing, "Request is missing Authentication Token");
}

}  // namespace tacet::auth
