#include "tacet/http_server/request_head.h"

#include <strings.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "tacet/http_server/characters.h"

namespace tacet::http_server {
namespace {

constexpr int kBadRequest = 400;
constexpr int kExpectationFailed = 417;
constexpr int kHeaderFieldsTooLarge = 431;
constexpr int kVersionNotSupported = 505;
// Longer than any registered method; keeps rubbish out of the access log.
constexpr size_t kMaxMethodBytes = 32;

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view TrimWhiteSpace(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The line at the front of `rest` without its CRLF, and moves past it.
std::optional<std::string_view> TakeLine(std::string_view& rest) {
  const size_t end = rest.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  return line;
}

// RFC 9112 section 3.2 also knows absolute-form, authority-form and "*": they name a host a second
// time or none at all, and no client of ours sends them.
bool IsOriginForm(std::string_view target) {
  return target.starts_with('/') && std::all_of(target.begin(), target.end(), [](char c) {
           return c > 0x20 && c < 0x7f && c != '#';
         });
}

int ParseRequestLine(std::string_view line, RequestHead& head) {
  const size_t first = line.find(' ');
  const size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return kBadRequest;
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!IsToken(method) || method.size() > kMaxMethodBytes || !IsOriginForm(target)) {
    return kBadRequest;
  }
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.' ||
      !is_digit(version[5]) || !is_digit(version[7])) {
    return kBadRequest;
  }
  head.method = method;
  const size_t question = target.find('?');
  head.path = target.substr(0, question);
  if (question != std::string_view::npos) head.query = target.substr(question + 1);
  if (version[5] != '1' || version[7] > '1') return kVersionNotSupported;
  head.minor_version = version[7] - '0';
  return 0;
}

int ParseFields(std::string_view rest, const HeadLimits& limits, RequestHead& head) {
  size_t count = 0;
  for (;;) {
    const std::optional<std::string_view> line = TakeLine(rest);
    if (!line) return kBadRequest;
    if (line->empty()) return rest.empty() ? 0 : kBadRequest;
    if (++count > limits.max_fields) return kHeaderFieldsTooLarge;
    const size_t colon = line->find(':');
    // A folded line begins with white space, which is no token; nor is a name before " :".
    if (colon == std::string_view::npos || !IsToken(line->substr(0, colon))) return kBadRequest;
    const std::string_view value = TrimWhiteSpace(line->substr(colon + 1));
    if (!IsFieldValue(value)) return kBadRequest;
    head.headers.Add(std::string(line->substr(0, colon)), std::string(value));
  }
}

// "A server MUST respond with a 400 to any HTTP/1.1 request message that lacks a Host header field
// and to any request message that contains more than one" (RFC 9112 section 3.2).
bool HostIsGood(const RequestHead& head) {
  const size_t count = head.headers.Count("Host");
  if (count == 0) return head.minor_version == 0;
  const std::string_view host = head.headers.Get("Host");
  return count == 1 && !host.empty() && host.find_first_of(" \t,/\\@?#\"<>") == host.npos;
}

int CheckBodyFields(RequestHead& head) {
  const size_t lengths = head.headers.Count("Content-Length");
  const size_t codings = head.headers.Count("Transfer-Encoding");
  if (lengths + codings > 1) return kBadRequest;
  if (codings == 1) {
    if (head.minor_version == 0 ||
        !EqualsIgnoringCase(head.headers.Get("Transfer-Encoding"), "chunked")) {
      return kBadRequest;
    }
    head.chunked = true;
  }
  if (lengths == 1) {
    const std::string_view text = head.headers.Get("Content-Length");
    if (text.empty() || text.front() < '0' || text.front() > '9') return kBadRequest;
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return kBadRequest;
    head.content_length = value;
  }
  return 0;
}

void ReadConnection(RequestHead& head) {
  bool close = false;
  bool keep = false;
  for (const auto& [name, value] : head.headers.all()) {
    if (!EqualsIgnoringCase(name, "Connection")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view option = TrimWhiteSpace(rest.substr(0, comma));
      close = close || EqualsIgnoringCase(option, "close");
      keep = keep || EqualsIgnoringCase(option, "keep-alive");
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  head.keep_alive = !close && (head.minor_version == 1 || keep);
}

}  // namespace

HeadEnd FindHeadEnd(std::string_view bytes, size_t searched) {
  if (bytes.empty()) return {};
  if (!IsTokenChar(bytes.front())) return {.state = HeadEnd::State::kBroken};
  size_t at = std::min(searched, bytes.size());
  while ((at = bytes.find('\n', at)) != std::string_view::npos) {
    if (bytes[at - 1] != '\r') return {.state = HeadEnd::State::kBroken};
    if (at >= 3 && bytes[at - 2] == '\n') {
      return {.state = HeadEnd::State::kComplete, .bytes = at + 1};
    }
    ++at;
  }
  return {};
}

int ParseRequestHead(std::string_view bytes, const HeadLimits& limits, RequestHead& head) {
  head = {};
  head.keep_alive = false;
  if (bytes.size() > limits.max_bytes) return kHeaderFieldsTooLarge;
  const std::optional<std::string_view> line = TakeLine(bytes);
  if (!line) return kBadRequest;
  if (const int status = ParseRequestLine(*line, head)) return status;
  if (const int status = ParseFields(bytes, limits, head)) return status;
  if (!HostIsGood(head)) return kBadRequest;
  if (const int status = CheckBodyFields(head)) return status;
  // "A server that receives an Expect field value containing a member other than 100-continue MAY
  // respond with a 417" (RFC 9110 section 10.1.1); HTTP/1.0 clients cannot mean it.
  if (head.minor_version == 1 && head.headers.Has("Expect")) {
    if (head.headers.Count("Expect") > 1 ||
        !EqualsIgnoringCase(head.headers.Get("Expect"), "100-continue")) {
      return kExpectationFailed;
    }
    head.expect_continue = head.chunked || head.content_length > 0;
  }
  ReadConnection(head);
  return 0;
}

}  // namespace tacet::http_server
