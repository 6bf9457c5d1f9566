#include <gtest/gtest.h>

#include <random>
#include <span>

#include "tacet/asr/written_form.h"
#include "tacet/asr/written_form/spoken_words.h"
#include "tacet/base/sanitizer.h"

namespace tacet::asr {
namespace {

using written_form::Sentence;

constexpr const char* kVocabulary[] = {"one",
                                       "two",
                                       "three",
                                       "four",
                                       "five",
                                       "nine",
                                       "ten",
                                       "twelve",
                                       "nineteen",
                                       "twenty",
                                       "thirty",
                                       "sixty",
                                       "hundred",
                                       "thousand",
                                       "million",
                                       "billion",
                                       "zero",
                                       "oh",
                                       "O",
                                       "nought",
                                       "double",
                                       "triple",
                                       "first",
                                       "second",
                                       "third",
                                       "fifth",
                                       "twelfth",
                                       "hundredth",
                                       "thirds",
                                       "sixteenths",
                                       "half",
                                       "quarter",
                                       "quarters",
                                       "sixties",
                                       "and",
                                       "a",
                                       "point",
                                       "dot",
                                       "percent",
                                       "dollars",
                                       "dollar",
                                       "cents",
                                       "pounds",
                                       "rupees",
                                       "US",
                                       "U",
                                       "S",
                                       "m",
                                       "p",
                                       "am",
                                       "a.m",
                                       "p.m.",
                                       "May",
                                       "June",
                                       "march",
                                       "of",
                                       "the",
                                       "to",
                                       "or",
                                       "dash",
                                       "um",
                                       "phone",
                                       "card",
                                       "is",
                                       "4",
                                       "7",
                                       "12",
                                       "45",
                                       "425",
                                       "1212",
                                       "4111",
                                       "2012",
                                       "1,234",
                                       "12,345",
                                       "3.50",
                                       "8:30",
                                       "8.30",
                                       "8:30am",
                                       "7pm",
                                       "$3",
                                       "$3.50",
                                       "2%",
                                       "#12",
                                       "1st",
                                       "3/16",
                                       "(206)",
                                       "+1",
                                       "1-2-3",
                                       "425-555-1212",
                                       "twenty-three",
                                       "four-1-1",
                                       "one-point-five",
                                       "three-dollars-and-fifty-cents",
                                       "hello",
                                       "-",
                                       "+",
                                       "é",
                                       "1-",
                                       "-1",
                                       "99999999999999999999"};

constexpr const char* kGermanVocabulary[] = {
    "ein",       "eine",      "eins",     "zwei",    "drei",    "vier",    "acht",
    "zehn",      "elf",       "zwölf",    "zwanzig", "dreißig", "hundert", "tausend",
    "Millionen", "Million",   "Euro",     "Cent",    "Dollar",  "Prozent", "Komma",
    "und",       "Uhr",       "null",     "zwo",     "dritte",  "elften",  "hundertste",
    "Viertel",   "Mai",       "Nummer",   "ist",     "Leute",   "paar",    "fünfundfünfzig",
    "4",         "12",        "23",       "500",     "4.681",   "10.500",  "3,5",
    "1.234,50",  "8.30",      "8:30",     "10€",     "€10",     "€",       "%",
    "$3",        "23%",       "1-2-3",    "-",       "der",     "0176",    "viertausend",
    "oder",      "halb",      "999",      "000",     "1,",      "é",       "einhundertelfte",
    "+49",       "030-12345", "Billionen"};

std::vector<RecognizedWord> RandomWords(std::mt19937& random,
                                        std::span<const char* const> vocabulary) {
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  std::vector<RecognizedWord> words;
  int64_t now = 0;
  const size_t count = 1 + below(14);
  for (size_t k = 0; k < count; ++k) {
    if (below(4) == 0) now += static_cast<int64_t>(below(900));
    RecognizedWord word;
    word.text = vocabulary[below(vocabulary.size())];
    if (below(5) == 0) word.punctuation = std::string(1, ",.?"[below(3)]);
    word.confidence = static_cast<double>(below(1000)) / 1000;
    word.start_ms = now;
    // Words of one millisecond too: their parts then last no time at all.
    now += static_cast<int64_t>(1 + below(below(3) == 0 ? 3 : 400));
    word.end_ms = now;
    const size_t cut = below(word.text.size());
    const int64_t middle = word.start_ms + (word.end_ms - word.start_ms) / 2;
    if (cut > 0) word.parts.push_back({word.text.substr(0, cut), word.start_ms, middle});
    word.parts.push_back({word.text.substr(cut), cut > 0 ? middle : word.start_ms, word.end_ms});
    words.push_back(word);
  }
  return words;
}

void CheckInvariants(const std::vector<RecognizedWord>& words) {
  int64_t before = 0;
  for (const RecognizedWord& word : words) {
    EXPECT_FALSE(word.text.empty());
    EXPECT_LT(word.start_ms, word.end_ms);
    EXPECT_GE(word.start_ms, before);
    before = word.end_ms;
    ASSERT_FALSE(word.parts.empty());
    std::string text;
    int64_t part_before = word.start_ms;
    for (const WordPart& part : word.parts) {
      text += part.text;
      EXPECT_GE(part.start_ms, part_before);
      EXPECT_LE(part.start_ms, part.end_ms);
      EXPECT_LE(part.end_ms, word.end_ms);
      part_before = part.end_ms;
    }
    EXPECT_EQ(text, word.text);
    EXPECT_GE(word.confidence, 0);
    EXPECT_LE(word.confidence, 1);
  }
}

void CheckRandomSentences(std::span<const char* const> vocabulary, NumberRules rules) {
  for (uint32_t seed = 0; seed < RandomCases(8000); ++seed) {
    std::mt19937 random(seed);
    const auto words = RandomWords(random, vocabulary);
    const auto written = ApplyWrittenForm(words, rules);
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + Sentence(words) + " -> " +
                 Sentence(written));
    CheckInvariants(written);
    ASSERT_FALSE(written.empty());
    EXPECT_EQ(written.front().start_ms, words.front().start_ms);
    EXPECT_EQ(written.back().end_ms, words.back().end_ms);
    EXPECT_EQ(ApplyWrittenForm(written, rules), written);
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(WrittenFormPropertyTest, KeepsInvariantsAndChangesNothingTwice) {
  CheckRandomSentences(kVocabulary, NumberRules::kEnglish);
}

TEST(WrittenFormPropertyTest, KeepsInvariantsAndChangesNothingTwiceInGerman) {
  CheckRandomSentences(kGermanVocabulary, NumberRules::kGerman);
}

TEST(WrittenFormPropertyTest, LeavesOtherLanguagesAsHeard) {
  for (uint32_t seed = 0; seed < 100; ++seed) {
    std::mt19937 random(seed);
    const auto words = RandomWords(random, kVocabulary);
    EXPECT_EQ(ApplyWrittenForm(words, NumberRules::kAsHeard), words);
  }
}

// Words without any number come back exactly as they were.
TEST(WrittenFormPropertyTest, ReturnsOrdinaryWordsUnchanged) {
  const auto words =
      written_form::SpokenWords("Hello, this is a test of the may and march people.");
  EXPECT_EQ(ApplyWrittenForm(words), words);
}

}  // namespace
}  // namespace tacet::asr
