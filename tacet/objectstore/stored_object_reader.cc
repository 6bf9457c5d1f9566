#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "tacet/objectstore/directory_state.h"

namespace tacet::objectstore {
namespace {

// Walks through the blobs of an object, one verified block in memory at a time.
class StoredObjectReader : public ObjectReader {
 public:
  StoredObjectReader(std::shared_ptr<const StoredObject> object, ByteRange range)
      : object_(std::move(object)), position_(range.first), end_(range.end) {}

  // Makes the block of `position_` the current one.
  Status Advance() {
    while (!reader_ || position_ >= blob_begin_ + reader_->size_bytes()) {
      if (reader_) blob_begin_ += reader_->size_bytes();
      reader_.reset();
      // Blobs before a range are passed by without being opened.
      const auto& blob = object_->blobs[next_blob_++];
      if (position_ >= blob_begin_ + blob->ref().size_bytes) {
        blob_begin_ += blob->ref().size_bytes;
        continue;
      }
      ASSIGN_OR_RETURN(BlobReader opened, BlobReader::Open(blob));
      reader_.emplace(std::move(opened));
    }
    const int64_t in_blob = position_ - blob_begin_;
    ASSIGN_OR_RETURN(block_, reader_->ReadBlock(in_blob));
    block_left_ = std::string_view(block_).substr(static_cast<size_t>(in_blob % kBlobBlockBytes));
    return {};
  }

  const ObjectInfo& info() const override { return object_->info; }

  Result<size_t> Read(std::span<char> buffer) override {
    if (position_ >= end_) return size_t{0};
    if (block_left_.empty()) RETURN_IF_ERROR(Advance());
    const size_t count =
        std::min({buffer.size(), block_left_.size(), static_cast<size_t>(end_ - position_)});
    std::memcpy(buffer.data(), block_left_.data(), count);
    block_left_.remove_prefix(count);
    position_ += static_cast<int64_t>(count);
    return count;
  }

 private:
  const std::shared_ptr<const StoredObject> object_;
  int64_t position_;
  const int64_t end_;
  size_t next_blob_ = 0;
  int64_t blob_begin_ = 0;  // of the open blob, or of the next one
  std::optional<BlobReader> reader_;
  std::string block_;
  std::string_view block_left_;
};

}  // namespace

Result<std::unique_ptr<ObjectReader>> ReadObject(std::shared_ptr<const StoredObject> object,
                                                 ByteRange range) {
  auto reader = std::make_unique<StoredObjectReader>(std::move(object), range);
  if (range.first < range.end) RETURN_IF_ERROR(reader->Advance());
  return reader;
}

}  // namespace tacet::objectstore
