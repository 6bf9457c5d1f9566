#include "tacet/api/json_decoder.h"

#include <gtest/gtest.h>

namespace tacet::api {
namespace {

TEST(JsonDecoderTest, AnEmptyBodyIsAnEmptyObject) { EXPECT_EQ(*DecodeJson(""), Input::object()); }

TEST(JsonDecoderTest, ReadsEveryKindOfValue) {
  const auto value =
      DecodeJson(R"( {"a":[1,-2,0.5,true,null,"\u00fc\ud83d\ude00"],"b":{"a":{}}} )");
  ASSERT_TRUE(value.has_value()) << value.error().message;
  EXPECT_EQ((*value)["a"][1], -2);
  EXPECT_EQ((*value)["a"][5], "ü😀");
  EXPECT_EQ((*value)["b"]["a"], Input::object());
}

TEST(JsonDecoderTest, RefusesWhatIsNotOneObject) {
  const std::string cases[] = {"[]",
                               "null",
                               "1",
                               "\"a\"",
                               "{",
                               "{} {}",
                               "{\"a\":1,}",
                               "{'a':1}",
                               "{\"a\":01}",
                               "{\"a\":NaN}",
                               "{\"a\":1e999}",
                               "{\"a\":\"\xff\"}",
                               "{\"a\":\"\xed\xa0\x80\"}",
                               "{\"a\":\"\\ud800\"}",
                               "{\"a\":\"\n\"}",
                               std::string("{\"a\":\"\0\"}", 9),
                               "\xef\xbb\xbf",
                               "{\"a\":1}//",
                               "{\"a\":1/*c*/}"};
  for (const std::string& text : cases) {
    const auto value = DecodeJson(text);
    ASSERT_FALSE(value.has_value()) << text;
    EXPECT_EQ(value.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(JsonDecoderTest, RefusesAMemberGivenTwice) {
  const auto value =
      DecodeJson(R"({"ContentRedaction":{"RedactionOutput":"redacted"},"ContentRedaction":null})");
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().message, "The request body can't be read: a member is given twice.");
  EXPECT_FALSE(DecodeJson(R"({"a":[{"b":1,"\u0062":2}]})").has_value());
  EXPECT_TRUE(DecodeJson(R"({"a":{"b":1},"b":{"b":1}})").has_value());
}

TEST(JsonDecoderTest, RefusesNestingBeyondTheLimit) {
  const auto nested = [](int levels) {
    return "{\"a\":" + std::string(static_cast<size_t>(levels - 1), '[') +
           std::string(static_cast<size_t>(levels - 1), ']') + "}";
  };
  EXPECT_TRUE(DecodeJson(nested(kMaxDepth)).has_value());
  EXPECT_FALSE(DecodeJson(nested(kMaxDepth + 1)).has_value());
  EXPECT_FALSE(DecodeJson(nested(500'000)).has_value());
}

TEST(JsonDecoderTest, AMessageShowsNothingOfTheBody) {
  const auto value = DecodeJson(R"({"a":"canary-4111", oops})");
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().message.find("canary"), std::string::npos);
  EXPECT_TRUE(value.error().detail.empty());
}

}  // namespace
}  // namespace tacet::api
