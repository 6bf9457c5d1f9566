#include "tacet/s3/xml_writer.h"

#include "tacet/base/check.h"

namespace tacet::s3 {

XmlWriter::XmlWriter() : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void XmlWriter::Open(std::string_view name) {
  text_.append("<").append(name).append(">");
  open_.push_back(name);
}

void XmlWriter::OpenRoot(std::string_view name) {
  Open(name, {{"xmlns", "http://s3.amazonaws.com/doc/2006-03-01/"}});
}

void XmlWriter::Open(
    std::string_view name,
    std::initializer_list<std::pair<std::string_view, std::string_view>> attributes) {
  text_.append("<").append(name);
  for (const auto& [attribute, value] : attributes) {
    text_.append(" ").append(attribute).append("=\"");
    Escape(value);
    text_.append("\"");
  }
  text_.append(">");
  open_.push_back(name);
}

void XmlWriter::Close() {
  TACET_CHECK(!open_.empty()) << "no element is open";
  text_.append("</").append(open_.back()).append(">");
  open_.pop_back();
}

void XmlWriter::Text(std::string_view name, std::string_view value) {
  Open(name);
  Escape(value);
  Close();
}

void XmlWriter::Text(std::string_view name, int64_t value) { Text(name, std::to_string(value)); }

void XmlWriter::Text(std::string_view name, bool value) { Text(name, value ? "true" : "false"); }

std::string XmlWriter::Finish() {
  TACET_CHECK(open_.empty()) << open_.back() << " is still open";
  return std::move(text_);
}

void XmlWriter::Escape(std::string_view value) {
  constexpr char kHex[] = "0123456789abcdef";
  for (const char c : value) {
    switch (c) {
      case '&':
        text_ += "&amp;";
        break;
      case '<':
        text_ += "&lt;";
        break;
      case '>':
        text_ += "&gt;";
        break;
      case '"':
        text_ += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          text_ += "&#x";
          text_ += kHex[c >> 4];
          text_ += kHex[c & 15];
          text_ += ';';
        } else {
          text_ += c;
        }
    }
  }
}

}  // namespace tacet::s3
