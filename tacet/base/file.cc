#include "tacet/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "tacet/base/file_descriptor.h"

namespace tacet {
Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes) {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
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
  const std::optional<size_t> count = ReadAt(file, 0, contents);
  if (!count) return FileError("read", path);
  contents.resize(*count);  // it may have shrunk meanwhile
  return contents;
}

Status WriteFileAtomically(const std::string& path, std::string_view contents,
                           const NewFileOptions& options) {
  // Unique among the writers of all processes; O_EXCL refuses a name left by a crash.
  static std::atomic<unsigned> counter = 0;
  const std::string partial =
      path + "." + std::to_string(::getpid()) + "." + std::to_string(counter++) + ".partial";
  Status written;
  {
    const FileDescriptor file(::open(
        partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, options.mode));
    if (file.get() < 0) return FileError("create", path);
    if (options.on_created) written = options.on_created(file.get());
    if (written && !WriteAll(file, contents)) written = FileError("write", path);
    if (written && ::fsync(file.get()) != 0) written = FileError("flush", path);
  }
  if (written && std::rename(partial.c_str(), path.c_str()) != 0) {
    written = FileError("replace", path);
  }
  if (!written) {
    ::unlink(partial.c_str());
    return written;
  }
  const FileDescriptor folder(::open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const bool flushed = folder.get() >= 0 && ::fsync(folder.get()) == 0;
  if (!flushed && options.must_flush_folder) return FileError("flush the folder of", path);
  return {};
}

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace tacet
