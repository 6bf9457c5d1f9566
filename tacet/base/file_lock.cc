#include "tacet/base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace tacet {

Result<FileLock> FileLock::Acquire(const std::string& path, const CancelToken* cancel,
                                   const std::function<void()>& on_wait) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) {
    return MakeError(ErrorCode::kPermissionDenied,
                     "cannot write " + path + ": " + std::strerror(errno));
  }
  FileLock lock(fd);
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK && on_wait) on_wait();
  while (flock(fd, LOCK_EX) != 0) {
    if (errno != EINTR) {
      return MakeError(ErrorCode::kUnavailable,
                       "cannot lock " + path + ": " + std::strerror(errno));
    }
    RETURN_IF_ERROR(CheckNotCancelled(cancel));
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock::~FileLock() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace tacet
