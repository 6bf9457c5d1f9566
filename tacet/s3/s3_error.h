// Every refusal of the S3 endpoint: code, status, words and the XML body that clients parse.
// Codes and statuses: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
// Values and pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "tacet/auth/authenticator.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"

namespace tacet::s3 {

// On the wire as written, without the k.
enum class S3ErrorCode {
  kAccessDenied,
  kAuthorizationHeaderMalformed,
  kAuthorizationQueryParametersError,
  kBadDigest,
  kBucketAlreadyExists,
  kBucketAlreadyOwnedByYou,
  kBucketNotEmpty,
  kEntityTooLarge,
  kEntityTooSmall,
  kIllegalLocationConstraintException,
  kIncompleteBody,
  kInternalError,
  kInvalidAccessKeyId,
  kInvalidArgument,
  kInvalidBucketName,
  kInvalidDigest,
  kInvalidPart,
  kInvalidPartNumber,
  kInvalidPartOrder,
  kInvalidRange,
  kInvalidRequest,
  kInvalidURI,
  kKeyTooLongError,
  kMalformedXML,
  kMetadataTooLarge,
  kMethodNotAllowed,
  kMissingContentLength,
  kMissingRequestBodyError,
  kNoSuchBucket,
  kNoSuchBucketPolicy,
  kNoSuchCORSConfiguration,
  kNoSuchKey,
  kNoSuchLifecycleConfiguration,
  kNoSuchPublicAccessBlockConfiguration,
  kNoSuchTagSet,
  kNoSuchUpload,
  kNoSuchWebsiteConfiguration,
  kNotImplemented,
  kNotModified,  // 304, without a body
  kObjectLockConfigurationNotFoundError,
  kOwnershipControlsNotFoundError,
  kPreconditionFailed,
  kReplicationConfigurationNotFoundError,
  kRequestTimeTooSkewed,
  kRequestTimeout,
  kServerSideEncryptionConfigurationNotFoundError,
  kSignatureDoesNotMatch,
  kSlowDown,
  kStorageFull,
  kXAmzContentSHA256Mismatch,
};

struct S3ErrorFacts {
  std::string_view name;
  int status;
  std::string_view message;  // AWS's words, for when there are none of ours
};

const S3ErrorFacts& Facts(S3ErrorCode code);

struct S3Error {
  S3Error(S3ErrorCode error_code, std::string text) : code(error_code), message(std::move(text)) {}
  // Of an ObjectStore or BucketStore. Implicit, so that RETURN_IF_ERROR works on its results in
  // functions that return an S3Result.
  S3Error(const Error& error);  // NOLINT(google-explicit-constructor)

  S3ErrorCode code;
  std::string message;
  std::vector<std::pair<std::string, std::string>> details;  // further elements of the body
  http_server::Headers headers;
  std::string log_detail;  // for the log only
};

template <typename T>
using S3Result = tl::expected<T, S3Error>;
using S3Status = S3Result<void>;

// With AWS's words when `message` is empty.
tl::unexpected<S3Error> Fail(S3ErrorCode code, std::string message = {});

// kNotImplemented, naming the feature.
tl::unexpected<S3Error> NotSupported(std::string_view feature);

// InvalidArgument with the argument's name, as AWS adds it.
tl::unexpected<S3Error> BadArgument(std::string_view name, std::string message);

// `presigned`: whether the signature came in the query. `result.failure` is not kNone.
S3Error AuthError(const auth::AuthResult& result, bool presigned);

// An error of reading request.body, as HttpServer and Authenticator give it.
S3Error BodyError(const Error& error);

http_server::HttpResponse ErrorResponse(const S3Error& error,
                                        const http_server::HttpRequest& request);

}  // namespace tacet::s3
