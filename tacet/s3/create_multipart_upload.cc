// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
#include <optional>
#include <string>
#include <utility>

#include "tacet/s3/checksums.h"
#include "tacet/s3/multipart.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_headers.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

using objectstore::ChecksumAlgorithm;

bool IsSha(ChecksumAlgorithm algorithm) {
  return algorithm == ChecksumAlgorithm::kSha1 || algorithm == ChecksumAlgorithm::kSha256;
}

// x-amz-checksum-type, and what it is when absent:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
S3Result<bool> ReadComposite(const S3Call& call, std::optional<ChecksumAlgorithm> algorithm) {
  const std::string_view type = call.Header("x-amz-checksum-type");
  if (!type.empty() && type != "COMPOSITE" && type != "FULL_OBJECT") {
    return Fail(S3ErrorCode::kInvalidRequest, "Value for x-amz-checksum-type header is invalid.");
  }
  if (!algorithm) {
    if (type == "COMPOSITE") {
      return Fail(S3ErrorCode::kInvalidRequest,
                  "The x-amz-checksum-type header can only be used with the "
                  "x-amz-checksum-algorithm header.");
    }
    return false;
  }
  const bool composite =
      type.empty() ? *algorithm != ChecksumAlgorithm::kCrc64Nvme : type == "COMPOSITE";
  if (composite ? *algorithm == ChecksumAlgorithm::kCrc64Nvme : IsSha(*algorithm)) {
    return Fail(S3ErrorCode::kInvalidRequest,
                "The " + std::string(type) + " checksum type cannot be used with the " +
                    std::string(ChecksumAlgorithmName(*algorithm)) + " checksum algorithm.");
  }
  return composite;
}

}  // namespace

S3Result<http_server::HttpResponse> CreateMultipartUpload(S3Call& call) {
  S3Result<objectstore::PutOptions> options = ReadObjectHeaders(call);
  if (!options) return tl::unexpected<S3Error>(std::move(options.error()));
  std::optional<ChecksumAlgorithm> algorithm;
  if (const std::string_view name = call.Header("x-amz-checksum-algorithm"); !name.empty()) {
    const auto parsed = ParseChecksumAlgorithm(name);
    if (!parsed) return tl::unexpected<S3Error>(parsed.error());
    algorithm = *parsed;
    options->checksum = objectstore::ObjectChecksum{.algorithm = *parsed};
  }
  const S3Result<bool> composite = ReadComposite(call, algorithm);
  if (!composite) return tl::unexpected<S3Error>(composite.error());

  ASSIGN_OR_RETURN(const objectstore::UploadInfo upload,
                   call.store.CreateUpload(call.name(), *options, *composite));
  XmlWriter xml;
  xml.OpenRoot("InitiateMultipartUploadResult");
  xml.Text("Bucket", call.bucket);
  xml.Text("Key", call.key);
  xml.Text("UploadId", upload.upload_id);
  xml.Close();
  http_server::HttpResponse response = XmlResponse(std::move(xml));
  if (algorithm) {
    response.headers.Add("x-amz-checksum-algorithm",
                         std::string(ChecksumAlgorithmName(*algorithm)));
    response.headers.Add("x-amz-checksum-type", std::string(ChecksumTypeName(*composite)));
  }
  return response;
}

}  // namespace tacet::s3
