#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "tacet/aws/aws_chunked.h"
#include "tacet/aws/chunk_signature.h"
#include "tacet/aws/encoding.h"

namespace tacet::aws {
namespace {

// Longer than any size with its signature ("...;chunk-signature=" and 64 digits), and than any
// trailer that AWS defines.
constexpr size_t kMaxLineBytes = 512;
constexpr size_t kBufferBytes = 16 * 1024;
constexpr std::string_view kSignatureExtension = ";chunk-signature=";
constexpr std::string_view kTrailerSignature = "x-amz-trailer-signature";

tl::unexpected<Error> MalformedChunks(std::string_view what) {
  return MakeError(ErrorCode::kInvalidArgument, "aws-chunked " + std::string(what));
}

// Lines and raw bytes of a source, with a small buffer between.
class Input {
 public:
  explicit Input(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  // At least one byte unless the source is at its end. A large read goes past the buffer.
  Result<size_t> Read(std::span<char> into) {
    if (begin_ == end_ && into.size() >= buffer_.size()) return source_->Read(into);
    RETURN_IF_ERROR(Fill());
    const size_t count = std::min(into.size(), end_ - begin_);
    std::copy_n(buffer_.data() + begin_, count, into.data());
    begin_ += count;
    return count;
  }

  // Without its CRLF.
  Result<std::string> ReadLine() {
    std::string line;
    for (;;) {
      RETURN_IF_ERROR(Fill());
      if (begin_ == end_) return MalformedChunks("body is cut off");
      const char c = buffer_[begin_++];
      if (c == '\n') {
        if (line.empty() || line.back() != '\r')
          return MalformedChunks("line does not end in CRLF");
        line.pop_back();
        return line;
      }
      if (line.size() == kMaxLineBytes) return MalformedChunks("line is longer than 512 bytes");
      line += c;
    }
  }

  Result<bool> AtEnd() {
    RETURN_IF_ERROR(Fill());
    return begin_ == end_;
  }

 private:
  Status Fill() {
    if (begin_ < end_ || ended_) return {};
    ASSIGN_OR_RETURN(end_, source_->Read(buffer_));
    begin_ = 0;
    ended_ = end_ == 0;
    return {};
  }

  std::unique_ptr<ByteSource> source_;
  std::array<char, kBufferBytes> buffer_ = {};
  size_t begin_ = 0;
  size_t end_ = 0;
  bool ended_ = false;
};

class Decoder : public ByteSource {
 public:
  Decoder(std::unique_ptr<ByteSource> encoded, AwsChunkedOptions options)
      : input_(std::move(encoded)), options_(std::move(options)) {
    if (options_.signing) signatures_.emplace(*options_.signing);
    for (const std::string& name : options_.trailers) {
      if (const auto algorithm = AlgorithmOfChecksumHeader(name)) {
        checksums_.emplace(name, Hasher(*algorithm));
      }
    }
  }

  Result<size_t> Read(std::span<char> buffer) override {
    auto count = ReadPlain(buffer);
    if (!count) {
      // Whatever comes after the first error would be read out of step.
      failure_ = count.error();
    }
    return count;
  }

 private:
  Result<size_t> ReadPlain(std::span<char> buffer) {
    if (failure_) return tl::unexpected<Error>(*failure_);
    if (!in_chunk_ && !done_) RETURN_IF_ERROR(BeginChunk());
    if (done_) return size_t{0};
    const auto wanted =
        static_cast<size_t>(std::min<int64_t>(static_cast<int64_t>(buffer.size()), chunk_left_));
    ASSIGN_OR_RETURN(const size_t count, input_.Read(buffer.first(wanted)));
    if (count == 0) return MalformedChunks("body is cut off");
    const std::string_view bytes(buffer.data(), count);
    for (auto& [name, hasher] : checksums_) hasher.Update(bytes);
    if (signatures_) signatures_->AddData(bytes);
    decoded_ += static_cast<int64_t>(count);
    chunk_left_ -= static_cast<int64_t>(count);
    if (chunk_left_ == 0) {
      RETURN_IF_ERROR(EndChunk());
      // All that was announced is here: verify the end before the last bytes are given.
      if (decoded_ == options_.decoded_length) RETURN_IF_ERROR(BeginChunk());
    }
    return count;
  }

