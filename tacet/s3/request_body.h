// The body of an S3 request: payload that streams into a store, or a small XML document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tacet/aws/checksum.h"
#include "tacet/base/byte_source.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

// The largest object of one PutObject, part or copy: 5 GiB.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
inline constexpr int64_t kMaxPutBytes = int64_t{5} << 30;

// The payload of a request while a store takes it: counted, held to its announced length and to
// Content-MD5, without being kept. What failed is told apart from failures of the store.
// Not thread-safe; `call` must outlive it.
class PayloadBody : public ByteSource {
 public:
  // kMissingContentLength, kEntityTooLarge, kInvalidDigest.
  static S3Result<PayloadBody> Create(S3Call& call);

  Result<size_t> Read(std::span<char> buffer) override;

  // `error` as S3 tells it: that of the body when reading it failed, else that of the store, which
  // `error` is.
  S3Error WhatFailed(const Error& error) const;

 private:
  PayloadBody(S3Call& call, std::optional<std::string> md5);
  Status CheckEnd();

  S3Call* call_;
  std::optional<std::string> md5_;
  std::optional<aws::Hasher> hasher_;
  int64_t received_ = 0;
  std::optional<Error> failure_;
};

// The whole body, for an operation whose body is a document, verified against Content-MD5 when
// given. kEntityTooLarge over `max_bytes`, kBadDigest, kInvalidDigest and the errors of the body.
S3Result<std::string> ReadDocument(S3Call& call, size_t max_bytes);

}  // namespace tacet::s3
