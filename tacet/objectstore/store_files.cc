#include "tacet/objectstore/store_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "tacet/base/random.h"

namespace tacet::objectstore {

tl::unexpected<Error> FileFailure(std::string_view what, const std::string& path, int error) {
  ErrorCode code = ErrorCode::kUnavailable;
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) code = ErrorCode::kResourceExhausted;
  if (error == EACCES || error == EPERM || error == EROFS) code = ErrorCode::kPermissionDenied;
  return MakeError(
      code, "storage: cannot " + std::string(what) + ": " + std::system_category().message(error),
      path);
}

Result<FileDescriptor> StoreFiles::CreateFile(std::string_view step,
                                              const std::string& path) const {
  if (const int fault = Fault(step)) return FileFailure("create a file", path, fault);
  FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() < 0) return FileFailure("create a file", path, errno);
  return file;
}

Status StoreFiles::Write(std::string_view step, const FileDescriptor& file, const std::string& path,
                         std::string_view bytes) const {
  if (const int fault = Fault(step)) return FileFailure("write", path, fault);
  if (!WriteAll(file, bytes)) return FileFailure("write", path, errno);
  return {};
}

Status StoreFiles::Sync(std::string_view step, const FileDescriptor& file,
                        const std::string& path) const {
  if (const int fault = Fault(step)) return FileFailure("flush to the disk", path, fault);
  if (::fsync(file.get()) != 0) return FileFailure("flush to the disk", path, errno);
  return {};
}

Status StoreFiles::SyncFolder(std::string_view step, const std::string& path) const {
  const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0) return FileFailure("open a folder", path, errno);
  return Sync(step, folder, path);
}

Status StoreFiles::MakeFolder(const std::string& path) const {
  if (::mkdir(path.c_str(), 0700) == 0) {
    return SyncFolder("folder.sync", std::filesystem::path(path).parent_path().string());
  }
  if (errno != EEXIST) return FileFailure("make a folder", path, errno);
  return {};
}

std::string StoreFiles::TemporaryName() const { return temporary_ + "/" + RandomUuid(); }

Status StoreFiles::Replace(const std::string& path, std::string_view bytes, bool* visible) const {
  *visible = false;
  const std::string temporary = TemporaryName();
  const auto write = [&]() -> Status {
    ASSIGN_OR_RETURN(const FileDescriptor file, CreateFile("record.create", temporary));
    RETURN_IF_ERROR(Write("record.write", file, temporary, bytes));
    return Sync("record.sync", file, temporary);
  };
  Status status = write();
  if (status) {
    int error = Fault("record.rename");
    if (error == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) error = errno;
    if (error != 0) status = FileFailure("rename a file", path, error);
  }
  if (!status) {
    ::unlink(temporary.c_str());
    return status;
  }
  *visible = true;
  return SyncFolder("record.folder_sync", std::filesystem::path(path).parent_path().string());
}

Status StoreFiles::Remove(const std::string& path, bool* gone) const {
  *gone = false;
  int error = Fault("record.remove");
  if (error == 0 && ::unlink(path.c_str()) != 0 && errno != ENOENT) error = errno;
  if (error != 0) return FileFailure("remove a file", path, error);
  *gone = true;
  return SyncFolder("record.remove_sync", std::filesystem::path(path).parent_path().string());
}

Status StoreFiles::MakeFilledFolder(const std::string& path,
                                    const std::vector<std::pair<std::string, std::string>>& files,
                                    const std::vector<std::string>& folders, bool* visible) const {
  *visible = false;
  const std::string temporary = TemporaryName();
  const auto fill = [&]() -> Status {
    RETURN_IF_ERROR(MakeFolder(temporary));
    for (const std::string& name : folders) RETURN_IF_ERROR(MakeFolder(temporary + "/" + name));
    for (const auto& [name, bytes] : files) {
      const std::string file_path = temporary + "/" + name;
      ASSIGN_OR_RETURN(const FileDescriptor file, CreateFile("record.create", file_path));
      RETURN_IF_ERROR(Write("record.write", file, file_path, bytes));
      RETURN_IF_ERROR(Sync("record.sync", file, file_path));
    }
    return SyncFolder("folder.sync", temporary);
  };
  Status status = fill();
  if (status) {
    int error = Fault("folder.rename");
    if (error == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) error = errno;
    if (error != 0) status = FileFailure("rename a folder", path, error);
  }
  if (!status) {
    std::error_code ignored;  // what stays is swept at the next start
    std::filesystem::remove_all(temporary, ignored);
    return status;
  }
  *visible = true;
  return SyncFolder("folder.rename_sync", std::filesystem::path(path).parent_path().string());
}

Status StoreFiles::RemoveFolder(const std::string& path, bool* gone) const {
  *gone = false;
  const std::string temporary = TemporaryName();
  int error = Fault("folder.remove");
  if (error == 0 && ::rename(path.c_str(), temporary.c_str()) != 0 && errno != ENOENT) {
    error = errno;
  }
  if (error != 0) return FileFailure("remove a folder", path, error);
  *gone = true;
  Status status =
      SyncFolder("folder.remove_sync", std::filesystem::path(path).parent_path().string());
  std::error_code ignored;  // what stays is swept at the next start
  std::filesystem::remove_all(temporary, ignored);
  return status;
}

}  // namespace tacet::objectstore
