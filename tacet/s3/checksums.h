// Checksums of S3's protocol: x-amz-checksum-* headers and trailers, and the XML elements.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
// Pure; thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "tacet/aws/checksum.h"
#include "tacet/http_server/http_server.h"
#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/xml_reader.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

aws::HashAlgorithm HashAlgorithmOf(objectstore::ChecksumAlgorithm algorithm);
// Of "CRC32", as in x-amz-checksum-algorithm; in any case.
S3Result<objectstore::ChecksumAlgorithm> ParseChecksumAlgorithm(std::string_view name);
std::string_view ChecksumAlgorithmName(objectstore::ChecksumAlgorithm algorithm);

// The checksum that the request gives of its body: with a value from a header; with the algorithm
// alone when the value comes as a trailer, which the Authenticator's body verifies, or when only
// x-amz-sdk-checksum-algorithm names it. Nothing when it gives none. kInvalidRequest for two of
// them or a value of the wrong form.
S3Result<std::optional<objectstore::ObjectChecksum>> ReadBodyChecksum(const S3Call& call);

// The checksum that an x-amz-checksum-* header gives of something else than the body: the whole
// object of a multipart upload.
S3Result<std::optional<objectstore::ObjectChecksum>> ReadObjectChecksum(const S3Call& call);

// From elements <ChecksumCRC32> and so on below `node`. kMalformedXML for two.
S3Result<std::optional<objectstore::ObjectChecksum>> ReadChecksumElement(const XmlNode& node);

// x-amz-checksum-* and, for whole objects, x-amz-checksum-type.
enum class ShowType { kNo, kYes };
void AddChecksumHeaders(const std::optional<objectstore::ObjectChecksum>& checksum, ShowType type,
                        http_server::Headers* headers);
// <ChecksumCRC32> and so on, and <ChecksumType>.
void AddChecksumElements(const std::optional<objectstore::ObjectChecksum>& checksum, ShowType type,
                         XmlWriter* xml);

// Content-MD5 as 16 bytes; nothing when it is absent. kInvalidDigest.
S3Result<std::optional<std::string>> ReadContentMd5(const S3Call& call);

}  // namespace tacet::s3
