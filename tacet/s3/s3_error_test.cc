#include "tacet/s3/s3_error.h"

#include <gtest/gtest.h>

#include "tacet/s3/endpoint_fixture.h"

namespace tacet::s3 {
namespace {

using auth::AuthFailure;

TEST(S3ErrorTest, TheFactsStandInTheOrderOfTheCodes) {
  for (const auto& [code, name] : std::vector<std::pair<S3ErrorCode, std::string_view>>{
           {S3ErrorCode::kAccessDenied, "AccessDenied"},
           {S3ErrorCode::kEntityTooSmall, "EntityTooSmall"},
           {S3ErrorCode::kInvalidURI, "InvalidURI"},
           {S3ErrorCode::kMethodNotAllowed, "MethodNotAllowed"},
           {S3ErrorCode::kNoSuchUpload, "NoSuchUpload"},
           {S3ErrorCode::kNotModified, "NotModified"},
           {S3ErrorCode::kOwnershipControlsNotFoundError, "OwnershipControlsNotFoundError"},
           {S3ErrorCode::kStorageFull, "InsufficientStorage"}}) {
    EXPECT_EQ(Facts(code).name, name);
  }
}

TEST(S3ErrorTest, MapsEveryFailureOfAuthentication) {
  const struct {
    AuthFailure failure;
    bool presigned;
    std::string_view code;
    int status;
  } cases[] = {
      {AuthFailure::kMissing, false, "AccessDenied", 403},
      {AuthFailure::kIncomplete, false, "AuthorizationHeaderMalformed", 400},
      {AuthFailure::kIncomplete, true, "AuthorizationQueryParametersError", 400},
      {AuthFailure::kUnknownKey, false, "InvalidAccessKeyId", 403},
      {AuthFailure::kBadSignature, false, "SignatureDoesNotMatch", 403},
      {AuthFailure::kExpired, false, "RequestTimeTooSkewed", 403},
      {AuthFailure::kExpired, true, "AccessDenied", 403},
      {AuthFailure::kReplayed, false, "AccessDenied", 403},
      {AuthFailure::kBadPayloadHash, false, "XAmzContentSHA256Mismatch", 400},
  };
  for (const auto& test : cases) {
    const S3Error error = AuthError({.failure = test.failure}, test.presigned);
    EXPECT_EQ(Facts(error.code).name, test.code);
    EXPECT_EQ(Facts(error.code).status, test.status);
    EXPECT_FALSE(error.message.empty());
  }
}

TEST(S3ErrorTest, MapsTheErrorsOfStores) {
  const struct {
    ErrorCode code;
    const char* message;
    std::string_view s3;
    int status;
  } cases[] = {
      {ErrorCode::kNotFound, "bucket 'a' does not exist", "NoSuchBucket", 404},
      {ErrorCode::kNotFound, "object does not exist", "NoSuchKey", 404},
      {ErrorCode::kNotFound, "upload does not exist", "NoSuchUpload", 404},
      {ErrorCode::kAlreadyExists, "bucket 'a' exists", "BucketAlreadyOwnedByYou", 409},
      {ErrorCode::kAlreadyExists, "not empty: bucket 'a' holds objects", "BucketNotEmpty", 409},
      {ErrorCode::kAlreadyExists, "precondition failed: it exists", "PreconditionFailed", 412},
      {ErrorCode::kInvalidArgument, "bucket name is not valid", "InvalidBucketName", 400},
      {ErrorCode::kInvalidArgument, "key too long: 1025 bytes", "KeyTooLongError", 400},
      {ErrorCode::kInvalidArgument, "key is not valid", "InvalidArgument", 400},
      {ErrorCode::kInvalidArgument, "metadata too large: 9", "MetadataTooLarge", 400},
      {ErrorCode::kInvalidArgument, "order: parts", "InvalidPartOrder", 400},
      {ErrorCode::kInvalidArgument, "part 3 was not uploaded", "InvalidPart", 400},
      {ErrorCode::kInvalidArgument, "too small: part 1", "EntityTooSmall", 400},
      {ErrorCode::kInvalidArgument, "checksum: other", "BadDigest", 400},
      {ErrorCode::kInvalidArgument, "range is not satisfiable", "InvalidRange", 416},
      {ErrorCode::kPermissionDenied, "", "AccessDenied", 403},
      {ErrorCode::kUnauthenticated, "", "AccessDenied", 403},
      {ErrorCode::kResourceExhausted, "disk full", "InsufficientStorage", 507},
      {ErrorCode::kUnavailable, "", "SlowDown", 503},
      {ErrorCode::kDeadlineExceeded, "", "SlowDown", 503},
      {ErrorCode::kCancelled, "", "SlowDown", 503},
      {ErrorCode::kUnimplemented, "x", "NotImplemented", 501},
      {ErrorCode::kDataLoss, "/data/objects/ab12 is damaged", "InternalError", 500},
      {ErrorCode::kInternal, "/data/objects: bug", "InternalError", 500},
  };
  for (const auto& test : cases) {
    const S3Error error(Error{.code = test.code, .message = test.message});
    EXPECT_EQ(Facts(error.code).name, test.s3) << test.message;
    EXPECT_EQ(Facts(error.code).status, test.status) << test.message;
    EXPECT_EQ(error.message.find("/data"), std::string::npos) << "paths are for the log";
  }
}

TEST(S3ErrorTest, MapsTheErrorsOfBodies) {
  const struct {
    ErrorCode code;
    const char* message;
    std::string_view s3;
  } cases[] = {
      {ErrorCode::kInvalidArgument, "payload hash differs", "XAmzContentSHA256Mismatch"},
      {ErrorCode::kInvalidArgument, "chunk signature differs", "SignatureDoesNotMatch"},
      {ErrorCode::kInvalidArgument, "checksum differs", "BadDigest"},
      {ErrorCode::kInvalidArgument, "aws-chunked: no size", "IncompleteBody"},
      {ErrorCode::kDataLoss, "cut off", "IncompleteBody"},
      {ErrorCode::kDeadlineExceeded, "too slow", "RequestTimeout"},
      {ErrorCode::kResourceExhausted, "too long", "EntityTooLarge"},
      {ErrorCode::kInternal, "bug", "InternalError"},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(Facts(BodyError(Error{.code = test.code, .message = test.message}).code).name,
              test.s3)
        << test.message;
  }
}

TEST(S3ErrorTest, WritesTheBodyThatClientsParse) {
  http_server::HttpRequest request{.id = "id-1", .method = "GET", .path = "/media/a&b<c>"};
  const http_server::HttpResponse response =
      ErrorResponse(Fail(S3ErrorCode::kNoSuchKey).value(), request);
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.headers.Get("content-type"), "application/xml");
  EXPECT_EQ(response.body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>"
            "<Resource>/media/a&amp;b&lt;c&gt;</Resource><RequestId>id-1</RequestId>"
            "<HostId>id-1</HostId></Error>");
}

class EndpointErrorTest : public EndpointTest {};

TEST_F(EndpointErrorTest, AnswersRequestsThatWereNotAuthenticated) {
  const S3Endpoint endpoint(options_, store_, clock_);
  http_server::HttpRequest request =
      Request("GET", "/media/a?X-Amz-Signature=00&X-Amz-Expires=1", {}, "");
  const http_server::HttpResponse expired =
      endpoint.Handle(request, {.failure = AuthFailure::kExpired, .message = "text"});
  EXPECT_EQ(expired.status, 403);
  EXPECT_NE(expired.body.find("<Message>Request has expired</Message>"), std::string::npos);
  EXPECT_EQ(expired.headers.Get("x-amz-request-id"), "request-1");
  EXPECT_EQ(expired.body.find("X-Amz-Signature"), std::string::npos) << "signatures are secret";
}

TEST_F(EndpointErrorTest, RefusesWhatNoHandlerSaw) {
  const http_server::HttpRequest request = Request("GET", "/media/a", {}, "");
  const std::pair<int, std::string_view> cases[] = {{400, "InvalidRequest"},
                                                    {408, "RequestTimeout"},
                                                    {413, "EntityTooLarge"},
                                                    {431, "InvalidRequest"},
                                                    {503, "SlowDown"}};
  for (const auto& [status, code] : cases) {
    const http_server::HttpResponse response = S3Endpoint::Refuse(status, request);
    EXPECT_EQ(response.status, status);
    EXPECT_NE(response.body.find("<Code>" + std::string(code) + "</Code>"), std::string::npos);
  }
}

TEST_F(EndpointErrorTest, RefusesQueriesThatAreNoText) {
  for (const std::string query : {"prefix=%ff", "prefix=%", "prefix=%zz", "prefix=a%00b", "%ff"}) {
    EXPECT_EQ(Send("GET", "/media?" + query).Code(), "InvalidURI") << query;
  }
}

}  // namespace
}  // namespace tacet::s3
