#include "tacet/objectstore/s3_requester.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/base/random.h"
#include "tacet/objectstore/object_rules.h"
#include "tacet/objectstore/s3_answer_xml.h"

namespace tacet::objectstore {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr size_t kMaxAnswerBytes = size_t{8} << 20;
constexpr size_t kMaxErrorBytes = size_t{64} << 10;
constexpr milliseconds kMaxBackoff = std::chrono::seconds(20);
constexpr milliseconds kMaxRetryAfter = std::chrono::seconds(60);

// A body that can be sent again.
class ViewSource : public ByteSource {
 public:
  explicit ViewSource(std::string_view bytes) : left_(bytes) {}
  Result<size_t> Read(std::span<char> buffer) override {
    const size_t count = left_.copy(buffer.data(), buffer.size());
    left_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view left_;
};

// An answer that is already whole.
class WholeAnswer : public http_client::ExchangeReader {
 public:
  WholeAnswer(http_client::ResponseHead head, std::string body)
      : head_(std::move(head)), body_(std::move(body)) {}
  const http_client::ResponseHead& head() const override { return head_; }
  Result<size_t> Read(std::span<char> buffer) override { return body_.Read(buffer); }

 private:
  const http_client::ResponseHead head_;
  StringSource body_;
};

bool IsPassing(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kDeadlineExceeded;
}

milliseconds RetryAfter(const http_client::ResponseHead& head) {
  const std::string_view text = head.Get("retry-after");
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0) return {};
  return std::min<milliseconds>(std::chrono::seconds(std::min<int64_t>(seconds, 3600)),
                                kMaxRetryAfter);
}

// From half to all of `limit`, so that many clients of one endpoint do not come back together.
milliseconds Jitter(milliseconds limit) {
  uint64_t random = 0;
  for (const char byte : RandomBytes(4)) random = random << 8 | static_cast<unsigned char>(byte);
  const auto half = static_cast<uint64_t>(limit.count()) / 2;
  return milliseconds(static_cast<int64_t>(half + random % (half + 1)));
}

S3Failure Fail(ErrorCode code, std::string message, const std::string& detail) {
  return {MakeError(code, std::move(message), detail).value(), /*passing=*/false, ""};
}

}  // namespace

S3Failure ReadS3Failure(const S3Request& request, const http_client::ResponseHead& head,
                        std::string_view xml) {
  const std::string code = ParseS3ErrorCode(xml);
  const std::string detail = "HTTP " + std::to_string(head.status) + " " + code;
  const int64_t status = head.status;
  const auto fail = [&](ErrorCode error_code, const std::string& message) {
    S3Failure failure = Fail(error_code, message, detail);
    failure.code = code;
    failure.passing = IsPassing(error_code);
    return failure;
  };
  if (code == "NoSuchBucket" || (status == 404 && code.empty() && request.key.empty())) {
    S3Failure failure = fail(ErrorCode::kNotFound, "");
    failure.error.message = NoSuchBucket(request.bucket).value().message;
    return failure;
  }
  if (code == "NoSuchUpload") return fail(ErrorCode::kNotFound, NoSuchUpload().value().message);
  if (status == 404) return fail(ErrorCode::kNotFound, NoSuchObject().value().message);
  if (status == 412) {
    return fail(ErrorCode::kAlreadyExists, "precondition failed: the object is not as expected");
  }
  if (status == 416) return fail(ErrorCode::kInvalidArgument, "range is not satisfiable");
  if (code == "KeyTooLongError") {
    return fail(ErrorCode::kInvalidArgument, "key too long for the S3 endpoint");
  }
  if (status == 507 || code == "QuotaExceeded" || code == "XMinioStorageFull") {
    return fail(ErrorCode::kResourceExhausted, "the S3 endpoint has no space left");
  }
  // What was sent is not what arrived, or took too long to arrive; 409 is a race of two writers.
  if (code == "BadDigest" || code == "XAmzContentChecksumMismatch" || code == "IncompleteBody" ||
      code == "RequestTimeout" || code == "ConditionalRequestConflict" ||
      code == "OperationAborted" || code == "SlowDown" || status == 408 || status == 429 ||
      status >= 500) {
    return fail(ErrorCode::kUnavailable,
                "the S3 endpoint cannot do it now (" + (code.empty() ? detail : code) + ")");
  }
  if (status >= 300 && status < 400) {
    return fail(ErrorCode::kInvalidArgument,
                "the S3 endpoint redirects: the bucket may be in another region; set endpoint and "
                "region to the bucket's");
  }
  if (status == 401) {
    return fail(ErrorCode::kUnauthenticated, "the S3 endpoint wants other credentials");
  }
  if (status == 403) {
    return fail(ErrorCode::kPermissionDenied,
                "the S3 endpoint refuses this access key (" + (code.empty() ? detail : code) +
                    "); check the key, its rights and this machine's clock");
  }
  return fail(ErrorCode::kInvalidArgument,
              "the S3 endpoint refuses the request (" + (code.empty() ? detail : code) + ")");
}

S3Requester::S3Requester(S3ObjectStoreOptions options)
    : options_(std::move(options)),
      scheme_(options_.endpoint.substr(0, options_.endpoint.find("://") + 3)),
      authority_(options_.endpoint.substr(scheme_.size())) {}

S3Requester::Place S3Requester::PlaceOf(const std::string& bucket, const std::string& key) const {
  const bool virtual_host = options_.addressing == S3Addressing::kVirtualHost;
  Place place{.host = virtual_host ? bucket + "." + authority_ : authority_,
              .path = virtual_host ? "/" : "/" + bucket};
  if (!key.empty()) {
    if (!virtual_host) place.path += "/";
    place.path += aws::PercentEncode(key, aws::SlashEncoding::kKeep);
  }
  return place;
}

