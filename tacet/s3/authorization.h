// Which key may do what on the S3 endpoint; see s3_endpoint.h for the rules. Thread-safe.
#pragma once

#include <string_view>

#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

bool IsServiceBucket(const S3Options& options, std::string_view bucket);

// Whether the key may ask anything of call.bucket beside reading redacted transcripts.
bool MayAsk(const S3Call& call);

// kAccessDenied when call.operation is not for the key's role or call.bucket is not for it;
// kBucketAlreadyExists when it would make a bucket of the service's.
S3Status Authorize(const S3Call& call);

// Whether the key may see an object that holds `content`.
bool MayRead(const S3Call& call, objectstore::ObjectContent content);

// The object's facts, if the key may see it. kNoSuchBucket, kNoSuchKey, or for a key that sees only
// redacted transcripts kAccessDenied for all that is none, existing or not.
S3Result<objectstore::ObjectInfo> HeadAllowed(S3Call& call, const objectstore::ObjectName& name);

// Writes the read to the audit log, unless it is of a redacted transcript. kInternalError when that
// fails: then nothing may be sent.
S3Status AuditRead(const S3Call& call, const objectstore::ObjectName& name,
                   const objectstore::ObjectInfo& info);

}  // namespace tacet::s3
