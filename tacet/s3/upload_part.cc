// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
#include <optional>
#include <string>
#include <utility>

#include "tacet/s3/checksums.h"
#include "tacet/s3/multipart.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_body.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> UploadPart(S3Call& call) {
  const S3Result<int> number = ReadPartNumber(call);
  if (!number) return tl::unexpected<S3Error>(number.error());
  const S3Result<objectstore::UploadInfo> upload = FindUpload(call);
  if (!upload) return tl::unexpected<S3Error>(upload.error());
  const S3Result<std::optional<objectstore::ObjectChecksum>> checksum = ReadBodyChecksum(call);
  if (!checksum) return tl::unexpected<S3Error>(checksum.error());
  if (*checksum && upload->checksum_algorithm &&
      (*checksum)->algorithm != *upload->checksum_algorithm) {
    return Fail(S3ErrorCode::kInvalidRequest,
                "Checksum Type mismatch occurred, expected checksum Type: " +
                    aws::AsciiLower(ChecksumAlgorithmName(*upload->checksum_algorithm)) +
                    ", actual checksum Type: " +
                    aws::AsciiLower(ChecksumAlgorithmName((*checksum)->algorithm)));
  }
  S3Result<PayloadBody> body = PayloadBody::Create(call);
  if (!body) return tl::unexpected<S3Error>(std::move(body.error()));

  const Result<objectstore::PartInfo> part = call.store.PutPart(*upload, *number, *body, *checksum);
  if (!part) return tl::unexpected<S3Error>(body->WhatFailed(part.error()));
  http_server::HttpResponse response;
  response.headers.Add("ETag", Quoted(part->etag));
  if (upload->checksum_algorithm || *checksum) {
    AddChecksumHeaders(part->checksum, ShowType::kNo, &response.headers);
  }
  return response;
}

}  // namespace tacet::s3
