// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
#include <string>
#include <utility>

#include "tacet/aws/time_format.h"
#include "tacet/s3/authorization.h"
#include "tacet/s3/listing.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

using http_server::HttpResponse;
using objectstore::BucketInfo;

S3Result<HttpResponse> ListBuckets(S3Call& call) {
  const S3Result<int> max_buckets = ReadPageSize(call, "max-buckets", 1, 10'000, 10'000);
  if (!max_buckets) return tl::unexpected<S3Error>(max_buckets.error());
  const S3Result<std::string> after = ReadContinuationToken(call);
  if (!after) return tl::unexpected<S3Error>(after.error());
  const std::string_view prefix = call.Query("prefix").value_or("");
  const bool other_region =
      call.Query("bucket-region").value_or(call.options.region) != call.options.region;
  ASSIGN_OR_RETURN(const std::vector<BucketInfo> buckets, call.store.ListBuckets());

  XmlWriter xml;
  xml.OpenRoot("ListAllMyBucketsResult");
  AddOwner(call, "Owner", &xml);
  xml.Open("Buckets");
  int shown = 0;
  std::string last;
  std::string next;
  for (const BucketInfo& bucket : buckets) {
    if (other_region || !bucket.name.starts_with(prefix) || bucket.name <= *after ||
        IsServiceBucket(call.options, bucket.name)) {
      continue;
    }
    if (shown == *max_buckets) {
      next = last;
      break;
    }
    ++shown;
    last = bucket.name;
    xml.Open("Bucket");
    xml.Text("Name", bucket.name);
    xml.Text("CreationDate", aws::FormatIsoMillis(bucket.created));
    xml.Text("BucketRegion", call.options.region);
    xml.Close();
  }
  xml.Close();
  if (!prefix.empty()) xml.Text("Prefix", prefix);
  if (!next.empty()) xml.Text("ContinuationToken", ContinuationToken(next));
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
