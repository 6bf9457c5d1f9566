// Downloads over HTTP and HTTPS into files: deadlines, retries, resuming, limits. The only folder
// that knows libcurl.
//
// The environment's proxies are obeyed (http_proxy, https_proxy, no_proxy); SSL_CERT_FILE names
// other certificate authorities. Certificates are always checked. All functions are thread-safe;
// two downloads into the same path at once are the caller's mistake.
//
//   DownloadOptions options;
//   options.max_bytes = 1 << 20;
//   ASSIGN_OR_RETURN(const Download done, DownloadToFile({.url = url}, "/tmp/config.json",
//   options));
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tacet/base/cancel.h"
#include "tacet/base/result.h"

namespace tacet::http_client {

struct Header {
  std::string name;
  std::string value;
};

struct DownloadRequest {
  std::string url;  // http:// or https://
  // Sent to the origin (scheme, host, port) of `url` only: a redirect elsewhere never sees them, so
  // they may hold credentials.
  std::vector<Header> headers = {};
};

struct DownloadProgress {
  int64_t received_bytes = 0;  // of the whole file, resumed bytes included
  int64_t total_bytes = -1;    // -1 while the server has not said
};

struct DownloadOptions {
  // A longer file is an error (kDataLoss), seen before or while it comes. Required, above 0.
  int64_t max_bytes = 0;
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(20);
  // Longest time without a byte; looked at once a second. The attempt then fails and is repeated.
  std::chrono::milliseconds stall_timeout = std::chrono::seconds(60);
  // For the whole call, retries and waits included. 0 = none.
  std::chrono::milliseconds deadline = std::chrono::milliseconds(0);
  // Attempts in a row that may fail without bringing a new byte. At least 1 (no retry).
  int max_attempts = 6;
  // Wait before the second attempt; doubles up to 30 s. A longer Retry-After of the server wins, up
  // to 60 s.
  std::chrono::milliseconds first_backoff = std::chrono::milliseconds(500);
  // Replaces the wait between attempts, for tests. Empty = really wait, ending early on a cancel.
  std::function<void(std::chrono::milliseconds)> wait;
  // Called from the calling thread about once a second and with every piece received; must not
  // block.
  std::function<void(const DownloadProgress&)> on_progress;
  // Polled at least once a second. Null = never cancelled.
  const CancelToken* cancel = nullptr;
};

struct Download {
  int64_t size_bytes = 0;
  int64_t resumed_from_bytes = 0;  // what an earlier call had left and this one kept
};

// Downloads into `path`, replacing what was there only when every byte is in and on the disk.
//
// Until then the bytes are in `path`.part with the server's ETag in `path`.part.etag. Both stay
// behind after a cancel or a passing failure, and the next call goes on where this one ended, if
// the server still has the same file (Range with If-Range, RFC 9110 section 13.1.5). Other failures
// remove them.
//
// Redirects are followed, at most 5, never from https to http.
// Errors (no message holds a query string or a password):
//   kNotFound 404, kUnauthenticated 401, kPermissionDenied 403 or a certificate that is not
//   trusted, kInvalidArgument another 4xx or a bad url, kUnavailable no connection or 5xx after the
//   last attempt, kDeadlineExceeded, kCancelled, kDataLoss longer than max_bytes,
//   kResourceExhausted the disk is full.
Result<Download> DownloadToFile(const DownloadRequest& request, const std::string& path,
                                const DownloadOptions& options);

// The url without user, password, query and fragment: what may be shown. "" for what is no url.
std::string SafeUrl(const std::string& url);

}  // namespace tacet::http_client
