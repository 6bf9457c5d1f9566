// ObjectStore: where media are read from and results written to. Shipped: a directory
// (directory_object_store.h), an S3 endpoint elsewhere (s3_object_store.h) and memory
// (memory_object_store.h), all held to object_store_contract_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tacet/base/byte_source.h"
#include "tacet/base/cancel.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::objectstore {

struct ObjectName {
  std::string bucket;
  std::string key;  // UTF-8, 1 to 1024 bytes
  bool operator==(const ObjectName&) const = default;
};

// What an object holds, as far as it was Tacet that wrote it. Set by the server alone: no header of
// a client reaches it. Decides who may read the object.
enum class ObjectContent {
  kOther,               // media, and whatever else clients upload
  kTranscript,          // an unredacted document of a job
  kRedactedTranscript,  // a redacted one
};

enum class ChecksumAlgorithm { kCrc32, kCrc32c, kCrc64Nvme, kSha1, kSha256 };

struct ObjectChecksum {
  ChecksumAlgorithm algorithm = ChecksumAlgorithm::kCrc64Nvme;
  std::string base64;      // of the digest's bytes; "<base64>-<parts>" for a composite one
  bool composite = false;  // a checksum of the parts' checksums
  bool operator==(const ObjectChecksum&) const = default;
};

struct ObjectInfo {
  int64_t size_bytes = 0;
  std::string etag;  // without quotes
  Time last_modified;
  std::string content_type;  // "" = none was given
  // Content-Encoding, Content-Disposition, Content-Language, Cache-Control, Expires: as given, by
  // their names in lower case.
  std::map<std::string, std::string> headers;
  // Without "x-amz-meta-", names in lower case; UTF-8, at most 2 KiB in all.
  std::map<std::string, std::string> metadata;
  std::optional<ObjectChecksum> checksum;
  ObjectContent content = ObjectContent::kOther;
};

// Half open, in bytes: first <= i < end.
struct ByteRange {
  int64_t first = 0;
  int64_t end = 0;
};

// The stored bytes are verified while they are read; a damaged object fails with kDataLoss before
// the last byte is given.
class ObjectReader : public ByteSource {
 public:
  virtual const ObjectInfo& info() const = 0;  // of the whole object
};

struct PutOptions {
  std::string content_type;
  std::map<std::string, std::string> headers;   // see ObjectInfo
  std::map<std::string, std::string> metadata;  // see ObjectInfo
  ObjectContent content = ObjectContent::kOther;
  // Stored with the object; the store computes it when absent (kCrc64Nvme) or when its `base64` is
  // empty (of that algorithm). Bytes with another checksum than `base64` are refused with
  // kInvalidArgument ("checksum").
  std::optional<ObjectChecksum> checksum;
  // Put only if no object of that name exists (If-None-Match: *); kAlreadyExists else.
  bool only_if_absent = false;
  // Put only over this ETag (If-Match), without quotes; kNotFound when there is no object,
  // kAlreadyExists when it has another.
  std::string only_over_etag;
};

struct ListOptions {
  std::string prefix;
  std::string delimiter;  // "" = none
  // Only what sorts after it, in bytes; a common prefix that begins it counts as already listed, so
  // that a listing goes on where it ended.
  std::string start_after;
  int max_keys = 1000;  // of objects and common prefixes together
};

struct ListedObject {
  std::string key;
  ObjectInfo info;
};

struct ObjectList {
  std::vector<ListedObject> objects;            // in byte order of their keys
  std::vector<std::string> common_prefixes;     // in byte order
  std::optional<std::string> next_start_after;  // present when there is more
};

// Thread-safe. kUnavailable and kDeadlineExceeded for passing failures (after retries),
// kPermissionDenied, kResourceExhausted for a full disk, kDataLoss for damaged bytes, and the
// refusals of object_rules.h, whose messages begin with a fixed word: kNotFound "bucket", "object",
// "upload"; kInvalidArgument "bucket name", "key", "key too long", "range", "checksum", "metadata";
// kAlreadyExists "precondition".
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  virtual Status HeadBucket(const std::string& bucket) = 0;
  virtual Result<ObjectInfo> Head(const ObjectName& name) = 0;
  // `range` is cut to the object's size; one that begins past its end is kInvalidArgument.
  virtual Result<std::unique_ptr<ObjectReader>> Get(const ObjectName& name,
                                                    std::optional<ByteRange> range = {}) = 0;
  // All or nothing, replacing what was there: readers see the old object or the new one, also after
  // a crash. The bytes are on the disk (or acknowledged) when it returns. An error of `body` ends
  // it with that error.
  virtual Result<ObjectInfo> Put(const ObjectName& name, ByteSource& body,
                                 const PutOptions& options) = 0;
  // Success also when there was none.
  virtual Status Delete(const ObjectName& name) = 0;
  virtual Result<ObjectList> List(const std::string& bucket, const ListOptions& options) = 0;
};

// Copies the object into a new file at `path`, readable by its owner only. kResourceExhausted
// when it is larger than `max_bytes`. On failure there is no file.
Result<ObjectInfo> GetToFile(ObjectStore& store, const ObjectName& name, const std::string& path,
                             int64_t max_bytes, const CancelToken* cancel);

}  // namespace tacet::objectstore
