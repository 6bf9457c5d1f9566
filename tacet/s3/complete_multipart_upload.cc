// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tacet/aws/checksum.h"
#include "tacet/s3/checksums.h"
#include "tacet/s3/multipart.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_body.h"
#include "tacet/s3/request_headers.h"
#include "tacet/s3/xml_reader.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

using objectstore::CompletedPart;
using objectstore::ObjectChecksum;
using objectstore::ObjectInfo;
using objectstore::UploadInfo;

constexpr size_t kMaxParts = 10'000;
constexpr size_t kMaxPartListBytes = 4 * 1024 * 1024;

S3Result<std::vector<CompletedPart>> ReadParts(std::string_view body) {
  if (body.empty()) return Fail(S3ErrorCode::kMissingRequestBodyError);
  const S3Result<XmlNode> root = ParseXml(body, "CompleteMultipartUpload");
  if (!root) return tl::unexpected<S3Error>(root.error());
  std::vector<CompletedPart> parts;
  for (const XmlNode& node : root->children) {
    const auto number = ParseNumber(node.Child("PartNumber"), 1, kMaxParts);
    const std::string_view etag = Unquoted(node.Child("ETag"));
    if (node.name != "Part" || !number || etag.empty() || parts.size() == kMaxParts) {
      return Fail(S3ErrorCode::kMalformedXML);
    }
    S3Result<std::optional<ObjectChecksum>> checksum = ReadChecksumElement(node);
    if (!checksum) return tl::unexpected<S3Error>(std::move(checksum.error()));
    parts.push_back({static_cast<int>(*number), std::string(etag), std::move(*checksum)});
  }
  if (parts.empty()) return Fail(S3ErrorCode::kMalformedXML);
  return parts;
}

// The ETag that the object of these parts has; "" when they do not say.
std::string ExpectedEtag(const std::vector<CompletedPart>& parts) {
  aws::Hasher hasher(aws::HashAlgorithm::kMd5);
  for (const CompletedPart& part : parts) {
    const std::optional<std::string> digest = aws::HexDecode(part.etag);
    if (!digest || digest->size() != 16) return "";
    hasher.Update(*digest);
  }
  return aws::HexEncode(hasher.Finish()) + "-" + std::to_string(parts.size());
}

// x-amz-checksum-type and x-amz-mp-object-size, against what was begun and sent.
S3Status CheckAnnounced(S3Call& call, const UploadInfo& upload,
                        const std::vector<CompletedPart>& parts) {
  const std::string_view type = call.Header("x-amz-checksum-type");
  if (!type.empty() && type != ChecksumTypeName(upload.checksum_composite)) {
    return Fail(S3ErrorCode::kInvalidRequest,
                "The upload was created using the " +
                    std::string(ChecksumTypeName(upload.checksum_composite)) +
                    " checksum mode. The complete request must use the same checksum mode.");
  }
  const std::string_view size = call.Header("x-amz-mp-object-size");
  if (size.empty()) return {};
  ASSIGN_OR_RETURN(const std::vector<objectstore::PartInfo> stored, call.store.ListParts(upload));
  int64_t total = 0;
  for (const CompletedPart& part : parts) {
    for (const objectstore::PartInfo& one : stored) {
      if (one.part_number == part.part_number) total += one.size_bytes;
    }
  }
  if (std::to_string(total) == size) return {};
  return Fail(S3ErrorCode::kInvalidRequest,
              "The provided 'x-amz-mp-object-size' header does not match what was computed.");
}

http_server::HttpResponse Completed(const S3Call& call, const ObjectInfo& info) {
  XmlWriter xml;
  xml.OpenRoot("CompleteMultipartUploadResult");
  xml.Text("Location", (call.http.tls ? "https://" : "http://") + std::string(call.Header("Host")) +
                           call.http.path);
  xml.Text("Bucket", call.bucket);
  xml.Text("Key", call.key);
  xml.Text("ETag", Quoted(info.etag));
  AddChecksumElements(info.checksum, ShowType::kYes, &xml);
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace

S3Result<http_server::HttpResponse> CompleteMultipartUpload(S3Call& call) {
  const S3Result<std::string> body = ReadDocument(call, kMaxPartListBytes);
  if (!body) return tl::unexpected<S3Error>(body.error());
  const S3Result<std::vector<CompletedPart>> parts = ReadParts(*body);
  if (!parts) return tl::unexpected<S3Error>(parts.error());
  const S3Result<std::optional<ObjectChecksum>> checksum = ReadObjectChecksum(call);
  if (!checksum) return tl::unexpected<S3Error>(checksum.error());
  objectstore::PutOptions conditions;
  if (S3Status valid = ReadWriteConditions(call, &conditions); !valid) {
    return tl::unexpected<S3Error>(std::move(valid.error()));
  }
  const S3Result<UploadInfo> upload = FindUpload(call);
  if (!upload) {
    // "CompleteMultipartUpload is idempotent": a client whose answer was lost asks again.
    if (upload.error().code == S3ErrorCode::kNoSuchUpload) {
      const Result<ObjectInfo> existing = call.store.Head(call.name());
      if (existing && existing->etag == ExpectedEtag(*parts)) return Completed(call, *existing);
    }
    return tl::unexpected<S3Error>(upload.error());
  }
  if (S3Status fits = CheckAnnounced(call, *upload, *parts); !fits) {
    return tl::unexpected<S3Error>(std::move(fits.error()));
  }
  ASSIGN_OR_RETURN(const ObjectInfo info,
                   call.store.CompleteUpload(*upload, *parts, *checksum, conditions));
  return Completed(call, info);
}

}  // namespace tacet::s3
