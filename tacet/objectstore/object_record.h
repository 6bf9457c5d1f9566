// The directory store's records, each a small file: what an object, a bucket, an upload and a part
// are, and which blobs hold their bytes. Private to the directory store.
//
//   tacet-record 1 <CRC32C of the rest, 8 hex digits>\n
//   {"record":"object","key":"call.wav",...}
//
// Parsers give kDataLoss for anything that the formatters do not write. Pure functions,
// thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/objectstore/blob_pool.h"
#include "tacet/objectstore/bucket_store.h"

namespace tacet::objectstore {

inline constexpr uint64_t kMaxRecordBytes = uint64_t{4} << 20;

struct ObjectRecord {
  std::string key;
  ObjectInfo info;             // with checksum
  std::vector<BlobRef> blobs;  // their sizes add up to info.size_bytes
};

struct BucketRecord {
  BucketInfo info;
};

struct UploadRecord {
  UploadInfo info;
  PutOptions options;  // without checksum and conditions
};

struct PartRecord {
  PartInfo info;               // with checksum
  std::vector<BlobRef> blobs;  // one, or none when the part is empty
};

std::string FormatObjectRecord(const ObjectRecord& record);
Result<ObjectRecord> ParseObjectRecord(std::string_view bytes);

std::string FormatBucketRecord(const BucketRecord& record);
Result<BucketRecord> ParseBucketRecord(std::string_view bytes);

std::string FormatUploadRecord(const UploadRecord& record);
Result<UploadRecord> ParseUploadRecord(std::string_view bytes);

std::string FormatPartRecord(const PartRecord& record);
Result<PartRecord> ParsePartRecord(std::string_view bytes);

// The file name of an object's record: 64 hex digits, whatever the key holds.
std::string ObjectRecordName(std::string_view key);

// Parsing without the first line, which no fuzzer would get right.
Result<ObjectRecord> ParseObjectJson(std::string_view json);
Result<UploadRecord> ParseUploadJson(std::string_view json);
Result<PartRecord> ParsePartJson(std::string_view json);

}  // namespace tacet::objectstore
