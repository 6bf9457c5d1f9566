#include "tacet/base/byte_source.h"

#include <algorithm>
#include <vector>

namespace tacet {

Result<size_t> StringSource::Read(std::span<char> buffer) {
  const size_t count = std::min(buffer.size(), bytes_.size() - position_);
  std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(position_), count, buffer.begin());
  position_ += count;
  return count;
}

Result<std::string> ReadAll(ByteSource& source, size_t max_bytes) {
  std::string all;
  std::vector<char> buffer(64 * 1024);
  while (true) {
    ASSIGN_OR_RETURN(const size_t count, source.Read(buffer));
    if (count == 0) return all;
    if (count > max_bytes - all.size()) {
      return MakeError(ErrorCode::kResourceExhausted,
                       "the data is longer than " + std::to_string(max_bytes) + " bytes");
    }
    all.append(buffer.data(), count);
  }
}

}  // namespace tacet
