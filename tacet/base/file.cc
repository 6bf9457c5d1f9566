#include "tacet/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace tacet {
namespace {

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string ErrnoText() { return std::system_category().message(errno); }

tl::unexpected<Error> FileError(std::string_view what, const std::string& path) {
  const ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::kNotFound
                         : errno == EACCES || errno == EPERM || errno == EROFS
                             ? ErrorCode::kPermissionDenied
                         : errno == ENOSPC || errno == EDQUOT ? ErrorCode::kResourceExhausted
                                                              : ErrorCode::kUnavailable;
  return MakeError(code, "cannot " + std::string(what) + " '" + path + "': " + ErrnoText());
}

Status WriteAll(int fd, std::string_view contents, const std::string& path) {
  while (!contents.empty()) {
    const ssize_t written = ::write(fd, contents.data(), contents.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return FileError("write", path);
    }
    contents.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(fd) != 0) return FileError("flush", path);
  return {};
}

}  // namespace

Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes) {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return FileError("open", path);
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0) return FileError("open", path);
  if (!S_ISREG(info.st_mode)) {
    return MakeError(ErrorCode::kInvalidArgument, "'" + path + "' is not a regular file");
  }
  if (static_cast<uint64_t>(info.st_size) > max_bytes) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "'" + path + "' has " + std::to_string(info.st_size) +
                         " bytes; the limit is " + std::to_string(max_bytes));
  }
  std::string contents(static_cast<size_t>(info.st_size), '\0');
  size_t done = 0;
  while (done < contents.size()) {
    const ssize_t count = ::read(file.get(), contents.data() + done, contents.size() - done);
    if (count < 0) {
      if (errno == EINTR) continue;
      return FileError("read", path);
    }
    if (count == 0) break;  // it shrank meanwhile
    done += static_cast<size_t>(count);
  }
  contents.resize(done);
  return contents;
}

Status WriteFileAtomically(const std::string& path, std::string_view contents) {
  // Unique among the writers of all processes; O_EXCL refuses a name left by a crash.
  static std::atomic<unsigned> counter = 0;
  const std::string partial =
      path + "." + std::to_string(::getpid()) + "." + std::to_string(counter++) + ".partial";
  Status written;
  {
    const Descriptor file(
        ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (file.get() < 0) return FileError("create", path);
    written = WriteAll(file.get(), contents, path);
  }
  if (written && std::rename(partial.c_str(), path.c_str()) != 0) {
    written = FileError("replace", path);
  }
  if (!written) {
    ::unlink(partial.c_str());
    return written;
  }
  // The rename itself is durable only when the folder is flushed; not every file system can.
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Descriptor directory(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());
  return {};
}

}  // namespace tacet
