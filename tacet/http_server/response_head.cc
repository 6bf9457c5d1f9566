#include "tacet/http_server/response_head.h"

#include <strings.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "tacet/http_server/characters.h"

namespace tacet::http_server {
namespace {

constexpr std::array<std::string_view, 5> kOurs = {"Connection", "Content-Length", "Date",
                                                   "Transfer-Encoding", "x-amzn-RequestId"};

bool IsOurs(std::string_view name) {
  return std::any_of(kOurs.begin(), kOurs.end(), [name](std::string_view ours) {
    return ours.size() == name.size() && strncasecmp(ours.data(), name.data(), name.size()) == 0;
  });
}

void AddField(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view ReasonPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "";
  }
}

std::string FormatHttpDate(Time time) {
  // Not strftime: its names follow the process's locale.
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<size_t>(parts.tm_wday)], parts.tm_mday,
                kMonths[static_cast<size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                parts.tm_min, parts.tm_sec);
  return text.data();
}

bool HasResponseBody(std::string_view method, int status) {
  return method != "HEAD" && status != 204 && status != 304;
}

bool IsSafeToSend(const HttpResponse& response) {
  if (response.status < 200 || response.status > 999) return false;
  return std::all_of(
      response.headers.all().begin(), response.headers.all().end(),
      [](const auto& field) { return IsToken(field.first) && IsFieldValue(field.second); });
}

std::string FormatResponseHead(const HttpResponse& response, const ResponseFraming& framing) {
  std::string head;
  head.reserve(512);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(ReasonPhrase(response.status)).append("\r\n");
  AddField(head, "x-amzn-RequestId", framing.request_id);
  for (const auto& [name, value] : response.headers.all()) {
    if (!IsOurs(name)) AddField(head, name, value);
  }
  AddField(head, "Date", FormatHttpDate(framing.now));
  // "A server MUST NOT send a Content-Length header field in any response with a status code of 1xx
  // or 204" (RFC 9110 section 8.6); in a 304 it would be the length of what was not sent.
  if (response.status != 204 && response.status != 304) {
    AddField(head, "Content-Length", std::to_string(framing.content_length));
  }
  if (!framing.keep_alive) {
    AddField(head, "Connection", "close");
  } else if (framing.minor_version == 0) {
    AddField(head, "Connection", "keep-alive");
  }
  head.append("\r\n");
  return head;
}

}  // namespace tacet::http_server
