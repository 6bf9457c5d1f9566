// https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
#include "tacet/s3/multipart.h"
#include "tacet/s3/operations.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> AbortMultipartUpload(S3Call& call) {
  const S3Result<objectstore::UploadInfo> upload = FindUpload(call);
  if (!upload) return tl::unexpected<S3Error>(upload.error());
  RETURN_IF_ERROR(call.store.AbortUpload(*upload));
  return http_server::HttpResponse{.status = 204};
}

}  // namespace tacet::s3
