#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

#include "tacet/base/file.h"
#include "tacet/http_client/curl_transfer.h"
#include "tacet/http_client/http_client.h"

namespace tacet::http_client {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kMaxBackoff = std::chrono::seconds(30);
constexpr milliseconds kMaxRetryAfter = std::chrono::seconds(60);
constexpr uint64_t kMaxEtagBytes = 1024;

// The bytes so far, and the ETag of the file they belong to.
class PartialFile {
 public:
  explicit PartialFile(const std::string& path)
      : path_(path), part_(path + ".part"), etag_path_(part_ + ".etag") {}
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile() {
    if (fd_ >= 0) close(fd_);
  }

  Status Open() {
    fd_ = open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    struct stat info = {};
    if (fd_ < 0 || fstat(fd_, &info) != 0) return DiskError("open");
    size_ = info.st_size;
    if (Result<std::string> etag = ReadFile(etag_path_, kMaxEtagBytes); etag) etag_ = *etag;
    if (etag_.empty() && size_ > 0) return Restart("");
    if (lseek(fd_, size_, SEEK_SET) < 0) return DiskError("read");
    return {};
  }

  // Empties the file; what comes now belongs to `etag` ("" = cannot be resumed).
  Status Restart(std::string_view etag) {
    if (ftruncate(fd_, 0) != 0 || lseek(fd_, 0, SEEK_SET) < 0) return DiskError("empty");
    size_ = 0;
    etag_ = etag;
    if (etag_.empty()) {
      unlink(etag_path_.c_str());
      return {};
    }
    return WriteFileAtomically(etag_path_, etag_);
  }

  Status Append(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return DiskError("write");
      size_ += written;
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return {};
  }

  // The bytes are all there: gives the file its name.
  Status Finish() {
    if (fsync(fd_) != 0 || rename(part_.c_str(), path_.c_str()) != 0) return DiskError("finish");
    unlink(etag_path_.c_str());
    return {};
  }

  void Remove() {
    unlink(part_.c_str());
    unlink(etag_path_.c_str());
  }

  int64_t size() const { return size_; }
  const std::string& etag() const { return etag_; }

 private:
  Status DiskError(const char* verb) const {
    const int error = errno;
    const bool full = error == ENOSPC || error == EDQUOT;
    return MakeError(full ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied,
                     std::string("cannot ") + verb + " " + part_ + ": " + std::strerror(error));
  }

  const std::string path_;
  const std::string part_;
  const std::string etag_path_;
  std::string etag_;
  int64_t size_ = 0;
  int fd_ = -1;
};

bool IsPassing(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kDeadlineExceeded;
}

tl::unexpected<Error> StatusError(int64_t status, const std::string& url) {
  const std::string answer = SafeUrl(url) + " answered HTTP " + std::to_string(status);
  switch (status) {
    case 401:
      return MakeError(ErrorCode::kUnauthenticated, answer + " (not signed in)");
    case 403:
      return MakeError(ErrorCode::kPermissionDenied, answer + " (not allowed)");
    case 404:
    case 410:
      return MakeError(ErrorCode::kNotFound, answer + " (not there)");
    case 408:  // the ones a second try may help with, RFC 9110 and RFC 6585
    case 425:
    case 429:
      return MakeError(ErrorCode::kUnavailable, answer);
    default:
      return MakeError(status >= 500 ? ErrorCode::kUnavailable : ErrorCode::kInvalidArgument,
                       answer);
  }
}

// The first byte's position in "bytes 100-199/200"; -1 when it is not of that form.
int64_t ContentRangeStart(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (!text.starts_with(kUnit)) return -1;
  text.remove_prefix(kUnit.size());
  int64_t start = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), start);
  const bool dash = end != text.data() + text.size() && *end == '-';
  return error == std::errc() && dash ? start : -1;
}

milliseconds RetryAfter(const ResponseHead& head) {
  const std::string_view text = head.Get("retry-after");
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0) {
    return milliseconds(0);  // absent, or the rare form with a date
  }
  return milliseconds(1000 * std::min<int64_t>(seconds, kMaxRetryAfter.count() / 1000));
}

class Downloader {
 public:
  Downloader(const DownloadRequest& request, const std::string& path,
             const DownloadOptions& options)
      : request_(request), options_(options), part_(path) {}

  Result<Download> Run() {
    RETURN_IF_ERROR(part_.Open());
    int64_t best = part_.size();
    int failures = 0;
    milliseconds backoff = options_.first_backoff;
    for (;;) {
      RETURN_IF_ERROR(CheckNotCancelled(options_.cancel));
      retry_after_ = milliseconds(0);
      Status attempt = Attempt();
      if (attempt) {
        RETURN_IF_ERROR(part_.Finish());
        return Download{.size_bytes = part_.size(), .resumed_from_bytes = resumed_from_};
      }
      const ErrorCode code = attempt.error().code;
      if (!IsPassing(code)) {
        if (code != ErrorCode::kCancelled || part_.size() == 0) part_.Remove();
        return tl::unexpected<Error>(std::move(attempt).error());
      }
      if (part_.size() > best) {
        best = part_.size();
        failures = 0;
        backoff = options_.first_backoff;
      }
      // Without a network there is nothing to wait for; a name that was found before will be again.
      const bool offline = attempt.error().detail == kNameNotResolved && !answered_;
      if (++failures >= options_.max_attempts || offline || IsOver()) {
        if (part_.size() == 0) part_.Remove();
        return tl::unexpected<Error>(std::move(attempt).error());
      }
      Wait(std::max(backoff, retry_after_));
      backoff = std::min(2 * backoff, kMaxBackoff);
    }
  }

