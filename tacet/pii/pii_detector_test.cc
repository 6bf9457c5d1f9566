#include "tacet/pii/pii_detector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tacet/base/sanitizer.h"
#include "tacet/pii/rules/found_texts.h"

namespace tacet::pii {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Type = PiiEntityType;

std::unique_ptr<PiiDetector> MakeDetector(const PiiDetectorOptions& options = {}) {
  auto detector = PiiDetector::Create(options);
  EXPECT_TRUE(detector);
  return std::move(*detector);
}

TEST(PiiDetectorTest, TheTaggerAloneNeedsATagger) {
  const auto detector = PiiDetector::Create({.tagger_alone = true});
  ASSERT_FALSE(detector);
  EXPECT_EQ(detector.error().code, ErrorCode::kInvalidArgument);
}

TEST(PiiDetectorTest, AModelThatIsNotThereIsAnErrorAndNotLess) {
  EXPECT_FALSE(PiiDetector::Create({.model_dir = "/no/such/folder"}));
}

TEST(PiiDetectorTest, EveryRecognizerNamesItsTypesAndFindsNoOthers) {
  const std::string text =
      "My name is Jane Doe, I live at 100 Main Street, Anytown, Washington 98109, my card is "
      "4111 1111 1111 1111, it expires 01/25, my phone is 206-555-0142, jane@example.com.";
  for (const auto& recognizer : BuildRecognizers()) {
    const auto types = recognizer->entity_types();
    ASSERT_FALSE(types.empty());
    for (const PiiEntity& entity : recognizer->Analyze(text, AllTypes())) {
      EXPECT_NE(std::find(types.begin(), types.end(), entity.type), types.end());
    }
  }
}

TEST(PiiDetectorTest, FindsInTheOrderOfTheTextWithoutOverlaps) {
  const std::string text =
      "My name is Jane Doe and I live at 100 Main Street, Anytown, Washington.";
  const auto entities = MakeDetector()->Detect(text, AllTypes()).value();
  ASSERT_EQ(entities.size(), 2u);
  EXPECT_EQ(entities[0].type, Type::kName);
  EXPECT_EQ(text.substr(entities[0].begin, entities[0].end - entities[0].begin), "Jane Doe");
  EXPECT_EQ(entities[1].type, Type::kAddress);
  EXPECT_EQ(text.substr(entities[1].begin, entities[1].end - entities[1].begin),
            "100 Main Street, Anytown, Washington");
}

TEST(PiiDetectorTest, GivesOnlyTheWantedTypes) {
  const std::string text = "My name is Jane Doe and I live at 100 Main Street.";
  const auto detector = MakeDetector();
  const auto names = detector->Detect(text, {Type::kName}).value();
  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].type, Type::kName);
  EXPECT_THAT(detector->Detect(text, {Type::kPhone}).value(), IsEmpty());
  EXPECT_THAT(detector->Detect(text, {}).value(), IsEmpty());
}

TEST(PiiDetectorTest, WhatLiesBeforeIsContextAlone) {
  const std::string context = "My name is Jane Doe. Last four of your social?\n";
  const std::string text = context + "It's 1234.";
  const std::vector<PiiDetector::TextAndContext> texts = {{text, context.size()},
                                                          {"call 415-555-0132", 0}};
  const auto finds = MakeDetector()->FindAll(texts, AllTypes()).value();
  ASSERT_EQ(finds.size(), 2u);
  ASSERT_EQ(finds[0].size(), 1u);
  EXPECT_EQ(finds[0][0].entity.type, Type::kSsn);
  ASSERT_EQ(finds[1].size(), 1u);
  EXPECT_EQ(finds[1][0].entity.type, Type::kPhone);
}

TEST(PiiDetectorTest, DropsFindsBelowTheThreshold) {
  const std::string text = "My name is Jane Doe.";
  PiiPolicy policy = DefaultPiiPolicy();
  for (PiiThresholds& thresholds : policy.thresholds) thresholds.rules = 1;
  EXPECT_THAT(MakeDetector({.policy = policy})->Detect(text, AllTypes()).value(), IsEmpty());
}

TEST(SettleOverlapsTest, PrefersTheHigherConfidence) {
  EXPECT_THAT(SettleOverlaps("0123456789", {{Type::kPhone, 0.5, 0, 10}, {Type::kSsn, 0.9, 0, 10}}),
              ElementsAre(PiiEntity{Type::kSsn, 0.9, 0, 10}));
}

TEST(SettleOverlapsTest, PrefersTheLongerAmongEquals) {
  EXPECT_THAT(SettleOverlaps("0123456789", {{Type::kPin, 0.5, 2, 6}, {Type::kPhone, 0.5, 0, 10}}),
              ElementsAre(PiiEntity{Type::kPhone, 0.5, 0, 10}));
}

