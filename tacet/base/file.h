// Whole small files: read, and replaced so that a crash leaves the old file or the new one.
// Thread-safe for different paths.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "tacet/base/result.h"

namespace tacet {

// The file's bytes. kNotFound when it does not exist, kInvalidArgument when it is larger than
// `max_bytes` or no regular file, kUnavailable when it cannot be read.
Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes);

struct NewFileOptions {
  mode_t mode = 0666;  // less the umask
  // Called with the new file's descriptor while it is empty; may be empty. Its error ends the call.
  std::function<Status(int fd)> on_created;
  // Whether the new name itself must outlive a loss of power: then a folder that cannot be flushed
  // is an error, though `path` has been replaced. Not every file system can.
  bool must_flush_folder = false;
};

// Writes `contents` to a new file beside `path`, flushes it to the disk and renames it to `path`,
// replacing what was there. On failure nothing at `path` has changed and no new file is left.
Status WriteFileAtomically(const std::string& path, std::string_view contents,
                           const NewFileOptions& options = {});

// The folder that holds `path`; "." for a bare name.
std::string FolderOf(const std::string& path);

}  // namespace tacet
