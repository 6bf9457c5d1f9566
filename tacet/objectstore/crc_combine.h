// The CRC of joined pieces from the CRCs of the pieces, so that an object of many parts needs no
// second reading. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/objectstore/object_store.h"

namespace tacet::objectstore {

// Whether CombineCrc knows the algorithm.
bool IsCrc(ChecksumAlgorithm algorithm);

// The checksum of `front` followed by `back`, where `back` is `back_bytes` (0 or more) long. All
// are the digest's bytes, highest first, as S3 sends them. `algorithm` is a CRC and both sizes are
// its.
std::string CombineCrc(ChecksumAlgorithm algorithm, std::string_view front, std::string_view back,
                       int64_t back_bytes);

}  // namespace tacet::objectstore
