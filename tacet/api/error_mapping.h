// The errors that a client sees: their names on the wire, status codes and texts.
// https://docs.aws.amazon.com/transcribe/latest/APIReference/CommonErrors.html
#pragma once

#include <string>
#include <string_view>

#include "tacet/auth/authenticator.h"
#include "tacet/base/result.h"

namespace tacet::api {

struct ApiError {
  std::string_view type;  // "BadRequestException"
  int status = 400;
  std::string message;  // for the client only: it may echo values of the request
};

// What an operation answers for something that is not there. Amazon Transcribe answers
// BadRequestException for jobs, vocabularies and filters, and NotFoundException for tags.
enum class MissingResource { kBadRequest, kNotFound };

// What is wrong inside stays inside: the message of an error that is not the client's is replaced.
ApiError ToApiError(const Error& error, MissingResource missing);

// `failure` is not kNone.
ApiError ToApiError(auth::AuthFailure failure, std::string message);

// To a key whose role does not allow `action` ("transcribe:StartTranscriptionJob").
ApiError AccessDenied(auth::Role role, std::string_view action);

// A body that is not what the protocol says: malformed, of the wrong type, too large.
ApiError SerializationError(std::string message, int status = 400);

}  // namespace tacet::api
