// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
#include <utility>

#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

S3Result<http_server::HttpResponse> GetBucketLocation(S3Call& call) {
  RETURN_IF_ERROR(call.store.HeadBucket(call.bucket));
  XmlWriter xml;
  xml.OpenRoot("LocationConstraint");
  // "Buckets in Region us-east-1 have a LocationConstraint of null."
  if (call.options.region != "us-east-1") xml.Characters(call.options.region);
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
