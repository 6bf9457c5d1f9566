#include "tacet/s3/request_body.h"

#include <utility>

#include "tacet/s3/checksums.h"

namespace tacet::s3 {

S3Result<PayloadBody> PayloadBody::Create(S3Call& call) {
  const http_server::Headers& headers = call.http.headers;
  const bool announced = headers.Has("Content-Length") || headers.Has("Transfer-Encoding");
  if (call.http.content_length < 0 || !announced) return Fail(S3ErrorCode::kMissingContentLength);
  if (call.http.content_length > kMaxPutBytes) {
    S3Error error(S3ErrorCode::kEntityTooLarge,
                  std::string(Facts(S3ErrorCode::kEntityTooLarge).message));
    error.details.emplace_back("ProposedSize", std::to_string(call.http.content_length));
    error.details.emplace_back("MaxSizeAllowed", std::to_string(kMaxPutBytes));
    return tl::unexpected<S3Error>(std::move(error));
  }
  S3Result<std::optional<std::string>> md5 = ReadContentMd5(call);
  if (!md5) return tl::unexpected<S3Error>(std::move(md5.error()));
  return PayloadBody(call, std::move(*md5));
}

PayloadBody::PayloadBody(S3Call& call, std::optional<std::string> md5)
    : call_(&call), md5_(std::move(md5)) {
  if (md5_) hasher_.emplace(aws::HashAlgorithm::kMd5);
}

Result<size_t> PayloadBody::Read(std::span<char> buffer) {
  Result<size_t> got = call_->http.body->Read(buffer);
  if (!got) {
    failure_ = got.error();
    return got;
  }
  if (*got == 0) {
    if (Status end = CheckEnd(); !end) {
      failure_ = end.error();
      return tl::unexpected<Error>(*failure_);
    }
    return 0;
  }
  received_ += static_cast<int64_t>(*got);
  if (hasher_) hasher_->Update({buffer.data(), *got});
  if (call_->options.on_bytes) {
    call_->options.on_bytes(Direction::kReceived, static_cast<int64_t>(*got));
  }
  return got;
}

Status PayloadBody::CheckEnd() {
  if (received_ != call_->http.content_length) {
    return MakeError(ErrorCode::kDataLoss, "the body has another length than announced");
  }
  if (hasher_) {
    const std::string digest = hasher_->Finish();
    hasher_.reset();
    if (digest != *md5_) return MakeError(ErrorCode::kInvalidArgument, "Content-MD5 differs");
  }
  return {};
}

S3Error PayloadBody::WhatFailed(const Error& error) const {
  return failure_ ? BodyError(*failure_) : S3Error(error);
}

S3Result<std::string> ReadDocument(S3Call& call, size_t max_bytes) {
  S3Result<std::optional<std::string>> md5 = ReadContentMd5(call);
  if (!md5) return tl::unexpected<S3Error>(std::move(md5.error()));
  Result<std::string> body = ReadAll(*call.http.body, max_bytes);
  if (!body) return tl::unexpected<S3Error>(BodyError(body.error()));
  if (*md5 && aws::Hash(aws::HashAlgorithm::kMd5, *body) != **md5) {
    return Fail(S3ErrorCode::kBadDigest);
  }
  return std::move(*body);
}

}  // namespace tacet::s3
