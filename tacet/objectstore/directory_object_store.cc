#include "tacet/objectstore/directory_object_store.h"

#include <functional>
#include <utility>

#include "tacet/base/log.h"
#include "tacet/objectstore/directory_state.h"
#include "tacet/objectstore/object_rules.h"

namespace tacet::objectstore {

std::string ObjectPath(const StoredBucket& bucket, const std::string& key) {
  return bucket.folder + "/objects/" + ObjectRecordName(key);
}

std::vector<BlobRef> RefsOf(const BlobList& blobs) {
  std::vector<BlobRef> refs;
  for (const auto& blob : blobs) refs.push_back(blob->ref());
  return refs;
}

DirectoryObjectStore::DirectoryObjectStore(std::unique_ptr<State> state)
    : state_(std::move(state)) {}

DirectoryObjectStore::~DirectoryObjectStore() { state_->pool->Close(); }

Result<std::unique_ptr<DirectoryObjectStore>> DirectoryObjectStore::Create(
    DirectoryObjectStoreOptions options) {
  auto state = std::make_unique<State>();
  if (Status opened = state->Open(options); !opened) {
    if (state->pool) state->pool->Close();  // what was read so far must stay
    return tl::unexpected<Error>(std::move(opened).error());
  }
  return std::unique_ptr<DirectoryObjectStore>(new DirectoryObjectStore(std::move(state)));
}

Result<std::shared_ptr<StoredBucket>> DirectoryObjectStore::State::FindBucket(
    const std::string& bucket) {
  const std::shared_lock lock(mutex);
  const auto found = buckets.find(bucket);
  if (found == buckets.end()) return NoSuchBucket(bucket);
  return found->second;
}

Result<std::shared_ptr<const StoredObject>> DirectoryObjectStore::State::FindObject(
    const ObjectName& name) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredBucket> bucket, FindBucket(name.bucket));
  const std::shared_lock lock(bucket->index);
  const auto found = bucket->objects.find(name.key);
  if (found != bucket->objects.end()) return found->second;
  if (!bucket->damaged.empty() && bucket->damaged.contains(ObjectRecordName(name.key))) {
    return MakeError(ErrorCode::kDataLoss, "the stored object is damaged; restore it from a copy",
                     ObjectPath(*bucket, name.key));
  }
  return NoSuchObject();
}

Result<ObjectInfo> DirectoryObjectStore::State::Commit(StoredBucket& bucket, const std::string& key,
                                                       std::shared_ptr<StoredObject> object,
                                                       const PutOptions& conditions) {
  const std::shared_lock lifetime(bucket.lifetime);
  if (bucket.deleted) return NoSuchBucket(bucket.info.name);
  const std::lock_guard writer(
      bucket.writers[std::hash<std::string>()(key) % bucket.writers.size()]);
  std::shared_ptr<const StoredObject> existing;
  {
    const std::shared_lock lock(bucket.index);
    const auto found = bucket.objects.find(key);
    if (found != bucket.objects.end()) existing = found->second;
  }
  RETURN_IF_ERROR(CheckConditions(existing ? &existing->info : nullptr, conditions));
  object->info.last_modified = clock->Now();
  ObjectInfo info = object->info;
  bool visible = false;
  const Status written = files->Replace(
      ObjectPath(bucket, key), FormatObjectRecord({key, info, RefsOf(object->blobs)}), &visible);
  if (visible) {
    const std::unique_lock lock(bucket.index);
    bucket.objects[key] = std::move(object);
    bucket.damaged.erase(ObjectRecordName(key));
  }
  if (!written && visible && existing) {
    const std::unique_lock lock(mutex);
    limbo.push_back(std::move(existing));
  }
  RETURN_IF_ERROR(written);
  return info;
}

Status DirectoryObjectStore::HeadBucket(const std::string& bucket) {
  RETURN_IF_ERROR(state_->FindBucket(bucket));
  return {};
}

Result<ObjectInfo> DirectoryObjectStore::Head(const ObjectName& name) {
  ASSIGN_OR_RETURN(const std::shared_ptr<const StoredObject> object, state_->FindObject(name));
  return object->info;
}

Result<std::unique_ptr<ObjectReader>> DirectoryObjectStore::Get(const ObjectName& name,
                                                                std::optional<ByteRange> range) {
  ASSIGN_OR_RETURN(std::shared_ptr<const StoredObject> object, state_->FindObject(name));
  ASSIGN_OR_RETURN(const ByteRange cut, CutRange(range, object->info.size_bytes));
  return ReadObject(std::move(object), cut);
}

Result<ObjectInfo> DirectoryObjectStore::Put(const ObjectName& name, ByteSource& body,
                                             const PutOptions& options) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredBucket> bucket, state_->FindBucket(name.bucket));
  RETURN_IF_ERROR(CheckKey(name.key));
  RETURN_IF_ERROR(CheckPutOptions(options));
  if (options.checksum) RETURN_IF_ERROR(CheckChecksumValue(*options.checksum));
  const ChecksumAlgorithm algorithm =
      options.checksum ? options.checksum->algorithm : ChecksumAlgorithm::kCrc64Nvme;
  BodyDigest digest(algorithm, options.checksum);
  ASSIGN_OR_RETURN(std::shared_ptr<const Blob> blob, state_->pool->Write(body, digest));
  auto object = std::make_shared<StoredObject>();
  object->info = InfoFromOptions(options);
  object->info.size_bytes = digest.size_bytes();
  object->info.etag = digest.etag();
  object->info.checksum = digest.checksum();
  if (blob) object->blobs.push_back(std::move(blob));
  return state_->Commit(*bucket, name.key, std::move(object), options);
}

