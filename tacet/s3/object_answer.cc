#include "tacet/s3/object_answer.h"

#include <algorithm>
#include <map>
#include <utility>

#include "tacet/aws/time_format.h"

namespace tacet::s3 {
namespace {

struct Override {
  std::string_view parameter;
  std::string_view header;
};

constexpr Override kOverrides[] = {
    {"response-cache-control", "cache-control"},
    {"response-content-disposition", "content-disposition"},
    {"response-content-encoding", "content-encoding"},
    {"response-content-language", "content-language"},
    {"response-content-type", "content-type"},
    {"response-expires", "expires"},
};

bool HasControlCharacter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

std::string Quoted(const std::string& etag) { return "\"" + etag + "\""; }

S3Status AddObjectHeaders(const S3Call& call, const objectstore::ObjectInfo& info,
                          http_server::Headers* headers) {
  std::map<std::string, std::string> described = info.headers;
  described["content-type"] = info.content_type.empty() ? "binary/octet-stream" : info.content_type;
  for (const Override& override : kOverrides) {
    const auto value = call.Query(override.parameter);
    if (!value) continue;
    // Decoded from the query: a line break would begin another header.
    if (HasControlCharacter(*value)) {
      return BadArgument(override.parameter, "The value holds a control character.");
    }
    described[std::string(override.header)] = *value;
  }
  headers->Add("ETag", Quoted(info.etag));
  headers->Add("Last-Modified", aws::FormatHttpDate(info.last_modified));
  headers->Add("Accept-Ranges", "bytes");
  for (auto& [name, value] : described) headers->Add(name, value);
  for (const auto& [name, value] : info.metadata) headers->Add("x-amz-meta-" + name, value);
  return {};
}

http_server::HttpResponse XmlResponse(XmlWriter xml) {
  http_server::HttpResponse response;
  response.headers.Add("Content-Type", "application/xml");
  response.body = xml.Finish();
  return response;
}

void AddOwner(const S3Call& call, std::string_view tag, XmlWriter* xml) {
  xml->Open(tag);
  xml->Text("ID", call.options.owner_id);
  xml->Text("DisplayName", call.options.owner_id);
  xml->Close();
}

}  // namespace tacet::s3
