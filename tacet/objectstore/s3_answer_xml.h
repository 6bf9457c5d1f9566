// The few XML documents that an S3 client must read. Private to the S3 client; pure functions.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
#pragma once

#include <string>
#include <string_view>

#include "tacet/base/result.h"
#include "tacet/objectstore/object_store.h"

namespace tacet::objectstore {

struct S3ListPage {
  ObjectList list;  // next_start_after is not set
  bool truncated = false;
};

// A ListBucketResult asked for with encoding-type=url. kUnavailable for anything else: what comes
// is not what S3 sends, and another attempt may bring it.
Result<S3ListPage> ParseS3List(std::string_view xml);

// <Code> of an <Error>, "" for what is none.
std::string ParseS3ErrorCode(std::string_view xml);

// <UploadId> of an InitiateMultipartUploadResult; kUnavailable as above.
Result<std::string> ParseS3UploadId(std::string_view xml);

// <ETag> of a CompleteMultipartUploadResult, without quotes; kUnavailable as above.
Result<std::string> ParseS3CompletedEtag(std::string_view xml);

// The text of an element: & < > and quotes replaced.
std::string EscapeXml(std::string_view text);

// An ETag as headers have it, without its quotes and without "W/".
std::string UnquoteEtag(std::string_view etag);

}  // namespace tacet::objectstore
