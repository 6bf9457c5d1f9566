// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
#include <utility>

#include "tacet/s3/checksums.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_body.h"
#include "tacet/s3/request_headers.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> PutObject(S3Call& call) {
  S3Result<objectstore::PutOptions> options = ReadObjectHeaders(call);
  if (!options) return tl::unexpected<S3Error>(std::move(options.error()));
  if (S3Status valid = ReadWriteConditions(call, &*options); !valid) {
    return tl::unexpected<S3Error>(std::move(valid.error()));
  }
  S3Result<std::optional<objectstore::ObjectChecksum>> checksum = ReadBodyChecksum(call);
  if (!checksum) return tl::unexpected<S3Error>(std::move(checksum.error()));
  options->checksum = std::move(*checksum);
  S3Result<PayloadBody> body = PayloadBody::Create(call);
  if (!body) return tl::unexpected<S3Error>(std::move(body.error()));

  const Result<objectstore::ObjectInfo> info = call.store.Put(call.name(), *body, *options);
  if (!info) return tl::unexpected<S3Error>(body->WhatFailed(info.error()));
  http_server::HttpResponse response;
  response.headers.Add("ETag", Quoted(info->etag));
  AddChecksumHeaders(info->checksum, ShowType::kYes, &response.headers);
  return response;
}

}  // namespace tacet::s3
