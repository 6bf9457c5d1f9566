#include "tacet/server/data_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace tacet::server {
namespace {

constexpr mode_t kOwnerOnly = 0700;

tl::unexpected<Error> Unusable(const std::string& path, const std::error_code& why) {
  return MakeError(ErrorCode::kPermissionDenied,
                   "the data folder '" + path + "' cannot be used: " + why.message());
}

std::error_code LastError() { return {errno, std::system_category()}; }

Status MakeFolder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  if (::mkdir(path.c_str(), kOwnerOnly) != 0 && errno != EEXIST) {
    return Unusable(path, LastError());
  }
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return Unusable(path, LastError());
  if (!S_ISDIR(status.st_mode))
    return Unusable(path, std::make_error_code(std::errc::not_a_directory));
  if ((status.st_mode & 077) != 0) {
    return MakeError(ErrorCode::kPermissionDenied,
                     "others may read the data folder '" + path + "'; run: chmod 700 " + path);
  }
  return {};
}

}  // namespace

Result<DataDir> DataDir::Open(const std::string& path) {
  if (path.empty()) return MakeError(ErrorCode::kInvalidArgument, "'data_dir' is empty");
  RETURN_IF_ERROR(MakeFolder(path));
  const std::string lock_file = path + "/lock";
  FileDescriptor lock(::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.get() < 0) return Unusable(path, LastError());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return MakeError(ErrorCode::kAlreadyExists,
                     "another `tacet serve` uses the data folder '" + path + "'");
  }
  DataDir data_dir(path, std::move(lock));
  std::error_code error;
  std::filesystem::remove_all(data_dir.tmp_dir(), error);
  if (error) return Unusable(data_dir.tmp_dir(), error);
  RETURN_IF_ERROR(MakeFolder(data_dir.tmp_dir()));
  return data_dir;
}

}  // namespace tacet::server
