#include "tacet/http_client/http_exchange.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "tacet/http_client/curl_support.h"

namespace tacet::http_client {
namespace {

using Steady = std::chrono::steady_clock;

constexpr size_t kMaxIdleConnections = 16;
constexpr size_t kPauseAboveBytes = size_t{256} << 10;
constexpr int kPollMilliseconds = 100;

struct FreeMulti {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};

}  // namespace

// A multi handle, for its cache of connections, and the one exchange that it runs.
class HttpExchanger::Connection {
 public:
  Connection() : multi_(curl_multi_init()), easy_(curl_easy_init()) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { Detach(); }

  bool usable() const { return multi_ != nullptr && easy_ != nullptr; }
  const ResponseHead& head() const { return head_; }
  bool done() const { return done_; }

  Status Start(const ExchangeRequest& request);
  // Works until the head of the answer is whole.
  Status RunToHead();
  // Works until there are bytes to take or the answer is whole.
  Status RunToBody();
  size_t Take(std::span<char> buffer);
  void Detach() {
    if (attached_) curl_multi_remove_handle(multi_.get(), easy_.get());
    attached_ = false;
  }

 private:
  static size_t OnHeader(char* data, size_t size, size_t count, void* user);
  static size_t OnBody(char* data, size_t size, size_t count, void* user);
  static size_t OnSend(char* data, size_t size, size_t count, void* user);

  // One round of sending and receiving; waits up to 100 ms when there is nothing to do.
  Status Step();

  std::unique_ptr<CURLM, FreeMulti> multi_;
  EasyHandle easy_;
  bool attached_ = false;

  // Of the current exchange.
  HeaderList headers_;
  std::string shown_;
  ByteSource* body_ = nullptr;
  const CancelToken* cancel_ = nullptr;
  std::chrono::milliseconds stall_timeout_{0};
  Steady::time_point last_progress_;
  ResponseHead head_;
  bool head_done_ = false;
  bool paused_ = false;
  bool done_ = false;
  std::string received_;
  size_t taken_ = 0;
  std::optional<Error> error_;    // why a callback stopped the exchange
  std::optional<Error> failure_;  // how the exchange ended, if not well
};

struct HttpExchanger::Pool {
  std::mutex mutex;
  std::vector<std::unique_ptr<Connection>> idle;  // guarded by mutex

  std::unique_ptr<Connection> Get() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        std::unique_ptr<Connection> connection = std::move(idle.back());
        idle.pop_back();
        return connection;
      }
    }
    return std::make_unique<Connection>();
  }
  void Put(std::unique_ptr<Connection> connection) {
    connection->Detach();
    const std::lock_guard lock(mutex);
    if (idle.size() < kMaxIdleConnections) idle.push_back(std::move(connection));
  }
};

size_t HttpExchanger::Connection::OnHeader(char* data, size_t size, size_t count, void* user) {
  Connection& self = *static_cast<Connection*>(user);
  const std::string_view line(data, size * count);
  self.last_progress_ = Steady::now();
  AddHeadLine(line, &self.head_);
  // An empty line ends a head; that of an interim answer (1xx) is followed by another.
  if (line == "\r\n" || line == "\n") self.head_done_ = self.head_.status >= 200;
  return size * count;
}

size_t HttpExchanger::Connection::OnBody(char* data, size_t size, size_t count, void* user) {
  Connection& self = *static_cast<Connection*>(user);
  self.last_progress_ = Steady::now();
  if (self.received_.size() - self.taken_ >= kPauseAboveBytes) {
    self.paused_ = true;  // libcurl keeps these bytes and gives them again
    return CURL_WRITEFUNC_PAUSE;
  }
  self.received_.append(data, size * count);
  return size * count;
}

size_t HttpExchanger::Connection::OnSend(char* data, size_t size, size_t count, void* user) {
  Connection& self = *static_cast<Connection*>(user);
  Result<size_t> read = self.body_->Read({data, size * count});
  self.last_progress_ = Steady::now();
  if (!read) {
    self.error_ = std::move(read).error();
    return CURL_READFUNC_ABORT;
  }
  return *read;
}

