// MemoryObjectStore: a BucketStore that keeps everything in memory, for tests and small trials.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/objectstore/bucket_store.h"

namespace tacet::objectstore {

// Thread-safe. Readers keep what they read, whatever becomes of the object or the store.
class MemoryObjectStore : public BucketStore {
 public:
  // `clock` lives longer than this.
  explicit MemoryObjectStore(const Clock* clock) : clock_(clock) {}

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
  struct Object {
    ObjectInfo info;
    std::shared_ptr<const std::string> bytes;
  };
  struct Bucket {
    Time created;
    std::map<std::string, Object> objects;
  };
  struct Part {
    PartInfo info;
    std::string bytes;
  };
  struct Upload {
    UploadInfo info;
    PutOptions options;
    std::map<int, Part> parts;
  };
  class Reader;

  // All with the lock held.
  Bucket* FindBucket(const std::string& bucket);
  Result<Object*> Find(const ObjectName& name);
  Result<Upload*> FindOpen(const UploadInfo& upload);
  Result<ObjectInfo> Commit(const ObjectName& name, Object object, const PutOptions& conditions);

  const Clock* clock_;
  std::mutex mutex_;  // guards all below
  std::map<std::string, Bucket> buckets_;
  std::map<std::string, Upload> uploads_;  // by id
};

}  // namespace tacet::objectstore
