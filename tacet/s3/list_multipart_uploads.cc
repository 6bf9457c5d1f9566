// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
#include <string>
#include <utility>
#include <vector>

#include "tacet/aws/time_format.h"
#include "tacet/s3/listing.h"
#include "tacet/s3/multipart.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

using objectstore::UploadInfo;

struct Page {
  std::vector<UploadInfo> uploads;
  std::vector<std::string> common_prefixes;
  bool truncated = false;
  std::string next_key;
  std::string next_upload_id;
};

struct PageOptions {
  std::string prefix;
  std::string delimiter;
  std::string after_key;
  std::string after_upload_id;
  int max_uploads = 0;
};

// `uploads` is in the order of keys and, for one key, of time.
Page Cut(std::vector<UploadInfo> uploads, const PageOptions& options) {
  Page page;
  int left = options.max_uploads;
  bool marker_passed = false;
  for (UploadInfo& upload : uploads) {
    const std::string& key = upload.name.key;
    if (!key.starts_with(options.prefix) || key < options.after_key) continue;
    if (!options.after_key.empty() && key == options.after_key) {
      const bool at_marker = upload.upload_id == options.after_upload_id;
      const bool skip = options.after_upload_id.empty() || at_marker || !marker_passed;
      marker_passed = marker_passed || at_marker;
      if (skip) continue;
    }
    const size_t end = options.delimiter.empty()
                           ? std::string::npos
                           : key.find(options.delimiter, options.prefix.size());
    std::string common;
    if (end != std::string::npos) {
      common = key.substr(0, end + options.delimiter.size());
      if (options.after_key.starts_with(common) ||
          (!page.common_prefixes.empty() && page.common_prefixes.back() == common)) {
        continue;
      }
    }
    if (left-- <= 0) {
      page.truncated = options.max_uploads > 0;
      break;
    }
    page.next_key = common.empty() ? key : common;
    page.next_upload_id = common.empty() ? upload.upload_id : "";
    if (common.empty()) {
      page.uploads.push_back(std::move(upload));
    } else {
      page.common_prefixes.push_back(std::move(common));
    }
  }
  return page;
}

}  // namespace

S3Result<http_server::HttpResponse> ListMultipartUploads(S3Call& call) {
  const S3Result<KeyEncoding> encode = KeyEncoding::Create(call);
  if (!encode) return tl::unexpected<S3Error>(encode.error());
  const S3Result<int> max_uploads = ReadPageSize(call, "max-uploads", 0, 1000, 1000);
  if (!max_uploads) return tl::unexpected<S3Error>(max_uploads.error());
  const PageOptions options = {
      .prefix = std::string(call.Query("prefix").value_or("")),
      .delimiter = std::string(call.Query("delimiter").value_or("")),
      .after_key = std::string(call.Query("key-marker").value_or("")),
      .after_upload_id = std::string(call.Query("upload-id-marker").value_or("")),
      .max_uploads = *max_uploads};
  ASSIGN_OR_RETURN(std::vector<UploadInfo> uploads, call.store.ListUploads(call.bucket));
  const Page page = Cut(std::move(uploads), options);

  XmlWriter xml;
  xml.OpenRoot("ListMultipartUploadsResult");
  xml.Text("Bucket", call.bucket);
  xml.Text("KeyMarker", (*encode)(options.after_key));
  xml.Text("UploadIdMarker", options.after_upload_id);
  if (page.truncated) {
    xml.Text("NextKeyMarker", (*encode)(page.next_key));
    xml.Text("NextUploadIdMarker", page.next_upload_id);
  }
  xml.Text("Prefix", (*encode)(options.prefix));
  if (!options.delimiter.empty()) xml.Text("Delimiter", (*encode)(options.delimiter));
  if (encode->url()) xml.Text("EncodingType", "url");
  xml.Text("MaxUploads", *max_uploads);
  xml.Text("IsTruncated", page.truncated);
  for (const UploadInfo& upload : page.uploads) {
    xml.Open("Upload");
    xml.Text("Key", (*encode)(upload.name.key));
    xml.Text("UploadId", upload.upload_id);
    AddOwner(call, "Initiator", &xml);
    AddOwner(call, "Owner", &xml);
    xml.Text("StorageClass", "STANDARD");
    xml.Text("Initiated", aws::FormatIsoMillis(upload.initiated));
    AddUploadChecksum(upload, &xml);
    xml.Close();
  }
  for (const std::string& prefix : page.common_prefixes) {
    xml.Open("CommonPrefixes");
    xml.Text("Prefix", (*encode)(prefix));
    xml.Close();
  }
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
