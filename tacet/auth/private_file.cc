#include "tacet/auth/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace tacet::auth {
namespace {

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

tl::unexpected<Error> FileError(std::string_view what, const std::string& path) {
  const ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::kNotFound
                         : errno == EACCES || errno == EPERM || errno == EROFS
                             ? ErrorCode::kPermissionDenied
                         : errno == ENOSPC || errno == EDQUOT ? ErrorCode::kResourceExhausted
                                                              : ErrorCode::kUnavailable;
  return MakeError(code, "cannot " + std::string(what) + " '" + path +
                             "': " + std::system_category().message(errno));
}

int64_t Nanoseconds(const timespec& time) {
  return static_cast<int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileIdentity Identity(const struct stat& info) {
  return {.device = info.st_dev,
          .inode = info.st_ino,
          .size = info.st_size,
          .modified_nanoseconds = Nanoseconds(info.st_mtim),
          .changed_nanoseconds = Nanoseconds(info.st_ctim)};
}

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

Status GiveToFolderOwner(int fd, const std::string& path) {
  if (::geteuid() != 0) return {};
  struct stat info = {};
  if (::stat(FolderOf(path).c_str(), &info) != 0) return FileError("look at the folder of", path);
  if (::fchown(fd, info.st_uid, info.st_gid) != 0) return FileError("give away", path);
  return {};
}

Status WriteAll(int fd, std::string_view contents, const std::string& path) {
  while (!contents.empty()) {
    const ssize_t written = ::write(fd, contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError("write", path);
    contents.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(fd) != 0) return FileError("flush", path);
  return {};
}

}  // namespace

std::optional<FileIdentity> IdentityOf(const std::string& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return Identity(info);
}

Result<PrivateFile> ReadPrivateFile(const std::string& path, size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return FileError("open", path);
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0) return FileError("open", path);
  if (!S_ISREG(info.st_mode)) {
    return MakeError(ErrorCode::kInvalidArgument, "'" + path + "' is not a regular file");
  }
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return MakeError(ErrorCode::kPermissionDenied, "'" + path +
                                                       "' holds secrets and is open to others than "
                                                       "its owner; run: chmod 600 '" +
                                                       path + "'");
  }
  if (info.st_uid != ::geteuid() && ::geteuid() != 0) {
    return MakeError(ErrorCode::kPermissionDenied, "'" + path + "' belongs to another user");
  }
  if (static_cast<uint64_t>(info.st_size) > max_bytes) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "'" + path + "' has more than " + std::to_string(max_bytes) + " bytes");
  }
  PrivateFile result{.contents = std::string(static_cast<size_t>(info.st_size), '\0'),
                     .identity = Identity(info)};
  size_t done = 0;
  while (done < result.contents.size()) {
    const ssize_t count =
        ::read(file.get(), result.contents.data() + done, result.contents.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FileError("read", path);
    if (count == 0) break;
    done += static_cast<size_t>(count);
  }
  result.contents.resize(done);
  return result;
}

Status WritePrivateFileAtomically(const std::string& path, std::string_view contents) {
  static std::atomic<unsigned> counter = 0;
  const std::string partial =
      path + "." + std::to_string(::getpid()) + "." + std::to_string(counter++) + ".partial";
  Status written;
  {
    const Descriptor file(
        ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.get() < 0) return FileError("create", path);
    written = GiveToFolderOwner(file.get(), path);
    if (written) written = WriteAll(file.get(), contents, path);
  }
  if (written && std::rename(partial.c_str(), path.c_str()) != 0) {
    written = FileError("replace", path);
  }
  if (!written) {
    ::unlink(partial.c_str());
    return written;
  }
  const Descriptor folder(::open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) return FileError("flush the folder of", path);
  return {};
}

Status EnsurePrivateFile(const std::string& path) {
  std::error_code error;
  const std::string folder = FolderOf(path);
  if (!std::filesystem::exists(folder, error)) {
    const std::string parent = std::filesystem::path(folder).parent_path().string();
    if (!parent.empty()) std::filesystem::create_directories(parent, error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return FileError("create", folder);
  }
  const Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() >= 0) return GiveToFolderOwner(file.get(), path);
  return errno == EEXIST ? Status() : FileError("create", path);
}

}  // namespace tacet::auth
