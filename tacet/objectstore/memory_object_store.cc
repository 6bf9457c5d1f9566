#include "tacet/objectstore/memory_object_store.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "tacet/objectstore/body_digest.h"
#include "tacet/objectstore/multipart_rules.h"
#include "tacet/objectstore/object_rules.h"

namespace tacet::objectstore {
namespace {

struct ReadBody {
  std::string bytes;
  std::string etag;
  ObjectChecksum checksum;
};

Result<ReadBody> ReadBodyOf(ByteSource& body, ChecksumAlgorithm stored,
                            const std::optional<ObjectChecksum>& expected) {
  BodyDigest digest(stored, expected);
  ReadBody result;
  std::string buffer(size_t{64} << 10, '\0');
  while (true) {
    ASSIGN_OR_RETURN(const size_t count, body.Read(buffer));
    if (count == 0) break;
    digest.Update({buffer.data(), count});
    result.bytes.append(buffer, 0, count);
  }
  RETURN_IF_ERROR(digest.Finish());
  result.etag = digest.etag();
  result.checksum = digest.checksum();
  return result;
}

}  // namespace

class MemoryObjectStore::Reader : public ObjectReader {
 public:
  Reader(Object object, ByteRange range) : object_(std::move(object)), range_(range) {}

  const ObjectInfo& info() const override { return object_.info; }
  Result<size_t> Read(std::span<char> buffer) override {
    const size_t count = std::min(buffer.size(), static_cast<size_t>(range_.end - range_.first));
    if (count > 0) std::memcpy(buffer.data(), object_.bytes->data() + range_.first, count);
    range_.first += static_cast<int64_t>(count);
    return count;
  }

