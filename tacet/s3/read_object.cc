#include "tacet/s3/read_object.h"

#include <string>
#include <utility>

#include "tacet/s3/checksums.h"
#include "tacet/s3/conditions.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/request_headers.h"

namespace tacet::s3 {
namespace {

using objectstore::ByteRange;
using objectstore::ObjectInfo;

// partNumber: every object is read as if it had one part, so part 1 is all of it. Clients that
// fetch by parts learn from the absent x-amz-mp-parts-count that there are no more.
S3Status CheckPartNumber(const S3Call& call) {
  const auto text = call.Query("partNumber");
  if (!text) return {};
  const auto number = ParseNumber(*text, 1, 10'000);
  if (!number) {
    return BadArgument("partNumber",
                       "Part number must be an integer between 1 and 10000, inclusive");
  }
  if (call.http.headers.Has("Range")) {
    return Fail(S3ErrorCode::kInvalidRequest,
                "Cannot specify both Range header and partNumber query parameter");
  }
  if (*number != 1) return Fail(S3ErrorCode::kInvalidPartNumber);
  return {};
}

std::string ContentRange(const ByteRange& range, int64_t size_bytes) {
  return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.end - 1) + "/" +
         std::to_string(size_bytes);
}

}  // namespace

S3Result<ReadAnswer> PrepareRead(const S3Call& call, const ObjectInfo& info) {
  if (S3Status valid = CheckPartNumber(call); !valid) {
    return tl::unexpected<S3Error>(std::move(valid.error()));
  }
  if (S3Status met = CheckReadConditions(call, info); !met) {
    return tl::unexpected<S3Error>(std::move(met.error()));
  }
  ReadAnswer answer{.bytes = info.size_bytes};
  if (IfRangeHolds(call.Header("If-Range"), info)) {
    S3Result<std::optional<ByteRange>> range = ParseRange(call.Header("Range"), info.size_bytes);
    if (!range) return tl::unexpected<S3Error>(std::move(range.error()));
    answer.range = *range;
  }
  http_server::Headers& headers = answer.response.headers;
  if (S3Status added = AddObjectHeaders(call, info, &headers); !added) {
    return tl::unexpected<S3Error>(std::move(added.error()));
  }
  if (answer.range) {
    answer.bytes = answer.range->end - answer.range->first;
    answer.response.status = 206;
    headers.Add("Content-Range", ContentRange(*answer.range, info.size_bytes));
  } else if (call.Query("partNumber") && info.size_bytes > 0) {
    answer.response.status = 206;
    headers.Add("Content-Range", ContentRange({0, info.size_bytes}, info.size_bytes));
  }
  // Of the whole object: with a part of it clients would compare the wrong bytes.
  if (!answer.range && aws::EqualsIgnoringCase(call.Header("x-amz-checksum-mode"), "ENABLED")) {
    AddChecksumHeaders(info.checksum, ShowType::kYes, &headers);
  }
  return answer;
}

}  // namespace tacet::s3
