// The bytes of objects and parts, in files of their own that records name. Private to the directory
// store.
//
// A blob file is the bytes, then a CRC32C of each MiB of them (4 bytes each, highest first), then
// 20 bytes: "TACETBLB", the size (8 bytes, highest first), and a CRC32C of CRCs and size. So a
// range is verified without reading what is before it.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "tacet/base/byte_source.h"
#include "tacet/base/result.h"
#include "tacet/objectstore/body_digest.h"
#include "tacet/objectstore/store_files.h"

namespace tacet::objectstore {

inline constexpr int64_t kBlobBlockBytes = int64_t{1} << 20;

struct BlobRef {
  std::string id;          // 32 lower-case hex digits, its file's name
  int64_t size_bytes = 0;  // above 0
  bool operator==(const BlobRef&) const = default;
};

class Blob;

// Thread-safe. Blobs keep their pool alive.
class BlobPool : public std::enable_shared_from_this<BlobPool> {
 public:
  BlobPool(std::string folder, std::shared_ptr<const StoreFiles> files)
      : folder_(std::move(folder)), files_(std::move(files)) {}

  // All of `body`, durable, and its digest, which is finished here. Null for an empty body. An
  // error of `body` or of the digest ends it with that error; nothing is left then.
  Result<std::shared_ptr<const Blob>> Write(ByteSource& body, BodyDigest& digest);
  // The blob that a record read at start names, one for all records that name it. Whether its file
  // is there is seen when it is read.
  std::shared_ptr<const Blob> Adopt(const BlobRef& ref);

  // Ends the adopting: removes every file that is no adopted blob's, if `unnamed` says so.
  enum class Unnamed { kKeep, kRemove };
  void EndAdopting(Unnamed unnamed);
  // From now on blobs that nobody holds stay on the disk: the store is going.
  void Close() { closed_ = true; }

  std::string PathOf(const std::string& id) const { return folder_ + "/" + id; }
  int Fault(std::string_view step) const { return files_->Fault(step); }

 private:
  friend class Blob;

  const std::string folder_;
  const std::shared_ptr<const StoreFiles> files_;
  std::atomic<bool> closed_ = false;
  // Only while one thread starts the store.
  std::map<std::string, std::weak_ptr<const Blob>> adopted_;
};

// One blob; its file goes with the last holder: the record that names it, a reader, a copy.
class Blob {
 public:
  Blob(std::shared_ptr<BlobPool> pool, BlobRef ref)
      : pool_(std::move(pool)), ref_(std::move(ref)) {}
  Blob(const Blob&) = delete;
  Blob& operator=(const Blob&) = delete;
  ~Blob();

  const BlobRef& ref() const { return ref_; }
  const BlobPool& pool() const { return *pool_; }

 private:
  friend class BlobPool;

  const std::shared_ptr<BlobPool> pool_;
  BlobRef ref_;  // constant once it is handed out
};

// Reads verified blocks. Not thread-safe.
class BlobReader {
 public:
  // kDataLoss when the file is not there, or its size or table is wrong.
  static Result<BlobReader> Open(std::shared_ptr<const Blob> blob);

  // The block that holds byte `offset` (below the size), whole. kDataLoss when it is damaged.
  Result<std::string> ReadBlock(int64_t offset);
  int64_t size_bytes() const { return blob_->ref().size_bytes; }

 private:
  BlobReader(std::shared_ptr<const Blob> blob, FileDescriptor file, std::string table)
      : blob_(std::move(blob)), file_(std::move(file)), table_(std::move(table)) {}

  std::shared_ptr<const Blob> blob_;
  FileDescriptor file_;
  std::string table_;  // 4 bytes a block
};

}  // namespace tacet::objectstore
