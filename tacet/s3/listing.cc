#include "tacet/s3/listing.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "tacet/aws/time_format.h"
#include "tacet/s3/authorization.h"
#include "tacet/s3/checksums.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/request_headers.h"

namespace tacet::s3 {
namespace {

using objectstore::ListOptions;
using objectstore::ObjectContent;
using objectstore::ObjectList;

// Before a position in a token, so that text that is no token of ours is known as such.
constexpr std::string_view kTokenMark = "1:";

// The pages of the store, seen through the key's role. Reads the bucket without the delimiter,
// since a common prefix may hold nothing that the key may see.
S3Result<ObjectList> ListFiltered(S3Call& call, const ListOptions& options) {
  ObjectList seen;
  int left = options.max_keys;
  std::string last;
  ListOptions page_options = {
      .prefix = options.prefix, .delimiter = "", .start_after = options.start_after};
  while (true) {
    ASSIGN_OR_RETURN(ObjectList page, call.store.List(call.bucket, page_options));
    for (objectstore::ListedObject& object : page.objects) {
      if (!MayRead(call, object.info.content)) continue;
      const size_t end = options.delimiter.empty()
                             ? std::string::npos
                             : object.key.find(options.delimiter, options.prefix.size());
      std::string common;
      if (end != std::string::npos) common = object.key.substr(0, end + options.delimiter.size());
      const bool listed =
          !common.empty() &&
          (options.start_after.starts_with(common) ||
           (!seen.common_prefixes.empty() && seen.common_prefixes.back() == common));
      if (listed) continue;
      if (left-- <= 0) {
        if (options.max_keys > 0) seen.next_start_after = last;
        return seen;
      }
      last = common.empty() ? object.key : common;
      if (common.empty()) {
        seen.objects.push_back(std::move(object));
      } else {
        seen.common_prefixes.push_back(std::move(common));
      }
    }
    if (!page.next_start_after) return seen;
    page_options.start_after = *page.next_start_after;
  }
}

}  // namespace

S3Result<int> ReadPageSize(const S3Call& call, std::string_view parameter, int lowest, int highest,
                           int otherwise) {
  const std::string_view text = call.Query(parameter).value_or("");
  if (text.empty()) return otherwise;
  const std::optional<int64_t> number = ParseNumber(text, lowest, std::numeric_limits<int>::max());
  if (!number) {
    return BadArgument(parameter, "Provided " + std::string(parameter) +
                                      " not an integer or within integer range");
  }
  return static_cast<int>(std::min<int64_t>(*number, highest));
}

std::string ContinuationToken(std::string_view position) {
  return aws::Base64Encode(std::string(kTokenMark) + std::string(position));
}

S3Result<std::string> ReadContinuationToken(const S3Call& call) {
  const std::optional<std::string_view> token = call.Query("continuation-token");
  if (!token) return std::string();
  const std::optional<std::string> text = aws::Base64Decode(*token);
  if (!text || !text->starts_with(kTokenMark) || text->size() == kTokenMark.size()) {
    return BadArgument("continuation-token", "The continuation token provided is incorrect");
  }
  return text->substr(kTokenMark.size());
}

S3Result<KeyEncoding> KeyEncoding::Create(const S3Call& call) {
  KeyEncoding encoding;
  const std::string_view type = call.Query("encoding-type").value_or("");
  if (!type.empty() && type != "url") {
    return BadArgument("encoding-type", "Invalid Encoding Method specified in Request");
  }
  encoding.url_ = type == "url";
  return encoding;
}

std::string KeyEncoding::operator()(std::string_view key) const {
  return url_ ? aws::PercentEncode(key, aws::SlashEncoding::kKeep) : std::string(key);
}

S3Result<ObjectList> ListAllowed(S3Call& call, const ListOptions& options) {
  if (MayRead(call, ObjectContent::kOther)) {
    ASSIGN_OR_RETURN(ObjectList list, call.store.List(call.bucket, options));
    return list;
  }
  S3Result<ObjectList> list = ListFiltered(call, options);
  if (!list && list.error().code == S3ErrorCode::kNoSuchBucket) {
    return Fail(S3ErrorCode::kAccessDenied);
  }
  return list;
}

S3Result<ListingRequest> ReadListingRequest(const S3Call& call) {
  const S3Result<KeyEncoding> encode = KeyEncoding::Create(call);
  if (!encode) return tl::unexpected<S3Error>(encode.error());
  const S3Result<int> max_keys = ReadPageSize(call, "max-keys", 0, 1000, 1000);
  if (!max_keys) return tl::unexpected<S3Error>(max_keys.error());
  return ListingRequest{*encode,
                        {.prefix = std::string(call.Query("prefix").value_or("")),
                         .delimiter = std::string(call.Query("delimiter").value_or("")),
                         .max_keys = *max_keys}};
}

void AddPageFacts(const ListingRequest& request, const ObjectList& list, XmlWriter* xml) {
  const auto& [encode, options] = request;
  xml->Text("MaxKeys", options.max_keys);
  if (!options.delimiter.empty()) xml->Text("Delimiter", encode(options.delimiter));
  if (encode.url()) xml->Text("EncodingType", "url");
  xml->Text("IsTruncated", list.next_start_after.has_value());
}

void AddListedObjects(const S3Call& call, const ObjectList& list, const KeyEncoding& encode,
                      bool with_owner, XmlWriter* xml) {
  for (const objectstore::ListedObject& object : list.objects) {
    xml->Open("Contents");
    xml->Text("Key", encode(object.key));
    xml->Text("LastModified", aws::FormatIsoMillis(object.info.last_modified));
    xml->Text("ETag", Quoted(object.info.etag));
    if (object.info.checksum) {
      xml->Text("ChecksumAlgorithm", ChecksumAlgorithmName(object.info.checksum->algorithm));
      xml->Text("ChecksumType", object.info.checksum->composite ? "COMPOSITE" : "FULL_OBJECT");
    }
    xml->Text("Size", object.info.size_bytes);
    if (with_owner) AddOwner(call, "Owner", xml);
    xml->Text("StorageClass", "STANDARD");
    xml->Close();
  }
  for (const std::string& prefix : list.common_prefixes) {
    xml->Open("CommonPrefixes");
    xml->Text("Prefix", encode(prefix));
    xml->Close();
  }
}

}  // namespace tacet::s3
