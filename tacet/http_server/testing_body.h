// Bodies of requests and responses, for tests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tacet/base/byte_source.h"
#include "tacet/base/result.h"

namespace tacet::http_server::testing {

// Fails after `bytes`.
class FailingSource : public ByteSource {
 public:
  explicit FailingSource(int64_t bytes) : left_(bytes) {}
  Result<size_t> Read(std::span<char> buffer) override {
    if (left_ == 0) return MakeError(ErrorCode::kDataLoss, "broken on purpose");
    const size_t bytes = std::min(buffer.size(), static_cast<size_t>(left_));
    std::fill_n(buffer.begin(), bytes, 'x');
    left_ -= static_cast<int64_t>(bytes);
    return bytes;
  }

 private:
  int64_t left_;
};

// How many bytes there were to the end, or to an error.
inline int64_t ReadToEnd(ByteSource& source) {
  std::vector<char> buffer(256 * 1024);
  int64_t total = 0;
  for (;;) {
    const Result<size_t> read = source.Read(buffer);
    if (!read || *read == 0) return total;
    total += static_cast<int64_t>(*read);
  }
}

}  // namespace tacet::http_server::testing
