// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
#include <optional>
#include <utility>

#include "tacet/aws/time_format.h"
#include "tacet/s3/authorization.h"
#include "tacet/s3/checksums.h"
#include "tacet/s3/copy_source.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_body.h"
#include "tacet/s3/request_headers.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

using objectstore::ObjectInfo;
using objectstore::PutOptions;

// What the copy has of its own; nothing when it is to be as its source.
S3Result<std::optional<PutOptions>> ReadReplacement(const S3Call& call, const ObjectInfo& source) {
  const bool replaces = aws::EqualsIgnoringCase(call.Header("x-amz-metadata-directive"), "REPLACE");
  PutOptions options;
  if (replaces) {
    S3Result<PutOptions> read = ReadObjectHeaders(call);
    if (!read) return tl::unexpected<S3Error>(std::move(read.error()));
    options = std::move(*read);
  } else {
    options.content_type = source.content_type;
    options.headers = source.headers;
    options.metadata = source.metadata;
  }
  if (S3Status valid = ReadWriteConditions(call, &options); !valid) {
    return tl::unexpected<S3Error>(std::move(valid.error()));
  }
  const std::string_view algorithm = call.Header("x-amz-checksum-algorithm");
  if (!algorithm.empty()) {
    const auto parsed = ParseChecksumAlgorithm(algorithm);
    if (!parsed) return tl::unexpected<S3Error>(parsed.error());
    options.checksum = objectstore::ObjectChecksum{.algorithm = *parsed};
  }
  if (!replaces && algorithm.empty() && !options.only_if_absent && options.only_over_etag.empty()) {
    return std::optional<PutOptions>();
  }
  return options;
}

}  // namespace

S3Result<http_server::HttpResponse> CopyObject(S3Call& call) {
  const S3Result<CopySource> source = FindCopySource(call);
  if (!source) return tl::unexpected<S3Error>(source.error());
  if (source->info.size_bytes > kMaxPutBytes) {
    return Fail(S3ErrorCode::kInvalidRequest,
                "The specified copy source is larger than the maximum allowable size for a copy "
                "source: 5368709120");
  }
  const S3Result<std::optional<PutOptions>> replacement = ReadReplacement(call, source->info);
  if (!replacement) return tl::unexpected<S3Error>(replacement.error());
  if (source->name == call.name() && !*replacement) {
    return Fail(S3ErrorCode::kInvalidRequest,
                "This copy request is illegal because it is trying to copy an object to itself "
                "without changing the object's metadata, storage class, website redirect location "
                "or encryption attributes.");
  }
  if (S3Status audited = AuditRead(call, source->name, source->info); !audited) {
    return tl::unexpected<S3Error>(std::move(audited.error()));
  }
  ASSIGN_OR_RETURN(const ObjectInfo info, call.store.Copy(source->name, call.name(), *replacement));
  XmlWriter xml;
  xml.OpenRoot("CopyObjectResult");
  xml.Text("LastModified", aws::FormatIsoMillis(info.last_modified));
  xml.Text("ETag", Quoted(info.etag));
  AddChecksumElements(info.checksum, ShowType::kYes, &xml);
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
