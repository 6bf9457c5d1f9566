// FileLock: one process at a time, by a lock on a file. Freed by the system when the process ends.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "tacet/base/cancel.h"
#include "tacet/base/file_descriptor.h"
#include "tacet/base/result.h"

namespace tacet {

// Movable; not thread-safe, but two locks of one path exclude each other in threads as well.
class FileLock {
 public:
  // Creates the file and waits for the lock; `on_wait` (may be empty) is called once if another has
  // it. kPermissionDenied when the file cannot be made. kCancelled when a signal interrupts the
  // wait and `cancel` is set: a token alone wakes nobody.
  static Result<FileLock> Acquire(const std::string& path, const CancelToken* cancel,
                                  const std::function<void()>& on_wait);

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace tacet
