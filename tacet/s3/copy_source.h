// The source of CopyObject and UploadPartCopy: found and allowed. Thread-safe.
#pragma once

#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

struct CopySource {
  objectstore::ObjectName name;
  objectstore::ObjectInfo info;
};

// From x-amz-copy-source and its conditions. The service's own buckets are no source. Whoever
// copies from it calls AuditRead first.
S3Result<CopySource> FindCopySource(S3Call& call);

}  // namespace tacet::s3
