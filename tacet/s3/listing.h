// What the listings have in common: page sizes, continuation tokens, encoding-type, and pages that
// show only what the key may see. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

// The query parameter as a number, cut to `highest`; `otherwise` when it is absent or empty.
// kInvalidArgument when it is no number or below `lowest`.
S3Result<int> ReadPageSize(const S3Call& call, std::string_view parameter, int lowest, int highest,
                           int otherwise);

// Opaque to clients; `position` may be any text that is not empty.
std::string ContinuationToken(std::string_view position);
// The position in the query's continuation-token; "" when that is absent. kInvalidArgument when it
// is none of ours.
S3Result<std::string> ReadContinuationToken(const S3Call& call);

// Writes keys as encoding-type asks. kInvalidArgument for another than url.
class KeyEncoding {
 public:
  static S3Result<KeyEncoding> Create(const S3Call& call);
  std::string operator()(std::string_view key) const;
  bool url() const { return url_; }

 private:
  bool url_ = false;
};

// BucketStore::List of call.bucket, less what the key may not see: for a key that reads only
// redacted transcripts also common prefixes are only those of such objects, and a bucket that does
// not exist is kAccessDenied.
S3Result<objectstore::ObjectList> ListAllowed(S3Call& call,
                                              const objectstore::ListOptions& options);

// What both listings of objects ask for.
struct ListingRequest {
  KeyEncoding encode;
  objectstore::ListOptions options;  // start_after is still to be set
};
// kInvalidArgument for an encoding-type or max-keys that cannot be.
S3Result<ListingRequest> ReadListingRequest(const S3Call& call);

// <MaxKeys>, <Delimiter>, <EncodingType> and <IsTruncated>.
void AddPageFacts(const ListingRequest& request, const objectstore::ObjectList& list,
                  XmlWriter* xml);

// <Contents> of each object and <CommonPrefixes> of each prefix.
void AddListedObjects(const S3Call& call, const objectstore::ObjectList& list,
                      const KeyEncoding& encode, bool with_owner, XmlWriter* xml);

}  // namespace tacet::s3
