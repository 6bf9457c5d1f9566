#include "tacet/api/error_mapping.h"

#include <gtest/gtest.h>

namespace tacet::api {
namespace {

struct Mapping {
  ErrorCode code;
  std::string_view type;
  int status;
  bool shows_message;
};

TEST(ErrorMappingTest, EveryCodeHasItsAnswer) {
  const Mapping cases[] = {
      {ErrorCode::kInvalidArgument, "BadRequestException", 400, true},
      {ErrorCode::kNotFound, "BadRequestException", 400, true},
      {ErrorCode::kAlreadyExists, "ConflictException", 400, true},
      {ErrorCode::kResourceExhausted, "LimitExceededException", 400, true},
      {ErrorCode::kUnauthenticated, "UnrecognizedClientException", 403, true},
      {ErrorCode::kPermissionDenied, "AccessDeniedException", 400, true},
      {ErrorCode::kUnavailable, "InternalFailureException", 500, false},
      {ErrorCode::kDeadlineExceeded, "InternalFailureException", 500, false},
      {ErrorCode::kUnimplemented, "BadRequestException", 400, true},
      {ErrorCode::kDataLoss, "InternalFailureException", 500, false},
      {ErrorCode::kCancelled, "InternalFailureException", 500, false},
      {ErrorCode::kInternal, "InternalFailureException", 500, false},
  };
  for (const Mapping& one : cases) {
    const Error error{.code = one.code, .message = "the message", .detail = "", .where = {}};
    const ApiError answer = ToApiError(error, MissingResource::kBadRequest);
    EXPECT_EQ(answer.type, one.type);
    EXPECT_EQ(answer.status, one.status);
    EXPECT_EQ(answer.message == "the message", one.shows_message) << ErrorCodeName(one.code);
  }
}

TEST(ErrorMappingTest, TagsAnswerNotFoundException) {
  const Error error{.code = ErrorCode::kNotFound, .message = "gone", .detail = "", .where = {}};
  EXPECT_EQ(ToApiError(error, MissingResource::kNotFound).type, "NotFoundException");
  EXPECT_EQ(ToApiError(error, MissingResource::kNotFound).status, 400);
}

TEST(ErrorMappingTest, EveryAuthenticationFailureHasItsCode) {
  using auth::AuthFailure;
  const std::pair<AuthFailure, std::pair<std::string_view, int>> cases[] = {
      {AuthFailure::kMissing, {"MissingAuthenticationToken", 403}},
      {AuthFailure::kIncomplete, {"IncompleteSignature", 400}},
      {AuthFailure::kUnknownKey, {"InvalidClientTokenId", 403}},
      {AuthFailure::kBadSignature, {"InvalidSignatureException", 403}},
      {AuthFailure::kExpired, {"RequestExpired", 400}},
      {AuthFailure::kReplayed, {"InvalidSignatureException", 403}},
      {AuthFailure::kBadPayloadHash, {"InvalidSignatureException", 403}},
  };
  for (const auto& [failure, expected] : cases) {
    const ApiError answer = ToApiError(failure, "why");
    EXPECT_EQ(answer.type, expected.first);
    EXPECT_EQ(answer.status, expected.second);
    EXPECT_EQ(answer.message, "why");
  }
  EXPECT_EQ(ToApiError(AuthFailure::kNone, "").status, 500);
}

}  // namespace
}  // namespace tacet::api
