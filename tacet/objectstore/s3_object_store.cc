#include "tacet/objectstore/s3_object_store.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "tacet/aws/encoding.h"
#include "tacet/aws/time_format.h"
#include "tacet/objectstore/object_rules.h"
#include "tacet/objectstore/s3_answer_xml.h"
#include "tacet/objectstore/s3_object_headers.h"
#include "tacet/objectstore/s3_requester.h"
#include "tacet/objectstore/s3_upload.h"

namespace tacet::objectstore {
namespace {

using http_client::ExchangeAnswer;
using http_client::ExchangeReader;

// Breaks of one download that bring no byte between them.
constexpr int kMaxBreaks = 4;

std::string RangeHeader(int64_t first, int64_t end) {
  return "bytes=" + std::to_string(first) + "-" + std::to_string(end - 1);
}

// The whole object's size in "bytes 0-99/200"; -1 when it is not said.
int64_t TotalOfRange(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return -1;
  text.remove_prefix(slash + 1);
  int64_t total = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), total);
  return error == std::errc() && end == text.data() + text.size() ? total : -1;
}

// Reads an object or a range of it; goes on where the connection broke, on the same object.
class S3Reader : public ObjectReader {
 public:
  S3Reader(const S3Requester* requester, S3Request request, std::unique_ptr<ExchangeReader> answer,
           ObjectInfo info, ByteRange range)
      : requester_(requester),
        request_(std::move(request)),
        answer_(std::move(answer)),
        info_(std::move(info)),
        position_(range.first),
        end_(range.end) {
    if (range.first == 0 && range.end == info_.size_bytes) {
      check_ = WholeCheck(info_, answer_->head());
    }
  }

  const ObjectInfo& info() const override { return info_; }

  Result<size_t> Read(std::span<char> buffer) override {
    if (position_ == end_) return size_t{0};
    buffer = buffer.first(std::min(buffer.size(), static_cast<size_t>(end_ - position_)));
    ASSIGN_OR_RETURN(const size_t count, ReadSome(buffer));
    position_ += static_cast<int64_t>(count);
    if (check_) {
      check_->Update({buffer.data(), count});
      // Before the last bytes are given.
      if (position_ == end_) RETURN_IF_ERROR(check_->Finish());
    }
    return count;
  }

 private:
  // At least one byte.
  Result<size_t> ReadSome(std::span<char> buffer) {
    for (int breaks = 0;; ++breaks) {
      Error error;
      if (answer_ != nullptr) {
        Result<size_t> count = answer_->Read(buffer);
        if (count && *count > 0) return count;
        error = count ? MakeError(ErrorCode::kUnavailable, "the object came too short").value()
                      : std::move(count).error();
        answer_.reset();
      }
      const bool passing =
          error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kDeadlineExceeded;
      if (!passing || breaks >= kMaxBreaks) return tl::unexpected<Error>(std::move(error));
      S3Request rest = request_;
      rest.headers.push_back({"Range", RangeHeader(position_, end_)});
      rest.headers.push_back({"If-Match", "\"" + info_.etag + "\""});
      Result<std::unique_ptr<ExchangeReader>> opened = requester_->Open(rest);
      if (!opened && opened.error().code == ErrorCode::kAlreadyExists) {
        return MakeError(ErrorCode::kUnavailable, "the object was replaced while it was read");
      }
      if (!opened) return tl::unexpected<Error>(std::move(opened).error());
      if ((*opened)->head().status != 206) return tl::unexpected<Error>(std::move(error));
      answer_ = *std::move(opened);
    }
  }

  const S3Requester* const requester_;
  const S3Request request_;  // without a range
  std::unique_ptr<ExchangeReader> answer_;
  const ObjectInfo info_;
  int64_t position_;
  const int64_t end_;
  std::optional<WholeObjectCheck> check_;
};

}  // namespace

