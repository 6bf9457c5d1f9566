// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
#include "tacet/s3/operations.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> DeleteBucket(S3Call& call) {
  RETURN_IF_ERROR(call.store.DeleteBucket(call.bucket));
  return http_server::HttpResponse{.status = 204};
}

}  // namespace tacet::s3
