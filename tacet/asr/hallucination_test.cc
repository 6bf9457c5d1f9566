#include "tacet/asr/hallucination.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tacet::asr {
namespace {

// Tokens 0 to 9 are words, 10 is a digit.
WhisperTokenizer SmallTokenizer() {
  auto tokenizer = WhisperTokenizer::Parse(
      R"(["Ġa","Ġb","Ġc","Ġd","Ġe","Ġf","Ġg","Ġh","Ġi","Ġj","0","<|endoftext|>",)"
      R"("<|startoftranscript|>","<|transcribe|>","<|notimestamps|>"])",
      WhisperTokenizer::Format::kJson);
  EXPECT_TRUE(tokenizer);
  return *tokenizer;
}

std::vector<size_t> Repeat(const std::vector<size_t>& round, size_t times) {
  std::vector<size_t> tokens;
  for (size_t i = 0; i < times; ++i) tokens.insert(tokens.end(), round.begin(), round.end());
  return tokens;
}

TEST(HallucinationTest, Rule1FindsOnePhraseOverAndOver) {
  const WhisperTokenizer tokenizer = SmallTokenizer();
  EXPECT_TRUE(IsLoop(Repeat({0, 1, 2, 3}, 4), tokenizer));
  EXPECT_TRUE(IsLoop(Repeat({0}, 16), tokenizer));
  std::vector<size_t> late = {4, 5, 6, 7, 8, 9};
  for (const size_t token : Repeat({0, 1}, 8)) late.push_back(token);
  late.push_back(9);
  EXPECT_TRUE(IsLoop(late, tokenizer));
}

TEST(HallucinationTest, Rule1AllowsWhatPeopleRepeat) {
  const WhisperTokenizer tokenizer = SmallTokenizer();
  EXPECT_FALSE(IsLoop(Repeat({0}, 15), tokenizer));                // no, no, no ...
  EXPECT_FALSE(IsLoop(Repeat({0, 1, 2, 3, 4, 5}, 3), tokenizer));  // a sentence said three times
  EXPECT_FALSE(IsLoop(Repeat({10}, 20), tokenizer));               // zeros
  EXPECT_FALSE(IsLoop(Repeat({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 1), tokenizer));
  EXPECT_FALSE(IsLoop({}, tokenizer));
}

TEST(HallucinationTest, Rule2FindsMoreTokensThanTimeForThem) {
  EXPECT_TRUE(IsTooFast(100, 5000));
  EXPECT_FALSE(IsTooFast(50, 5000));
  EXPECT_FALSE(IsTooFast(8, 100));  // too few to tell
}

TEST(HallucinationTest, Rule3NeedsBothNoSpeechAndDoubt) {
  EXPECT_TRUE(IsSilent({.tokens = {1}, .average_log_prob = -1.2, .no_speech_prob = 0.7}));
  EXPECT_FALSE(IsSilent({.tokens = {1}, .average_log_prob = -0.5, .no_speech_prob = 0.9}));
  EXPECT_FALSE(IsSilent({.tokens = {1}, .average_log_prob = -1.2, .no_speech_prob = 0.1}));
  EXPECT_TRUE(IsSilent({}));
}

std::vector<RecognizedWord> Said(const std::vector<std::string>& texts, double confidence) {
  std::vector<RecognizedWord> words;
  for (const std::string& text : texts) words.push_back({text, "", 0, 100, confidence, {}});
  return words;
}

TEST(HallucinationTest, Rule4DropsPhantomsThatTheSoundDoesNotBearOut) {
  EXPECT_TRUE(IsPhantom(Said({"Thanks", "for", "watching"}, 0.3), 1500));
  EXPECT_TRUE(IsPhantom(Said({"Thanks", "for", "watching"}, 0.95), 200));  // no time to say it
}

TEST(HallucinationTest, Rule4KeepsTheSamePhraseWhenItWasSaid) {
  EXPECT_FALSE(IsPhantom(Said({"Thanks", "for", "watching"}, 0.9), 1500));
  EXPECT_FALSE(IsPhantom(Said({"Thanks", "for", "calling"}, 0.2), 1500));
  EXPECT_FALSE(IsPhantom({}, 1500));
}

}  // namespace
}  // namespace tacet::asr
