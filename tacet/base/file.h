// Whole small files: read, and replaced so that a crash leaves the old file or the new one.
// Thread-safe for different paths.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/base/result.h"

namespace tacet {

// The file's bytes. kNotFound when it does not exist, kInvalidArgument when it is larger than
// `max_bytes` or no regular file, kUnavailable when it cannot be read.
Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes);

// Writes `contents` to a new file beside `path` (mode 0666 less the umask), flushes it to the disk
// and renames it to `path`, replacing what was there. On failure nothing at `path` has changed and
// no new file is left.
Status WriteFileAtomically(const std::string& path, std::string_view contents);

}  // namespace tacet
