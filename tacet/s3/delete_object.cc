// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
#include "tacet/s3/operations.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> DeleteObject(S3Call& call) {
  // A condition that is not kept would delete what the client wanted to keep.
  if (call.http.headers.Has("If-Match")) return NotSupported("If-Match of DeleteObject");
  RETURN_IF_ERROR(call.store.Delete(call.name()));
  return http_server::HttpResponse{.status = 204};
}

}  // namespace tacet::s3
