// One HTTP exchange over libcurl: redirects, timeouts and cancel, but no retry and no file.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/cancel.h"
#include "tacet/base/result.h"
#include "tacet/http_client/http_client.h"

namespace tacet::http_client {

struct ResponseHead {
  int64_t status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; the last of a name wins

  // "" when absent.
  std::string_view Get(const std::string& name) const;
  // -1 when absent or no number.
  int64_t ContentLength() const;
};

struct TransferRequest {
  std::string url;
  std::vector<Header> origin_headers;  // only for the origin of `url`
  std::vector<Header> headers;         // for every hop
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds stall_timeout{0};
  std::chrono::milliseconds time_limit{0};  // 0 = none
  const CancelToken* cancel = nullptr;
  // Called once, for a 2xx answer only, before its first byte. An error ends the exchange with it.
  std::function<Status(const ResponseHead&)> on_head;
  // Called with every piece of a 2xx answer's body.
  std::function<Status(std::string_view)> on_body;
  // Called at least once a second. May be empty.
  std::function<void()> on_tick;
};

// How an exchange ended without an Error: a head of any status but a followed redirect.
// Fails with kUnavailable (no connection; `detail` is kNameNotResolved when the host has no
// address), kDeadlineExceeded (time limit or stall), kCancelled, kInvalidArgument (bad url,
// forbidden redirect).
Result<ResponseHead> RunTransfer(const TransferRequest& request);

inline constexpr std::string_view kNameNotResolved = "name not resolved";

}  // namespace tacet::http_client
