// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "tacet/aws/time_format.h"
#include "tacet/s3/authorization.h"
#include "tacet/s3/checksums.h"
#include "tacet/s3/conditions.h"
#include "tacet/s3/copy_source.h"
#include "tacet/s3/multipart.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/request_body.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

using objectstore::ByteRange;

// x-amz-copy-source-range: "bytes=first-last", both inside the source. Unlike a Range header it is
// refused when it is anything else: another part than meant would be copied.
S3Result<std::optional<ByteRange>> ReadRange(const S3Call& call, int64_t size_bytes) {
  const std::string_view header = call.Header("x-amz-copy-source-range");
  std::optional<ByteRange> range;
  if (!header.empty()) {
    S3Result<std::optional<ByteRange>> parsed = ParseRange(header, size_bytes);
    const bool exact = parsed && *parsed &&
                       header == "bytes=" + std::to_string((*parsed)->first) + "-" +
                                     std::to_string((*parsed)->end - 1);
    if (!exact) {
      return BadArgument("x-amz-copy-source-range",
                         "The x-amz-copy-source-range value must be of the form bytes=first-last "
                         "where first and last are the zero-based offsets of the first and last "
                         "bytes to copy, inside the source");
    }
    range = *parsed;
  }
  const int64_t bytes = range ? range->end - range->first : size_bytes;
  if (bytes > kMaxPutBytes) return Fail(S3ErrorCode::kEntityTooLarge);
  return range;
}

}  // namespace

S3Result<http_server::HttpResponse> UploadPartCopy(S3Call& call) {
  const S3Result<int> number = ReadPartNumber(call);
  if (!number) return tl::unexpected<S3Error>(number.error());
  const S3Result<objectstore::UploadInfo> upload = FindUpload(call);
  if (!upload) return tl::unexpected<S3Error>(upload.error());
  const S3Result<CopySource> source = FindCopySource(call);
  if (!source) return tl::unexpected<S3Error>(source.error());
  const S3Result<std::optional<ByteRange>> range = ReadRange(call, source->info.size_bytes);
  if (!range) return tl::unexpected<S3Error>(range.error());

  if (S3Status audited = AuditRead(call, source->name, source->info); !audited) {
    return tl::unexpected<S3Error>(std::move(audited.error()));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<objectstore::ObjectReader> reader,
                   call.store.Get(source->name, *range));
  // Parts of two objects would make one that never was.
  if (reader->info().etag != source->info.etag) return Fail(S3ErrorCode::kPreconditionFailed);
  ASSIGN_OR_RETURN(const objectstore::PartInfo part,
                   call.store.PutPart(*upload, *number, *reader, {}));
  XmlWriter xml;
  xml.OpenRoot("CopyPartResult");
  xml.Text("LastModified", aws::FormatIsoMillis(part.last_modified));
  xml.Text("ETag", Quoted(part.etag));
  if (upload->checksum_algorithm) AddChecksumElements(part.checksum, ShowType::kNo, &xml);
  xml.Close();
  return XmlResponse(std::move(xml));
}

}  // namespace tacet::s3
