// The S3 operations that the endpoint does, as one visible table: which request is which, who may
// make it, and the function that answers it. What no row names is refused.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
#pragma once

#include <span>
#include <string_view>

#include "tacet/auth/authenticator.h"
#include "tacet/s3/s3_call.h"

namespace tacet::s3 {

// What the path names.
enum class Level { kService, kBucket, kObject };

struct Operation {
  std::string_view name;    // AWS's
  std::string_view method;  // HTTP's
  Level level;
  // Query parameters that must be there, separated by spaces; "list-type=2" also by value.
  std::string_view markers;
  std::string_view header;  // a request header that must be there; "" = none
  // Further query parameters that it understands, separated by spaces.
  std::string_view parameters;
  auth::Role lowest_role;
  S3Result<http_server::HttpResponse> (*run)(S3Call& call);
};

// The first row that fits a request is its operation.
std::span<const Operation> Operations();

// The row for `call`, of which http, bucket, key and query are set. kMethodNotAllowed when the
// method means nothing here; kNotImplemented, naming it, for a query parameter that the operation
// does not know: it may ask for another operation altogether. Parameters of a signature and those
// that begin with "x-" are for no operation.
S3Result<const Operation*> FindOperation(const S3Call& call);

// --- One file each: list_buckets.cc, create_bucket.cc, ...
S3Result<http_server::HttpResponse> ListBuckets(S3Call& call);
S3Result<http_server::HttpResponse> CreateBucket(S3Call& call);
S3Result<http_server::HttpResponse> HeadBucket(S3Call& call);
S3Result<http_server::HttpResponse> GetBucketLocation(S3Call& call);
S3Result<http_server::HttpResponse> DeleteBucket(S3Call& call);
S3Result<http_server::HttpResponse> ListObjects(S3Call& call);
S3Result<http_server::HttpResponse> ListObjectsV2(S3Call& call);
S3Result<http_server::HttpResponse> ListMultipartUploads(S3Call& call);
S3Result<http_server::HttpResponse> DeleteObjects(S3Call& call);
S3Result<http_server::HttpResponse> PutObject(S3Call& call);
S3Result<http_server::HttpResponse> CopyObject(S3Call& call);
S3Result<http_server::HttpResponse> GetObject(S3Call& call);
S3Result<http_server::HttpResponse> HeadObject(S3Call& call);
S3Result<http_server::HttpResponse> GetObjectAttributes(S3Call& call);
S3Result<http_server::HttpResponse> DeleteObject(S3Call& call);
S3Result<http_server::HttpResponse> CreateMultipartUpload(S3Call& call);
S3Result<http_server::HttpResponse> UploadPart(S3Call& call);
S3Result<http_server::HttpResponse> UploadPartCopy(S3Call& call);
S3Result<http_server::HttpResponse> ListParts(S3Call& call);
S3Result<http_server::HttpResponse> CompleteMultipartUpload(S3Call& call);
S3Result<http_server::HttpResponse> AbortMultipartUpload(S3Call& call);
// Sub-resources that clients look at and that no bucket or object here has: sub_resources.cc.
S3Result<http_server::HttpResponse> GetBucketSubResource(S3Call& call);
S3Result<http_server::HttpResponse> GetObjectSubResource(S3Call& call);

}  // namespace tacet::s3
