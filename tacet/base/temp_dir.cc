#include "tacet/base/temp_dir.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace tacet {

Result<TempDir> TempDir::Create() {
  const char* root = std::getenv("TMPDIR");
  std::string path =
      (root != nullptr && *root != '\0' ? std::string(root) : "/tmp") + "/tacet-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {
    return MakeError(ErrorCode::kUnavailable, "cannot make a temporary folder in '" + path +
                                                  "'; check TMPDIR and the space left there");
  }
  return TempDir(std::move(path));
}

TempDir::TempDir(TempDir&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TempDir& TempDir::operator=(TempDir&& other) noexcept {
  if (this != &other) {
    Remove();
    path_ = std::exchange(other.path_, {});
  }
  return *this;
}

TempDir::~TempDir() { Remove(); }

void TempDir::Remove() {
  if (path_.empty()) return;
  std::error_code ignored;  // nothing can be done about it here
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tacet
