#include "tacet/asr/repeated_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tacet::asr {
namespace {

SpeechSegment Stretch(int64_t start, const std::vector<std::string>& texts) {
  SpeechSegment stretch{start, start + 1000, {}};
  for (const std::string& text : texts) stretch.words.push_back({text, "", 0, 1, 0.9, {}});
  return stretch;
}

std::string Text(const std::vector<SpeechSegment>& stretches) {
  std::string text;
  for (const SpeechSegment& stretch : stretches) {
    for (const RecognizedWord& word : stretch.words) text += word.text + " ";
    text += "| ";
  }
  return text;
}

std::string After(std::vector<SpeechSegment> stretches, size_t again) {
  RemoveRepeatedWords(stretches, again);
  return Text(stretches);
}

TEST(RepeatedWordsTest, TakesThemOutOfTheStretchBefore) {
  EXPECT_EQ(After({Stretch(0, {"how", "are", "you"}), Stretch(1200, {"You"})}, 1),
            "how are | You | ");
}

TEST(RepeatedWordsTest, TakesThemOutOfTheStretchAfter) {
  EXPECT_EQ(After({Stretch(0, {"well"}), Stretch(1200, {"well", "yes"})}, 0), "well | yes | ");
}

TEST(RepeatedWordsTest, LeavesOtherWordsAlone) {
  EXPECT_EQ(After({Stretch(0, {"how", "are"}), Stretch(1200, {"you"})}, 1), "how are | you | ");
  EXPECT_EQ(After({Stretch(0, {"a", "b"}), Stretch(1200, {})}, 1), "a b | | ");
}

TEST(RepeatedWordsTest, NeverEmptiesAStretch) {
  EXPECT_EQ(After({Stretch(0, {"no"}), Stretch(1200, {"no"})}, 1), "no | no | ");
}

TEST(RepeatedWordsTest, LeavesStretchesFarAwayAlone) {
  EXPECT_EQ(After({Stretch(0, {"oh", "no"}), Stretch(3000, {"no"})}, 1), "oh no | no | ");
}

}  // namespace
}  // namespace tacet::asr
