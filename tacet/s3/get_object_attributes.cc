// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
#include <string>
#include <string_view>
#include <utility>

#include "tacet/aws/time_format.h"
#include "tacet/s3/authorization.h"
#include "tacet/s3/checksums.h"
#include "tacet/s3/conditions.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

struct WantedAttributes {
  bool etag = false;
  bool checksum = false;
  bool size = false;
  bool storage_class = false;
};

S3Result<WantedAttributes> ReadWantedAttributes(const S3Call& call) {
  WantedAttributes wanted;
  bool any = false;
  for (const auto& [name, value] : call.http.headers.all()) {
    if (!aws::EqualsIgnoringCase(name, "x-amz-object-attributes")) continue;
    for (std::string_view rest = value; !rest.empty();) {
      const size_t comma = rest.find(',');
      std::string_view one = rest.substr(0, comma);
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
      while (one.starts_with(' ')) one.remove_prefix(1);
      while (one.ends_with(' ')) one.remove_suffix(1);
      any = true;
      if (one == "ETag") {
        wanted.etag = true;
      } else if (one == "Checksum") {
        wanted.checksum = true;
      } else if (one == "ObjectSize") {
        wanted.size = true;
      } else if (one == "StorageClass") {
        wanted.storage_class = true;
      } else if (one != "ObjectParts") {  // answered by its absence: see partNumber of GetObject
        return BadArgument("x-amz-object-attributes", "Invalid attribute name specified.");
      }
    }
  }
  if (!any) {
    return Fail(S3ErrorCode::kInvalidRequest, "The x-amz-object-attributes header is required.");
  }
  return wanted;
}

}  // namespace

S3Result<http_server::HttpResponse> GetObjectAttributes(S3Call& call) {
  const S3Result<WantedAttributes> wanted = ReadWantedAttributes(call);
  if (!wanted) return tl::unexpected<S3Error>(wanted.error());
  const S3Result<objectstore::ObjectInfo> info = HeadAllowed(call, call.name());
  if (!info) return tl::unexpected<S3Error>(info.error());
  if (S3Status met = CheckReadConditions(call, *info); !met) {
    return tl::unexpected<S3Error>(std::move(met.error()));
  }
  XmlWriter xml;
  xml.OpenRoot("GetObjectAttributesResponse");
  if (wanted->etag) xml.Text("ETag", info->etag);  // this one answer has it without quotes
  if (wanted->checksum && info->checksum) {
    xml.Open("Checksum");
    AddChecksumElements(info->checksum, ShowType::kYes, &xml);
    xml.Close();
  }
  if (wanted->storage_class) xml.Text("StorageClass", "STANDARD");
  if (wanted->size) xml.Text("ObjectSize", info->size_bytes);
  xml.Close();
  http_server::HttpResponse response = XmlResponse(std::move(xml));
  response.headers.Add("Last-Modified", aws::FormatHttpDate(info->last_modified));
  return response;
}

}  // namespace tacet::s3