TEST(SettleOverlapsTest, JoinsOverlappingSpansOfOneType) {
  EXPECT_THAT(
      SettleOverlaps("Ana Maria Lopez", {{Type::kName, 0.5, 0, 9}, {Type::kName, 0.9, 4, 15}}),
      ElementsAre(PiiEntity{Type::kName, 0.9, 0, 15}));
}

TEST(SettleOverlapsTest, KeepsWhatALoserCoversBeyondTheWinner) {
  EXPECT_THAT(
      SettleOverlaps("Jane Doe Street", {{Type::kName, 0.5, 0, 8}, {Type::kAddress, 0.9, 5, 15}}),
      ElementsAre(PiiEntity{Type::kName, 0.5, 0, 4}, PiiEntity{Type::kAddress, 0.9, 5, 15}));
  EXPECT_THAT(
      SettleOverlaps("a bb, cc. d",
                     {{Type::kUrl, 0.5, 0, 11}, {Type::kPin, 0.9, 2, 4}, {Type::kSsn, 0.8, 6, 8}}),
      ElementsAre(PiiEntity{Type::kUrl, 0.5, 0, 1}, PiiEntity{Type::kPin, 0.9, 2, 4},
                  PiiEntity{Type::kSsn, 0.8, 6, 8}, PiiEntity{Type::kUrl, 0.5, 10, 11}));
}

TEST(SettleOverlapsTest, CoversAllThatWasFoundOnceOnRandomSpans) {
  constexpr unsigned kSeed = 71;
  std::mt19937 random(kSeed);
  const auto below = [&](size_t n) {
    return std::uniform_int_distribution<size_t>(0, n - 1)(random);
  };
  const std::string text(40, 'x');
  for (unsigned round = 0; round < RandomCases(3000); ++round) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << " round " << round);
    std::vector<PiiEntity> entities;
    std::set<size_t> covered;
    for (size_t i = below(8); i > 0; --i) {
      const size_t begin = below(text.size());
      const size_t end = begin + 1 + below(text.size() - begin);
      entities.push_back(
          {AllPiiEntityTypes()[below(5)], static_cast<double>(below(4)) / 4, begin, end});
      for (size_t k = begin; k < end; ++k) covered.insert(k);
    }
    std::set<size_t> settled_bytes;
    size_t at = 0;
    for (const PiiEntity& entity : SettleOverlaps(text, entities)) {
      EXPECT_GE(entity.begin, at);
      EXPECT_LT(entity.begin, entity.end);
      at = entity.end;
      for (size_t k = entity.begin; k < entity.end; ++k) settled_bytes.insert(k);
    }
    EXPECT_EQ(settled_bytes, covered);
  }
}

// The vocabulary of the rules in random order, with random bytes between.
TEST(PiiDetectorTest, SurvivesRandomTexts) {
  constexpr unsigned kSeed = 5;
  std::mt19937 random(kSeed);
  const auto below = [&](size_t n) {
    return std::uniform_int_distribution<size_t>(0, n - 1)(random);
  };
  const std::vector<std::string> words = {
      "my",  "name",    "is",           "Jane",     "Doe",      "Dr.", "de",     "la",
      "B",   "as",      "in",           "boy,",     "double",   "L",   "I",      "a",
      "zip", "code",    "100",          "Main",     "Street,",  "Apt", "4B",     "Seattle,",
      "WA",  "98109",   "What's",       "your",     "address?", "Hi",  "thanks", "\n",
      "-",   "'s",      "\xc3\x89mile", "\xff\xfe", "p",        "o",   "box",    "forty",
      "two", "W-I-L-L", "first",        "spell",    "at",       "dot", "com",    "4111",
      "#",   "named",   "my",           "husband",  "live"};
  const auto detector = MakeDetector();
  for (unsigned round = 0; round < RandomCases(3000); ++round) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << " round " << round);
    std::string text;
    for (size_t i = below(40); i > 0; --i) {
      text += words[below(words.size())];
      if (below(5) > 0) text += ' ';
      if (below(30) == 0) text += static_cast<char>(below(256));
    }
    size_t at = 0;
    const auto entities = detector->Detect(text, AllTypes()).value();
    for (const PiiEntity& entity : entities) {
      EXPECT_GE(entity.begin, at);
      EXPECT_LT(entity.begin, entity.end);
      EXPECT_LE(entity.end, text.size());
      EXPECT_GT(entity.confidence, 0);
      EXPECT_LE(entity.confidence, 1.0);
      at = entity.end;
    }
    EXPECT_EQ(detector->Detect(text, AllTypes()).value(),
              detector->Detect(text, AllTypes()).value());
  }
}

}  // namespace
}  // namespace tacet::pii
