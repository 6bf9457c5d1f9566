#include "tacet/s3/conditions.h"

#include <chrono>
#include <string>
#include <utility>

#include "tacet/aws/time_format.h"
#include "tacet/s3/object_answer.h"
#include "tacet/s3/request_headers.h"

namespace tacet::s3 {
namespace {

using objectstore::ByteRange;
using objectstore::ObjectInfo;

enum class Outcome { kGoOn, kNotModified, kFailed };

// Last-Modified as the client saw it: without milliseconds.
Time Seconds(Time time) { return std::chrono::floor<std::chrono::seconds>(time); }

bool Names(std::string_view list, const std::string& etag) {
  while (!list.empty()) {
    const size_t comma = list.find(',');
    const std::string_view one = Unquoted(list.substr(0, comma));
    if (one == "*" || one == etag) return true;
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

Outcome Check(const http_server::Headers& headers, const std::string& prefix,
              const ObjectInfo& info) {
  const auto get = [&](const char* name) { return headers.Get(prefix + name); };
  const auto has = [&](const char* name) { return headers.Has(prefix + name); };
  // An ETag wins over a date of the same sense; a date that cannot be read is none.
  if (has("If-Match")) {
    if (!Names(get("If-Match"), info.etag)) return Outcome::kFailed;
  } else if (const auto since = aws::ParseHttpDate(get("If-Unmodified-Since"))) {
    if (Seconds(info.last_modified) > *since) return Outcome::kFailed;
  }
  if (has("If-None-Match")) {
    if (Names(get("If-None-Match"), info.etag)) return Outcome::kNotModified;
  } else if (const auto since = aws::ParseHttpDate(get("If-Modified-Since"))) {
    if (Seconds(info.last_modified) <= *since) return Outcome::kNotModified;
  }
  return Outcome::kGoOn;
}

}  // namespace

S3Status CheckReadConditions(const S3Call& call, const ObjectInfo& info) {
  switch (Check(call.http.headers, "", info)) {
    case Outcome::kGoOn:
      return {};
    case Outcome::kFailed:
      return Fail(S3ErrorCode::kPreconditionFailed);
    case Outcome::kNotModified:
      break;
  }
  S3Error error(S3ErrorCode::kNotModified, "");
  error.headers.Add("ETag", Quoted(info.etag));
  error.headers.Add("Last-Modified", aws::FormatHttpDate(info.last_modified));
  return tl::unexpected<S3Error>(std::move(error));
}

S3Status CheckCopyConditions(const S3Call& call, const ObjectInfo& source) {
  if (Check(call.http.headers, "x-amz-copy-source-", source) == Outcome::kGoOn) return {};
  return Fail(S3ErrorCode::kPreconditionFailed);
}

S3Result<std::optional<ByteRange>> ParseRange(std::string_view header, int64_t size_bytes) {
  constexpr std::string_view kUnit = "bytes=";
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max() - 1;
  const std::optional<ByteRange> whole;
  if (!header.starts_with(kUnit)) return whole;
  header.remove_prefix(kUnit.size());
  const size_t dash = header.find('-');
  if (dash == std::string_view::npos) return whole;
  const std::string_view first_text = header.substr(0, dash);
  const std::string_view last_text = header.substr(dash + 1);
  const auto first = ParseNumber(first_text, 0, kMax);
  const auto last = ParseNumber(last_text, 0, kMax);
  ByteRange range{0, size_bytes};
  if (first_text.empty()) {  // the last so many bytes
    if (!last) return whole;
    range.first = std::max<int64_t>(0, size_bytes - *last);
  } else {
    if (!first || (!last_text.empty() && !last) || (last && *last < *first)) return whole;
    range.first = *first;
    if (last) range.end = std::min(size_bytes, *last + 1);
  }
  if (range.first < range.end) return range;
  S3Error error(S3ErrorCode::kInvalidRange, std::string(Facts(S3ErrorCode::kInvalidRange).message));
  error.details.emplace_back("RangeRequested", std::string(kUnit) + std::string(header));
  error.details.emplace_back("ActualObjectSize", std::to_string(size_bytes));
  error.headers.Add("Content-Range", "bytes */" + std::to_string(size_bytes));
  return tl::unexpected<S3Error>(std::move(error));
}

bool IfRangeHolds(std::string_view header, const ObjectInfo& info) {
  if (header.empty()) return true;
  if (const auto date = aws::ParseHttpDate(header)) return Seconds(info.last_modified) == *date;
  return Unquoted(header) == info.etag;
}

}  // namespace tacet::s3
