// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
#include <string>
#include <utility>

#include "tacet/s3/listing.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> ListObjectsV2(S3Call& call) {
  S3Result<ListingRequest> request = ReadListingRequest(call);
  if (!request) return tl::unexpected<S3Error>(request.error());
  auto& [encode, options] = *request;
  const S3Result<std::string> position = ReadContinuationToken(call);
  if (!position) return tl::unexpected<S3Error>(position.error());
  const std::string start_after(call.Query("start-after").value_or(""));
  // The token is further on, wherever the listing began.
  options.start_after = position->empty() ? start_after : *position;
  const S3Result<objectstore::ObjectList> list = ListAllowed(call, options);
  if (!list) return tl::unexpected<S3Error>(list.error());

  XmlWriter xml;
  xml.OpenRoot("ListBucketResult");
  xml.Text("Name", call.bucket);
  xml.Text("Prefix", encode(options.prefix));
  if (!start_after.empty()) xml.Text("StartAfter", encode(start_after));
  if (const auto token = call.Query("continuation-token")) xml.Text("ContinuationToken", *token);
  if (list->next_start_after) {
    xml.Text("NextContinuationToken", ContinuationToken(*list->next_start_after));
  }
  xml.Text("KeyCount", static_cast<int64_t>(list->objects.size() + list->common_prefixes.size()));
  AddPageFacts(*request, *list, &xml);
  const bool with_owner = call.Query("fetch-owner").value_or("") == "true";
  AddListedObjects(call, *list, encode, with_owner, &xml);
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
