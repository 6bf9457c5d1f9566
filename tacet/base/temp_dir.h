// TempDir: a new empty folder, readable by its owner only, that goes with the object.
#pragma once

#include <string>

#include "tacet/base/result.h"

namespace tacet {

// Movable; not thread-safe.
class TempDir {
 public:
  // In $TMPDIR, else /tmp. kUnavailable when it cannot be made.
  static Result<TempDir> Create();

  TempDir(TempDir&& other) noexcept;
  TempDir& operator=(TempDir&& other) noexcept;
  ~TempDir();  // removes the folder and all that is in it

  const std::string& path() const { return path_; }

 private:
  explicit TempDir(std::string path) : path_(std::move(path)) {}
  void Remove();

  std::string path_;  // empty after a move
};

}  // namespace tacet
