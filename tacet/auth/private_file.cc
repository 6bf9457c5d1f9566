#include "tacet/auth/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "tacet/base/file.h"
#include "tacet/base/file_descriptor.h"

namespace tacet::auth {
namespace {

int64_t Nanoseconds(const timespec& time) {
  return static_cast<int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileIdentity ToIdentity(const struct stat& info) {
  return {.device = info.st_dev,
          .inode = info.st_ino,
          .size = info.st_size,
          .modified_nanoseconds = Nanoseconds(info.st_mtim),
          .changed_nanoseconds = Nanoseconds(info.st_ctim)};
}

Status GiveToFolderOwner(int fd, const std::string& path) {
  if (::geteuid() != 0) return {};
  struct stat info = {};
  if (::stat(FolderOf(path).c_str(), &info) != 0) return FileError("look at the folder of", path);
  if (::fchown(fd, info.st_uid, info.st_gid) != 0) return FileError("give away", path);
  return {};
}

}  // namespace

std::optional<FileIdentity> IdentityOf(const std::string& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return ToIdentity(info);
}

Result<PrivateFile> ReadPrivateFile(const std::string& path, size_t max_bytes) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
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
                     .identity = ToIdentity(info)};
  const std::optional<size_t> count = ReadAt(file, 0, result.contents);
  if (!count) return FileError("read", path);
  result.contents.resize(*count);
  return result;
}

Status WritePrivateFileAtomically(const std::string& path, std::string_view contents) {
  return WriteFileAtomically(path, contents,
                             {.mode = 0600,
                              .on_created = [&](int fd) { return GiveToFolderOwner(fd, path); },
                              .must_flush_folder = true});
}

Status EnsurePrivateFile(const std::string& path) {
  std::error_code error;
  const std::string folder = FolderOf(path);
  if (!std::filesystem::exists(folder, error)) {
    const std::string parent = std::filesystem::path(folder).parent_path().string();
    if (!parent.empty()) std::filesystem::create_directories(parent, error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return FileError("create", folder);
  }
  const FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() >= 0) return GiveToFolderOwner(file.get(), path);
  return errno == EEXIST ? Status() : FileError("create", path);
}

}  // namespace tacet::auth
