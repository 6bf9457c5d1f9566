#include "tacet/s3/s3_error.h"

#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

using auth::AuthFailure;

// In the order of the enum.
constexpr S3ErrorFacts kFacts[] = {
    {"AccessDenied", 403, "Access Denied"},
    {"AuthorizationHeaderMalformed", 400,
     "The authorization header that you provided is not valid."},
    {"AuthorizationQueryParametersError", 400,
     "The authorization query parameters that you provided are not valid."},
    {"BadDigest", 400,
     "The Content-MD5 or checksum value that you specified did not match what the server "
     "received."},
    {"BucketAlreadyExists", 409,
     "The requested bucket name is not available. Please select a different name and try again."},
    {"BucketAlreadyOwnedByYou", 409,
     "Your previous request to create the named bucket succeeded and you already own it."},
    {"BucketNotEmpty", 409, "The bucket you tried to delete is not empty."},
    {"EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed object size."},
    {"EntityTooSmall", 400,
     "Your proposed upload is smaller than the minimum allowed object size. Each part but the last "
     "must have at least 5 MiB."},
    {"IllegalLocationConstraintException", 400,
     "The specified location constraint is incompatible for the region specific endpoint this "
     "request was sent to."},
    {"IncompleteBody", 400,
     "You did not provide the number of bytes specified by the Content-Length HTTP header."},
    {"InternalError", 500, "An internal error occurred. Try again."},
    {"InvalidAccessKeyId", 403,
     "The AWS access key ID that you provided does not exist in our records."},
    {"InvalidArgument", 400, "Invalid Argument"},
    {"InvalidBucketName", 400, "The specified bucket is not valid."},
    {"InvalidDigest", 400, "The Content-MD5 or checksum value that you specified is not valid."},
    {"InvalidPart", 400,
     "One or more of the specified parts could not be found. The part might not have been "
     "uploaded, or the specified entity tag might not have matched the part's entity tag."},
    {"InvalidPartNumber", 416, "The requested partnumber is not satisfiable"},
    {"InvalidPartOrder", 400,
     "The list of parts was not in ascending order. The parts list must be specified in order by "
     "part number."},
    {"InvalidRange", 416, "The requested range is not satisfiable"},
    {"InvalidRequest", 400, "Invalid Request"},
    {"InvalidURI", 400, "The specified URI couldn't be parsed."},
    {"KeyTooLongError", 400, "Your key is too long"},
    {"MalformedXML", 400,
     "The XML you provided was not well-formed or did not validate against our published schema"},
    {"MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size."},
    {"MethodNotAllowed", 405, "The specified method is not allowed against this resource."},
    {"MissingContentLength", 411, "You must provide the Content-Length HTTP header."},
    {"MissingRequestBodyError", 400, "Request body is empty."},
    {"NoSuchBucket", 404, "The specified bucket does not exist"},
    {"NoSuchBucketPolicy", 404, "The bucket policy does not exist"},
    {"NoSuchCORSConfiguration", 404, "The CORS configuration does not exist"},
    {"NoSuchKey", 404, "The specified key does not exist."},
    {"NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist"},
    {"NoSuchPublicAccessBlockConfiguration", 404,
     "The public access block configuration was not found"},
    {"NoSuchTagSet", 404, "The TagSet does not exist"},
    {"NoSuchUpload", 404,
     "The specified multipart upload does not exist. The upload ID might be invalid, or the "
     "multipart upload might have been aborted or completed."},
    {"NoSuchWebsiteConfiguration", 404,
     "The specified bucket does not have a website configuration"},
    {"NotImplemented", 501,
     "A header or query you provided implies functionality that is not implemented"},
    {"NotModified", 304, "Not Modified"},
    {"ObjectLockConfigurationNotFoundError", 404,
     "Object Lock configuration does not exist for this bucket"},
    {"OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found"},
    {"PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"},
    {"ReplicationConfigurationNotFoundError", 404, "The replication configuration was not found"},
    {"RequestTimeTooSkewed", 403,
     "The difference between the request time and the current time is too large."},
    {"RequestTimeout", 400,
     "Your socket connection to the server was not read from or written to within the timeout "
     "period."},
    {"ServerSideEncryptionConfigurationNotFoundError", 404,
     "The server side encryption configuration was not found"},
    {"SignatureDoesNotMatch", 403,
     "The request signature we calculated does not match the signature you provided. Check your "
     "key and signing method."},
    {"SlowDown", 503, "Please reduce your request rate."},
    {"InsufficientStorage", 507,
     "The server has no room for this object. Delete objects or add storage."},
    {"XAmzContentSHA256Mismatch", 400,
     "The provided 'x-amz-content-sha256' header does not match what was computed."},
};
static_assert(std::size(kFacts) ==
              static_cast<size_t>(S3ErrorCode::kXAmzContentSHA256Mismatch) + 1);

