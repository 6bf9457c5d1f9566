// Small files that hold secrets: readable by their owner alone, replaced whole.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tacet/base/result.h"

namespace tacet::auth {

// Differs whenever the file was replaced or written to.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  int64_t size = 0;
  int64_t modified_nanoseconds = 0;
  int64_t changed_nanoseconds = 0;  // of the inode: permissions, links
  bool operator==(const FileIdentity&) const = default;
};

struct PrivateFile {
  std::string contents;
  FileIdentity identity;
};

// Nothing when there is no such file or it cannot be looked at.
std::optional<FileIdentity> IdentityOf(const std::string& path);

// kNotFound; kPermissionDenied when somebody but its owner may read or write it, or it belongs to
// neither this process' user nor, for root, anybody; kInvalidArgument when it is no regular file or
// has more than `max_bytes`.
Result<PrivateFile> ReadPrivateFile(const std::string& path, size_t max_bytes);

// As WriteFileAtomically, with mode 0600. Root writes it in the name of the folder's owner, so that
// `sudo tacet keys create` leaves a file that the service's user can read.
Status WritePrivateFileAtomically(const std::string& path, std::string_view contents);

// Makes an empty file with mode 0600 and that owner when there is none. Folders that are missing
// are made, with mode 0700.
Status EnsurePrivateFile(const std::string& path);

}  // namespace tacet::auth
