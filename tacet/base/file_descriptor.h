// The calls of the operating system on open files, as every folder needs them: an owner that
// closes, loops that finish what the system did in part, and one mapping of errno.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "tacet/base/result.h"

namespace tacet {

// An open file that closes itself; -1 = none. Movable; not thread-safe.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

// "cannot <what> '<path>': <errno's text>". kNotFound for a missing file or folder,
// kPermissionDenied, kResourceExhausted for a full disk or quota, else kUnavailable.
tl::unexpected<Error> FileError(std::string_view what, const std::string& path);

// Writes all of `bytes` at the file's position. False, with errno set, when only a part could be
// written.
bool WriteAll(const FileDescriptor& file, std::string_view bytes);

// Reads at `offset` until `buffer` is full or the file ends, and gives the number of bytes read.
// Nothing, with errno set, when the system cannot read.
std::optional<size_t> ReadAt(const FileDescriptor& file, int64_t offset, std::span<char> buffer);

}  // namespace tacet
