// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
#include <memory>
#include <utility>

#include "tacet/s3/authorization.h"
#include "tacet/s3/operations.h"
#include "tacet/s3/read_object.h"

namespace tacet::s3 {
namespace {

using objectstore::ObjectInfo;
using objectstore::ObjectReader;

// How often an object may be replaced between its facts and its bytes being read.
constexpr int kTries = 5;

class CountedSource : public ByteSource {
 public:
  CountedSource(std::unique_ptr<ByteSource> source,
                const std::function<void(Direction, int64_t)>& on_bytes)
      : source_(std::move(source)), on_bytes_(on_bytes) {}

  Result<size_t> Read(std::span<char> buffer) override {
    Result<size_t> got = source_->Read(buffer);
    if (got && *got > 0) on_bytes_(Direction::kSent, static_cast<int64_t>(*got));
    return got;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  std::function<void(Direction, int64_t)> on_bytes_;  // a copy: the answer outlives the call
};

}  // namespace

S3Result<http_server::HttpResponse> GetObject(S3Call& call) {
  for (int i = 0; i < kTries; ++i) {
    const S3Result<ObjectInfo> info = HeadAllowed(call, call.name());
    if (!info) return tl::unexpected<S3Error>(info.error());
    S3Result<ReadAnswer> answer = PrepareRead(call, *info);
    if (!answer) return tl::unexpected<S3Error>(std::move(answer.error()));
    Result<std::unique_ptr<ObjectReader>> reader = call.store.Get(call.name(), answer->range);
    if (!reader) {
      // Gone, or shorter than it was: the next look tells.
      if (reader.error().code == ErrorCode::kNotFound ||
          reader.error().code == ErrorCode::kInvalidArgument) {
        continue;
      }
      return tl::unexpected<S3Error>(S3Error(reader.error()));
    }
    // What was allowed and promised is another object by now.
    if ((*reader)->info().etag != info->etag || (*reader)->info().content != info->content ||
        (*reader)->info().last_modified != info->last_modified) {
      continue;
    }
    if (S3Status audited = AuditRead(call, call.name(), *info); !audited) {
      return tl::unexpected<S3Error>(std::move(audited.error()));
    }
    http_server::HttpResponse response = std::move(answer->response);
    response.stream = std::move(*reader);
    if (call.options.on_bytes) {
      response.stream =
          std::make_unique<CountedSource>(std::move(response.stream), call.options.on_bytes);
    }
    response.stream_bytes = answer->bytes;
    return response;
  }
  return Fail(S3ErrorCode::kSlowDown);
}

}  // namespace tacet::s3
