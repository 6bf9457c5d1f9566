#include "tacet/objectstore/s3_answer_xml.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "tacet/aws/encoding.h"
#include "tacet/aws/time_format.h"

namespace tacet::objectstore {
namespace {

tl::unexpected<Error> Unexpected(std::string_view wanted) {
  return MakeError(ErrorCode::kUnavailable,
                   "the S3 endpoint answered something else than " + std::string(wanted));
}

// Entities are not expanded beyond the five of XML, and no document type is read.
bool Load(std::string_view xml, pugi::xml_document* document) {
  return document->load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8)
             .status == pugi::status_ok;
}

// A '+' stands for a space in encoding-type=url, unlike in a path.
std::optional<std::string> DecodeKey(const char* text) {
  std::string plain = text;
  std::replace(plain.begin(), plain.end(), '+', ' ');
  return aws::PercentDecode(plain);
}

std::optional<ListedObject> ReadObject(const pugi::xml_node& node) {
  ListedObject object;
  const std::optional<std::string> key = DecodeKey(node.child_value("Key"));
  const std::string_view size = node.child_value("Size");
  const auto [end, error] =
      std::from_chars(size.data(), size.data() + size.size(), object.info.size_bytes);
  const std::optional<Time> modified = aws::ParseIsoMillis(node.child_value("LastModified"));
  if (!key || key->empty() || error != std::errc() || end != size.data() + size.size() ||
      object.info.size_bytes < 0 || !modified) {
    return std::nullopt;
  }
  object.key = *key;
  object.info.last_modified = *modified;
  object.info.etag = UnquoteEtag(node.child_value("ETag"));
  return object;
}

}  // namespace

Result<S3ListPage> ParseS3List(std::string_view xml) {
  pugi::xml_document document;
  const bool loaded = Load(xml, &document);
  const pugi::xml_node root = document.child("ListBucketResult");
  const std::string_view truncated = root.child_value("IsTruncated");
  if (!loaded || !root || (truncated != "true" && truncated != "false")) {
    return Unexpected("a list of objects");
  }
  S3ListPage page;
  page.truncated = truncated == "true";
  for (const pugi::xml_node& node : root.children("Contents")) {
    std::optional<ListedObject> object = ReadObject(node);
    if (!object) return Unexpected("a list of objects");
    page.list.objects.push_back(*std::move(object));
  }
  for (const pugi::xml_node& node : root.children("CommonPrefixes")) {
    std::optional<std::string> prefix = DecodeKey(node.child_value("Prefix"));
    if (!prefix || prefix->empty()) return Unexpected("a list of objects");
    page.list.common_prefixes.push_back(*std::move(prefix));
  }
  return page;
}

std::string ParseS3ErrorCode(std::string_view xml) {
  pugi::xml_document document;
  if (!Load(xml, &document)) return "";
  const std::string code = document.child("Error").child_value("Code");
  const bool plain = code.size() <= 64 && std::all_of(code.begin(), code.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '.';
                     });
  return plain ? code : "";
}

Result<std::string> ParseS3UploadId(std::string_view xml) {
  pugi::xml_document document;
  const bool loaded = Load(xml, &document);
  std::string id = document.child("InitiateMultipartUploadResult").child_value("UploadId");
  if (!loaded || id.empty()) return Unexpected("an upload id");
  return id;
}

Result<std::string> ParseS3CompletedEtag(std::string_view xml) {
  pugi::xml_document document;
  const bool loaded = Load(xml, &document);
  std::string etag =
      UnquoteEtag(document.child("CompleteMultipartUploadResult").child_value("ETag"));
  if (!loaded || etag.empty()) return Unexpected("the ETag of a completed upload");
  return etag;
}

std::string EscapeXml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string UnquoteEtag(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') {
    etag = etag.substr(1, etag.size() - 2);
  }
  return std::string(etag);
}

}  // namespace tacet::objectstore
