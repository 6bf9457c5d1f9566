// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
#include <string>
#include <utility>

#include "tacet/s3/listing.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> ListObjects(S3Call& call) {
  S3Result<ListingRequest> request = ReadListingRequest(call);
  if (!request) return tl::unexpected<S3Error>(request.error());
  auto& [encode, options] = *request;
  options.start_after = call.Query("marker").value_or("");
  const S3Result<objectstore::ObjectList> list = ListAllowed(call, options);
  if (!list) return tl::unexpected<S3Error>(list.error());

  XmlWriter xml;
  xml.OpenRoot("ListBucketResult");
  xml.Text("Name", call.bucket);
  xml.Text("Prefix", encode(options.prefix));
  xml.Text("Marker", encode(options.start_after));
  AddPageFacts(*request, *list, &xml);
  // "This element is returned only if you have the delimiter request parameter specified."
  if (list->next_start_after && !options.delimiter.empty()) {
    xml.Text("NextMarker", encode(*list->next_start_after));
  }
  AddListedObjects(call, *list, encode, /*with_owner=*/true, &xml);
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