class S3ObjectStore::Impl {
 public:
  explicit Impl(S3ObjectStoreOptions options) : requester(std::move(options)) {}
  const S3Requester requester;
};

S3ObjectStore::S3ObjectStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
S3ObjectStore::~S3ObjectStore() = default;

Result<std::unique_ptr<S3ObjectStore>> S3ObjectStore::Create(S3ObjectStoreOptions options) {
  if (options.endpoint.ends_with('/')) options.endpoint.pop_back();
  const bool encrypted = options.endpoint.starts_with("https://");
  const size_t scheme = encrypted ? 8 : 7;
  if ((!encrypted && !options.endpoint.starts_with("http://")) ||
      options.endpoint.size() == scheme ||
      options.endpoint.find_first_of("/?#@ ", scheme) != std::string::npos) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the S3 endpoint must be http:// or https:// with host and port, no path");
  }
  // A standard port is not part of the Host header that is signed.
  const std::string standard = encrypted ? ":443" : ":80";
  if (options.endpoint.ends_with(standard)) {
    options.endpoint.resize(options.endpoint.size() - standard.size());
  }
  if (options.region.empty() || options.credentials.access_key_id.empty() ||
      options.credentials.secret_access_key.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the S3 endpoint needs a region, an access key id and a secret access key");
  }
  if (options.max_attempts < 1 || options.clock == nullptr) {
    return MakeError(ErrorCode::kInvalidArgument, "S3 needs a clock and one attempt at least");
  }
  return std::unique_ptr<S3ObjectStore>(
      new S3ObjectStore(std::make_unique<Impl>(std::move(options))));
}

Status S3ObjectStore::HeadBucket(const std::string& bucket) {
  if (!CheckBucketName(bucket)) return NoSuchBucket(bucket);
  RETURN_IF_ERROR(impl_->requester.Send({.method = "HEAD", .bucket = bucket}));
  return {};
}

Result<ObjectInfo> S3ObjectStore::Head(const ObjectName& name) {
  if (!CheckBucketName(name.bucket)) return NoSuchBucket(name.bucket);
  if (!CheckKey(name.key)) return NoSuchObject();
  S3Request request = {.method = "HEAD", .bucket = name.bucket, .key = name.key};
  request.headers.push_back({"x-amz-checksum-mode", "ENABLED"});
  ASSIGN_OR_RETURN(const ExchangeAnswer answer, impl_->requester.Send(request));
  return ReadObjectHeaders(answer.head, answer.head.ContentLength());
}

Result<std::string> S3ObjectStore::PresignGet(const ObjectName& name,
                                              std::chrono::seconds expires) const {
  if (!CheckBucketName(name.bucket)) return NoSuchBucket(name.bucket);
  if (!CheckKey(name.key)) return NoSuchObject();
  return impl_->requester.PresignGet(name, expires);
}

Result<std::unique_ptr<ObjectReader>> S3ObjectStore::Get(const ObjectName& name,
                                                         std::optional<ByteRange> range) {
  if (!CheckBucketName(name.bucket)) return NoSuchBucket(name.bucket);
  if (!CheckKey(name.key)) return NoSuchObject();
  if (range && (range->first < 0 || range->end <= range->first)) {
    return MakeError(ErrorCode::kInvalidArgument, "range is not satisfiable");
  }
  const S3Request plain = {.method = "GET", .bucket = name.bucket, .key = name.key};
  S3Request request = plain;
  if (range) {
    request.headers.push_back({"Range", RangeHeader(range->first, range->end)});
  } else {
    request.headers.push_back({"x-amz-checksum-mode", "ENABLED"});
  }
  ASSIGN_OR_RETURN(std::unique_ptr<ExchangeReader> answer, impl_->requester.Open(request));
  const http_client::ResponseHead& head = answer->head();
  const int64_t length = head.ContentLength();
  int64_t size = length;
  if (range) {
    if (head.status == 206) size = TotalOfRange(head.Get("content-range"));
    // An endpoint that sends everything, as HTTP allows, is one that cannot be used.
    if (head.status != 206 || size < 0) {
      return MakeError(ErrorCode::kUnimplemented, "the S3 endpoint does not serve ranges");
    }
  }
  ASSIGN_OR_RETURN(ObjectInfo info, ReadObjectHeaders(head, size));
  Result<ByteRange> cut = CutRange(range, size);
  RETURN_IF_ERROR(cut);
  if (length != cut->end - cut->first) {
    return MakeError(ErrorCode::kUnavailable, "the S3 endpoint sends another range than asked for");
  }
  return std::make_unique<S3Reader>(&impl_->requester, plain, std::move(answer), std::move(info),
                                    *cut);
}

