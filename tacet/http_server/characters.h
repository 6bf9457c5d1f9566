// The character classes of HTTP (RFC 9110 section 5.6.2, 5.5).
#pragma once

#include <algorithm>
#include <string_view>

namespace tacet::http_server {

inline bool IsTokenChar(char c) {
  if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  return c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

inline bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenChar);
}

// Printable ASCII, space, tab and bytes above 127.
inline bool IsFieldValueChar(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

inline bool IsFieldValue(std::string_view text) {
  return std::all_of(text.begin(), text.end(), IsFieldValueChar);
}

}  // namespace tacet::http_server
