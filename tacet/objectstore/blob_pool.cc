#include "tacet/objectstore/blob_pool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "tacet/base/log.h"
#include "tacet/objectstore/fill_buffer.h"
#include "tacet/objectstore/multipart_rules.h"

namespace tacet::objectstore {
namespace {

constexpr std::string_view kMagic = "TACETBLB";
constexpr size_t kCrcBytes = 4;
constexpr size_t kFooterBytes = kMagic.size() + 8 + kCrcBytes;

std::string Crc(std::string_view bytes) { return aws::Hash(aws::HashAlgorithm::kCrc32c, bytes); }

std::string SizeBytes(int64_t size) {
  std::string bytes(8, '\0');
  auto value = static_cast<uint64_t>(size);
  for (size_t i = bytes.size(); i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xff);
  return bytes;
}

int64_t BlockCount(int64_t size) { return (size + kBlobBlockBytes - 1) / kBlobBlockBytes; }

tl::unexpected<Error> Damaged(const std::string& path, std::string_view what) {
  return MakeError(ErrorCode::kDataLoss, "the stored object is damaged; restore it from a copy",
                   std::string(what) + ": " + path);
}

Status ReadWhole(const Blob& blob, const FileDescriptor& file, int64_t offset,
                 std::span<char> buffer) {
  const std::string path = blob.pool().PathOf(blob.ref().id);
  if (const int fault = blob.pool().Fault("blob.read")) {
    return Damaged(path, std::system_category().message(fault));
  }
  // The medium cannot give the bytes back (EIO), or the file was cut: either way they are lost.
  const std::optional<size_t> count = ReadAt(file, offset, buffer);
  if (!count) return Damaged(path, std::system_category().message(errno));
  if (*count < buffer.size()) return Damaged(path, "too short");
  return {};
}

}  // namespace

Result<std::shared_ptr<const Blob>> BlobPool::Write(ByteSource& body, BodyDigest& digest) {
  constexpr auto kBlock = static_cast<size_t>(kBlobBlockBytes);
  std::string block;
  RETURN_IF_ERROR(FillBuffer(body, kBlock, block));
  if (block.empty()) {
    RETURN_IF_ERROR(digest.Finish());
    return nullptr;
  }
  const std::string id = NewUploadId();
  const std::string path = PathOf(id);
  ASSIGN_OR_RETURN(const FileDescriptor file, files_->CreateFile("blob.create", path));
  // From here on the file goes with this blob. Its size is known at the end.
  const auto blob = std::make_shared<Blob>(shared_from_this(), BlobRef{id, 0});
  std::string tail;
  while (!block.empty()) {
    digest.Update(block);
    tail += Crc(block);
    RETURN_IF_ERROR(files_->Write("blob.write", file, path, block));
    if (block.size() < kBlock) break;
    RETURN_IF_ERROR(FillBuffer(body, kBlock, block));
  }
  RETURN_IF_ERROR(digest.Finish());
  const std::string size = SizeBytes(digest.size_bytes());
  const std::string crc = Crc(tail + size);
  tail.append(kMagic).append(size).append(crc);
  RETURN_IF_ERROR(files_->Write("blob.write", file, path, tail));
  RETURN_IF_ERROR(files_->Sync("blob.sync", file, path));
  RETURN_IF_ERROR(files_->SyncFolder("blob.folder_sync", folder_));
  blob->ref_.size_bytes = digest.size_bytes();
  return blob;
}

std::shared_ptr<const Blob> BlobPool::Adopt(const BlobRef& ref) {
  std::weak_ptr<const Blob>& known = adopted_[ref.id];
  std::shared_ptr<const Blob> blob = known.lock();
  if (!blob) {
    blob = std::make_shared<const Blob>(shared_from_this(), ref);
    known = blob;
  }
  return blob;
}

void BlobPool::EndAdopting(Unnamed unnamed) {
  int64_t removed = 0;
  if (unnamed == Unnamed::kRemove) {
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end;
         at.increment(error)) {
      if (adopted_.contains(at->path().filename().string())) continue;
      ::unlink(at->path().c_str());
      ++removed;
    }
  }
  adopted_.clear();
  if (removed > 0) Log(LogLevel::kInfo, "objectstore.swept", {{"files", std::to_string(removed)}});
}

Blob::~Blob() {
  if (!pool_->closed_) ::unlink(pool_->PathOf(ref_.id).c_str());
}

Result<BlobReader> BlobReader::Open(std::shared_ptr<const Blob> blob) {
  const std::string path = blob->pool().PathOf(blob->ref().id);
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.get() < 0) {
    if (errno == ENOENT) return Damaged(path, "missing");
    return FileFailure("open an object", path, errno);
  }
  const int64_t size = blob->ref().size_bytes;
  std::string tail(static_cast<size_t>(BlockCount(size)) * kCrcBytes + kFooterBytes, '\0');
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) return FileFailure("open an object", path, errno);
  if (status.st_size != size + static_cast<int64_t>(tail.size())) return Damaged(path, "size");
  RETURN_IF_ERROR(ReadWhole(*blob, file, size, tail));
  std::string table = tail.substr(0, tail.size() - kFooterBytes);
  const std::string expected = std::string(kMagic) + SizeBytes(size) + Crc(table + SizeBytes(size));
  if (tail.substr(table.size()) != expected) return Damaged(path, "table");
  return BlobReader(std::move(blob), std::move(file), std::move(table));
}

Result<std::string> BlobReader::ReadBlock(int64_t offset) {
  const int64_t index = offset / kBlobBlockBytes;
  const int64_t begin = index * kBlobBlockBytes;
  std::string block(static_cast<size_t>(std::min(kBlobBlockBytes, size_bytes() - begin)), '\0');
  RETURN_IF_ERROR(ReadWhole(*blob_, file_, begin, block));
  if (Crc(block) != table_.substr(static_cast<size_t>(index) * kCrcBytes, kCrcBytes)) {
    return Damaged(blob_->pool().PathOf(blob_->ref().id), "block " + std::to_string(index));
  }
  return block;
}

}  // namespace tacet::objectstore
