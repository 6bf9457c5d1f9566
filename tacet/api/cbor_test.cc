#include "tacet/api/cbor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tacet/api/json_decoder.h"
#include "tacet/api/testing_api.h"
#include "tacet/aws/encoding.h"

namespace tacet::api {
namespace {

// Whether a decoded value is the one that a golden file describes.
bool Matches(const Input& value, const Output& expected) {
  if (expected.is_object() && expected.contains("$bytes")) {
    const auto text = expected["$bytes"].get<std::string>();
    return value.is_binary() &&
           std::string(value.get_binary().begin(), value.get_binary().end()) == text;
  }
  if (expected.is_object() && expected.contains("$float")) {
    if (!value.is_number_float()) return false;
    const auto number = value.get<double>();
    if (expected["$float"] == "NaN") return std::isnan(number);
    return std::isinf(number) && (number < 0) == (expected["$float"] == "-Infinity");
  }
  if (expected.is_object()) {
    if (!value.is_object() || value.size() != expected.size()) return false;
    for (const auto& [name, member] : expected.items()) {
      if (!value.contains(name) || !Matches(value[name], member)) return false;
    }
    return true;
  }
  if (expected.is_array()) {
    if (!value.is_array() || value.size() != expected.size()) return false;
    for (size_t i = 0; i < expected.size(); ++i) {
      if (!Matches(value[i], expected[i])) return false;
    }
    return true;
  }
  return value == Input(expected);
}

TEST(CborTest, DecodesSmithysTestVectors) {
  const Output golden = Golden("smithy_cbor_vectors.json");
  ASSERT_GE(golden["vectors"].size(), 25u);
  for (const Output& vector : golden["vectors"]) {
    SCOPED_TRACE(vector["id"].get<std::string>());
    const auto body = aws::Base64Decode(vector["body"].get<std::string>());
    ASSERT_TRUE(body.has_value());
    const auto value = DecodeCborObject(*body);
    ASSERT_TRUE(value.has_value()) << value.error().message;
    EXPECT_TRUE(Matches(*value, vector["value"])) << value->dump();
  }
}

TEST(CborTest, WhatIsEncodedDecodesToTheSame) {
  const Output value = {{"text", "Grüezi"},
                        {"small", 23},
                        {"byte", 24},
                        {"short", 256},
                        {"int", 65536},
                        {"long", 4294967296},
                        {"negative", -1},
                        {"most negative", std::numeric_limits<int64_t>::min()},
                        {"half", 0.5},
                        {"yes", true},
                        {"no", false},
                        {"list", {1, "two", Output::array()}},
                        {"empty", Output::object()},
                        {"null", nullptr}};
  const auto decoded = DecodeCbor(EncodeCbor(value, nullptr));
  ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
  EXPECT_EQ(*decoded, Input(value));
}

TEST(CborTest, AShapeSaysWhatIsATimestampAndWhatASingleFloat) {
  const Shape* job = TranscribeModel().FindShape("TranscriptionJob");
  ASSERT_NE(job, nullptr);
  EXPECT_EQ(EncodeCbor({{"StartTime", 946845296.123}}, job),
            std::string("\xa1\x69StartTime\xc1\xfb\x41\xcc\x37\xdb\x38\x0f\xbe\x77", 21));
  EXPECT_EQ(EncodeCbor({{"IdentifiedLanguageScore", 7.625}}, job),
            std::string("\xa1\x77IdentifiedLanguageScore\xfa\x40\xf4\x00\x00", 30));
}

struct BadCbor {
  const char* why;
  std::string bytes;
};

TEST(CborTest, RefusesWhatCannotBeMeant) {
  const std::string deep(100, '\x81');
  const BadCbor cases[] = {
      {"cut off in a head", std::string("\x19\x01", 2)},
      {"cut off in a text",
       "\x64"
       "abc"},
      {"a length that is only claimed", std::string("\x9b\xff\xff\xff\xff\xff\xff\xff\xff", 9)},
      {"a text of 2^63 bytes", std::string("\x7b\x80\x00\x00\x00\x00\x00\x00\x00", 9)},
      {"bytes behind the end", std::string("\xa0\x00", 2)},
      {"a big number (tag 2)", "\xc2\x41\x01"},
      {"a decimal fraction (tag 4)", "\xc4\x82\x01\x02"},
      {"an unknown tag", std::string("\xd8\x20\x61"
                                     "a",
                                     4)},
      {"a timestamp that is text",
       "\xc1\x61"
       "a"},
      {"a number below 64 bits", std::string("\x3b\xff\xff\xff\xff\xff\xff\xff\xff", 9)},
      {"an unknown simple value", "\xf0"},
      {"a simple value of one byte", "\xf8\xff"},
      {"a reserved length", "\x1c"},
      {"an indefinite number", "\x1f"},
      {"a break alone", "\xff"},
      {"a name that is a number", std::string("\xa1\x01\x01", 3)},
      {"a name given twice",
       "\xa2\x61"
       "a\x01\x61"
       "a\x02"},
      {"invalid UTF-8", "\x61\xff"},
      {"invalid UTF-8 in a chunk", "\x7f\x61\xc3\x61\xbc\xff"},
      {"a chunk of another type",
       "\x7f\x41"
       "a\xff"},
      {"a chunk without a length", "\x7f\x7f\xff\xff"},
      {"a map of half a member",
       "\xbf\x61"
       "a\xff"},
      {"nested too deeply", deep + "\xa0"},
  };
  for (const BadCbor& bad : cases) {
    SCOPED_TRACE(bad.why);
    const auto value = DecodeCbor(bad.bytes);
    ASSERT_FALSE(value.has_value()) << value->dump();
    EXPECT_EQ(value.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(CborTest, UndefinedIsNull) { EXPECT_EQ(*DecodeCbor("\xf7"), Input(nullptr)); }

TEST(CborTest, ABodyMustBeAMap) {
  EXPECT_FALSE(DecodeCborObject("\x80").has_value());
  EXPECT_EQ(*DecodeCborObject(""), Input::object());
}

TEST(CborTest, NestsAsDeepAsJsonMay) {
  const std::string open(kMaxDepth, '\x81');
  EXPECT_TRUE(DecodeCbor(open + std::string(1, '\x01')).has_value());
  EXPECT_FALSE(DecodeCbor('\x81' + open + std::string(1, '\x01')).has_value());
}

}  // namespace
}  // namespace tacet::api
