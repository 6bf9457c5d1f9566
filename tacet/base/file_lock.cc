#include "tacet/base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

namespace tacet {

Result<FileLock> FileLock::Acquire(const std::string& path, const CancelToken* cancel,
                                   const std::function<void()>& on_wait) {
  FileLock lock(FileDescriptor(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)));
  const int fd = lock.file_.get();
  if (fd < 0) {
    return MakeError(ErrorCode::kPermissionDenied,
                     "cannot write " + path + ": " + std::strerror(errno));
  }
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

}  // namespace tacet
