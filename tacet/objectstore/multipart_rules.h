// S3's rules of uploads in parts, for every store that has them:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
// Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tacet/objectstore/body_digest.h"
#include "tacet/objectstore/bucket_store.h"

namespace tacet::objectstore {

inline constexpr int kMaxParts = 10'000;
inline constexpr int64_t kMinPartBytes = int64_t{5} << 20;  // of all but the last

// 32 hex digits that nobody can guess.
std::string NewUploadId();
// In the order of BucketStore::ListUploads.
void SortUploads(std::vector<UploadInfo>& uploads);

// kInvalidArgument "checksum" for a pair that S3 does not have.
Status CheckUploadChecksum(const PutOptions& options, bool composite);
// The algorithm that the parts of `upload` are stored with.
ChecksumAlgorithm PartAlgorithm(const UploadInfo& upload);
// kInvalidArgument "part number" or "checksum".
Status CheckPart(const UploadInfo& upload, int part_number,
                 const std::optional<ObjectChecksum>& checksum);

// Compares what a completion names with `stored` (null = no such part), called for each in order,
// and gives the object's ETag, checksum and size. Errors as BucketStore::CompleteUpload.
struct CompletedObject {
  std::string etag;
  ObjectChecksum checksum;
  int64_t size_bytes = 0;
};
Result<CompletedObject> CompleteParts(const UploadInfo& upload,
                                      const std::vector<CompletedPart>& named,
                                      const std::vector<const PartInfo*>& stored,
                                      const std::optional<ObjectChecksum>& object_checksum);

}  // namespace tacet::objectstore
