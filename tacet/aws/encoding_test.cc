#include "tacet/aws/encoding.h"

#include <random>

namespace tacet::aws {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(EncodingTest, WritesAndReadsHex) {
  EXPECT_EQ(HexEncode(std::string("\x00\xff\x0a", 3)), "00ff0a");
  EXPECT_EQ(HexDecode("00fF0A"), std::string("\x00\xff\x0a", 3));
  EXPECT_EQ(HexDecode("0"), std::nullopt);
  EXPECT_EQ(HexDecode("0g"), std::nullopt);
}

// The vectors of RFC 4648 section 10.
TEST(EncodingTest, WritesBase64OfEveryLength) {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(Base64Encode(bytes), text);
    EXPECT_EQ(Base64Decode(text), bytes);
  }
}

TEST(EncodingTest, RefusesBase64ThatIsNotCanonical) {
  for (const char* text :
       {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm 9v", "Zm9-"}) {
    EXPECT_EQ(Base64Decode(text), std::nullopt) << text;
  }
}

TEST(EncodingTest, PercentEncodesAllButUnreservedCharacters) {
  EXPECT_EQ(PercentEncode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(PercentEncode("a b/c+d*'()!"), "a%20b%2Fc%2Bd%2A%27%28%29%21");
  EXPECT_EQ(PercentEncode("a/b c", SlashEncoding::kKeep), "a/b%20c");
  EXPECT_EQ(PercentEncode("\xc3\xa4"), "%C3%A4");
}

TEST(EncodingTest, PercentDecodesAndKeepsThePlus) {
  EXPECT_EQ(PercentDecode("a%20b%2fc+d"), "a b/c+d");
  for (const char* text : {"%", "%2", "a%2", "%zz", "%2g"}) {
    EXPECT_EQ(PercentDecode(text), std::nullopt) << text;
  }
}

TEST(EncodingTest, TakesQueriesApart) {
  EXPECT_THAT(*ParseQuery("uploads&a=1&&b=x%26y&c=d=e&a=2"),
              ElementsAre(Pair("uploads", ""), Pair("a", "1"), Pair("b", "x&y"), Pair("c", "d=e"),
                          Pair("a", "2")));
  EXPECT_TRUE(ParseQuery("")->empty());
  EXPECT_EQ(ParseQuery("a=%"), std::nullopt);
  EXPECT_EQ(FormatQuery({{"b c", "x&y"}, {"a", ""}}), "b%20c=x%26y&a=");
}

TEST(EncodingTest, ComparesInConstantTimeButRightly) {
  EXPECT_TRUE(ConstantTimeEquals("", ""));
  EXPECT_TRUE(ConstantTimeEquals("abc", "abc"));
  EXPECT_FALSE(ConstantTimeEquals("abc", "abd"));
  EXPECT_FALSE(ConstantTimeEquals("abc", "ab"));
}

TEST(EncodingTest, ComparesNamesWithoutCase) {
  EXPECT_TRUE(EqualsIgnoringCase("X-Amz-Date", "x-amz-dATE"));
  EXPECT_FALSE(EqualsIgnoringCase("x-amz-date", "x-amz-dat"));
  EXPECT_EQ(AsciiLower("AZ[`\xc3"), "az[`\xc3");
}

TEST(EncodingTest, KnowsUtf8) {
  for (const char* text :
       {"", "a", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x8e\xb5", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  for (const char* text : {"\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80",
                           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "a\xff"}) {
    EXPECT_FALSE(IsUtf8(text)) << HexEncode(text);
  }
}

TEST(EncodingTest, ReadsBackWhatItWroteForRandomBytes) {
  std::mt19937 random(7);
  for (int i = 0; i < 500; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    EXPECT_EQ(HexDecode(HexEncode(bytes)), bytes);
    EXPECT_EQ(Base64Decode(Base64Encode(bytes)), bytes);
    EXPECT_EQ(PercentDecode(PercentEncode(bytes)), bytes);
  }
}

}  // namespace
}  // namespace tacet::aws
