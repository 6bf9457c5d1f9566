#include "tacet/pii/pii_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"

namespace tacet::pii {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json DefaultJson() { return json::parse(kRecallFirstPolicy); }

// The message of the policy after `change`.
template <typename Change>
std::string MessageAfter(Change change) {
  json policy = DefaultJson();
  change(policy);
  const auto parsed = ParsePiiPolicy(policy.dump());
  EXPECT_FALSE(parsed);
  return parsed ? "" : parsed.error().message;
}

TEST(PiiPolicyTest, TheDefaultHasAVersionAndEveryType) {
  const PiiPolicy& policy = DefaultPiiPolicy();
  EXPECT_THAT(policy.version, HasSubstr("recall-first"));
  EXPECT_EQ(AllPiiEntityTypes().size(), kPiiTypes);
  EXPECT_EQ(DefaultJson()["thresholds"].size(), kPiiTypes);
  EXPECT_EQ(policy.of(PiiEntityType::kName).tagger,
            DefaultJson()["thresholds"]["NAME"]["tagger"].get<double>());
}

TEST(PiiPolicyTest, ErrorsNameTheField) {
  EXPECT_THAT(MessageAfter([](json& p) { p.erase("version"); }), HasSubstr("version is missing"));
  EXPECT_THAT(MessageAfter([](json& p) { p["version"] = "a b"; }), HasSubstr("version must be"));
  EXPECT_THAT(MessageAfter([](json& p) { p["sure_rule"] = 1.5; }), HasSubstr("sure_rule must be"));
  EXPECT_THAT(MessageAfter([](json& p) { p["sure_rule"] = "high"; }), HasSubstr("sure_rule must"));
  EXPECT_THAT(MessageAfter([](json& p) { p["speed"] = 1; }), HasSubstr("speed is unknown"));
  EXPECT_THAT(MessageAfter([](json& p) { p["thresholds"]["NAMES"] = json::object(); }),
              HasSubstr("thresholds.NAMES is no entity type"));
  EXPECT_THAT(MessageAfter([](json& p) { p["thresholds"].erase("SSN"); }),
              HasSubstr("thresholds.SSN is missing"));
  EXPECT_THAT(MessageAfter([](json& p) { p["thresholds"]["PIN"]["tagger"] = -0.1; }),
              HasSubstr("thresholds.PIN.tagger must be a number from 0 to 1"));
  EXPECT_THAT(MessageAfter([](json& p) { p["thresholds"]["PIN"]["taggr"] = 0.1; }),
              HasSubstr("thresholds.PIN.taggr is unknown"));
  for (const json& doubt : {json(0.9), json(1001), json("much")}) {
    EXPECT_THAT(MessageAfter([&](json& p) { p["thresholds"]["PIN"]["doubt"] = doubt; }),
                HasSubstr("thresholds.PIN.doubt must be a number from 1 to 1000"));
  }
  EXPECT_THAT(MessageAfter([](json& p) { p["name_again"] = 0.5; }),
              HasSubstr("name_again must be a number from 1 to 1000"));
  EXPECT_THAT(MessageAfter([](json& p) { p["calibration"].erase("both"); }),
              HasSubstr("calibration.both is missing"));
  for (const json& points : {json::array(), json::array({{0.5, 0.5}, {0.5, 0.6}}),
                             json::array({{0.5, 1.5}}), json::array({0.5}), json("x")}) {
    EXPECT_THAT(MessageAfter([&](json& p) { p["calibration"]["rules"] = points; }),
                HasSubstr("calibration.rules must be"));
  }
}

TEST(PiiPolicyTest, FactorsOfOddsSayNothingWhereTheyAreAbsent) {
  json changed = DefaultJson();
  changed["thresholds"]["PIN"].erase("doubt");
  changed["thresholds"]["NAME"]["doubt"] = 8.5;
  changed["name_again"] = 12;
  const auto policy = ParsePiiPolicy(changed.dump());
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->of(PiiEntityType::kPin).doubt, 1);
  EXPECT_EQ(policy->of(PiiEntityType::kName).doubt, 8.5);
  EXPECT_EQ(policy->name_again, 12);
  changed.erase("name_again");
  EXPECT_EQ(ParsePiiPolicy(changed.dump())->name_again, 1);
}

TEST(PiiPolicyTest, OneMessageNamesEverythingThatIsWrong) {
  const std::string message = MessageAfter([](json& p) {
    p["denied_number"] = 2;
    p["thresholds"]["NAME"] = 3;
  });
  EXPECT_THAT(message, HasSubstr("denied_number"));
  EXPECT_THAT(message, HasSubstr("thresholds.NAME must be an object"));
}

TEST(PiiPolicyTest, WhatIsNoPolicyIsAnError) {
  for (const std::string text : {"", "{", "[]", "null", "{\"version\": 1e999}"}) {
    const auto parsed = ParsePiiPolicy(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_FALSE(ParsePiiPolicy(std::string(100'000, '[')));
}

TEST(PiiPolicyTest, ProbabilitiesLieOnStraightLinesBetweenThePoints) {
  json changed = DefaultJson();
  changed["calibration"]["tagger"] = {{0.2, 0.1}, {0.6, 0.5}, {0.8, 0.9}};
  const auto policy = ParsePiiPolicy(changed.dump());
  ASSERT_TRUE(policy);
  EXPECT_DOUBLE_EQ(policy->Probability(PiiSource::kTagger, 0.0), 0.1);
  EXPECT_NEAR(policy->Probability(PiiSource::kTagger, 0.4), 0.3, 1e-9);
  EXPECT_NEAR(policy->Probability(PiiSource::kTagger, 0.7), 0.7, 1e-9);
  EXPECT_DOUBLE_EQ(policy->Probability(PiiSource::kTagger, 1.0), 0.9);
}

TEST(PiiPolicyTest, AFileIsReadAndNamedInItsErrors) {
  const auto dir = TempDir::Create();
  ASSERT_TRUE(dir);
  const std::string path = dir->path() + "/policy.json";
  EXPECT_EQ(ReadPiiPolicy(path).error().code, ErrorCode::kNotFound);
  json changed = DefaultJson();
  changed["version"] = "of-a-file";
  ASSERT_TRUE(WriteFileAtomically(path, changed.dump()));
  const auto policy = ReadPiiPolicy(path);
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->version, "of-a-file");
  ASSERT_TRUE(WriteFileAtomically(path, "{}"));
  EXPECT_THAT(ReadPiiPolicy(path).error().message, HasSubstr(path));
}

}  // namespace
}  // namespace tacet::pii
