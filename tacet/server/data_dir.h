// DataDir: the folder of everything a service keeps, and the lock that gives it to one process.
// Readable by its owner only.
#pragma once

#include <string>
#include <utility>

#include "tacet/base/file_descriptor.h"
#include "tacet/base/result.h"

namespace tacet::server {

// Movable; not thread-safe. The lock goes with the object, or with the process.
class DataDir {
 public:
  // Makes the folder (mode 0700) where it is missing, locks it and empties its temporary folder.
  // kAlreadyExists when another process has it, kPermissionDenied when it cannot be written or
  // others may read it.
  static Result<DataDir> Open(const std::string& path);

  const std::string& path() const { return path_; }
  std::string database_file() const { return path_ + "/tacet.db"; }
  std::string objects_dir() const { return path_ + "/objects"; }
  std::string tmp_dir() const { return path_ + "/tmp"; }  // there is nothing worth keeping in it

 private:
  DataDir(std::string path, FileDescriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  FileDescriptor lock_;
};

}  // namespace tacet::server
