#include "tacet/s3/xml_reader.h"

#include <pugixml.hpp>
#include <utility>

namespace tacet::s3 {
namespace {

constexpr int kMaxDepth = 8;

std::string_view LocalName(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// False when it nests too deep.
bool Take(const pugi::xml_node& from, int depth, XmlNode* to) {
  if (depth > kMaxDepth) return false;
  to->name = LocalName(from.name());
  for (const pugi::xml_node& child : from.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      to->text += child.value();
    } else if (child.type() == pugi::node_element) {
      if (!Take(child, depth + 1, &to->children.emplace_back())) return false;
    }
  }
  return true;
}

}  // namespace

std::string_view XmlNode::Child(std::string_view child) const {
  for (const XmlNode& node : children) {
    if (node.name == child) return node.text;
  }
  return "";
}

S3Result<XmlNode> ParseXml(std::string_view text, std::string_view root) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(),
                           pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single,
                           pugi::encoding_utf8);
  // The library stops at a NUL and calls the rest fine.
  if (!parsed || text.find('\0') != std::string_view::npos) {
    return Fail(S3ErrorCode::kMalformedXML);
  }
  for (const pugi::xml_node& node : document.children()) {
    if (node.type() == pugi::node_doctype) return Fail(S3ErrorCode::kMalformedXML);
  }
  XmlNode tree;
  if (!Take(document.document_element(), 1, &tree) || tree.name != root) {
    return Fail(S3ErrorCode::kMalformedXML);
  }
  return tree;
}

}  // namespace tacet::s3
