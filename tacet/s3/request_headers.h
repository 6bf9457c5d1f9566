// What the headers of an S3 request ask for, whatever the operation. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

// kNotImplemented, naming it, for a header that would have the object stored or guarded in a way
// that this server does not do (encryption, locks, tags, grants, other storage classes);
// kAccessDenied when x-amz-expected-bucket-owner is another account; kInvalidArgument for a
// versionId: no object here has versions.
S3Status CheckRequestHeaders(const S3Call& call);

// Content type, headers and metadata of an object to be written. kMetadataTooLarge and
// kInvalidArgument by the rules of the store.
S3Result<objectstore::PutOptions> ReadObjectHeaders(const S3Call& call);

// If-None-Match: * and If-Match of a write, into `options`. kNotImplemented for other forms.
S3Status ReadWriteConditions(const S3Call& call, objectstore::PutOptions* options);

// Without surrounding white space and quotes.
std::string_view Unquoted(std::string_view etag);

// A whole number from `lowest` to `highest`; nothing for any other text.
std::optional<int64_t> ParseNumber(std::string_view text, int64_t lowest, int64_t highest);

}  // namespace tacet::s3
