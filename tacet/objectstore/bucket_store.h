// BucketStore: an ObjectStore with all that the embedded S3 endpoint needs beside objects: buckets,
// copies and multipart uploads. Rules are Amazon S3's:
// https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tacet/objectstore/object_store.h"

namespace tacet::objectstore {

struct BucketInfo {
  std::string name;
  Time created;
};

struct PartInfo {
  int part_number = 0;  // 1 to 10,000
  std::string etag;
  int64_t size_bytes = 0;
  Time last_modified;
  std::optional<ObjectChecksum> checksum;
};

struct UploadInfo {
  ObjectName name;
  std::string upload_id;
  Time initiated;
  std::optional<ChecksumAlgorithm> checksum_algorithm;  // absent = none was asked for
  bool checksum_composite = false;
};

// What CompleteMultipartUpload names of each part. An empty etag or absent checksum is not
// compared.
struct CompletedPart {
  int part_number = 0;
  std::string etag;
  std::optional<ObjectChecksum> checksum;
};

// Thread-safe; errors as ObjectStore, their messages beginning with the words given here.
class BucketStore : public ObjectStore {
 public:
  // kInvalidArgument ("bucket name") against S3's rules: 3 to 63 of a-z, 0-9, '.', '-'.
  // kAlreadyExists ("bucket").
  virtual Status CreateBucket(const std::string& bucket) = 0;
  // Open uploads go with it. kAlreadyExists ("not empty") when it still holds objects, kNotFound.
  virtual Status DeleteBucket(const std::string& bucket) = 0;
  virtual Result<std::vector<BucketInfo>> ListBuckets() = 0;  // by name

  // Bytes and, unless `replace` is given, everything else of `source`. ObjectContent is always
  // kept. The copy's ETag and checksum are those of an object put whole, also when the source came
  // in parts.
  virtual Result<ObjectInfo> Copy(const ObjectName& source, const ObjectName& target,
                                  const std::optional<PutOptions>& replace) = 0;

  // `options` are those of the object to be; only the algorithm of its checksum is used (absent:
  // kCrc64Nvme), and its conditions are not looked at. kInvalidArgument ("checksum") for a kind
  // that S3 does not have: SHA ones are always composite, kCrc64Nvme never.
  virtual Result<UploadInfo> CreateUpload(const ObjectName& name, const PutOptions& options,
                                          bool checksum_composite) = 0;
  // A part sent again replaces the earlier one. kNotFound ("upload") for an unknown upload,
  // kInvalidArgument ("part number") outside 1 to 10,000, ("checksum") for other bytes or for
  // another algorithm than the upload asked for. The PartInfo always has a checksum.
  virtual Result<PartInfo> PutPart(const UploadInfo& upload, int part_number, ByteSource& body,
                                   const std::optional<ObjectChecksum>& checksum) = 0;
  // kInvalidArgument when parts are out of order ("order"), missing, different or none ("part"),
  // or one but the last is under 5 MiB ("too small"). `object_checksum` is compared when given
  // ("checksum"); a composite one may leave out its "-<parts>". Of `conditions` only those of
  // PutOptions' last two members are used. Parts that are not named are thrown away. On failure the
  // upload stays open.
  virtual Result<ObjectInfo> CompleteUpload(const UploadInfo& upload,
                                            const std::vector<CompletedPart>& parts,
                                            const std::optional<ObjectChecksum>& object_checksum,
                                            const PutOptions& conditions) = 0;
  virtual Status AbortUpload(const UploadInfo& upload) = 0;
  // By (name, upload_id): kNotFound when it is no open upload of that object.
  virtual Result<UploadInfo> FindUpload(const ObjectName& name, const std::string& upload_id) = 0;
  virtual Result<std::vector<PartInfo>> ListParts(const UploadInfo& upload) = 0;  // by number
  // In byte order of keys, then by the time they were begun.
  virtual Result<std::vector<UploadInfo>> ListUploads(const std::string& bucket) = 0;
};

}  // namespace tacet::objectstore
