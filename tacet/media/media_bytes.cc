#include "tacet/media/media_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tacet/media/media_problem.h"

namespace tacet::media {
namespace {

// A message is one line whatever the file is called.
std::string Printable(const std::string& path) {
  std::string name = path;
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
  }
  return name;
}

}  // namespace

Result<MediaBytes> MediaBytes::OpenFile(const std::string& path, uint64_t max_bytes) {
  MediaBytes bytes;
  bytes.name_ = Printable(path);
  // Without O_NONBLOCK, opening a named pipe waits for somebody to write to it.
  bytes.fd_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (bytes.fd_ < 0) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR) {
      return MakeError(ErrorCode::kNotFound, bytes.name_ + ": no such file");
    }
    const auto code = error == EACCES ? ErrorCode::kPermissionDenied : ErrorCode::kInvalidArgument;
    return MakeError(code, bytes.name_ + ": cannot be opened: " + std::strerror(error));
  }
  struct stat status {};
  if (fstat(bytes.fd_, &status) != 0) {
    return MakeError(ErrorCode::kInternal, bytes.name_ + ": its size cannot be read");
  }
  if (S_ISDIR(status.st_mode)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     bytes.name_ + ": is a directory; name a media file in it");
  }
  if (!S_ISREG(status.st_mode)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     bytes.name_ + ": is not a regular file; copy the media into one");
  }
  bytes.size_ = static_cast<uint64_t>(status.st_size);
  if (bytes.size_ == 0) {
    return MediaError(ErrorCode::kDataLoss, MediaProblem::kUnsupported,
                      bytes.name_ + ": the file is empty");
  }
  if (bytes.size_ > max_bytes) {
    return MediaError(ErrorCode::kInvalidArgument, MediaProblem::kTooLarge,
                      bytes.name_ + ": has " + std::to_string(bytes.size_) +
                          " bytes; the limit is " + std::to_string(max_bytes) +
                          " bytes: cut it into parts or compress it");
  }
  return bytes;
}

MediaBytes MediaBytes::FromMemory(std::span<const uint8_t> memory, std::string name) {
  MediaBytes bytes;
  bytes.memory_ = memory;
  bytes.size_ = memory.size();
  bytes.name_ = Printable(name);
  return bytes;
}

MediaBytes::MediaBytes(MediaBytes&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      memory_(other.memory_),
      size_(other.size_),
      name_(std::move(other.name_)) {}

MediaBytes::~MediaBytes() {
  if (fd_ >= 0) close(fd_);
}

int64_t MediaBytes::ReadAt(uint64_t offset, std::span<uint8_t> buffer) const {
  if (offset >= size_) return 0;
  const size_t wanted = std::min<uint64_t>(buffer.size(), size_ - offset);
  if (fd_ < 0) {
    std::copy_n(memory_.begin() + static_cast<std::ptrdiff_t>(offset), wanted, buffer.begin());
    return static_cast<int64_t>(wanted);
  }
  size_t done = 0;
  while (done < wanted) {
    const ssize_t count =
        pread(fd_, buffer.data() + done, wanted - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) break;  // the file shrank while it was read
    done += static_cast<size_t>(count);
  }
  return static_cast<int64_t>(done);
}

}  // namespace tacet::media