// Stores begin their messages with the thing that is wrong; see object_store.h, bucket_store.h and
// object_rules.h.
S3ErrorCode OfStore(const Error& error) {
  const std::string_view message = error.message;
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      if (message.starts_with("bucket name")) return S3ErrorCode::kInvalidBucketName;
      if (message.starts_with("key too long")) return S3ErrorCode::kKeyTooLongError;
      if (message.starts_with("metadata too large")) return S3ErrorCode::kMetadataTooLarge;
      if (message.starts_with("order")) return S3ErrorCode::kInvalidPartOrder;
      if (message.starts_with("too small")) return S3ErrorCode::kEntityTooSmall;
      if (message.starts_with("part")) return S3ErrorCode::kInvalidPart;
      if (message.starts_with("range")) return S3ErrorCode::kInvalidRange;
      if (message.starts_with("checksum")) return S3ErrorCode::kBadDigest;
      return S3ErrorCode::kInvalidArgument;
    case ErrorCode::kNotFound:
      if (message.starts_with("bucket")) return S3ErrorCode::kNoSuchBucket;
      if (message.starts_with("upload")) return S3ErrorCode::kNoSuchUpload;
      return S3ErrorCode::kNoSuchKey;
    case ErrorCode::kAlreadyExists:
      if (message.find("not empty") != std::string_view::npos) return S3ErrorCode::kBucketNotEmpty;
      if (message.starts_with("bucket")) return S3ErrorCode::kBucketAlreadyOwnedByYou;
      return S3ErrorCode::kPreconditionFailed;
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kUnauthenticated:
      return S3ErrorCode::kAccessDenied;
    case ErrorCode::kResourceExhausted:
      return S3ErrorCode::kStorageFull;
    case ErrorCode::kUnavailable:
    case ErrorCode::kDeadlineExceeded:
    case ErrorCode::kCancelled:
      return S3ErrorCode::kSlowDown;
    case ErrorCode::kUnimplemented:
      return S3ErrorCode::kNotImplemented;
    case ErrorCode::kDataLoss:
    case ErrorCode::kInternal:
      return S3ErrorCode::kInternalError;
  }
  return S3ErrorCode::kInternalError;
}

// Our words where they tell more than AWS's and hold nothing of the machine.
bool TellsMore(S3ErrorCode code) {
  return code == S3ErrorCode::kInvalidArgument || code == S3ErrorCode::kMetadataTooLarge ||
         code == S3ErrorCode::kNotImplemented;
}

}  // namespace

const S3ErrorFacts& Facts(S3ErrorCode code) { return kFacts[static_cast<size_t>(code)]; }

S3Error::S3Error(const Error& error)
    : code(OfStore(error)),
      message(TellsMore(code) ? error.message : std::string(Facts(code).message)),
      log_detail(error.message + (error.detail.empty() ? "" : ": " + error.detail)) {}

tl::unexpected<S3Error> Fail(S3ErrorCode code, std::string message) {
  if (message.empty()) message = Facts(code).message;
  return tl::unexpected<S3Error>(S3Error(code, std::move(message)));
}

tl::unexpected<S3Error> NotSupported(std::string_view feature) {
  return Fail(S3ErrorCode::kNotImplemented,
              "Not supported by this server: " + std::string(feature));
}

