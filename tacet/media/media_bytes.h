// MediaBytes: the bytes of one media file, read at any offset. Private to media/.
//
// Owns the file descriptor. Over memory it borrows, for tests and fuzzing that touch no disk.
// ReadAt() is thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "tacet/base/result.h"

namespace tacet::media {

class MediaBytes {
 public:
  // Opens a regular file. Errors: kNotFound; kPermissionDenied; kInvalidArgument (a directory or
  // another thing without a length, or more than `max_bytes`); kDataLoss (empty).
  static Result<MediaBytes> OpenFile(const std::string& path, uint64_t max_bytes);

  // Over `bytes`, which must outlive the object; `name` stands for the path in messages.
  static MediaBytes FromMemory(std::span<const uint8_t> bytes, std::string name);

  MediaBytes(MediaBytes&& other) noexcept;
  MediaBytes& operator=(MediaBytes&&) = delete;
  ~MediaBytes();

  // The path in printable form, for messages.
  const std::string& name() const { return name_; }
  uint64_t size() const { return size_; }

  // Fills `buffer` from `offset` and returns how many bytes were there: fewer than asked only at
  // the end of the file; -1 when the disk fails.
  int64_t ReadAt(uint64_t offset, std::span<uint8_t> buffer) const;

 private:
  MediaBytes() = default;

  int fd_ = -1;
  std::span<const uint8_t> memory_;
  uint64_t size_ = 0;
  std::string name_;
};

}  // namespace tacet::media