std::string S3Requester::PresignGet(const ObjectName& name, std::chrono::seconds expires) const {
  const auto [host, path] = PlaceOf(name.bucket, name.key);
  aws::PresignOptions options;
  options.endpoint = scheme_ + host;
  options.path = path;
  options.expires = expires;
  return aws::PresignUrl(options, options_.credentials, options_.region, "s3",
                         options_.clock->Now());
}

S3Requester::Attempt S3Requester::Try(const S3Request& request) const {
  const auto [host, path] = PlaceOf(request.bucket, request.key);
  aws::SignRequest to_sign;
  to_sign.method = request.method;
  to_sign.path = path;
  to_sign.query = aws::FormatQuery(request.query);
  to_sign.headers.emplace_back("Host", host);
  for (const http_client::Header& header : request.headers) {
    to_sign.headers.emplace_back(header.name, header.value);
  }
  const bool encrypted = scheme_ == "https://";
  to_sign.payload_hash = request.body && encrypted ? std::string(aws::kUnsignedPayload)
                                                   : aws::Sha256Hex(request.body.value_or(""));
  const aws::SignedHeaders signed_headers =
      aws::Sign(to_sign, options_.credentials, options_.region, "s3", options_.clock->Now());

  http_client::ExchangeRequest exchange;
  exchange.method = request.method;
  exchange.url = scheme_ + host + path + (to_sign.query.empty() ? "" : "?" + to_sign.query);
  for (const auto& [name, value] : to_sign.headers) exchange.headers.push_back({name, value});
  for (const auto& [name, value] : signed_headers.headers) {
    exchange.headers.push_back({name, value});
  }
  ViewSource body(request.body.value_or(""));
  if (request.body) {
    exchange.body = &body;
    exchange.body_bytes = static_cast<int64_t>(request.body->size());
  }
  exchange.connect_timeout = options_.connect_timeout;
  exchange.stall_timeout = options_.stall_timeout;
  exchange.cancel = options_.cancel;

  Attempt attempt;
  const auto fail = [&attempt](Error error) {
    attempt.reader.reset();
    attempt.failure.passing = IsPassing(error.code);
    attempt.failure.error = std::move(error);
  };
  Result<std::unique_ptr<http_client::ExchangeReader>> opened = http_.Open(exchange);
  if (!opened) {
    fail(std::move(opened).error());
    return attempt;
  }
  attempt.reader = *std::move(opened);
  const http_client::ResponseHead head = attempt.reader->head();
  if (head.status >= 200 && head.status < 300) {
    if (!request.body) return attempt;
    // An answer to an upload is small, and `body` must outlive the exchange.
    Result<std::string> bytes = ReadAll(*attempt.reader, kMaxAnswerBytes);
    if (!bytes) {
      fail(std::move(bytes).error());
    } else {
      attempt.reader = std::make_unique<WholeAnswer>(head, *std::move(bytes));
    }
    return attempt;
  }
  const Result<std::string> xml = ReadAll(*attempt.reader, kMaxErrorBytes);
  attempt.failure = ReadS3Failure(request, head, xml ? *xml : "");
  attempt.retry_after = RetryAfter(head);
  attempt.reader.reset();
  return attempt;
}

void S3Requester::Wait(milliseconds time) const {
  if (options_.wait) return options_.wait(time);
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  const auto end = Steady::now() + time;
  while (Steady::now() < end && CheckNotCancelled(options_.cancel)) {
    never.wait_until(lock, std::min(end, Steady::now() + milliseconds(100)));
  }
}

template <typename T, typename Use>
Result<T> S3Requester::TryAgain(const S3Request& request, const Use& use) const {
  const auto start = Steady::now();
  milliseconds backoff = options_.first_backoff;
  for (int attempts = 1;; ++attempts) {
    RETURN_IF_ERROR(CheckNotCancelled(options_.cancel));
    Attempt attempt = Try(request);
    if (attempt.reader) {
      Result<T> used = use(std::move(attempt.reader));
      if (used) return used;
      attempt.failure = {used.error(), IsPassing(used.error().code), ""};
    }
    const milliseconds pause = std::max(Jitter(backoff), attempt.retry_after);
    if (!attempt.failure.passing || attempts >= options_.max_attempts ||
        Steady::now() + pause - start >= options_.deadline) {
      return tl::unexpected<Error>(std::move(attempt.failure.error));
    }
    Wait(pause);
    backoff = std::min(backoff * 2, kMaxBackoff);
  }
}

Result<http_client::ExchangeAnswer> S3Requester::Send(const S3Request& request) const {
  using http_client::ExchangeAnswer;
  return TryAgain<ExchangeAnswer>(
      request, [](std::unique_ptr<http_client::ExchangeReader> reader) -> Result<ExchangeAnswer> {
        ExchangeAnswer answer;
        answer.head = reader->head();
        ASSIGN_OR_RETURN(answer.body, ReadAll(*reader, kMaxAnswerBytes));
        return answer;
      });
}

Result<std::unique_ptr<http_client::ExchangeReader>> S3Requester::Open(
    const S3Request& request) const {
  using Reader = std::unique_ptr<http_client::ExchangeReader>;
  return TryAgain<Reader>(request, [](Reader reader) -> Result<Reader> { return reader; });
}

}  // namespace tacet::objectstore
