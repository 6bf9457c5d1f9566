// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
#include "tacet/s3/operations.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> HeadBucket(S3Call& call) {
  RETURN_IF_ERROR(call.store.HeadBucket(call.bucket));
  http_server::HttpResponse response;
  response.headers.Add("x-amz-bucket-region", call.options.region);
  response.headers.Add("x-amz-access-point-alias", "false");
  response.headers.Add("Content-Type", "application/xml");
  return response;
}

}  // namespace tacet::s3