Status DirectoryObjectStore::Delete(const ObjectName& name) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredBucket> bucket, state_->FindBucket(name.bucket));
  if (!CheckKey(name.key)) return {};  // no such object can be there
  const std::shared_lock lifetime(bucket->lifetime);
  if (bucket->deleted) return NoSuchBucket(name.bucket);
  const std::lock_guard writer(
      bucket->writers[std::hash<std::string>()(name.key) % bucket->writers.size()]);
  std::shared_ptr<const StoredObject> existing;
  {
    const std::shared_lock lock(bucket->index);
    const auto found = bucket->objects.find(name.key);
    if (found != bucket->objects.end()) existing = found->second;
    if (!existing && bucket->damaged.empty()) return {};
  }
  bool gone = false;
  const Status removed = state_->files->Remove(ObjectPath(*bucket, name.key), &gone);
  if (gone) {
    const std::unique_lock lock(bucket->index);
    bucket->objects.erase(name.key);
    bucket->damaged.erase(ObjectRecordName(name.key));
  }
  if (!removed && gone && existing) {
    const std::unique_lock lock(state_->mutex);
    state_->limbo.push_back(std::move(existing));
  }
  return removed;
}

Result<ObjectList> DirectoryObjectStore::List(const std::string& bucket,
                                              const ListOptions& options) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredBucket> found, state_->FindBucket(bucket));
  const std::shared_lock lock(found->index);
  return ListPage(found->objects, options, [](const auto& at) { return at->second->info; });
}

Status DirectoryObjectStore::CreateBucket(const std::string& bucket) {
  RETURN_IF_ERROR(CheckBucketName(bucket));
  auto created = std::make_shared<StoredBucket>();
  created->info = {bucket, state_->clock->Now()};
  created->folder = state_->buckets_folder() + "/" + bucket;
  // Held over the disk's work, against the rule of directory_state.h: buckets are seldom made, and
  // two that are made at once must not both succeed.
  const std::unique_lock lock(state_->mutex);
  if (state_->buckets.contains(bucket)) {
    return MakeError(ErrorCode::kAlreadyExists, "bucket '" + bucket + "' exists");
  }
  bool visible = false;
  const Status made = state_->files->MakeFilledFolder(
      created->folder, {{"bucket", FormatBucketRecord({created->info})}}, {"objects"}, &visible);
  if (visible) state_->buckets[bucket] = std::move(created);
  return made;
}

Status DirectoryObjectStore::DeleteBucket(const std::string& bucket) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredBucket> found, state_->FindBucket(bucket));
  std::vector<std::shared_ptr<StoredUpload>> open;
  {
    const std::unique_lock lifetime(found->lifetime);
    if (found->deleted) return NoSuchBucket(bucket);
    {
      const std::shared_lock lock(found->index);
      if (!found->objects.empty() || !found->damaged.empty()) {
        return MakeError(ErrorCode::kAlreadyExists,
                         "not empty: bucket '" + bucket + "' holds objects");
      }
    }
    const std::unique_lock lock(state_->mutex);
    bool gone = false;
    const Status removed = state_->files->RemoveFolder(found->folder, &gone);
    if (gone) {
      found->deleted = true;
      state_->buckets.erase(bucket);
      for (const auto& [id, upload] : state_->uploads) {
        if (upload->bucket == found) open.push_back(upload);
      }
    }
    RETURN_IF_ERROR(removed);
  }
  for (const auto& upload : open) {
    const std::lock_guard lock(upload->mutex);
    if (Status closed = state_->CloseUpload(*upload); !closed) {
      LogError(LogLevel::kWarning, "objectstore.upload_left", closed.error());
    }
  }
  return {};
}

Result<std::vector<BucketInfo>> DirectoryObjectStore::ListBuckets() {
  const std::shared_lock lock(state_->mutex);
  std::vector<BucketInfo> list;
  for (const auto& [name, bucket] : state_->buckets) list.push_back(bucket->info);
  return list;
}

Result<ObjectInfo> DirectoryObjectStore::Copy(const ObjectName& source, const ObjectName& target,
                                              const std::optional<PutOptions>& replace) {
  ASSIGN_OR_RETURN(const std::shared_ptr<const StoredObject> original, state_->FindObject(source));
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredBucket> bucket, state_->FindBucket(target.bucket));
  RETURN_IF_ERROR(CheckKey(target.key));
  if (replace) RETURN_IF_ERROR(CheckPutOptions(*replace));
  auto object = std::make_shared<StoredObject>();
  object->info = CopiedInfo(original->info, replace);
  object->blobs = original->blobs;
  const ChecksumAlgorithm algorithm = object->info.checksum->algorithm;
  const bool whole = original->info.etag.find('-') == std::string::npos;
  if (whole && original->info.checksum->algorithm == algorithm) {
    object->info.etag = original->info.etag;
    object->info.checksum = original->info.checksum;
  } else {  // the bytes are read for their digests, but not written again
    BodyDigest digest(algorithm, {});
    ASSIGN_OR_RETURN(const std::unique_ptr<ObjectReader> reader,
                     ReadObject(original, {0, original->info.size_bytes}));
    std::string buffer(size_t{256} << 10, '\0');
    while (true) {
      ASSIGN_OR_RETURN(const size_t count, reader->Read(buffer));
      if (count == 0) break;
      digest.Update({buffer.data(), count});
    }
    RETURN_IF_ERROR(digest.Finish());
    object->info.etag = digest.etag();
    object->info.checksum = digest.checksum();
  }
  return state_->Commit(*bucket, target.key, std::move(object), replace.value_or(PutOptions{}));
}

}  // namespace tacet::objectstore
