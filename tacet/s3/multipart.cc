#include "tacet/s3/multipart.h"

#include <string>

#include "tacet/s3/checksums.h"
#include "tacet/s3/request_headers.h"

namespace tacet::s3 {

S3Result<objectstore::UploadInfo> FindUpload(S3Call& call) {
  ASSIGN_OR_RETURN(
      objectstore::UploadInfo upload,
      call.store.FindUpload(call.name(), std::string(call.Query("uploadId").value_or(""))));
  return upload;
}

S3Result<int> ReadPartNumber(const S3Call& call) {
  const auto number = ParseNumber(call.Query("partNumber").value_or(""), 1, 10'000);
  if (!number) {
    return BadArgument("partNumber",
                       "Part number must be an integer between 1 and 10000, inclusive");
  }
  return static_cast<int>(*number);
}

std::string_view ChecksumTypeName(bool composite) {
  return composite ? "COMPOSITE" : "FULL_OBJECT";
}

void AddUploadChecksum(const objectstore::UploadInfo& upload, XmlWriter* xml) {
  if (!upload.checksum_algorithm) return;
  xml->Text("ChecksumAlgorithm", ChecksumAlgorithmName(*upload.checksum_algorithm));
  xml->Text("ChecksumType", ChecksumTypeName(upload.checksum_composite));
}

}  // namespace tacet::s3
