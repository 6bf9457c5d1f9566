// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
#include <string>
#include <utility>

#include "tacet/s3/listing.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> ListObjects(S3Call& call) {
  const S3Result<KeyEncoding> encode = KeyEncoding::Create(call);
  if (!encode) return tl::unexpected<S3Error>(encode.error());
  const S3Result<int> max_keys = ReadPageSize(call, "max-keys", 0, 1000, 1000);
  if (!max_keys) return tl::unexpected<S3Error>(max_keys.error());
  const objectstore::ListOptions options = {
      .prefix = std::string(call.Query("prefix").value_or("")),
      .delimiter = std::string(call.Query("delimiter").value_or("")),
      .start_after = std::string(call.Query("marker").value_or("")),
      .max_keys = *max_keys};
  const S3Result<objectstore::ObjectList> list = ListAllowed(call, options);
  if (!list) return tl::unexpected<S3Error>(list.error());

  XmlWriter xml;
  xml.OpenRoot("ListBucketResult");
  xml.Text("Name", call.bucket);
  xml.Text("Prefix", (*encode)(options.prefix));
  xml.Text("Marker", (*encode)(options.start_after));
  xml.Text("MaxKeys", *max_keys);
  if (!options.delimiter.empty()) xml.Text("Delimiter", (*encode)(options.delimiter));
  if (encode->url()) xml.Text("EncodingType", "url");
  xml.Text("IsTruncated", list->next_start_after.has_value());
  // "This element is returned only if you have the delimiter request parameter specified."
  if (list->next_start_after && !options.delimiter.empty()) {
    xml.Text("NextMarker", (*encode)(*list->next_start_after));
  }
  AddListedObjects(call, *list, *encode, /*with_owner=*/true, &xml);
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
