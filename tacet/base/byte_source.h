// ByteSource: bytes that are read once, front to back, without ever holding all of them: a
// request's body, an object, a file. Not thread-safe; owned by whoever reads.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "tacet/base/result.h"

namespace tacet {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Fills up to buffer.size() bytes (above 0) and returns how many; 0 is the end. Blocks until at
  // least one byte is there. After an error the source must not be read again.
  virtual Result<size_t> Read(std::span<char> buffer) = 0;
};

// The bytes of a string.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<size_t> Read(std::span<char> buffer) override;

 private:
  std::string bytes_;
  size_t position_ = 0;
};

// All that is left in `source`. kResourceExhausted when that is more than `max_bytes`.
Result<std::string> ReadAll(ByteSource& source, size_t max_bytes);

}  // namespace tacet
