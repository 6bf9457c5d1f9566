#include "tacet/api/error_mapping.h"

namespace tacet::api {
namespace {

constexpr std::string_view kInternalText =
    "There was an internal error. Check the error message, correct the issue, and try your request "
    "again.";

ApiError BadRequest(std::string message) {
  return {"BadRequestException", 400, std::move(message)};
}

ApiError Internal() { return {"InternalFailureException", 500, std::string(kInternalText)}; }

}  // namespace

// Every client error has status 400, also conflicts, missing resources and limits: so it was
// recorded from Amazon Transcribe, though newer models name 404, 409 and 429 for other protocols.
ApiError ToApiError(const Error& error, MissingResource missing) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kUnimplemented:
      return BadRequest(error.message);
    case ErrorCode::kNotFound:
      if (missing == MissingResource::kBadRequest) return BadRequest(error.message);
      return {"NotFoundException", 400, error.message};
    case ErrorCode::kAlreadyExists:
      return {"ConflictException", 400, error.message};
    case ErrorCode::kResourceExhausted:
      return {"LimitExceededException", 400, error.message};
    case ErrorCode::kUnauthenticated:
      return {"UnrecognizedClientException", 403, error.message};
    case ErrorCode::kPermissionDenied:
      return {"AccessDeniedException", 400, error.message};
    case ErrorCode::kUnavailable:
    case ErrorCode::kDeadlineExceeded:
    case ErrorCode::kDataLoss:
    case ErrorCode::kCancelled:
    case ErrorCode::kInternal:
      return Internal();
  }
  return Internal();  // a value outside the enum
}

ApiError ToApiError(auth::AuthFailure failure, std::string message) {
  switch (failure) {
    case auth::AuthFailure::kMissing:
      return {"MissingAuthenticationToken", 403, std::move(message)};
    case auth::AuthFailure::kIncomplete:
      return {"IncompleteSignature", 400, std::move(message)};
    case auth::AuthFailure::kUnknownKey:
      return {"InvalidClientTokenId", 403, std::move(message)};
    case auth::AuthFailure::kExpired:
      return {"RequestExpired", 400, std::move(message)};
    case auth::AuthFailure::kBadSignature:
    case auth::AuthFailure::kReplayed:
    case auth::AuthFailure::kBadPayloadHash:
      return {"InvalidSignatureException", 403, std::move(message)};
    case auth::AuthFailure::kNone:
      break;
  }
  return Internal();
}

ApiError AccessDenied(auth::Role role, std::string_view action) {
  return {"AccessDeniedException", 400,
          "An access key with the role " + std::string(auth::RoleName(role)) +
              " isn't authorized to perform " + std::string(action) + "."};
}

ApiError SerializationError(std::string message, int status) {
  return {"SerializationException", status, std::move(message)};
}

}  // namespace tacet::api