 private:
  Status Attempt() {
    const int64_t offset = part_.size();
    TransferRequest transfer;
    transfer.url = request_.url;
    transfer.origin_headers = request_.headers;
    if (offset > 0) {
      transfer.headers = {{"Range", "bytes=" + std::to_string(offset) + "-"},
                          {"If-Range", part_.etag()}};
    }
    transfer.connect_timeout = options_.connect_timeout;
    transfer.stall_timeout = options_.stall_timeout;
    if (options_.deadline.count() > 0) {
      transfer.time_limit = std::max(options_.deadline - Elapsed(), milliseconds(1));
    }
    transfer.cancel = options_.cancel;
    transfer.on_head = [this](const ResponseHead& head) { return Begin(head); };
    transfer.on_body = [this](std::string_view bytes) -> Status {
      if (part_.size() + static_cast<int64_t>(bytes.size()) > options_.max_bytes) return TooLong();
      RETURN_IF_ERROR(part_.Append(bytes));
      Report();
      return {};
    };
    transfer.on_tick = [this] { Report(); };
    ASSIGN_OR_RETURN(const ResponseHead head, RunTransfer(transfer));
    answered_ = true;
    if (head.status >= 200 && head.status < 300) return CheckWhole();
    if (head.status == 416 && offset > 0) {  // the file is now shorter than what we have of it
      RETURN_IF_ERROR(part_.Restart(""));
      return MakeError(ErrorCode::kUnavailable, SafeUrl(request_.url) + " changed meanwhile");
    }
    retry_after_ = RetryAfter(head);
    return StatusError(head.status, request_.url);
  }

  Status Begin(const ResponseHead& head) {
    answered_ = true;
    if (head.status == 206) {
      if (part_.size() == 0 || ContentRangeStart(head.Get("content-range")) != part_.size()) {
        RETURN_IF_ERROR(part_.Restart(""));
        return MakeError(ErrorCode::kUnavailable,
                         SafeUrl(request_.url) + " answered with another part than was asked for");
      }
      if (resumed_from_ == 0 && !received_here_) resumed_from_ = part_.size();
    } else if (head.status == 200) {
      // A weak tag does not promise the same bytes, so it cannot join two parts (RFC 9110, 13.1.5).
      const std::string_view etag = head.Get("etag");
      const bool strong = etag.starts_with('"') && etag.size() <= kMaxEtagBytes;
      RETURN_IF_ERROR(part_.Restart(strong ? etag : std::string_view()));
      resumed_from_ = 0;
    } else {
      return MakeError(ErrorCode::kInvalidArgument, SafeUrl(request_.url) + " answered HTTP " +
                                                        std::to_string(head.status) +
                                                        ", which carries no file");
    }
    received_here_ = true;
    const int64_t length = head.ContentLength();
    total_ = length < 0 ? -1 : part_.size() + length;
    if (total_ > options_.max_bytes) return TooLong();
    Report();
    return {};
  }

  // libcurl reports a body shorter than its Content-Length itself; this is the belt to that brace.
  Status CheckWhole() const {
    if (total_ >= 0 && part_.size() != total_) {
      return MakeError(ErrorCode::kUnavailable, SafeUrl(request_.url) + " ended too early");
    }
    return {};
  }

  Status TooLong() const {
    return MakeError(ErrorCode::kDataLoss, SafeUrl(request_.url) + " is longer than the " +
                                               std::to_string(options_.max_bytes) +
                                               " bytes expected; not kept");
  }

  void Report() const {
    if (options_.on_progress) options_.on_progress({part_.size(), total_});
  }

  milliseconds Elapsed() const {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start_);
  }
  bool IsOver() const { return options_.deadline.count() > 0 && Elapsed() >= options_.deadline; }

  void Wait(milliseconds time) const {
    if (options_.deadline.count() > 0) time = std::min(time, options_.deadline - Elapsed());
    if (options_.wait) return options_.wait(time);
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      if (options_.cancel != nullptr && options_.cancel->cancelled()) return;
      std::this_thread::sleep_for(milliseconds(50));
    }
  }

  const DownloadRequest& request_;
  const DownloadOptions& options_;
  PartialFile part_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  milliseconds retry_after_{0};
  int64_t total_ = -1;
  int64_t resumed_from_ = 0;
  bool answered_ = false;       // some server spoke HTTP with us in this call
  bool received_here_ = false;  // a body began in this call
};

}  // namespace

Result<Download> DownloadToFile(const DownloadRequest& request, const std::string& path,
                                const DownloadOptions& options) {
  if (options.max_bytes <= 0 || options.max_attempts < 1) {
    return MakeError(ErrorCode::kInternal, "a download needs max_bytes and at least one attempt");
  }
  return Downloader(request, path, options).Run();
}

}  // namespace tacet::http_client
