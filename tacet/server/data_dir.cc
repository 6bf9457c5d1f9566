#include "tacet/server/data_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

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
  const int fd = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return Unusable(path, LastError());
  DataDir data_dir(path, fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return MakeError(ErrorCode::kAlreadyExists,
                     "another `tacet serve` uses the data folder '" + path + "'");
  }
  std::error_code error;
  std::filesystem::remove_all(data_dir.tmp_dir(), error);
  if (error) return Unusable(data_dir.tmp_dir(), error);
  RETURN_IF_ERROR(MakeFolder(data_dir.tmp_dir()));
  return data_dir;
}

DataDir::DataDir(DataDir&& other) noexcept
    : path_(std::move(other.path_)), lock_fd_(std::exchange(other.lock_fd_, -1)) {}

DataDir::~DataDir() {
  if (lock_fd_ >= 0) ::close(lock_fd_);
}

}  // namespace tacet::server
