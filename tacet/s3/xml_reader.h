// Reads the XML bodies of requests into a plain tree. The only place that knows the XML library.
// Document type declarations are refused, so there are no entities to expand and no files to fetch;
// depth and size are bounded. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

struct XmlNode {
  std::string name;  // without a namespace's prefix
  std::string text;  // all of its own text, entities resolved
  std::vector<XmlNode> children;

  // The text of the first child of that name; "" when there is none.
  std::string_view Child(std::string_view child) const;
};

// The root element. kMalformedXML when `text` is no XML, has another root, nests deeper than any
// body of S3's (8), or holds a document type.
S3Result<XmlNode> ParseXml(std::string_view text, std::string_view root);

}  // namespace tacet::s3
