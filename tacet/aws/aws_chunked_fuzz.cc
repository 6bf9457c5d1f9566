// Whatever an aws-chunked body holds, it is refused or gives no more bytes than it has, at whatever
// borders it arrives. The first byte chooses what the request's headers would have said.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tacet/aws/aws_chunked.h"
#include "tacet/base/check.h"

namespace {

namespace aws = tacet::aws;

// One byte, then two, then three...: every border falls somewhere else.
class GrowingPieces : public tacet::ByteSource {
 public:
  explicit GrowingPieces(std::string_view bytes) : bytes_(bytes) {}
  tacet::Result<size_t> Read(std::span<char> buffer) override {
    const size_t count = std::min({buffer.size(), bytes_.size(), ++piece_});
    std::copy_n(bytes_.data(), count, buffer.data());
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
  size_t piece_ = 0;
};

aws::AwsChunkedOptions Options(uint8_t choice) {
  aws::AwsChunkedOptions options;
  if ((choice & 1) != 0) options.trailers.push_back("x-amz-checksum-crc32");
  if ((choice & 2) != 0) options.trailers.push_back("x-amz-checksum-crc64nvme");
  if ((choice & 4) != 0) options.decoded_length = choice >> 4;
  if ((choice & 8) != 0) {
    options.signing = aws::ChunkSigning{.signing_key = "key",
                                        .amz_date = "20261124T040000Z",
                                        .scope = {"20261124", "us-east-1", "s3"},
                                        .seed_signature = std::string(64, '0')};
  }
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const aws::AwsChunkedOptions options = Options(data[0]);
  const auto whole = tacet::ReadAll(
      *aws::DecodeAwsChunked(std::make_unique<tacet::StringSource>(std::string(body)), options),
      size);
  const auto pieces =
      tacet::ReadAll(*aws::DecodeAwsChunked(std::make_unique<GrowingPieces>(body), options), size);
  TACET_CHECK(whole.has_value() == pieces.has_value());
  if (!whole) return 0;
  TACET_CHECK(*whole == *pieces);
  TACET_CHECK(whole->size() < size);
  TACET_CHECK(options.decoded_length < 0 ||
              whole->size() == static_cast<size_t>(options.decoded_length));
  return 0;
}
