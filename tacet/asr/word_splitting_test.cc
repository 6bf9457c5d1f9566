#include "tacet/asr/word_splitting.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tacet::asr {
namespace {

// Tokens of 100 ms each, one after the other.
std::vector<TimedToken> Tokens(const std::vector<std::string>& texts) {
  std::vector<TimedToken> tokens;
  for (const std::string& text : texts) {
    const auto start = static_cast<int64_t>(tokens.size()) * 100;
    tokens.push_back({text, 0.9, start, start + 100});
  }
  return tokens;
}

// "word" or "word|mark", joined by spaces.
std::string Words(const std::vector<std::string>& texts) {
  std::string joined;
  for (const RecognizedWord& word : SplitWords(Tokens(texts))) {
    if (!joined.empty()) joined += ' ';
    joined += word.text;
    if (!word.punctuation.empty()) joined += "|" + word.punctuation;
    std::string parts;
    for (const WordPart& part : word.parts) parts += part.text;
    EXPECT_EQ(parts, word.text);
    EXPECT_EQ(word.start_ms, word.parts.front().start_ms);
    EXPECT_EQ(word.end_ms, word.parts.back().end_ms);
  }
  return joined;
}

struct Case {
  const char* name;
  std::vector<std::string> tokens;
  std::string words;
};

class WordSplittingTest : public testing::TestWithParam<Case> {};

TEST_P(WordSplittingTest, GivesTheWords) { EXPECT_EQ(Words(GetParam().tokens), GetParam().words); }

INSTANTIATE_TEST_SUITE_P(
    Rules, WordSplittingTest,
    testing::ValuesIn(std::vector<Case>{
        {"R1Spaces", {" Hel", "lo", " there"}, "Hello there"},
        {"R1NoLeadingSpace", {"Hello", " there"}, "Hello there"},
        {"R1SplitCharacter", {" caf", "\xC3", "\xA9", " x"}, "café x"},
        {"R1BrokenBytes", {" a", "\xC3", " b\xFF"}, "a b"},
        {"R2Dash", {" yes", "—", "no"}, "yes|, no"},
        {"R2DoubleHyphen", {" yes", "--", "no"}, "yes|, no"},
        {"R2Hyphen", {" twenty", "-", "one"}, "twenty-one"},
        {"R2Ellipsis", {" well", "...", "no"}, "well|, no"},
        {"R3Comma", {" Hi", ",", " you", "."}, "Hi|, you|."},
        {"R3Exclamation", {" Hi", "!"}, "Hi|."},
        {"R3Semicolon", {" a", ";", " b", ":", " c"}, "a|, b|, c"},
        {"R3Question", {" what", "?!"}, "what|?"},
        {"R3QuestionWins", {" what", "!?"}, "what|?"},
        {"R3EllipsisGoesOn", {" I", "...", " think"}, "I|, think"},
        {"R3EllipsisThenI", {" well", "...", " I"}, "well|, I"},
        {"R3EllipsisThenSentence", {" well", "...", " The"}, "well|. The"},
        {"R3EllipsisAtEnd", {" well", "…"}, "well|."},
        {"R4Quotes", {" \"", "Hi", "\"", ","}, "Hi|,"},
        {"R4CurlyQuotes", {" “", "Hi", "”", "."}, "Hi|."},
        {"R4Music", {" ♪", " la", " la", " ♪"}, "la la"},
        {"R4Annotation", {" [", "LAUGH", "TER", "]", " yes"}, "yes"},
        {"R4AnnotationOfWords", {" (", "speaking", " softly", ")", " yes"}, "yes"},
        {"R4AreaCode", {" (", "555", ")", " 12"}, "555 12"},
        {"R4OpenBracket", {" (", "yes", " no"}, "yes no"},
        {"R4Stars", {" *", "sigh", "s", "*", " ok"}, "ok"},
        {"R5Money", {" $", "3", ".", "50", "."}, "$3.50|."},
        {"R5Percent", {" 2", "%", ","}, "2%|,"},
        {"R5Time", {" 8", ":", "30", " a", ".", "m", "."}, "8:30 a.m."},
        {"R5Country", {" U", ".", "S", ".", " law"}, "U.S. law"},
        {"R5Title", {" Mr", ".", " Bean", "."}, "Mr. Bean|."},
        {"R5Domain", {" www", ".", "example", ".", "com", "."}, "www.example.com|."},
        {"R5Mail", {" a", "@", "b", ".", "org", "."}, "a@b.org|."},
        {"R5Apostrophe", {" it", "'s", " o", "'", "clock"}, "it's o'clock"},
        {"R5LeadingApostrophe", {" '", "cause"}, "'cause"},
        {"R5Plural", {" the", " dogs", "'", " bed"}, "the dogs' bed"},
        {"R5SingleQuotes", {" '", "Hi", "'"}, "Hi"},
        {"R5Ampersand", {" AT", "&", "T", "."}, "AT&T|."},
        {"R5Cutoff", {" th", "-", " the"}, "th the"},
        {"R5Fraction", {" 1", "/", "2"}, "1/2"},
        {"R5Digits", {" 1", "-", "2", "-", "3", "."}, "1-2-3|."},
        {"R6And", {" you", " &", " me"}, "you and me"},
        {"R6Percent", {" ten", " %"}, "ten percent"},
        {"R6LoneMark", {" yes", " .", " no"}, "yes|. no"},
        {"R6LoneDash", {" yes", " -", " no"}, "yes no"},
        {"R6FirstMark", {".", " yes"}, "yes"},
        {"R7Apostrophe", {" it", "’", "s"}, "it's"},
        {"Fillers", {" Um", ",", " uh", ",", " yes", "."}, "Um|, uh|, yes|."},
        {"Nothing", {" ", ".", " —"}, ""},
    }),
    [](const testing::TestParamInfo<Case>& test) { return test.param.name; });

TEST(WordSplittingTest, GivesEachDigitItsShareOfTheTime) {
  const auto words = SplitWords(Tokens({" 12", "345"}));
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].parts,
            (std::vector<WordPart>{
                {"1", 0, 50}, {"2", 50, 100}, {"3", 100, 133}, {"4", 133, 166}, {"5", 166, 200}}));
}

TEST(WordSplittingTest, KeepsTheTimeOfPunctuationOutOfWords) {
  const auto words = SplitWords(Tokens({" Hi", ",", " you"}));
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].end_ms, 100);
  EXPECT_EQ(words[1].start_ms, 200);
}

TEST(WordSplittingTest, LeavesPunctuationOutOfTheConfidence) {
  std::vector<TimedToken> sure = Tokens({" Hi", "."});
  std::vector<TimedToken> unsure = sure;
  unsure[1].probability = 0.01;
  EXPECT_EQ(SplitWords(sure)[0].confidence, SplitWords(unsure)[0].confidence);
  unsure[0].probability = 0.01;
  EXPECT_GT(SplitWords(sure)[0].confidence, SplitWords(unsure)[0].confidence);
}

TEST(WordSplittingTest, SaysLoneSignsInTheLanguage) {
  const auto said = [](std::string_view language) {
    const auto words = SplitWords(Tokens({" 10", " €", " &", " 5", " %"}), language);
    return words[1].text + " " + words[2].text + " " + words[4].text;
  };
  EXPECT_EQ(said("en"), "euros and percent");
  EXPECT_EQ(said("de"), "Euro und Prozent");
  EXPECT_EQ(said("fr"), "€ & %");
}

TEST(WordSplittingTest, TakesNoTokens) { EXPECT_TRUE(SplitWords({}).empty()); }

}  // namespace
}  // namespace tacet::asr
