// The head of an HTTP/1.x request, read strictly: whatever another server or a proxy in front could
// read differently is refused, so that no request can hide inside another. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/http_server/http_server.h"

namespace tacet::http_server {

struct RequestHead {
  std::string method;
  std::string path;
  std::string query;
  Headers headers;
  int minor_version = 1;
  bool keep_alive = true;  // the client allows another request on this connection
  bool chunked = false;
  bool expect_continue = false;
  int64_t content_length = 0;  // 0 when there is no body or it is chunked
};

struct HeadLimits {
  size_t max_bytes = 32 * 1024;
  size_t max_fields = 200;
};

struct HeadEnd {
  enum class State { kIncomplete, kComplete, kBroken };
  State state = State::kIncomplete;
  size_t bytes = 0;  // of the head with its empty line, when complete
};

// Whether `bytes`, the beginning of what a client sent, holds a whole head. Broken as soon as a
// line ends in a bare line feed or the first byte cannot begin a method. `searched` bytes were
// already found to hold no end; give 0 at first.
HeadEnd FindHeadEnd(std::string_view bytes, size_t searched);

// Reads a whole head, empty line included, into `head`. 0, or the HTTP status to refuse it with:
// 400, 417, 431 or 505; `head` then holds what was understood before that.
int ParseRequestHead(std::string_view bytes, const HeadLimits& limits, RequestHead& head);

}  // namespace tacet::http_server