 private:
  Object object_;
  ByteRange range_;  // what is left
};

MemoryObjectStore::Bucket* MemoryObjectStore::FindBucket(const std::string& bucket) {
  const auto found = buckets_.find(bucket);
  return found == buckets_.end() ? nullptr : &found->second;
}

Result<MemoryObjectStore::Object*> MemoryObjectStore::Find(const ObjectName& name) {
  Bucket* bucket = FindBucket(name.bucket);
  if (bucket == nullptr) return NoSuchBucket(name.bucket);
  const auto found = bucket->objects.find(name.key);
  if (found == bucket->objects.end()) return NoSuchObject();
  return &found->second;
}

Result<MemoryObjectStore::Upload*> MemoryObjectStore::FindOpen(const UploadInfo& upload) {
  if (FindBucket(upload.name.bucket) == nullptr) return NoSuchBucket(upload.name.bucket);
  const auto found = uploads_.find(upload.upload_id);
  if (found == uploads_.end() || found->second.info.name != upload.name) return NoSuchUpload();
  return &found->second;
}

Result<ObjectInfo> MemoryObjectStore::Commit(const ObjectName& name, Object object,
                                             const PutOptions& conditions) {
  Bucket* bucket = FindBucket(name.bucket);
  if (bucket == nullptr) return NoSuchBucket(name.bucket);
  const auto existing = bucket->objects.find(name.key);
  RETURN_IF_ERROR(CheckConditions(
      existing == bucket->objects.end() ? nullptr : &existing->second.info, conditions));
  object.info.size_bytes = static_cast<int64_t>(object.bytes->size());
  object.info.last_modified = clock_->Now();
  ObjectInfo info = object.info;
  bucket->objects.insert_or_assign(name.key, std::move(object));
  return info;
}

Status MemoryObjectStore::HeadBucket(const std::string& bucket) {
  const std::lock_guard lock(mutex_);
  if (FindBucket(bucket) == nullptr) return NoSuchBucket(bucket);
  return {};
}

Result<ObjectInfo> MemoryObjectStore::Head(const ObjectName& name) {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(const Object* object, Find(name));
  return object->info;
}

Result<std::unique_ptr<ObjectReader>> MemoryObjectStore::Get(const ObjectName& name,
                                                             std::optional<ByteRange> range) {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(const Object* object, Find(name));
  ASSIGN_OR_RETURN(const ByteRange cut, CutRange(range, object->info.size_bytes));
  return std::make_unique<Reader>(*object, cut);
}

Result<ObjectInfo> MemoryObjectStore::Put(const ObjectName& name, ByteSource& body,
                                          const PutOptions& options) {
  RETURN_IF_ERROR(HeadBucket(name.bucket));
  RETURN_IF_ERROR(CheckKey(name.key));
  RETURN_IF_ERROR(CheckPutOptions(options));
  if (options.checksum) RETURN_IF_ERROR(CheckChecksumValue(*options.checksum));
  const ChecksumAlgorithm algorithm =
      options.checksum ? options.checksum->algorithm : ChecksumAlgorithm::kCrc64Nvme;
  ASSIGN_OR_RETURN(ReadBody read, ReadBodyOf(body, algorithm, options.checksum));
  Object object;
  object.info = InfoFromOptions(options);
  object.info.etag = std::move(read.etag);
  object.info.checksum = std::move(read.checksum);
  object.bytes = std::make_shared<const std::string>(std::move(read.bytes));
  const std::lock_guard lock(mutex_);
  return Commit(name, std::move(object), options);
}

Status MemoryObjectStore::Delete(const ObjectName& name) {
  const std::lock_guard lock(mutex_);
  Bucket* bucket = FindBucket(name.bucket);
  if (bucket == nullptr) return NoSuchBucket(name.bucket);
  bucket->objects.erase(name.key);
  return {};
}

Result<ObjectList> MemoryObjectStore::List(const std::string& bucket, const ListOptions& options) {
  const std::lock_guard lock(mutex_);
  const Bucket* found = FindBucket(bucket);
  if (found == nullptr) return NoSuchBucket(bucket);
  return ListPage(found->objects, options, [](const auto& at) { return at->second.info; });
}

Status MemoryObjectStore::CreateBucket(const std::string& bucket) {
  RETURN_IF_ERROR(CheckBucketName(bucket));
  const std::lock_guard lock(mutex_);
  if (FindBucket(bucket) != nullptr) {
    return MakeError(ErrorCode::kAlreadyExists, "bucket '" + bucket + "' exists");
  }
  buckets_[bucket].created = clock_->Now();
  return {};
}

Status MemoryObjectStore::DeleteBucket(const std::string& bucket) {
  const std::lock_guard lock(mutex_);
  const Bucket* found = FindBucket(bucket);
  if (found == nullptr) return NoSuchBucket(bucket);
  if (!found->objects.empty()) {
    return MakeError(ErrorCode::kAlreadyExists, "not empty: bucket '" + bucket + "' holds objects");
  }
  buckets_.erase(bucket);
  std::erase_if(uploads_,
                [&](const auto& upload) { return upload.second.info.name.bucket == bucket; });
  return {};
}

Result<std::vector<BucketInfo>> MemoryObjectStore::ListBuckets() {
  const std::lock_guard lock(mutex_);
  std::vector<BucketInfo> list;
  for (const auto& [name, bucket] : buckets_) list.push_back({name, bucket.created});
  return list;
}

Result<ObjectInfo> MemoryObjectStore::Copy(const ObjectName& source, const ObjectName& target,
                                           const std::optional<PutOptions>& replace) {
  Object object;
  {
    const std::lock_guard lock(mutex_);
    ASSIGN_OR_RETURN(const Object* found, Find(source));
    object = *found;
  }
  RETURN_IF_ERROR(CheckKey(target.key));
  if (replace) RETURN_IF_ERROR(CheckPutOptions(*replace));
  object.info = CopiedInfo(object.info, replace);
  BodyDigest digest(object.info.checksum->algorithm, {});
  digest.Update(*object.bytes);
  RETURN_IF_ERROR(digest.Finish());
  object.info.etag = digest.etag();
  object.info.checksum = digest.checksum();
  const std::lock_guard lock(mutex_);
  return Commit(target, std::move(object), replace.value_or(PutOptions{}));
}

Result<UploadInfo> MemoryObjectStore::CreateUpload(const ObjectName& name,
                                                   const PutOptions& options,
                                                   bool checksum_composite) {
  RETURN_IF_ERROR(HeadBucket(name.bucket));
  RETURN_IF_ERROR(CheckKey(name.key));
  RETURN_IF_ERROR(CheckPutOptions(options));
  RETURN_IF_ERROR(CheckUploadChecksum(options, checksum_composite));
  Upload upload;
  upload.info = {name, NewUploadId(), clock_->Now(), {}, checksum_composite};
  if (options.checksum) upload.info.checksum_algorithm = options.checksum->algorithm;
  upload.options = options;
  const std::lock_guard lock(mutex_);
  if (FindBucket(name.bucket) == nullptr) return NoSuchBucket(name.bucket);
  UploadInfo info = upload.info;
  uploads_[info.upload_id] = std::move(upload);
  return info;
}

Result<PartInfo> MemoryObjectStore::PutPart(const UploadInfo& upload, int part_number,
                                            ByteSource& body,
                                            const std::optional<ObjectChecksum>& checksum) {
  ASSIGN_OR_RETURN(const UploadInfo known, FindUpload(upload.name, upload.upload_id));
  RETURN_IF_ERROR(CheckPart(known, part_number, checksum));
  ASSIGN_OR_RETURN(ReadBody read, ReadBodyOf(body, PartAlgorithm(known), checksum));
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(Upload * open, FindOpen(upload));
  PartInfo info = {part_number, std::move(read.etag), static_cast<int64_t>(read.bytes.size()),
                   clock_->Now(), std::move(read.checksum)};
  open->parts[part_number] = {info, std::move(read.bytes)};
  return info;
}

Result<ObjectInfo> MemoryObjectStore::CompleteUpload(
    const UploadInfo& upload, const std::vector<CompletedPart>& parts,
    const std::optional<ObjectChecksum>& object_checksum, const PutOptions& conditions) {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(const Upload* open, FindOpen(upload));
  Object object;
  ASSIGN_OR_RETURN(object.info, CompleteParts(open->info, open->options, parts,
                                              StoredParts(open->parts, parts), object_checksum));
  std::string bytes;
  bytes.reserve(static_cast<size_t>(object.info.size_bytes));
  for (const CompletedPart& part : parts) bytes += open->parts.at(part.part_number).bytes;
  object.bytes = std::make_shared<const std::string>(std::move(bytes));
  ASSIGN_OR_RETURN(ObjectInfo info, Commit(upload.name, std::move(object), conditions));
  uploads_.erase(upload.upload_id);
  return info;
}

Status MemoryObjectStore::AbortUpload(const UploadInfo& upload) {
  const std::lock_guard lock(mutex_);
  RETURN_IF_ERROR(FindOpen(upload));
  uploads_.erase(upload.upload_id);
  return {};
}

Result<UploadInfo> MemoryObjectStore::FindUpload(const ObjectName& name,
                                                 const std::string& upload_id) {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(const Upload* open, FindOpen({name, upload_id, {}, {}, false}));
  return open->info;
}

Result<std::vector<PartInfo>> MemoryObjectStore::ListParts(const UploadInfo& upload) {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(const Upload* open, FindOpen(upload));
  std::vector<PartInfo> list;
  for (const auto& [number, part] : open->parts) list.push_back(part.info);
  return list;
}

Result<std::vector<UploadInfo>> MemoryObjectStore::ListUploads(const std::string& bucket) {
  const std::lock_guard lock(mutex_);
  if (FindBucket(bucket) == nullptr) return NoSuchBucket(bucket);
  std::vector<UploadInfo> list;
  for (const auto& [id, upload] : uploads_) {
    if (upload.info.name.bucket == bucket) list.push_back(upload.info);
  }
  SortUploads(list);
  return list;
}

}  // namespace tacet::objectstore