  // Reads a chunk's first line, and with the last chunk all that follows.
  Status BeginChunk() {
    ASSIGN_OR_RETURN(const std::string line, input_.ReadLine());
    std::string_view rest = line;
    uint64_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc() || size > uint64_t{1} << 40) {
      return MalformedChunks("chunk has a malformed size");
    }
    rest.remove_prefix(static_cast<size_t>(end - line.data()));
    if (signatures_) {
      if (!rest.starts_with(kSignatureExtension)) {
        return MalformedChunks("chunk lacks its chunk-signature");
      }
      chunk_signature_ = rest.substr(kSignatureExtension.size());
    } else if (!rest.empty()) {
      return MalformedChunks(
          "chunk has an extension, though the request says its chunks are unsigned");
    }
    if (options_.decoded_length >= 0 &&
        size > static_cast<uint64_t>(options_.decoded_length - decoded_)) {
      return MalformedChunks("body is longer than x-amz-decoded-content-length says");
    }
    chunk_left_ = static_cast<int64_t>(size);
    in_chunk_ = true;
    return size == 0 ? ReadEnd() : Status();
  }

  Status EndChunk() {
    ASSIGN_OR_RETURN(const std::string line, input_.ReadLine());
    if (!line.empty()) return MalformedChunks("chunk is longer than its size says");
    in_chunk_ = false;
    return CheckChunkSignature();
  }

  Status CheckChunkSignature() {
    if (!signatures_ || signatures_->EndChunk(chunk_signature_)) return {};
    return MakeError(ErrorCode::kInvalidArgument,
                     "chunk signature does not match: the data was altered on its way");
  }

  Status ReadEnd() {
    RETURN_IF_ERROR(CheckChunkSignature());
    if (options_.decoded_length >= 0 && decoded_ != options_.decoded_length) {
      return MalformedChunks("body is shorter than x-amz-decoded-content-length says");
    }
    RETURN_IF_ERROR(ReadTrailers());
    ASSIGN_OR_RETURN(const bool at_end, input_.AtEnd());
    if (!at_end) return MalformedChunks("body goes on after its last chunk");
    for (auto& [name, hasher] : checksums_) {
      if (!ConstantTimeEquals(trailers_[name], Base64Encode(hasher.Finish()))) {
        return MakeError(ErrorCode::kInvalidArgument,
                         "checksum " + name + " does not match the data");
      }
    }
    if (options_.on_trailer) {
      for (const auto& [name, value] : trailers_) options_.on_trailer(name, value);
    }
    done_ = true;
    return {};
  }

  Status ReadTrailers() {
    std::string canonical;
    std::optional<std::string> signature;
    for (;;) {
      ASSIGN_OR_RETURN(const std::string line, input_.ReadLine());
      if (line.empty()) break;
      const size_t colon = line.find(':');
      if (colon == std::string::npos) return MalformedChunks("trailer lacks its colon");
      const std::string name = AsciiLower(TrimBlanks(std::string_view(line).substr(0, colon)));
      const std::string value(TrimBlanks(std::string_view(line).substr(colon + 1)));
      if (signature) return MalformedChunks("trailer comes after x-amz-trailer-signature");
      if (name == kTrailerSignature && signatures_ && !options_.trailers.empty()) {
        signature = value;
        continue;
      }
      if (std::find(options_.trailers.begin(), options_.trailers.end(), name) ==
          options_.trailers.end()) {
        return MalformedChunks("trailer was not announced by x-amz-trailer");
      }
      canonical += name + ":" + value + "\n";
      if (!trailers_.emplace(name, value).second) return MalformedChunks("trailer comes twice");
    }
    for (const std::string& name : options_.trailers) {
      if (!trailers_.contains(name))
        return MalformedChunks("trailer that was announced is missing");
    }
    if (!signatures_ || options_.trailers.empty()) return {};
    if (!signature) return MalformedChunks("body lacks its x-amz-trailer-signature");
    if (signatures_->CheckTrailer(canonical, *signature)) return {};
    return MakeError(ErrorCode::kInvalidArgument,
                     "chunk signature of the trailers does not match: they were altered");
  }

  Input input_;
  AwsChunkedOptions options_;
  std::optional<ChunkSignatures> signatures_;
  std::map<std::string, Hasher> checksums_;
  std::map<std::string, std::string> trailers_;
  std::string chunk_signature_;  // of the chunk being read
  int64_t chunk_left_ = 0;
  int64_t decoded_ = 0;
  bool in_chunk_ = false;
  bool done_ = false;
  std::optional<Error> failure_;
};

}  // namespace

std::unique_ptr<ByteSource> DecodeAwsChunked(std::unique_ptr<ByteSource> encoded,
                                             AwsChunkedOptions options) {
  return std::make_unique<Decoder>(std::move(encoded), std::move(options));
}

}  // namespace tacet::aws
