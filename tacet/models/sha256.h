// SHA-256 of files.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "tacet/base/cancel.h"
#include "tacet/base/result.h"

namespace tacet::models {

// 64 lower-case hex digits. kNotFound when there is no such file, kUnavailable when it cannot be
// read, kCancelled. `on_bytes` (may be empty) hears of every piece read.
Result<std::string> Sha256OfFile(const std::string& path, const CancelToken* cancel = nullptr,
                                 const std::function<void(int64_t)>& on_bytes = {});

bool IsSha256(std::string_view text);

}  // namespace tacet::models
