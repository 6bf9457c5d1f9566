// DirectoryObjectStore: a BucketStore in a folder of the local disk, owned by one process at a
// time.
//
//   DIR/lock                           held while the store is open
//   DIR/format                         the layout's version
//   DIR/buckets/NAME/bucket            a bucket's record
//   DIR/buckets/NAME/objects/HASH      an object's record; HASH is the SHA-256 of its key
//   DIR/uploads/ID/upload, part-N      records of an open upload
//   DIR/blobs/ID                       bytes of an object, or of a part of one
//   DIR/tmp/                           what is being written; emptied at start
//
// No key ever becomes a path. A blob is durable before the record that names it is, and a record is
// replaced by a rename: a kill or a loss of power at any moment leaves the old object or the new
// one, and what no record names is swept at the next start. Completing an upload and copying move
// no bytes: records share blobs. An index of all records is kept in memory (about 1 KiB an object),
// so that listings do not touch the disk.
//
// Bytes are verified whenever they are read. A record that cannot be read is logged at start, and
// its object answers kDataLoss until it is put again or deleted.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/objectstore/bucket_store.h"
#include "tacet/objectstore/store_files.h"

namespace tacet::objectstore {

struct DirectoryObjectStoreOptions {
  std::string path;              // made when it does not exist; its parent must
  const Clock* clock = nullptr;  // lives longer than the store
  FaultHook fault = {};          // for tests
};

// Thread-safe. Writers of one key wait for each other only while the record is replaced; bytes are
// taken in at the same time. Readers keep the object that they opened, whatever becomes of it.
class DirectoryObjectStore : public BucketStore {
 public:
  // kUnavailable when another process has it open, kInvalidArgument when the folder holds something
  // else or a newer layout.
  static Result<std::unique_ptr<DirectoryObjectStore>> Create(DirectoryObjectStoreOptions options);
  ~DirectoryObjectStore() override;

  Status HeadBucket(const std::string& bucket) override;
  Result<ObjectInfo> Head(const ObjectName& name) override;
  Result<std::unique_ptr<ObjectReader>> Get(const ObjectName& name,
                                            std::optional<ByteRange> range = {}) override;
  Result<ObjectInfo> Put(const ObjectName& name, ByteSource& body,
                         const PutOptions& options) override;
  Status Delete(const ObjectName& name) override;
  Result<ObjectList> List(const std::string& bucket, const ListOptions& options) override;

  Status CreateBucket(const std::string& bucket) override;
  Status DeleteBucket(const std::string& bucket) override;
  Result<std::vector<BucketInfo>> ListBuckets() override;
  Result<ObjectInfo> Copy(const ObjectName& source, const ObjectName& target,
                          const std::optional<PutOptions>& replace) override;
  Result<UploadInfo> CreateUpload(const ObjectName& name, const PutOptions& options,
                                  bool checksum_composite) override;
  Result<PartInfo> PutPart(const UploadInfo& upload, int part_number, ByteSource& body,
                           const std::optional<ObjectChecksum>& checksum) override;
  Result<ObjectInfo> CompleteUpload(const UploadInfo& upload,
                                    const std::vector<CompletedPart>& parts,
                                    const std::optional<ObjectChecksum>& object_checksum,
                                    const PutOptions& conditions) override;
  Status AbortUpload(const UploadInfo& upload) override;
  Result<UploadInfo> FindUpload(const ObjectName& name, const std::string& upload_id) override;
  Result<std::vector<PartInfo>> ListParts(const UploadInfo& upload) override;
  Result<std::vector<UploadInfo>> ListUploads(const std::string& bucket) override;

 private:
  struct State;
  explicit DirectoryObjectStore(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace tacet::objectstore
