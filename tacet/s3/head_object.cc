// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
#include <memory>
#include <utility>

#include "tacet/s3/authorization.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/read_object.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> HeadObject(S3Call& call) {
  const S3Result<objectstore::ObjectInfo> info = HeadAllowed(call, call.name());
  if (!info) return tl::unexpected<S3Error>(info.error());
  S3Result<ReadAnswer> answer = PrepareRead(call, *info);
  if (!answer) return tl::unexpected<S3Error>(std::move(answer.error()));
  http_server::HttpResponse response = std::move(answer->response);
  // Only its length is sent.
  response.stream = std::make_unique<StringSource>("");
  response.stream_bytes = answer->bytes;
  return response;
}

}  // namespace tacet::s3
