#include "tacet/objectstore/multipart_rules.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "tacet/base/check.h"
#include "tacet/base/random.h"
#include "tacet/objectstore/crc_combine.h"
#include "tacet/objectstore/object_rules.h"

namespace tacet::objectstore {
namespace {

tl::unexpected<Error> Refuse(std::string message) {
  return MakeError(ErrorCode::kInvalidArgument, std::move(message));
}

// A client may leave out the "-<parts>" of a composite checksum.
bool SameChecksum(const ObjectChecksum& given, const ObjectChecksum& computed) {
  if (given.algorithm != computed.algorithm) return false;
  return given.base64 == computed.base64 ||
         (computed.composite &&
          given.base64 == computed.base64.substr(0, computed.base64.rfind('-')));
}

}  // namespace

std::string NewUploadId() {
  std::string id = RandomUuid();
  std::erase(id, '-');
  return id;
}

void SortUploads(std::vector<UploadInfo>& uploads) {
  std::sort(uploads.begin(), uploads.end(), [](const UploadInfo& a, const UploadInfo& b) {
    return std::tie(a.name.key, a.initiated, a.upload_id) <
           std::tie(b.name.key, b.initiated, b.upload_id);
  });
}

Status CheckUploadChecksum(const PutOptions& options, bool composite) {
  if (!options.checksum) {
    return composite ? Status(Refuse("checksum: a composite one needs an algorithm")) : Status();
  }
  const ChecksumAlgorithm algorithm = options.checksum->algorithm;
  if (!IsCrc(algorithm) && !composite) {
    return Refuse("checksum: a SHA one of parts is COMPOSITE, never FULL_OBJECT");
  }
  if (algorithm == ChecksumAlgorithm::kCrc64Nvme && composite) {
    return Refuse("checksum: CRC64NVME of parts is FULL_OBJECT, never COMPOSITE");
  }
  return {};
}

ChecksumAlgorithm PartAlgorithm(const UploadInfo& upload) {
  return upload.checksum_algorithm.value_or(ChecksumAlgorithm::kCrc64Nvme);
}

Status CheckPart(const UploadInfo& upload, int part_number,
                 const std::optional<ObjectChecksum>& checksum) {
  if (part_number < 1 || part_number > kMaxParts) {
    return Refuse("part number must be from 1 to " + std::to_string(kMaxParts));
  }
  if (checksum && upload.checksum_algorithm && checksum->algorithm != *upload.checksum_algorithm) {
    return Refuse("checksum: the part's algorithm is not the one that the upload was begun with");
  }
  if (checksum) return CheckChecksumValue(*checksum);
  return {};
}

Result<ObjectInfo> CompleteParts(const UploadInfo& upload, const PutOptions& options,
                                 const std::vector<CompletedPart>& named,
                                 const std::vector<const PartInfo*>& stored,
                                 const std::optional<ObjectChecksum>& object_checksum) {
  TACET_CHECK(named.size() == stored.size()) << "CompleteParts";
  if (named.empty() || named.size() > kMaxParts) {
    return Refuse("part list is not valid: 1 to " + std::to_string(kMaxParts) + " parts are");
  }
  ObjectInfo object = InfoFromOptions(options);
  std::vector<PartDigest> digests;
  for (size_t i = 0; i < named.size(); ++i) {
    if (i > 0 && named[i].part_number <= named[i - 1].part_number) {
      return Refuse("order: parts must be named in ascending order of their numbers");
    }
    const std::string number = std::to_string(named[i].part_number);
    const PartInfo* part = stored[i];
    if (part == nullptr) return Refuse("part " + number + " was not uploaded");
    if (!named[i].etag.empty() && named[i].etag != part->etag) {
      return Refuse("part " + number + " has another ETag");
    }
    if (named[i].checksum && upload.checksum_algorithm &&
        (!part->checksum || !SameChecksum(*named[i].checksum, *part->checksum))) {
      return Refuse("part " + number + " has another checksum");
    }
    digests.push_back({part->size_bytes, part->etag, part->checksum.value_or(ObjectChecksum{})});
    object.size_bytes += part->size_bytes;
  }
  // After all else, as S3 does: a client that sent another list is told so first.
  for (size_t i = 0; i + 1 < named.size(); ++i) {
    if (digests[i].size_bytes < kMinPartBytes) {
      return Refuse("too small: part " + std::to_string(named[i].part_number) + " has " +
                    std::to_string(digests[i].size_bytes) + " bytes; all but the last need " +
                    std::to_string(kMinPartBytes));
    }
  }
  object.etag = MultipartEtag(digests);
  object.checksum = MultipartChecksum(PartAlgorithm(upload), upload.checksum_composite, digests);
  if (object_checksum && !object_checksum->base64.empty() &&
      object_checksum->algorithm == object.checksum->algorithm &&
      !SameChecksum(*object_checksum, *object.checksum)) {
    return Refuse("checksum: the object's bytes have another one");
  }
  return object;
}

}  // namespace tacet::objectstore
