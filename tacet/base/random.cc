#include "tacet/base/random.h"

#include <sys/random.h>

#include <cstdint>
#include <cstdio>

#include "tacet/base/check.h"

namespace tacet {

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  size_t filled = 0;
  while (filled < count) {
    const ssize_t got = getrandom(bytes.data() + filled, count - filled, 0);
    TACET_CHECK(got > 0) << "the kernel gives no random bytes";
    filled += static_cast<size_t>(got);
  }
  return bytes;
}

std::string RandomUuid() {
  std::string bytes = RandomBytes(16);
  // RFC 9562 section 5.4: version 4, variant 10.
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    char hex[3];
    std::snprintf(hex, sizeof(hex), "%02x", static_cast<unsigned>(static_cast<uint8_t>(bytes[i])));
    text += hex;
  }
  return text;
}

}  // namespace tacet
