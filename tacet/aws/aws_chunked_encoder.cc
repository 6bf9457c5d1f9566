#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "tacet/aws/aws_chunked.h"
#include "tacet/aws/chunk_signature.h"
#include "tacet/aws/encoding.h"
#include "tacet/base/check.h"

namespace tacet::aws {
namespace {

constexpr int64_t kSignatureBytes = 17 + 64;  // ";chunk-signature=" and its digits

std::string Hex(int64_t size) {
  std::array<char, 20> digits = {};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), size, 16);
  return std::string(digits.data(), end);
}

int64_t ChecksumBytes(HashAlgorithm algorithm) {
  return static_cast<int64_t>(Base64Encode(Hash(algorithm, "")).size());
}

class Encoder : public ByteSource {
 public:
  Encoder(ByteSource& plain, AwsChunkedEncoding encoding)
      : plain_(plain), encoding_(std::move(encoding)), left_(encoding_.decoded_length) {
    if (encoding_.signing) signatures_.emplace(*encoding_.signing);
    if (encoding_.trailing_checksum) checksum_.emplace(*encoding_.trailing_checksum);
  }

  Result<size_t> Read(std::span<char> buffer) override {
    if (position_ == pending_.size()) {
      if (done_) return size_t{0};
      RETURN_IF_ERROR(NextPiece());
    }
    const size_t count = std::min(buffer.size(), pending_.size() - position_);
    std::copy_n(pending_.data() + position_, count, buffer.data());
    position_ += count;
    return count;
  }

 private:
  Status NextPiece() {
    position_ = 0;
    std::string data(static_cast<size_t>(std::min(left_, encoding_.chunk_bytes)), '\0');
    size_t filled = 0;
    while (filled < data.size()) {
      ASSIGN_OR_RETURN(const size_t count,
                       plain_.Read(std::span(data.data() + filled, data.size() - filled)));
      if (count == 0) {
        return MakeError(ErrorCode::kInvalidArgument, "the data is shorter than announced");
      }
      filled += count;
    }
    left_ -= static_cast<int64_t>(data.size());
    if (signatures_) signatures_->AddData(data);
    if (checksum_) checksum_->Update(data);
    pending_ = Hex(static_cast<int64_t>(data.size()));
    if (signatures_) pending_ += ";chunk-signature=" + signatures_->EndChunk();
    pending_ += "\r\n";
    if (data.empty()) return End();
    pending_ += data;
    pending_ += "\r\n";
    return {};
  }

  Status End() {
    std::array<char, 1> more = {};
    ASSIGN_OR_RETURN(const size_t count, plain_.Read(more));
    if (count != 0) {
      return MakeError(ErrorCode::kInvalidArgument, "the data is longer than announced");
    }
    if (checksum_) {
      const std::string trailer = std::string(ChecksumHeader(*encoding_.trailing_checksum)) + ":" +
                                  Base64Encode(checksum_->Finish());
      pending_ += trailer + "\r\n";
      if (signatures_) {
        pending_ +=
            "x-amz-trailer-signature:" + signatures_->TrailerSignature(trailer + "\n") + "\r\n";
      }
    }
    pending_ += "\r\n";
    done_ = true;
    return {};
  }

  ByteSource& plain_;
  AwsChunkedEncoding encoding_;
  std::optional<ChunkSignatures> signatures_;
  std::optional<Hasher> checksum_;
  std::string pending_;
  size_t position_ = 0;
  int64_t left_;
  bool done_ = false;
};

}  // namespace

int64_t EncodedLength(const AwsChunkedEncoding& encoding) {
  TACET_CHECK(encoding.chunk_bytes > 0) << "chunk_bytes";
  const auto chunk = [&encoding](int64_t size) {
    return static_cast<int64_t>(Hex(size).size()) + 2 + (encoding.signing ? kSignatureBytes : 0) +
           (size > 0 ? size + 2 : 0);
  };
  const int64_t whole = encoding.decoded_length / encoding.chunk_bytes;
  const int64_t rest = encoding.decoded_length % encoding.chunk_bytes;
  int64_t length = whole * chunk(encoding.chunk_bytes) + (rest > 0 ? chunk(rest) : 0) + chunk(0);
  if (encoding.trailing_checksum) {
    length += static_cast<int64_t>(ChecksumHeader(*encoding.trailing_checksum).size()) + 1 +
              ChecksumBytes(*encoding.trailing_checksum) + 2;
    if (encoding.signing) length += 23 + 1 + 64 + 2;  // x-amz-trailer-signature
  }
  return length + 2;
}

std::unique_ptr<ByteSource> EncodeAwsChunked(ByteSource& plain, AwsChunkedEncoding encoding) {
  TACET_CHECK(encoding.chunk_bytes > 0) << "chunk_bytes";
  return std::make_unique<Encoder>(plain, std::move(encoding));
}

}  // namespace tacet::aws
