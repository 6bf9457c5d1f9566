#include "tacet/objectstore/object_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "tacet/base/file_descriptor.h"

namespace tacet::objectstore {
namespace {

constexpr size_t kCopyBytes = size_t{256} << 10;

// A new file that goes again unless it is kept.
class NewFile {
 public:
  explicit NewFile(const std::string& path)
      : path_(path),
        file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_.get() >= 0 && !kept_) ::unlink(path_.c_str());
  }

  Status CheckOpen() const {
    if (file_.get() < 0) return Failure("create");
    return {};
  }
  Status Write(std::string_view bytes) {
    if (!WriteAll(file_, bytes)) return Failure("write");
    return {};
  }
  void Keep() { kept_ = true; }

 private:
  tl::unexpected<Error> Failure(const std::string& what) const {
    const int error = errno;
    return MakeError(
        error == ENOSPC || error == EDQUOT ? ErrorCode::kResourceExhausted
                                           : ErrorCode::kUnavailable,
        "cannot " + what + " '" + path_ + "': " + std::system_category().message(error));
  }

  const std::string& path_;
  FileDescriptor file_;
  bool kept_ = false;
};

}  // namespace

Result<ObjectInfo> GetToFile(ObjectStore& store, const ObjectName& name, const std::string& path,
                             int64_t max_bytes, const CancelToken* cancel) {
  RETURN_IF_ERROR(CheckNotCancelled(cancel));
  ASSIGN_OR_RETURN(const std::unique_ptr<ObjectReader> reader, store.Get(name));
  const auto check_size = [max_bytes](int64_t size_bytes) -> Status {
    if (size_bytes <= max_bytes) return {};
    return MakeError(ErrorCode::kResourceExhausted,
                     "object is larger than the limit of " + std::to_string(max_bytes) + " bytes");
  };
  RETURN_IF_ERROR(check_size(reader->info().size_bytes));
  NewFile file(path);
  RETURN_IF_ERROR(file.CheckOpen());
  std::string buffer(kCopyBytes, '\0');
  int64_t total = 0;
  while (true) {
    RETURN_IF_ERROR(CheckNotCancelled(cancel));
    ASSIGN_OR_RETURN(const size_t count, reader->Read(buffer));
    if (count == 0) break;
    total += static_cast<int64_t>(count);
    RETURN_IF_ERROR(check_size(total));
    RETURN_IF_ERROR(file.Write({buffer.data(), count}));
  }
  file.Keep();
  return reader->info();
}

}  // namespace tacet::objectstore
