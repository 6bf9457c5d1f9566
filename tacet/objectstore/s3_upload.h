// Objects on their way to an S3 endpoint. Private to the S3 client.
#pragma once

#include "tacet/base/byte_source.h"
#include "tacet/base/result.h"
#include "tacet/objectstore/object_store.h"
#include "tacet/objectstore/s3_requester.h"

namespace tacet::objectstore {

// Puts an object below 16 MiB whole, a larger one in parts of that size. `name` and `options`
// are valid. Errors as ObjectStore::Put; what was begun is aborted then.
Result<ObjectInfo> UploadObject(const S3Requester& requester, const ObjectName& name,
                                ByteSource& body, const PutOptions& options);

}  // namespace tacet::objectstore
