// The head of a response, as bytes. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/base/clock.h"
#include "tacet/http_server/http_server.h"

namespace tacet::http_server {

// The reason phrase of RFC 9110 section 15; "" for a status it does not name.
std::string_view ReasonPhrase(int status);

// "Tue, 24 Nov 2026 04:00:00 GMT" (RFC 9110 section 5.6.7).
std::string FormatHttpDate(Time time);

// Whether responses of `status` to `method` carry a body (RFC 9110 section 6.4.1).
bool HasResponseBody(std::string_view method, int status);

// Whether the status has three digits above 199 and no header could end its line or the head.
bool IsSafeToSend(const HttpResponse& response);

struct ResponseFraming {
  std::string_view request_id;
  int64_t content_length = 0;
  bool keep_alive = true;
  int minor_version = 1;  // of the request
  Time now;
};

// With the empty line at its end. `response` is safe to send.
std::string FormatResponseHead(const HttpResponse& response, const ResponseFraming& framing);

}  // namespace tacet::http_server
