// The file system as the directory store uses it: every change made durable in the order that
// leaves the old state or the new one after a crash, and every step can be made to fail by tests.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/file_descriptor.h"
#include "tacet/base/result.h"

namespace tacet::objectstore {

// Called before each change with a fixed name such as "record.rename"; an errno other than 0 makes
// that step fail as the system would. Thread-safe.
using FaultHook = std::function<int(std::string_view step)>;

// kResourceExhausted for a full disk or quota, kPermissionDenied, else kUnavailable. `detail` names
// the path; the message does not.
tl::unexpected<Error> FileFailure(std::string_view what, const std::string& path, int error);

// Thread-safe for different paths. Folders are made for their owner alone, and so are files.
class StoreFiles {
 public:
  // `temporary` is a folder of the same file system.
  StoreFiles(std::string temporary, FaultHook fault)
      : temporary_(std::move(temporary)), fault_(std::move(fault)) {}

  // A new file of that path, open for writing.
  Result<FileDescriptor> CreateFile(std::string_view step, const std::string& path) const;
  Status Write(std::string_view step, const FileDescriptor& file, const std::string& path,
               std::string_view bytes) const;
  Status Sync(std::string_view step, const FileDescriptor& file, const std::string& path) const;
  Status SyncFolder(std::string_view step, const std::string& path) const;

  // Success also when it is there.
  Status MakeFolder(const std::string& path) const;

  // Replaces `path`. `*visible` tells whether the new bytes are what a reader finds, also on
  // failure: then only that they would survive a loss of power is unsure.
  Status Replace(const std::string& path, std::string_view bytes, bool* visible) const;
  // Success also when it is not there. `*gone` as above.
  Status Remove(const std::string& path, bool* gone) const;
  // A folder with the record "bucket" or the like in it, all at once: see Replace.
  Status MakeFilledFolder(const std::string& path,
                          const std::vector<std::pair<std::string, std::string>>& files,
                          const std::vector<std::string>& folders, bool* visible) const;
  // Takes the folder away at once, then empties it.
  Status RemoveFolder(const std::string& path, bool* gone) const;

  int Fault(std::string_view step) const { return fault_ ? fault_(step) : 0; }

 private:
  std::string TemporaryName() const;

  const std::string temporary_;
  const FaultHook fault_;
};

}  // namespace tacet::objectstore
