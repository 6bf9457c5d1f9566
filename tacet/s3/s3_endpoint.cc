#include "tacet/s3/s3_endpoint.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "tacet/aws/encoding.h"
#include "tacet/objectstore/object_rules.h"
#include "tacet/s3/authorization.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_headers.h"
#include "tacet/s3/target.h"

namespace tacet::s3 {

using http_server::HttpRequest;
using http_server::HttpResponse;

namespace {

// What AWS names beside the words of an error, as far as it is the request's own target.
void NameTarget(const S3Call& call, S3Error* error) {
  const bool copies = !call.Header("x-amz-copy-source").empty();
  if (copies || !error->details.empty()) return;
  if (error->code == S3ErrorCode::kNoSuchKey) error->details.emplace_back("Key", call.key);
  if (error->code == S3ErrorCode::kNoSuchBucket) {
    error->details.emplace_back("BucketName", call.bucket);
  }
}

}  // namespace

S3Endpoint::S3Endpoint(S3Options options, objectstore::BucketStore& store, const Clock& clock)
    : options_(std::move(options)), store_(store), clock_(clock) {
  options_.hosts.emplace_back("localhost");
}

HttpResponse S3Endpoint::Handle(HttpRequest& request, const auth::AuthResult& who) const {
  S3Call call{.store = store_,
              .options = options_,
              .clock = clock_,
              .identity = who.identity,
              .http = request};
  S3Result<HttpResponse> answer = Answer(call, who);
  if (!answer) NameTarget(call, &answer.error());
  HttpResponse response = answer ? std::move(*answer) : ErrorResponse(answer.error(), request);
  // Names of both protocol generations; support desks ask for both.
  response.headers.Add("x-amz-request-id", request.id);
  response.headers.Add("x-amz-id-2", request.id);
  if (call.operation != nullptr) {
    response.log_fields.emplace_back("operation", std::string(call.operation->name));
  }
  if (!who.identity.access_key_id.empty()) {
    response.log_fields.emplace_back("access_key", who.identity.access_key_id);
  }
  return response;
}

S3Result<HttpResponse> S3Endpoint::Answer(S3Call& call, const auth::AuthResult& who) const {
  std::optional<aws::QueryParameters> query = aws::ParseQuery(call.http.query);
  const auto is_text = [](const auto& parameter) {
    return objectstore::IsUtf8(parameter.first) && objectstore::IsUtf8(parameter.second) &&
           (parameter.first + parameter.second).find('\0') == std::string::npos;
  };
  if (!query || !std::all_of(query->begin(), query->end(), is_text)) {
    return Fail(S3ErrorCode::kInvalidURI);
  }
  call.query = std::move(*query);
  if (who.failure != auth::AuthFailure::kNone) {
    const bool presigned = call.Query("X-Amz-Signature") || call.Query("Signature");
    return tl::unexpected<S3Error>(AuthError(who, presigned));
  }
  S3Result<Target> target = ParseTarget(call.Header("Host"), call.http.path, options_.hosts);
  if (!target) return tl::unexpected<S3Error>(std::move(target.error()));
  call.bucket = std::move(target->bucket);
  call.key = std::move(target->key);
  S3Result<const Operation*> operation = FindOperation(call);
  if (!operation) {
    // What is not supported is nothing to a key that may not do it anyway.
    if (!MayAsk(call)) return Fail(S3ErrorCode::kAccessDenied);
    return tl::unexpected<S3Error>(std::move(operation.error()));
  }
  call.operation = *operation;
  if (S3Status allowed = Authorize(call); !allowed) {
    return tl::unexpected<S3Error>(std::move(allowed.error()));
  }
  if (S3Status supported = CheckRequestHeaders(call); !supported) {
    return tl::unexpected<S3Error>(std::move(supported.error()));
  }
  return call.operation->run(call);
}

HttpResponse S3Endpoint::Refuse(int status, const HttpRequest& request) {
  const S3ErrorCode code = status == 408   ? S3ErrorCode::kRequestTimeout
                           : status == 413 ? S3ErrorCode::kEntityTooLarge
                           : status == 503 ? S3ErrorCode::kSlowDown
                                           : S3ErrorCode::kInvalidRequest;
  HttpResponse response = ErrorResponse(S3Error(code, std::string(Facts(code).message)), request);
  response.status = status;
  return response;
}

}  // namespace tacet::s3
