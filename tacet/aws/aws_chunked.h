// The content coding aws-chunked of S3 uploads: chunks, each with its size and for signed ones a
// signature chained to the one before, and trailing checksums.
//   400;chunk-signature=<64 hex>\r\n<1024 bytes>\r\n
//   0;chunk-signature=<64 hex>\r\n
//   x-amz-checksum-crc32:i9i6rw==\r\n
//   x-amz-trailer-signature:<64 hex>\r\n
//   \r\n
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tacet/aws/checksum.h"
#include "tacet/aws/sigv4.h"
#include "tacet/base/byte_source.h"

namespace tacet::aws {

// What chunk signatures are made with. Absent: STREAMING-UNSIGNED-PAYLOAD-TRAILER.
struct ChunkSigning {
  std::string signing_key;  // see SigningKey()
  std::string amz_date;
  CredentialScope scope;
  std::string seed_signature;  // of the request's headers
};

struct AwsChunkedOptions {
  std::optional<ChunkSigning> signing;
  // Names of the trailers that must come, in lower case, as x-amz-trailer announces them; those
  // that are checksums are verified.
  std::vector<std::string> trailers;
  int64_t decoded_length = -1;  // x-amz-decoded-content-length; -1 = not known
  // Called with each trailer but the signature once all is verified.
  std::function<void(const std::string& name, const std::string& value)> on_trailer;
};

// The plain bytes of `encoded`. The last byte is given only after the signatures and checksums are
// verified when decoded_length is known, else before the end is. Errors, all kInvalidArgument:
// "chunk signature ..." , "checksum ..." for mismatches, "aws-chunked ..." for what is malformed,
// cut off, or of another length. Errors of `encoded` are passed on.
std::unique_ptr<ByteSource> DecodeAwsChunked(std::unique_ptr<ByteSource> encoded,
                                             AwsChunkedOptions options);

struct AwsChunkedEncoding {
  std::optional<ChunkSigning> signing;
  std::optional<HashAlgorithm> trailing_checksum;
  int64_t decoded_length = 0;  // exactly what `plain` holds
  int64_t chunk_bytes = 64 * 1024;
};

// How many bytes EncodeAwsChunked gives.
int64_t EncodedLength(const AwsChunkedEncoding& encoding);

// The encoded bytes of `plain`, which must outlive the result. kInvalidArgument when `plain` holds
// more or fewer than decoded_length.
std::unique_ptr<ByteSource> EncodeAwsChunked(ByteSource& plain, AwsChunkedEncoding encoding);

}  // namespace tacet::aws
