// XmlWriter: the XML bodies of answers, written front to back.
//
//   XmlWriter xml;
//   xml.Open("Error");
//   xml.Text("Code", "NoSuchKey");
//   xml.Close();
//   response.body = xml.Finish();
//
// Not thread-safe.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tacet::s3 {

class XmlWriter {
 public:
  XmlWriter();

  // `name` is a name of ours, valid as it is, and outlives the writer.
  void Open(std::string_view name);
  // With S3's namespace, which the root element of every answer but an error's has.
  void OpenRoot(std::string_view name);
  // Attributes' values are escaped.
  void Open(std::string_view name,
            std::initializer_list<std::pair<std::string_view, std::string_view>> attributes);
  void Close();
  // <name>value</name>, escaped. Control characters, which XML 1.0 cannot hold, are written as
  // numbers, as Amazon S3 does; clients that read them ask for encoding-type=url.
  void Text(std::string_view name, std::string_view value);
  void Text(std::string_view name, int64_t value);
  void Text(std::string_view name, bool value);
  void Text(std::string_view name, const char* value) { Text(name, std::string_view(value)); }
  void Text(std::string_view name, int value) { Text(name, static_cast<int64_t>(value)); }

  // Text of the open element.
  void Characters(std::string_view text) { Escape(text); }

  // All elements are closed.
  std::string Finish();

 private:
  void Escape(std::string_view value);

  std::string text_;
  std::vector<std::string_view> open_;
};

}  // namespace tacet::s3