Status HttpExchanger::Connection::Start(const ExchangeRequest& request) {
  if (!usable()) return MakeError(ErrorCode::kInternal, "libcurl did not start");
  Detach();
  curl_easy_reset(easy_.get());  // keeps nothing but the connections of the multi handle
  shown_ = SafeUrl(request.url);
  body_ = request.body;
  cancel_ = request.cancel;
  stall_timeout_ = request.stall_timeout;
  last_progress_ = Steady::now();
  head_ = {};
  head_done_ = paused_ = done_ = false;
  received_.clear();
  taken_ = 0;
  error_.reset();
  failure_.reset();

  headers_.reset();
  const auto append = [this](const std::string& line) {
    // On failure the old list stays as it is, and owned.
    curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) return false;
    if (headers_ == nullptr) headers_.reset(longer);
    return true;
  };
  bool ok = append("Expect:");  // waiting for "100 Continue" costs a second at servers without it
  for (const Header& header : request.headers) {
    ok = ok && append(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  const auto set = [this, &ok](CURLoption option, auto value) {
    ok = ok && curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
  };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_HTTPHEADER, headers_.get());
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  set(CURLOPT_HEADERFUNCTION, &OnHeader);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &OnBody);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_BUFFERSIZE, 128L << 10);
  if (request.body != nullptr) {
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_UPLOAD_BUFFERSIZE, 128L << 10);
    set(CURLOPT_READFUNCTION, &OnSend);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body_bytes));
  }
  if (request.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else {
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  if (const char* authorities = std::getenv("SSL_CERT_FILE"); authorities != nullptr) {
    set(CURLOPT_CAINFO, authorities);
  }
  if (!ok) return MakeError(ErrorCode::kInternal, "libcurl refused an option");
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
    return MakeError(ErrorCode::kInternal, "libcurl refused a request");
  }
  attached_ = true;
  return {};
}

Status HttpExchanger::Connection::Step() {
  RETURN_IF_ERROR(CheckNotCancelled(cancel_));
  int running = 0;
  if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) {
    return MakeError(ErrorCode::kInternal, "libcurl failed");
  }
  if (error_) return tl::unexpected<Error>(*error_);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    done_ = true;
    // Told when the bytes that came before it are taken.
    if (message->data.result != CURLE_OK) {
      failure_ = CurlFailure(message->data.result, shown_).value();
    }
  }
  if (done_ || paused_) return {};
  if (Steady::now() - last_progress_ > stall_timeout_) {
    return MakeError(
        ErrorCode::kDeadlineExceeded,
        shown_ + " sent nothing for " + std::to_string(stall_timeout_.count() / 1000) + " s");
  }
  curl_multi_poll(multi_.get(), nullptr, 0, kPollMilliseconds, nullptr);
  return {};
}

Status HttpExchanger::Connection::RunToHead() {
  while (!head_done_ && !done_) RETURN_IF_ERROR(Step());
  if (!head_done_ && failure_) return tl::unexpected<Error>(*failure_);
  // The request may still be on its way (an early refusal); whoever reads on finishes it.
  return {};
}

Status HttpExchanger::Connection::RunToBody() {
  last_progress_ = Steady::now();  // the caller's own time does not count
  while (taken_ == received_.size() && !done_) {
    if (paused_) {
      paused_ = false;
      curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
      continue;
    }
    RETURN_IF_ERROR(Step());
  }
  if (taken_ == received_.size() && failure_) return tl::unexpected<Error>(*failure_);
  return {};
}

size_t HttpExchanger::Connection::Take(std::span<char> buffer) {
  const size_t count = std::min(buffer.size(), received_.size() - taken_);
  if (count > 0) std::memcpy(buffer.data(), received_.data() + taken_, count);
  taken_ += count;
  if (taken_ == received_.size()) {
    received_.clear();
    taken_ = 0;
  }
  return count;
}

class HttpExchanger::Reader : public ExchangeReader {
 public:
  Reader(std::shared_ptr<Pool> pool, std::unique_ptr<Connection> connection)
      : pool_(std::move(pool)), connection_(std::move(connection)), head_(connection_->head()) {}

  const ResponseHead& head() const override { return head_; }

  Result<size_t> Read(std::span<char> buffer) override {
    if (connection_ == nullptr) return size_t{0};
    if (Status status = connection_->RunToBody(); !status) {
      connection_.reset();
      return tl::unexpected<Error>(std::move(status).error());
    }
    const size_t count = connection_->Take(buffer);
    // Whole: the connection is free for the next.
    if (count == 0) pool_->Put(std::move(connection_));
    return count;
  }

 private:
  const std::shared_ptr<Pool> pool_;
  std::unique_ptr<Connection> connection_;  // null at the end and after an error
  const ResponseHead head_;
};

HttpExchanger::HttpExchanger() : pool_(std::make_shared<Pool>()) { StartCurl(); }
HttpExchanger::~HttpExchanger() = default;

Result<std::unique_ptr<ExchangeReader>> HttpExchanger::Open(const ExchangeRequest& request) {
  std::unique_ptr<Connection> connection = pool_->Get();
  RETURN_IF_ERROR(connection->Start(request));
  RETURN_IF_ERROR(connection->RunToHead());
  return std::make_unique<Reader>(pool_, std::move(connection));
}

Result<ExchangeAnswer> HttpExchanger::Send(const ExchangeRequest& request, size_t max_body_bytes) {
  ASSIGN_OR_RETURN(const std::unique_ptr<ExchangeReader> reader, Open(request));
  ExchangeAnswer answer;
  answer.head = reader->head();
  ASSIGN_OR_RETURN(answer.body, ReadAll(*reader, max_body_bytes));
  return answer;
}

}  // namespace tacet::http_client
