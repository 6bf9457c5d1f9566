// Pieces of a fixed size out of a source that gives what it has.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

#include "tacet/base/byte_source.h"
#include "tacet/base/result.h"

namespace tacet::objectstore {

// Makes `piece` the next `max_bytes` of `source`; it is shorter only at the end. Grows with what
// comes, so that small bodies need little memory.
inline Status FillBuffer(ByteSource& source, size_t max_bytes, std::string& piece) {
  constexpr size_t kFirstBytes = size_t{64} << 10;
  piece.resize(std::min(max_bytes, std::max(piece.size(), kFirstBytes)));
  size_t filled = 0;
  while (true) {
    if (filled == piece.size()) {
      if (filled == max_bytes) break;
      piece.resize(std::min(max_bytes, 2 * filled));
    }
    ASSIGN_OR_RETURN(const size_t count,
                     source.Read(std::span<char>(piece.data() + filled, piece.size() - filled)));
    if (count == 0) break;
    filled += count;
  }
  piece.resize(filled);
  return {};
}

}  // namespace tacet::objectstore
