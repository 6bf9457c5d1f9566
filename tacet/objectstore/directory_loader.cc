// How a directory store starts: the lock, the folders, the index from all records, the sweep.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "tacet/base/file.h"
#include "tacet/base/log.h"
#include "tacet/objectstore/directory_state.h"

namespace tacet::objectstore {
namespace {

constexpr std::string_view kFormat = "tacet-objectstore 1\n";
constexpr std::array<std::string_view, 6> kOwnNames = {"lock",    "format",  "tmp",
                                                       "buckets", "uploads", "blobs"};

// The names in a folder, sorted, so that a start does the same each time.
Result<std::vector<std::string>> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    names.push_back(at->path().filename().string());
  }
  if (error) return FileFailure("list a folder", folder, error.value());
  std::sort(names.begin(), names.end());
  return names;
}

void LogDamaged(const std::string& path, const Error& error) {
  LogError(LogLevel::kError, "objectstore.damaged_record", error, {{"path", path}});
}

Result<FileDescriptor> LockFolder(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() < 0) return FileFailure("open the lock file", path, errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return FileFailure("lock the folder", path, errno);
    return MakeError(ErrorCode::kUnavailable,
                     "another process has the object store open; stop it first", path);
  }
  return file;
}

}  // namespace

Status DirectoryObjectStore::State::Open(const DirectoryObjectStoreOptions& options) {
  root = options.path;
  clock = options.clock;
  if (::mkdir(root.c_str(), 0700) != 0 && errno != EEXIST) {
    return FileFailure("make the object store's folder", root, errno);
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(root));
  for (const std::string& name : names) {
    if (std::find(kOwnNames.begin(), kOwnNames.end(), name) == kOwnNames.end()) {
      return MakeError(ErrorCode::kInvalidArgument,
                       "the object store's folder holds something else: '" + name +
                           "'; name a folder of its own");
    }
  }
  ASSIGN_OR_RETURN(folder_lock, LockFolder(root + "/lock"));
  files = std::make_shared<const StoreFiles>(root + "/tmp", options.fault);
  pool = std::make_shared<BlobPool>(root + "/blobs", files);
  RETURN_IF_ERROR(PrepareFolders());
  bool readable = true;
  RETURN_IF_ERROR(LoadBuckets(&readable));
  RETURN_IF_ERROR(LoadUploads(&readable));
  pool->EndAdopting(readable ? BlobPool::Unnamed::kRemove : BlobPool::Unnamed::kKeep);
  return {};
}

Status DirectoryObjectStore::State::PrepareFolders() {
  for (const char* name : {"tmp", "buckets", "uploads", "blobs"}) {
    RETURN_IF_ERROR(files->MakeFolder(root + "/" + name));
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> leftovers, NamesIn(root + "/tmp"));
  for (const std::string& name : leftovers) {
    std::error_code error;
    std::filesystem::remove_all(root + "/tmp/" + name, error);
    if (error) return FileFailure("remove a leftover", root + "/tmp/" + name, error.value());
  }
  const std::string path = root + "/format";
  const Result<std::string> format = ReadFile(path, /*max_bytes=*/256);
  if (!format && format.error().code == ErrorCode::kNotFound) {
    bool visible = false;
    return files->Replace(path, kFormat, &visible);
  }
  RETURN_IF_ERROR(format);
  if (*format != kFormat) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the object store's folder was written by another version of this program");
  }
  return {};
}

BlobList DirectoryObjectStore::State::Adopt(const std::vector<BlobRef>& refs) {
  BlobList blobs;
  for (const BlobRef& ref : refs) blobs.push_back(pool->Adopt(ref));
  return blobs;
}

Status DirectoryObjectStore::State::LoadBuckets(bool* readable) {
  ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(buckets_folder()));
  for (const std::string& name : names) {
    auto bucket = std::make_shared<StoredBucket>();
    bucket->folder = buckets_folder() + "/" + name;
    const std::string path = bucket->folder + "/bucket";
    const Result<std::string> bytes = ReadFile(path, kMaxRecordBytes);
    RETURN_IF_ERROR(bytes);
    const Result<BucketRecord> record = ParseBucketRecord(*bytes);
    if (record && record->info.name == name) {
      bucket->info = record->info;
    } else {  // only its age is lost
      LogDamaged(path, record ? Error{ErrorCode::kDataLoss, "another bucket's record", {}, {}}
                              : record.error());
      bucket->info = {name, clock->Now()};
    }
    RETURN_IF_ERROR(LoadObjects(*bucket, readable));
    buckets[name] = std::move(bucket);
  }
  return {};
}

Status DirectoryObjectStore::State::LoadObjects(StoredBucket& bucket, bool* readable) {
  const std::string folder = bucket.folder + "/objects";
  ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(folder));
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    Result<std::string> bytes = ReadFile(path, kMaxRecordBytes);
    Result<ObjectRecord> record =
        bytes ? ParseObjectRecord(*bytes) : Result<ObjectRecord>(tl::unexpected(bytes.error()));
    if (record && ObjectRecordName(record->key) != name) {
      record = MakeError(ErrorCode::kDataLoss, "a record stands under another key's name");
    }
    if (!record) {
      LogDamaged(path, record.error());
      bucket.damaged.insert(name);
      *readable = false;
      continue;
    }
    bucket.objects[record->key] =
        std::make_shared<const StoredObject>(StoredObject{record->info, Adopt(record->blobs)});
  }
  return {};
}

Status DirectoryObjectStore::State::LoadUploads(bool* readable) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, NamesIn(uploads_folder()));
  for (const std::string& id : ids) {
    const std::string folder = uploads_folder() + "/" + id;
    const Result<std::string> bytes = ReadFile(folder + "/upload", kMaxRecordBytes);
    Result<UploadRecord> record =
        bytes ? ParseUploadRecord(*bytes) : Result<UploadRecord>(tl::unexpected(bytes.error()));
    if (!record || record->info.upload_id != id) {
      // Its client must begin again; whoever looks after the disk is told.
      LogDamaged(folder, record ? Error{ErrorCode::kDataLoss, "another upload's record", {}, {}}
                                : record.error());
      *readable = false;
      continue;
    }
    const auto bucket = buckets.find(record->info.name.bucket);
    if (bucket == buckets.end()) {  // the bucket's deletion was cut short
      bool gone = false;
      RETURN_IF_ERROR(files->RemoveFolder(folder, &gone));
      continue;
    }
    auto upload = std::make_shared<StoredUpload>();
    upload->info = record->info;
    upload->options = record->options;
    upload->folder = folder;
    upload->bucket = bucket->second;
    ASSIGN_OR_RETURN(const std::vector<std::string> names, NamesIn(folder));
    for (const std::string& name : names) {
      if (name == "upload") continue;
      const Result<std::string> part_bytes = ReadFile(folder + "/" + name, kMaxRecordBytes);
      const Result<PartRecord> part = part_bytes
                                          ? ParsePartRecord(*part_bytes)
                                          : Result<PartRecord>(tl::unexpected(part_bytes.error()));
      if (!part) {  // the client is told that this part is missing
        LogDamaged(folder + "/" + name, part.error());
        *readable = false;
        continue;
      }
      const BlobList blobs = Adopt(part->blobs);
      upload->parts[part->info.part_number] = {part->info, blobs.empty() ? nullptr : blobs.front()};
    }
    uploads[id] = std::move(upload);
  }
  return {};
}

}  // namespace tacet::objectstore
