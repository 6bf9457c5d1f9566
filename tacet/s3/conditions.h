// Conditional requests and byte ranges of reads.
// https://www.rfc-editor.org/rfc/rfc9110#section-13 and section 14; for which condition wins:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
// Pure; thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

// If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since of a GET or HEAD.
// kPreconditionFailed, or kNotModified with the headers that a 304 carries.
S3Status CheckReadConditions(const S3Call& call, const objectstore::ObjectInfo& info);

// The same four as x-amz-copy-source-if-*; all failures are kPreconditionFailed.
S3Status CheckCopyConditions(const S3Call& call, const objectstore::ObjectInfo& source);

// The one range of a Range header, cut to `size_bytes`. Nothing for what is to be ignored: another
// unit, several ranges, a malformed header. kInvalidRange when it begins past the end.
S3Result<std::optional<objectstore::ByteRange>> ParseRange(std::string_view header,
                                                           int64_t size_bytes);

// Whether If-Range, if there, still names this object; otherwise Range is ignored.
bool IfRangeHolds(std::string_view header, const objectstore::ObjectInfo& info);

}  // namespace tacet::s3
