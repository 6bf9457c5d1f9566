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

// The part of each number that a completion names, null where there is none. `parts` is a map from
// part numbers to whatever has a PartInfo as its member `info`, and must outlive what is returned.
template <typename Parts>
std::vector<const PartInfo*> StoredParts(const Parts& parts,
                                         const std::vector<CompletedPart>& named) {
  std::vector<const PartInfo*> stored;
  for (const CompletedPart& part : named) {
    const auto found = parts.find(part.part_number);
    stored.push_back(found == parts.end() ? nullptr : &found->second.info);
  }
  return stored;
}

// Compares what a completion names with `stored`, its StoredParts, and gives what the object, begun
// with `options`, says of itself, but for its time. Errors as BucketStore::CompleteUpload.
Result<ObjectInfo> CompleteParts(const UploadInfo& upload, const PutOptions& options,
                                 const std::vector<CompletedPart>& named,
                                 const std::vector<const PartInfo*>& stored,
                                 const std::optional<ObjectChecksum>& object_checksum);

}  // namespace tacet::objectstore
