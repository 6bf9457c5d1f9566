// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
#include <utility>
#include <vector>

#include "tacet/aws/time_format.h"
#include "tacet/s3/checksums.h"
#include "tacet/s3/listing.h"
#include "tacet/s3/multipart.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> ListParts(S3Call& call) {
  const S3Result<int> max_parts = ReadPageSize(call, "max-parts", 0, 1000, 1000);
  if (!max_parts) return tl::unexpected<S3Error>(max_parts.error());
  const S3Result<int> after = ReadPageSize(call, "part-number-marker", 0, 10'000, 0);
  if (!after) return tl::unexpected<S3Error>(after.error());
  const S3Result<objectstore::UploadInfo> upload = FindUpload(call);
  if (!upload) return tl::unexpected<S3Error>(upload.error());
  ASSIGN_OR_RETURN(std::vector<objectstore::PartInfo> parts, call.store.ListParts(*upload));
  std::erase_if(parts, [&](const auto& part) { return part.part_number <= *after; });
  const bool truncated = *max_parts > 0 && parts.size() > static_cast<size_t>(*max_parts);
  if (parts.size() > static_cast<size_t>(*max_parts)) parts.resize(static_cast<size_t>(*max_parts));

  XmlWriter xml;
  xml.OpenRoot("ListPartsResult");
  xml.Text("Bucket", call.bucket);
  xml.Text("Key", call.key);
  xml.Text("UploadId", upload->upload_id);
  AddOwner(call, "Initiator", &xml);
  AddOwner(call, "Owner", &xml);
  xml.Text("StorageClass", "STANDARD");
  AddUploadChecksum(*upload, &xml);
  xml.Text("PartNumberMarker", *after);
  xml.Text("NextPartNumberMarker", parts.empty() ? 0 : parts.back().part_number);
  xml.Text("MaxParts", *max_parts);
  xml.Text("IsTruncated", truncated);
  for (const objectstore::PartInfo& part : parts) {
    xml.Open("Part");
    xml.Text("PartNumber", part.part_number);
    xml.Text("LastModified", aws::FormatIsoMillis(part.last_modified));
    xml.Text("ETag", Quoted(part.etag));
    xml.Text("Size", part.size_bytes);
    if (upload->checksum_algorithm) AddChecksumElements(part.checksum, ShowType::kNo, &xml);
    xml.Close();
  }
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
