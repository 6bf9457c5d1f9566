// Whatever the request line, the headers and the body hold, the endpoint answers with well-formed
// XML or an object's bytes, and a key that reads redacted transcripts gets nothing else.
//
// A line each: method, path and query, then "name: value" headers; an empty line; the body.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/base/clock.h"
#include "tacet/objectstore/memory_object_store.h"
#include "tacet/s3/s3_endpoint.h"
#include "tacet/s3/xml_reader.h"

namespace {

using tacet::auth::Role;

std::string_view TakeLine(std::string_view* text) {
  const size_t end = text->find('\n');
  const std::string_view line = text->substr(0, end);
  *text = end == std::string_view::npos ? std::string_view() : text->substr(end + 1);
  return line;
}

tacet::http_server::HttpRequest ParseRequest(std::string_view text) {
  tacet::http_server::HttpRequest request{.id = "1"};
  request.method = TakeLine(&text);
  const std::string_view target = TakeLine(&text);
  const size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
  for (std::string_view line = TakeLine(&text); !line.empty(); line = TakeLine(&text)) {
    const size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    request.headers.Add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
  }
  request.headers.Add("Content-Length", std::to_string(text.size()));
  request.content_length = static_cast<int64_t>(text.size());
  request.body = std::make_unique<tacet::StringSource>(std::string(text));
  return request;
}

void Put(tacet::objectstore::BucketStore& store, const std::string& key,
         tacet::objectstore::ObjectContent content) {
  tacet::StringSource body("the words of " + key);
  TACET_CHECK(store.Put({"media", key}, body, {.content = content}).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Role role : {Role::kAdmin, Role::kReadRedacted}) {
    const tacet::FakeClock clock;
    tacet::objectstore::MemoryObjectStore store(&clock);
    TACET_CHECK(store.CreateBucket("media").has_value());
    Put(store, "plain", tacet::objectstore::ObjectContent::kTranscript);
    Put(store, "redacted", tacet::objectstore::ObjectContent::kRedactedTranscript);
    const tacet::s3::S3Endpoint endpoint({}, store, clock);
    tacet::http_server::HttpRequest request = ParseRequest(text);
    tacet::http_server::HttpResponse response =
        endpoint.Handle(request, {.identity = {.access_key_id = "AKID", .role = role}});
    TACET_CHECK(response.status >= 200 && response.status < 600) << response.status;
    for (const auto& [name, value] : response.headers.all()) {
      TACET_CHECK((name + value).find_first_of("\r\n") == std::string::npos) << name;
    }
    if (response.status >= 400) {
      TACET_CHECK(tacet::s3::ParseXml(response.body, "Error").has_value()) << response.body;
    }
    std::string sent = response.body;
    if (response.stream) {
      const auto bytes = tacet::ReadAll(*response.stream, 1 << 20);
      TACET_CHECK(bytes.has_value());
      TACET_CHECK(request.method == "HEAD" ||
                  static_cast<int64_t>(bytes->size()) == response.stream_bytes);
      sent = *bytes;
    }
    if (role == Role::kReadRedacted && response.status < 300) {
      TACET_CHECK(sent.find("plain") == std::string::npos) << sent;
    }
  }
  return 0;
}
