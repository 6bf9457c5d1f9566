#include "tacet/pii/fusion/doubtful_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tacet::pii {
namespace {

using enum PiiEntityType;

class DoubtfulWordsTest : public testing::Test {
 protected:
  DoubtfulWordsTest() : tokens_(Tokenize(text_)), tags_(tokens_.size()) {
    for (PiiThresholds& thresholds : policy_.thresholds) thresholds.doubt = 1;
    policy_.thresholds[static_cast<size_t>(kName)].doubt = 9;
    for (TokenTag& tag : tags_) {
      tag.nothing = 0.5f;
      tag.type[static_cast<size_t>(kName)] = 0.1f;
      tag.begin[static_cast<size_t>(kName)] = 0.05f;
      tag.type[static_cast<size_t>(kPhone)] = 0.4f;
    }
  }

  const std::string text_ = "a fawny?";
  const std::vector<Token> tokens_;
  TokenTags tags_;
  PiiPolicy policy_ = DefaultPiiPolicy();
};

TEST_F(DoubtfulWordsTest, DoubtMultipliesTheOddsOfItsTypes) {
  WeighDoubtfulWords(tokens_, std::vector<WordConfidence>{{0, 1, 1}, {2, 7, 0.6}}, policy_, &tags_);
  EXPECT_FLOAT_EQ(tags_[0].of(kName), 0.1f);
  EXPECT_FLOAT_EQ(tags_[0].nothing, 0.5f);
  EXPECT_NEAR(tags_[1].of(kName), 0.9 / 1.8, 1e-6);
  EXPECT_NEAR(tags_[1].begin[static_cast<size_t>(kName)], 0.45 / 1.8, 1e-6);
  EXPECT_NEAR(tags_[1].of(kPhone), 0.4 / 1.8, 1e-6);
  EXPECT_NEAR(tags_[1].nothing, 0.5 / 1.8, 1e-6);
}

TEST_F(DoubtfulWordsTest, LittleDoubtCountsLessAndMoreThanFullDoubtNoMore) {
  WeighDoubtfulWords(tokens_, std::vector<WordConfidence>{{0, 1, 0.8}, {2, 7, 0.1}}, policy_,
                     &tags_);
  EXPECT_NEAR(tags_[0].of(kName), 0.3 / 1.2, 1e-6);
  EXPECT_NEAR(tags_[1].of(kName), 0.9 / 1.8, 1e-6);
}

TEST_F(DoubtfulWordsTest, TheLeastConfidenceOfATokensTextCounts) {
  WeighDoubtfulWords(tokens_, std::vector<WordConfidence>{{2, 4, 0.6}, {4, 7, 1}}, policy_, &tags_);
  EXPECT_NEAR(tags_[1].of(kName), 0.9 / 1.8, 1e-6);
}

TEST_F(DoubtfulWordsTest, WordsWithoutConfidenceStay) {
  const TokenTags before = tags_;
  WeighDoubtfulWords(tokens_, {}, policy_, &tags_);
  EXPECT_EQ(tags_[1].nothing, before[1].nothing);
  WeighDoubtfulWords(tokens_, std::vector<WordConfidence>{{0, 1, 0.1}}, policy_, &tags_);
  EXPECT_EQ(tags_[1].type, before[1].type);
  TokenTags none;
  WeighDoubtfulWords(tokens_, std::vector<WordConfidence>{{0, 1, 0.1}}, policy_, &none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace tacet::pii
