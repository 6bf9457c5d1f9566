#include "tacet/jobs/page_token.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>

#include "tacet/base/random.h"

namespace tacet::jobs {
namespace {

uint64_t LittleEndian(const uint8_t* bytes, size_t count = 8) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) value |= static_cast<uint64_t>(bytes[i]) << (8 * i);
  return value;
}

struct SipState {
  uint64_t v0, v1, v2, v3;

  void Rounds(int count) {
    for (int i = 0; i < count; ++i) {
      v0 += v1;
      v2 += v3;
      v1 = std::rotl(v1, 13) ^ v0;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 = std::rotl(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = std::rotl(v1, 17) ^ v2;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 = std::rotl(v2, 32);
    }
  }
  void Take(uint64_t word) {
    v3 ^= word;
    Rounds(2);
    v0 ^= word;
  }
};

std::string Hex(uint64_t value) {
  std::string digits(16, '0');
  for (size_t i = 0; i < 16; ++i) digits[15 - i] = "0123456789abcdef"[(value >> (4 * i)) & 15];
  return digits;
}

bool ParseHex(std::string_view digits, uint64_t* value) {
  const char* end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, *value, 16);
  return result.ec == std::errc() && result.ptr == end && Hex(*value) == digits;
}

}  // namespace

uint64_t SipHash24(const PageTokenKey& key, std::string_view message) {
  const uint64_t k0 = LittleEndian(key.data());
  const uint64_t k1 = LittleEndian(key.data() + 8);
  SipState state = {k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261,
                    k1 ^ 0x7465646279746573};
  const auto* bytes = reinterpret_cast<const uint8_t*>(message.data());
  const size_t whole = message.size() / 8 * 8;
  for (size_t i = 0; i < whole; i += 8) state.Take(LittleEndian(bytes + i));
  state.Take(LittleEndian(bytes + whole, message.size() - whole) |
             static_cast<uint64_t>(message.size() & 0xff) << 56);
  state.v2 ^= 0xff;
  state.Rounds(4);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

uint64_t PageTokens::Code(std::string_view scope, uint64_t position) const {
  return SipHash24(key_, Hex(position) + std::string(scope));
}

std::string PageTokens::Make(std::string_view scope, int64_t position) const {
  const auto number = static_cast<uint64_t>(position);
  return Hex(number) + Hex(Code(scope, number));
}

Result<int64_t> PageTokens::Parse(std::string_view scope, std::string_view token) const {
  uint64_t position = 0;
  uint64_t code = 0;
  if (token.size() != 32 || !ParseHex(token.substr(0, 16), &position) ||
      !ParseHex(token.substr(16), &code) || (code ^ Code(scope, position)) != 0) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "NextToken is not one that this list gave for the same filters; begin again "
                     "without it");
  }
  return static_cast<int64_t>(position);
}

PageTokenKey RandomPageTokenKey() {
  PageTokenKey key;
  const std::string bytes = RandomBytes(key.size());
  std::memcpy(key.data(), bytes.data(), key.size());
  return key;
}

}  // namespace tacet::jobs
