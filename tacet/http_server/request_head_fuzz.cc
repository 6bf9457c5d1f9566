// Whatever a client sends as a head, it is refused or has one reading: written out again from what
// was understood, it is understood the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/http_server/request_head.h"

namespace {

using tacet::http_server::FindHeadEnd;
using tacet::http_server::HeadEnd;
using tacet::http_server::HeadLimits;
using tacet::http_server::ParseRequestHead;
using tacet::http_server::RequestHead;

std::string Write(const RequestHead& head, bool with_question) {
  std::string text = head.method + " " + head.path;
  if (with_question) text += "?" + head.query;
  text += " HTTP/1." + std::to_string(head.minor_version) + "\r\n";
  for (const auto& [name, value] : head.headers.all()) text += name + ": " + value + "\r\n";
  return text + "\r\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const HeadLimits limits{.max_bytes = size_t{1} << 20, .max_fields = 100};
  const HeadEnd end = FindHeadEnd(bytes, 0);
  RequestHead head;
  if (end.state == HeadEnd::State::kComplete) {
    TACET_CHECK(end.bytes <= size && bytes.substr(0, end.bytes).ends_with("\r\n\r\n"));
    TACET_CHECK(bytes.find("\r\n\r\n") + 4 == end.bytes) << "a shorter head was passed over";
    const int status = ParseRequestHead(bytes.substr(0, end.bytes), limits, head);
    TACET_CHECK(status == 0 || (status >= 400 && status < 600));
    if (status == 0) {
      TACET_CHECK(head.path.starts_with('/'));
      TACET_CHECK(!head.chunked || head.content_length == 0);
      TACET_CHECK(head.headers.Count("Content-Length") + head.headers.Count("Transfer-Encoding") <=
                  1);
      RequestHead again;
      const std::string written = Write(head, !head.query.empty());
      TACET_CHECK(FindHeadEnd(written, 0).bytes == written.size());
      TACET_CHECK(ParseRequestHead(written, limits, again) == 0);
      TACET_CHECK(again.method == head.method && again.path == head.path &&
                  again.query == head.query && again.headers.all() == head.headers.all() &&
                  again.chunked == head.chunked && again.content_length == head.content_length &&
                  again.keep_alive == head.keep_alive &&
                  again.expect_continue == head.expect_continue);
    }
  }
  // Any bytes at all may be asked about.
  static_cast<void>(ParseRequestHead(bytes, limits, head));
  return 0;
}