Result<ObjectInfo> S3ObjectStore::Put(const ObjectName& name, ByteSource& body,
                                      const PutOptions& options) {
  if (!CheckBucketName(name.bucket)) return NoSuchBucket(name.bucket);
  RETURN_IF_ERROR(CheckKey(name.key));
  RETURN_IF_ERROR(CheckPutOptions(options));
  RETURN_IF_ERROR(CheckAscii(options));
  if (options.checksum) RETURN_IF_ERROR(CheckChecksumValue(*options.checksum));
  Result<ObjectInfo> put = UploadObject(impl_->requester, name, body, options);
  if (!put && put.error().code == ErrorCode::kAlreadyExists && !options.only_over_etag.empty()) {
    // Some endpoints answer 412 where S3 answers 404.
    const Result<ObjectInfo> there = Head(name);
    if (!there && there.error().code == ErrorCode::kNotFound) return NoSuchObject();
  }
  return put;
}

Status S3ObjectStore::Delete(const ObjectName& name) {
  if (!CheckBucketName(name.bucket)) return NoSuchBucket(name.bucket);
  if (!CheckKey(name.key)) return {};
  const Result<ExchangeAnswer> answer =
      impl_->requester.Send({.method = "DELETE", .bucket = name.bucket, .key = name.key});
  if (!answer && answer.error().code == ErrorCode::kNotFound &&
      answer.error().message.starts_with("object")) {
    return {};
  }
  RETURN_IF_ERROR(answer);
  return {};
}

Result<ObjectList> S3ObjectStore::List(const std::string& bucket, const ListOptions& options) {
  if (!CheckBucketName(bucket)) return NoSuchBucket(bucket);
  S3Request request = {.method = "GET", .bucket = bucket};
  request.query = {
      {"list-type", "2"}, {"encoding-type", "url"}, {"max-keys", std::to_string(options.max_keys)}};
  if (!options.prefix.empty()) request.query.emplace_back("prefix", options.prefix);
  if (!options.delimiter.empty()) request.query.emplace_back("delimiter", options.delimiter);
  if (!options.start_after.empty()) {
    std::string after = options.start_after;
    // S3 would give a common prefix again, whose keys sort after it; the highest character of
    // Unicode sorts after all of them.
    if (!options.delimiter.empty() && after.ends_with(options.delimiter)) {
      after += "\xf4\x8f\xbf\xbf";
    }
    request.query.emplace_back("start-after", after);
  }
  ASSIGN_OR_RETURN(const ExchangeAnswer answer, impl_->requester.Send(request));
  ASSIGN_OR_RETURN(S3ListPage page, ParseS3List(answer.body));
  if (page.truncated && options.max_keys > 0) {
    std::string last;
    if (!page.list.objects.empty()) last = page.list.objects.back().key;
    if (!page.list.common_prefixes.empty()) {
      last = std::max(last, page.list.common_prefixes.back());
    }
    if (last.empty()) {
      return MakeError(ErrorCode::kUnavailable, "the S3 endpoint lists nothing and says more");
    }
    page.list.next_start_after = last;
  }
  return std::move(page.list);
}

}  // namespace tacet::objectstore