tl::unexpected<S3Error> BadArgument(std::string_view name, std::string message) {
  S3Error error(S3ErrorCode::kInvalidArgument, std::move(message));
  error.details.emplace_back("ArgumentName", std::string(name));
  return tl::unexpected<S3Error>(std::move(error));
}

S3Error AuthError(const auth::AuthResult& result, bool presigned) {
  const auto with = [&](S3ErrorCode code) {
    return S3Error(code,
                   result.message.empty() ? std::string(Facts(code).message) : result.message);
  };
  switch (result.failure) {
    case AuthFailure::kMissing:
      return {S3ErrorCode::kAccessDenied, "Access Denied"};
    case AuthFailure::kIncomplete:
      return with(presigned ? S3ErrorCode::kAuthorizationQueryParametersError
                            : S3ErrorCode::kAuthorizationHeaderMalformed);
    case AuthFailure::kUnknownKey:
      return {S3ErrorCode::kInvalidAccessKeyId,
              std::string(Facts(S3ErrorCode::kInvalidAccessKeyId).message)};
    case AuthFailure::kBadSignature:
      return {S3ErrorCode::kSignatureDoesNotMatch,
              std::string(Facts(S3ErrorCode::kSignatureDoesNotMatch).message)};
    case AuthFailure::kExpired:
      if (presigned) return {S3ErrorCode::kAccessDenied, "Request has expired"};
      return {S3ErrorCode::kRequestTimeTooSkewed,
              std::string(Facts(S3ErrorCode::kRequestTimeTooSkewed).message)};
    case AuthFailure::kReplayed:
      return with(S3ErrorCode::kAccessDenied);
    case AuthFailure::kBadPayloadHash:
      return with(S3ErrorCode::kXAmzContentSHA256Mismatch);
    case AuthFailure::kNone:
      break;
  }
  return {S3ErrorCode::kInternalError, std::string(Facts(S3ErrorCode::kInternalError).message)};
}

S3Error BodyError(const Error& error) {
  const std::string_view message = error.message;
  S3ErrorCode code = S3ErrorCode::kInternalError;
  if (error.code == ErrorCode::kInvalidArgument) {
    code = message.starts_with("payload hash")      ? S3ErrorCode::kXAmzContentSHA256Mismatch
           : message.starts_with("chunk signature") ? S3ErrorCode::kSignatureDoesNotMatch
           : message.starts_with("checksum")        ? S3ErrorCode::kBadDigest
           : message.starts_with("Content-MD5")     ? S3ErrorCode::kBadDigest
                                                    : S3ErrorCode::kIncompleteBody;
  } else if (error.code == ErrorCode::kDataLoss) {
    code = S3ErrorCode::kIncompleteBody;
  } else if (error.code == ErrorCode::kDeadlineExceeded) {
    code = S3ErrorCode::kRequestTimeout;
  } else if (error.code == ErrorCode::kResourceExhausted) {
    code = S3ErrorCode::kEntityTooLarge;
  } else if (error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kCancelled) {
    code = S3ErrorCode::kSlowDown;
  }
  S3Error mapped(code, std::string(Facts(code).message));
  mapped.log_detail = error.message;
  return mapped;
}

http_server::HttpResponse ErrorResponse(const S3Error& error,
                                        const http_server::HttpRequest& request) {
  const S3ErrorFacts& facts = Facts(error.code);
  http_server::HttpResponse response;
  response.status = facts.status;
  response.headers = error.headers;
  response.log_fields.emplace_back("error", std::string(facts.name));
  if (!error.log_detail.empty()) response.log_fields.emplace_back("detail", error.log_detail);
  if (error.code == S3ErrorCode::kNotModified) return response;
  XmlWriter xml;
  xml.Open("Error");
  xml.Text("Code", facts.name);
  xml.Text("Message", error.message);
  for (const auto& [name, value] : error.details) xml.Text(name, value);
  xml.Text("Resource", request.path);
  xml.Text("RequestId", request.id);
  xml.Text("HostId", request.id);
  xml.Close();
  response.body = xml.Finish();
  response.headers.Add("Content-Type", "application/xml");
  return response;
}

}  // namespace tacet::s3
