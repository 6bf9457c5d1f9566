#include "tacet/api/request_input.h"

#include <string>
#include <utility>

namespace tacet::api {
namespace {

// The longest request that a client could mean: a vocabulary's 50 KB of phrases, escaped, or the
// redactions of a long recording.
constexpr size_t kMaxRequestBytes = 1 << 20;

ApiError BodyError(const Error& error) {
  switch (error.code) {
    case ErrorCode::kResourceExhausted:
      return SerializationError(
          "The request body is longer than " + std::to_string(kMaxRequestBytes) + " bytes.", 413);
    case ErrorCode::kInvalidArgument:
      return ToApiError(auth::AuthFailure::kBadPayloadHash,
                        "The request body isn't the one that was signed.");
    case ErrorCode::kDeadlineExceeded:
      return SerializationError("The request body was sent too slowly.", 408);
    default:
      return SerializationError("The request body was cut off.");
  }
}

}  // namespace

tl::expected<Input, ApiError> ReadInput(http_server::HttpRequest& request, Protocol protocol) {
  const Result<std::string> body = ReadAll(*request.body, kMaxRequestBytes);
  if (!body) return tl::unexpected<ApiError>(BodyError(body.error()));
  Result<Input> input = DecodeBody(protocol, *body);
  if (!input) return tl::unexpected<ApiError>(SerializationError(input.error().message));
  return *std::move(input);
}

}  // namespace tacet::api
