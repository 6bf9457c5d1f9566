// The insides of DirectoryObjectStore, shared by its .cc files.
//
// Locks are taken in this order: Upload::mutex, Bucket::lifetime, one of Bucket::writers, then
// Bucket::index or State::mutex, which are held for moments only and never while the disk works.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include "tacet/objectstore/blob_pool.h"
#include "tacet/objectstore/directory_object_store.h"
#include "tacet/objectstore/object_record.h"

namespace tacet::objectstore {

using BlobList = std::vector<std::shared_ptr<const Blob>>;

// Never changed once it is in the index.
struct StoredObject {
  ObjectInfo info;
  BlobList blobs;
};

struct StoredBucket {
  BucketInfo info;
  std::string folder;

  std::shared_mutex lifetime;          // shared by changes inside, exclusive for its deletion
  bool deleted = false;                // guarded by lifetime
  std::array<std::mutex, 16> writers;  // by key: one change of a key at a time

  std::shared_mutex index;  // guards the rest
  std::map<std::string, std::shared_ptr<const StoredObject>> objects;
  std::set<std::string> damaged;  // names of records that cannot be read
};

struct StoredPart {
  PartInfo info;
  std::shared_ptr<const Blob> blob;  // null when empty
};

struct StoredUpload {
  UploadInfo info;     // constant
  PutOptions options;  // constant
  std::string folder;  // constant
  std::shared_ptr<StoredBucket> bucket;

  std::mutex mutex;
  bool closed = false;  // completed or aborted
  std::map<int, StoredPart> parts;
};

struct DirectoryObjectStore::State {
  std::string root;
  const Clock* clock = nullptr;
  FileDescriptor folder_lock;
  std::shared_ptr<const StoreFiles> files;
  std::shared_ptr<BlobPool> pool;

  std::shared_mutex mutex;  // guards the maps and `limbo`
  std::map<std::string, std::shared_ptr<StoredBucket>> buckets;
  std::map<std::string, std::shared_ptr<StoredUpload>> uploads;
  // Replaced or deleted objects of which a loss of power might bring back the record, because the
  // folder could not be flushed: their blobs stay until the next start.
  std::vector<std::shared_ptr<const StoredObject>> limbo;

  std::string buckets_folder() const { return root + "/buckets"; }
  std::string uploads_folder() const { return root + "/uploads"; }

  // directory_loader.cc: locks the folder, makes what is missing, reads all records, sweeps.
  Status Open(const DirectoryObjectStoreOptions& options);
  Status PrepareFolders();
  // `*readable` becomes false when a record is not: blobs that it may name must stay.
  Status LoadBuckets(bool* readable);
  Status LoadObjects(StoredBucket& bucket, bool* readable);
  Status LoadUploads(bool* readable);
  BlobList Adopt(const std::vector<BlobRef>& refs);

  Result<std::shared_ptr<StoredBucket>> FindBucket(const std::string& bucket);
  Result<std::shared_ptr<const StoredObject>> FindObject(const ObjectName& name);
  // kNotFound when it is no open upload of that object. It may be closed a moment later.
  Result<std::shared_ptr<StoredUpload>> FindUpload(const ObjectName& name,
                                                   const std::string& upload_id);

  // Makes `object` the one of that key, with the time of now.
  Result<ObjectInfo> Commit(StoredBucket& bucket, const std::string& key,
                            std::shared_ptr<StoredObject> object, const PutOptions& conditions);
  // With the upload's mutex held: takes it from the disk and from the map.
  Status CloseUpload(StoredUpload& upload);
};

std::string ObjectPath(const StoredBucket& bucket, const std::string& key);
std::vector<BlobRef> RefsOf(const BlobList& blobs);

// `range` is within the object. kDataLoss when its first blob is not there.
Result<std::unique_ptr<ObjectReader>> ReadObject(std::shared_ptr<const StoredObject> object,
                                                 ByteRange range);

}  // namespace tacet::objectstore
