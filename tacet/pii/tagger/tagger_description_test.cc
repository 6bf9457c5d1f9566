#include "tacet/pii/tagger/tagger_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace tacet::pii {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

json Good() {
  return {{"version", "1.2-b"},
          {"tags", {"O", "B-NAME", "I-NAME", "B-PIN"}},
          {"max_length", 192},
          {"context_length", 64},
          {"temperature", 1.5},
          {"files", {{"tagger.onnx", std::string(64, 'a')}, {"vocab.txt", std::string(64, '0')}}}};
}

// The message after `change`; empty when all is well.
std::string MessageAfter(const std::function<void(json&)>& change) {
  json description = Good();
  change(description);
  const auto parsed = ParseTaggerDescription(description.dump());
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(parsed.error().message, Not(HasSubstr("\n")));
  return parsed.error().message;
}

TEST(TaggerDescriptionTest, AllMembersAreRead) {
  const auto parsed = ParseTaggerDescription(Good().dump());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->version, "1.2-b");
  EXPECT_THAT(parsed->tags, ElementsAre(Tag{}, Tag{Tag::Kind::kStarts, PiiEntityType::kName},
                                        Tag{Tag::Kind::kInside, PiiEntityType::kName},
                                        Tag{Tag::Kind::kStarts, PiiEntityType::kPin}));
  EXPECT_EQ(parsed->limits.max_length, 192U);
  EXPECT_EQ(parsed->limits.context_length, 64U);
  EXPECT_EQ(parsed->limits.longest_turn, 110U);
  EXPECT_EQ(parsed->temperature, 1.5);
  EXPECT_EQ(parsed->model_sha256, std::string(64, 'a'));
  EXPECT_EQ(parsed->vocabulary_sha256, std::string(64, '0'));
}

TEST(TaggerDescriptionTest, UnknownMembersAreLeftAlone) {
  EXPECT_EQ(MessageAfter([](json& d) { d["trained_on"] = "text"; }), "");
}

TEST(TaggerDescriptionTest, ShortWindowsLeaveRoomForATurn) {
  json description = Good();
  description["max_length"] = 8;
  description["context_length"] = 4;
  const auto parsed = ParseTaggerDescription(description.dump());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->limits.longest_turn, 2U);
  EXPECT_TRUE(AreUsable(parsed->limits));
}

TEST(TaggerDescriptionTest, WhatIsWrongIsNamed) {
  const struct {
    const char* member;
    std::function<void(json&)> change;
  } cases[] = {
      {"version", [](json& d) { d.erase("version"); }},
      {"version", [](json& d) { d["version"] = ""; }},
      {"version", [](json& d) { d["version"] = "a b"; }},
      {"version", [](json& d) { d["version"] = std::string(65, 'v'); }},
      {"tags", [](json& d) { d["tags"] = "O"; }},
      {"tags", [](json& d) { d["tags"] = {"B-NAME"}; }},
      {"tags",
       [](json& d) {
         d["tags"] = {"O", "O"};
       }},
      {"tags",
       [](json& d) {
         d["tags"] = {"O", "B-NAME", "B-NAME"};
       }},
      {"tags",
       [](json& d) {
         d["tags"] = {"O", "B-name"};
       }},
      {"tags",
       [](json& d) {
         d["tags"] = {"O", "NAME"};
       }},
      {"tags",
       [](json& d) {
         d["tags"] = {"O", 3};
       }},
      {"max_length", [](json& d) { d["max_length"] = 7; }},
      {"max_length", [](json& d) { d["max_length"] = 513; }},
      {"max_length", [](json& d) { d["max_length"] = -192; }},
      {"max_length", [](json& d) { d["max_length"] = 192.5; }},
      {"context_length", [](json& d) { d["context_length"] = 97; }},
      {"context_length", [](json& d) { d["context_length"] = nullptr; }},
      {"temperature", [](json& d) { d["temperature"] = 0; }},
      {"temperature", [](json& d) { d["temperature"] = "1"; }},
      {"temperature", [](json& d) { d["temperature"] = 1e9; }},
      {"files", [](json& d) { d["files"] = "tagger.onnx"; }},
      {"files.tagger.onnx", [](json& d) { d["files"].erase("tagger.onnx"); }},
      {"files.vocab.txt", [](json& d) { d["files"]["vocab.txt"] = std::string(64, 'A'); }},
      {"files.vocab.txt", [](json& d) { d["files"]["vocab.txt"] = std::string(63, 'a'); }},
  };
  for (const auto& wrong : cases) {
    EXPECT_THAT(MessageAfter(wrong.change),
                AllOf(HasSubstr("tagger.json: "), HasSubstr(std::string(wrong.member) + " must")));
  }
}

TEST(TaggerDescriptionTest, WhatIsNoJsonObjectIsRefused) {
  for (const std::string& text : {std::string(), std::string("{"), std::string("[]"),
                                  std::string("\xFF\xFE"), std::string(100000, '[')}) {
    const auto parsed = ParseTaggerDescription(text);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().message, "tagger.json is no JSON object");
  }
}

}  // namespace
}  // namespace tacet::pii
