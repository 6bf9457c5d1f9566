// Uploads in parts: each part is a blob with a record beside the upload's own, and completing only
// writes a record that names the parts' blobs.
#include <utility>

#include "tacet/base/log.h"
#include "tacet/objectstore/directory_state.h"
#include "tacet/objectstore/multipart_rules.h"
#include "tacet/objectstore/object_rules.h"

namespace tacet::objectstore {
namespace {

std::string PartPath(const StoredUpload& upload, int part_number) {
  return upload.folder + "/part-" + std::to_string(part_number);
}

}  // namespace

Result<std::shared_ptr<StoredUpload>> DirectoryObjectStore::State::FindUpload(
    const ObjectName& name, const std::string& upload_id) {
  RETURN_IF_ERROR(FindBucket(name.bucket));
  const std::shared_lock lock(mutex);
  const auto found = uploads.find(upload_id);
  if (found == uploads.end() || found->second->info.name != name) return NoSuchUpload();
  return found->second;
}

Status DirectoryObjectStore::State::CloseUpload(StoredUpload& upload) {
  if (upload.closed) return {};
  bool gone = false;
  const Status removed = files->RemoveFolder(upload.folder, &gone);
  if (gone) {
    upload.closed = true;
    upload.parts.clear();
    const std::unique_lock lock(mutex);
    uploads.erase(upload.info.upload_id);
  }
  return removed;
}

Result<UploadInfo> DirectoryObjectStore::CreateUpload(const ObjectName& name,
                                                      const PutOptions& options,
                                                      bool checksum_composite) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredBucket> bucket, state_->FindBucket(name.bucket));
  RETURN_IF_ERROR(CheckKey(name.key));
  RETURN_IF_ERROR(CheckPutOptions(options));
  RETURN_IF_ERROR(CheckUploadChecksum(options, checksum_composite));
  auto upload = std::make_shared<StoredUpload>();
  upload->info = {name, NewUploadId(), state_->clock->Now(), {}, checksum_composite};
  if (options.checksum) upload->info.checksum_algorithm = options.checksum->algorithm;
  upload->options = options;
  upload->folder = state_->uploads_folder() + "/" + upload->info.upload_id;
  upload->bucket = bucket;
  UploadInfo info = upload->info;

  const std::shared_lock lifetime(bucket->lifetime);
  if (bucket->deleted) return NoSuchBucket(name.bucket);
  bool visible = false;
  const Status made = state_->files->MakeFilledFolder(
      upload->folder, {{"upload", FormatUploadRecord({info, options})}}, {}, &visible);
  if (visible) {
    const std::unique_lock lock(state_->mutex);
    state_->uploads[info.upload_id] = std::move(upload);
  }
  RETURN_IF_ERROR(made);
  return info;
}

Result<PartInfo> DirectoryObjectStore::PutPart(const UploadInfo& upload, int part_number,
                                               ByteSource& body,
                                               const std::optional<ObjectChecksum>& checksum) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredUpload> open,
                   state_->FindUpload(upload.name, upload.upload_id));
  RETURN_IF_ERROR(CheckPart(open->info, part_number, checksum));
  BodyDigest digest(PartAlgorithm(open->info), checksum);
  ASSIGN_OR_RETURN(std::shared_ptr<const Blob> blob, state_->pool->Write(body, digest));
  PartRecord record;
  record.info = {part_number, digest.etag(), digest.size_bytes(), {}, digest.checksum()};
  if (blob) record.blobs.push_back(blob->ref());

  const std::lock_guard lock(open->mutex);
  if (open->closed) return NoSuchUpload();
  record.info.last_modified = state_->clock->Now();
  bool visible = false;
  const Status written =
      state_->files->Replace(PartPath(*open, part_number), FormatPartRecord(record), &visible);
  if (visible) open->parts[part_number] = {record.info, std::move(blob)};
  RETURN_IF_ERROR(written);
  return record.info;
}

Result<ObjectInfo> DirectoryObjectStore::CompleteUpload(
    const UploadInfo& upload, const std::vector<CompletedPart>& parts,
    const std::optional<ObjectChecksum>& object_checksum, const PutOptions& conditions) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredUpload> open,
                   state_->FindUpload(upload.name, upload.upload_id));
  const std::lock_guard lock(open->mutex);
  if (open->closed) return NoSuchUpload();
  auto object = std::make_shared<StoredObject>();
  ASSIGN_OR_RETURN(object->info, CompleteParts(open->info, open->options, parts,
                                               StoredParts(open->parts, parts), object_checksum));
  for (const CompletedPart& part : parts) {
    const StoredPart& each = open->parts.at(part.part_number);
    if (each.blob) object->blobs.push_back(each.blob);
  }
  ASSIGN_OR_RETURN(ObjectInfo info,
                   state_->Commit(*open->bucket, upload.name.key, std::move(object), conditions));
  // The object is there and durable; an upload that could not be removed only stays listed.
  if (Status closed = state_->CloseUpload(*open); !closed) {
    LogError(LogLevel::kWarning, "objectstore.upload_left", closed.error());
  }
  return info;
}

Status DirectoryObjectStore::AbortUpload(const UploadInfo& upload) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredUpload> open,
                   state_->FindUpload(upload.name, upload.upload_id));
  const std::lock_guard lock(open->mutex);
  if (open->closed) return NoSuchUpload();
  return state_->CloseUpload(*open);
}

Result<UploadInfo> DirectoryObjectStore::FindUpload(const ObjectName& name,
                                                    const std::string& upload_id) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredUpload> open, state_->FindUpload(name, upload_id));
  return open->info;
}

Result<std::vector<PartInfo>> DirectoryObjectStore::ListParts(const UploadInfo& upload) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoredUpload> open,
                   state_->FindUpload(upload.name, upload.upload_id));
  const std::lock_guard lock(open->mutex);
  if (open->closed) return NoSuchUpload();
  std::vector<PartInfo> list;
  for (const auto& [number, part] : open->parts) list.push_back(part.info);
  return list;
}

Result<std::vector<UploadInfo>> DirectoryObjectStore::ListUploads(const std::string& bucket) {
  RETURN_IF_ERROR(state_->FindBucket(bucket));
  std::vector<UploadInfo> list;
  {
    const std::shared_lock lock(state_->mutex);
    for (const auto& [id, upload] : state_->uploads) {
      if (upload->info.name.bucket == bucket) list.push_back(upload->info);
    }
  }
  SortUploads(list);
  return list;
}

}  // namespace tacet::objectstore
