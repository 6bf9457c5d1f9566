#include "tacet/auth/payload.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/aws/sigv4.h"

namespace tacet::auth {
namespace {

using http_server::HttpRequest;

// One of each kind of checksum, and as many that Tacet does not know.
constexpr size_t kMaxTrailers = 10;

class HashVerifier : public ByteSource {
 public:
  HashVerifier(std::unique_ptr<ByteSource> body, std::string hash, int64_t length)
      : body_(std::move(body)), hash_(std::move(hash)), length_(length) {}

  Result<size_t> Read(std::span<char> buffer) override {
    if (verified_) return body_->Read(buffer);
    ASSIGN_OR_RETURN(const size_t count, body_->Read(buffer));
    hasher_.Update(std::string_view(buffer.data(), count));
    done_ += static_cast<int64_t>(count);
    if (count != 0 && done_ != length_) return count;
    verified_ = true;
    if (!aws::ConstantTimeEquals(aws::HexEncode(hasher_.Finish()), hash_)) {
      return MakeError(ErrorCode::kInvalidArgument,
                       "payload hash x-amz-content-sha256 does not match the data");
    }
    return count;
  }

 private:
  std::unique_ptr<ByteSource> body_;
  const std::string hash_;
  const int64_t length_;
  aws::Hasher hasher_{aws::HashAlgorithm::kSha256};
  int64_t done_ = 0;
  bool verified_ = false;
};

Result<std::vector<std::string>> TrailerNames(const std::string& header) {
  std::vector<std::string> names;
  std::string_view rest = header;
  while (!rest.empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    std::string name = aws::AsciiLower(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    name.erase(0, name.find_first_not_of(" \t"));
    name.erase(name.find_last_not_of(" \t") + 1);
    // Any other name could replace a header that has been looked at already.
    if (!aws::AlgorithmOfChecksumHeader(name) || names.size() == kMaxTrailers ||
        std::find(names.begin(), names.end(), name) != names.end()) {
      return MakeError(ErrorCode::kInvalidArgument,
                       "x-amz-trailer may name x-amz-checksum- headers, each once");
    }
    names.push_back(std::move(name));
  }
  return names;
}

Result<int64_t> DecodedLength(const http_server::Headers& headers) {
  ASSIGN_OR_RETURN(const auto header, SingleHeader(headers, "x-amz-decoded-content-length"));
  int64_t length = -1;
  if (header) {
    const auto [end, error] =
        std::from_chars(header->data(), header->data() + header->size(), length);
    if (error != std::errc() || end != header->data() + header->size()) length = -1;
  }
  if (length < 0) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "an aws-chunked body needs x-amz-decoded-content-length, a number of bytes");
  }
  return length;
}

}  // namespace

Result<std::optional<std::string>> SingleHeader(const http_server::Headers& headers,
                                                std::string_view name) {
  std::optional<std::string> value;
  for (const auto& [other, text] : headers.all()) {
    if (!aws::EqualsIgnoringCase(name, other)) continue;
    if (value) {
      return MakeError(ErrorCode::kInvalidArgument,
                       "the header " + std::string(name) + " is there twice");
    }
    value = text;
  }
  return {std::move(value)};
}

std::unique_ptr<ByteSource> VerifyHash(std::unique_ptr<ByteSource> body, std::string hash,
                                       int64_t length) {
  return std::make_unique<HashVerifier>(std::move(body), std::move(hash), length);
}

bool IsSha256Hex(std::string_view value) {
  return value.size() == 64 && std::all_of(value.begin(), value.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool IsS3PayloadHash(std::string_view value) {
  return IsSha256Hex(value) || value == aws::kUnsignedPayload || value == aws::kStreamingSigned ||
         value == aws::kStreamingSignedTrailer || value == aws::kStreamingUnsignedTrailer;
}

Status ReplaceS3Body(HttpRequest& request, std::string_view payload_hash,
                     aws::ChunkSigning signing) {
  ASSIGN_OR_RETURN(const auto trailer, SingleHeader(request.headers, "x-amz-trailer"));
  const bool streaming = !IsSha256Hex(payload_hash) && payload_hash != aws::kUnsignedPayload;
  const bool with_trailer = payload_hash == aws::kStreamingSignedTrailer ||
                            payload_hash == aws::kStreamingUnsignedTrailer;
  if (trailer && !with_trailer) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "x-amz-trailer needs x-amz-content-sha256: STREAMING-...-TRAILER");
  }
  if (!streaming) {
    if (IsSha256Hex(payload_hash)) {
      request.body =
          VerifyHash(std::move(request.body), std::string(payload_hash), request.content_length);
    }
    return {};
  }
  aws::AwsChunkedOptions options;
  if (payload_hash != aws::kStreamingUnsignedTrailer) options.signing = std::move(signing);
  ASSIGN_OR_RETURN(options.trailers, TrailerNames(trailer.value_or("")));
  ASSIGN_OR_RETURN(options.decoded_length, DecodedLength(request.headers));
  request.content_length = options.decoded_length;
  options.on_trailer = [&request](const std::string& name, const std::string& value) {
    request.headers.Add(name, value);
  };
  request.body = aws::DecodeAwsChunked(std::move(request.body), std::move(options));
  return {};
}

Result<std::string> BufferBody(HttpRequest& request, size_t max_bytes) {
  ASSIGN_OR_RETURN(std::string body, ReadAll(*request.body, max_bytes));
  request.content_length = static_cast<int64_t>(body.size());
  request.body = std::make_unique<StringSource>(body);
  return body;
}

}  // namespace tacet::auth
