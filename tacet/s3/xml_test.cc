#include <gtest/gtest.h>

#include <string>

#include "tacet/s3/xml_reader.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {
namespace {

TEST(XmlWriterTest, WritesElementsWithS3sNamespace) {
  XmlWriter xml;
  xml.OpenRoot("Result");
  xml.Text("Name", "a");
  xml.Text("Size", int64_t{5});
  xml.Text("IsTruncated", false);
  xml.Close();
  EXPECT_EQ(xml.Finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Result xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>a</Name>"
            "<Size>5</Size><IsTruncated>false</IsTruncated></Result>");
}

TEST(XmlWriterTest, WhatItWritesIsReadBackTheSame) {
  for (const std::string text :
       {"plain", "a & b", "<Key>", "]]>", "\"quoted\" 'single'", "tab\tand\nline\rend",
        "gr\xc3\xbc\xc3\x9f \xf0\x9f\x8e\xa4", "&amp;", "&#x41;", "--><!--"}) {
    XmlWriter xml;
    xml.Open("Root", {{"attribute", text}});
    xml.Text("Value", text);
    xml.Close();
    const S3Result<XmlNode> root = ParseXml(xml.Finish(), "Root");
    ASSERT_TRUE(root.has_value()) << text;
    EXPECT_EQ(root->Child("Value"), text);
    EXPECT_EQ(root->children.size(), 1u) << text;
  }
}

TEST(XmlWriterTest, WritesControlCharactersAsNumbers) {
  XmlWriter xml;
  xml.Text("Key", std::string_view("a\x01\x7f"));
  EXPECT_NE(xml.Finish().find("a&#x01;&#x7f;"), std::string::npos);
}

TEST(XmlReaderTest, ReadsElementsWhateverTheirNamespace) {
  const S3Result<XmlNode> root = ParseXml(
      "\xef\xbb\xbf<?xml version='1.0'?><s3:Delete xmlns:s3='http://s3.amazonaws.com/'>"
      "<!-- a comment --><s3:Quiet>true</s3:Quiet><s3:Object><s3:Key><![CDATA[a<b]]>&amp;c</s3:Key>"
      "</s3:Object></s3:Delete>",
      "Delete");
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->Child("Quiet"), "true");
  EXPECT_EQ(root->children.at(1).Child("Key"), "a<b&c");
}

TEST(XmlReaderTest, KeepsSpacesAtTheEndsOfKeys) {
  const S3Result<XmlNode> root =
      ParseXml("<Delete>\n  <Object>\n    <Key> a b </Key></Object></Delete>", "Delete");
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->children.at(0).Child("Key"), " a b ");
}

TEST(XmlReaderTest, RefusesWhatIsNoDocumentOfTheExpectedKind) {
  const std::string nul("<A>\0</A>", 8);
  std::string deep;
  for (int i = 0; i < 20; ++i) deep = "<A>" + deep + "</A>";
  for (const std::string& text :
       {std::string(), std::string("text"), std::string("<A>"), std::string("<A></B>"),
        std::string("<B/>"), std::string("{}"), nul, deep,
        std::string("<!DOCTYPE A [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><A>&x;</A>"),
        std::string("<!DOCTYPE A [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><A>&c;</A>")}) {
    const S3Result<XmlNode> root = ParseXml(text, "A");
    ASSERT_FALSE(root.has_value()) << text;
    EXPECT_EQ(root.error().code, S3ErrorCode::kMalformedXML);
  }
}

TEST(XmlReaderTest, ReadsVeryDeepTextWithoutDyingOfIt) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<A>";
  EXPECT_FALSE(ParseXml(deep, "A").has_value());
  for (int i = 0; i < 200'000; ++i) deep += "</A>";
  EXPECT_FALSE(ParseXml(deep, "A").has_value());
}

}  // namespace
}  // namespace tacet::s3
