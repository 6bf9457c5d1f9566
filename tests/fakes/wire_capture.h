// Requests that real clients sent, from tests/golden/wire (its README.md says how they came to be).
#pragma once

#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/byte_source.h"
#include "tacet/http_server/http_server.h"

namespace tacet::testing {

inline constexpr std::string_view kCaptureKeyId = "AKIDEXAMPLE";
inline constexpr std::string_view kCaptureSecret = "fakesecretkey";

struct WireCapture {
  std::string method;
  std::string path;
  std::string query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // without HTTP's chunks; aws-chunked is still on it

  std::string Header(std::string_view name) const {
    for (const auto& [other, value] : headers) {
      bool equal = other.size() == name.size();
      for (size_t i = 0; equal && i < name.size(); ++i) {
        equal = std::tolower(static_cast<unsigned char>(other[i])) ==
                std::tolower(static_cast<unsigned char>(name[i]));
      }
      if (equal) return value;
    }
    return "";
  }

  // As the HTTP server would give it to a handler.
  http_server::HttpRequest Request() const {
    http_server::HttpRequest request;
    request.id = "5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11";
    request.method = method;
    request.path = path;
    request.query = query;
    for (const auto& [name, value] : headers) request.headers.Add(name, value);
    request.peer = "127.0.0.1";
    request.body = std::make_unique<StringSource>(body);
    request.content_length =
        Header("transfer-encoding").empty() ? static_cast<int64_t>(body.size()) : -1;
    return request;
  }
};

namespace wire_capture_internal {

inline std::string TakeLine(std::string_view& text, std::string_view end) {
  const size_t at = text.find(end);
  if (at == std::string_view::npos) throw std::runtime_error("capture: no line end");
  std::string line(text.substr(0, at));
  text.remove_prefix(at + end.size());
  return line;
}

inline std::string Dechunk(std::string_view body) {
  std::string plain;
  for (;;) {
    const size_t size = std::stoul(TakeLine(body, "\r\n"), nullptr, 16);
    if (size == 0) return plain;
    plain += body.substr(0, size);
    body.remove_prefix(size + 2);
  }
}

inline WireCapture Parse(std::string_view text, size_t body_bytes) {
  WireCapture capture;
  std::string line = TakeLine(text, "\r\n");
  const size_t space = line.find(' ');
  capture.method = line.substr(0, space);
  std::string target = line.substr(space + 1, line.rfind(' ') - space - 1);
  const size_t mark = target.find('?');
  if (mark != std::string::npos) capture.query = target.substr(mark + 1);
  capture.path = target.substr(0, mark);
  while (!(line = TakeLine(text, "\r\n")).empty()) {
    const size_t colon = line.find(':');
    capture.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  constexpr std::string_view kNote = "[listener sent 100 Continue here]\n";
  if (text.starts_with(kNote)) text.remove_prefix(kNote.size());
  if (text.size() < body_bytes) throw std::runtime_error("capture: short body");
  capture.body = text.substr(0, body_bytes);
  if (!capture.Header("transfer-encoding").empty()) capture.body = Dechunk(capture.body);
  return capture;
}

}  // namespace wire_capture_internal

// The requests of one file ("java-http.txt"), in order. $TACET_SOURCE_DIR is the checkout.
inline std::vector<WireCapture> ReadWireCaptures(const std::string& file) {
  const char* source = std::getenv("TACET_SOURCE_DIR");
  std::ifstream stream(std::string(source == nullptr ? "." : source) + "/tests/golden/wire/" + file,
                       std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  std::vector<WireCapture> captures;
  constexpr std::string_view kBegin = "=== request\n";
  constexpr std::string_view kEnd = "\n=== end (body ";
  for (size_t at = all.find(kBegin); at != std::string::npos; at = all.find(kBegin, at)) {
    at += kBegin.size();
    const size_t end = all.find(kEnd, at);
    if (end == std::string::npos) throw std::runtime_error("capture: no end");
    captures.push_back(wire_capture_internal::Parse(std::string_view(all).substr(at, end - at),
                                                    std::stoul(all.substr(end + kEnd.size()))));
  }
  if (captures.empty()) throw std::runtime_error("capture: nothing in " + file);
  return captures;
}

}  // namespace tacet::testing
