// What the operations of uploads in parts have in common. Thread-safe.
#pragma once

#include <optional>

#include "tacet/objectstore/bucket_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/s3_error.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

// The upload that the query's uploadId names. kNoSuchBucket, kNoSuchUpload.
S3Result<objectstore::UploadInfo> FindUpload(S3Call& call);

// The query's partNumber: 1 to 10,000.
S3Result<int> ReadPartNumber(const S3Call& call);

// "COMPOSITE" or "FULL_OBJECT".
std::string_view ChecksumTypeName(bool composite);

// <ChecksumAlgorithm> and <ChecksumType>, when the upload was begun with one.
void AddUploadChecksum(const objectstore::UploadInfo& upload, XmlWriter* xml);

}  // namespace tacet::s3
