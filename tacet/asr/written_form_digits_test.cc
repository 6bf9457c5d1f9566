// Strings of digits. Sources: the guide ("numbers under ten, more than one in a row"); "PII
// redaction output", https://docs.aws.amazon.com/transcribe/latest/dg/pii-redaction-output.html,
// where phone, card and account numbers are one unspaced item; shapes that Whisper writes for
// spoken digits.
#include <gtest/gtest.h>

#include "tacet/asr/written_form.h"
#include "tacet/asr/written_form/line.h"
#include "tacet/asr/written_form/spoken_words.h"
#include "tacet/asr/written_form/written_rows.h"

namespace tacet::asr {
namespace {

using written_form::ExpectRows;
using written_form::ExpectUnchanged;
using written_form::Sentence;
using written_form::SpokenWords;
using written_form::Written;

TEST(WrittenFormDigitsTest, JoinsSpokenDigits) {
  ExpectRows({
      {"four oh three", "403"},
      {"oh seven seven double five", "07755"},
      {"double oh seven", "007"},
      {"nine triple seven", "9777"},
      {"double-five", "55"},
      {"zero zero seven", "007"},
      {"nine one one", "911"},
      {"one eight hundred five five five one two one two", "18005551212"},
      {"five five five dash one two one two", "5551212"},
      {"the one four five six seven", "the 14567"},
      {"my code is four one one of many", "my code is 41 one of many"},
  });
}

TEST(WrittenFormDigitsTest, JoinsWhatWhisperWrites) {
  ExpectRows({
      {"425-555-1212.", "4255551212."},
      {"425.555.1212", "4255551212"},
      {"(425) 555-1212", "4255551212"},
      {"+1 206 555 1212", "+12065551212"},
      {"+44-20-7946-0958", "+442079460958"},
      {"1-800-555-1212", "18005551212"},
      {"1-2-3", "123"},
      {"4,2,5,5", "4255"},
      {"4 1 1 1", "4111"},
      {"4 one 1 1", "4111"},
      {"555 1212", "5551212"},
      {"425, 555, 1212.", "4255551212."},
      {"425. 555. 1212.", "4255551212."},
      {"4111 1111 1111 1111", "4111111111111111"},
      {"4111-1111-1111-1111", "4111111111111111"},
      {"3782 822463 10005", "378282246310005"},
      {"078-05-1120", "078051120"},
      {"078 05 1120", "078051120"},
      {"one, two, three.", "123."},
      {"1, 2, 3, 4", "1234"},
      {"Four. One. One. One.", "4111."},
      {"four-1-1-one", "4111"},
  });
}

TEST(WrittenFormDigitsTest, JoinsGroupsWhereDigitsAreAnnounced) {
  ExpectRows({
      {"card ending in forty one eleven", "card ending in 4111"},
      {"my zip code is nine eight one ten", "my zip code is 98110"},
      {"extension four twelve", "extension 412"},
      {"the account number is five fifty five thirty four", "the account number is 55534"},
      {"ssn one two three forty five sixty seven eighty nine", "ssn 123456789"},
      {"one twenty three Main Street", "123 Main Street"},
      {"at eleven thirty Main Street", "at 1130 Main Street"},
      {"my zip code is 90-210", "my zip code is 90210"},
      {"expires oh five twenty five", "expires 0525"},
      {"twelve oh five", "1205"},
      {"twelve thirty four", "12 34"},
      {"five fifty five", "five 55"},
      {"five twenty dollar bills", "five $20 bills"},
  });
}

TEST(WrittenFormDigitsTest, LeavesNumbersThatOnlyStandTogether) {
  ExpectUnchanged({
      "In 2012 300 people came",
      "2010, 2011, 2012, 2013",
      "10 20 30 40",
      "a score of 3-4",
      "2019-2020",
      "12-25-1990",
      "2012-05-05",
      "198.51.100.0",
      "1-800-FLOWERS",
      "He is 5. 12 people came.",
      "I have four. Two left.",
      "50-50",
      "pages 90-210",
      "one, two",
      "for two three days",
      "for five five days",
      "for 7 seven days",
      "one one button",
      "two, three, four days",
      "the next one, two, three, four are the same",
      "4, 5 or 6",
  });
}

TEST(WrittenFormDigitsTest, StartsANewWordAfterAClearPause) {
  EXPECT_EQ(Written("four one one one | one one one one"), "4111 1111");
  EXPECT_EQ(Written("4111 1111 | 1111 1111"), "41111111 11111111");
  EXPECT_EQ(Written("my card is 4111 1111 | 1111 1111"), "my card is 41111111 11111111");
  auto words = SpokenWords("four one");
  words[1].start_ms = words[0].end_ms + written_form::kClearPauseMs - 1;
  words[1].end_ms = words[1].start_ms + 100;
  words[1].parts = {{"one", words[1].start_ms, words[1].end_ms}};
  EXPECT_EQ(Sentence(ApplyWrittenForm(words)), "41");
  words[1].start_ms += 1;
  words[1].parts = {{"one", words[1].start_ms, words[1].end_ms}};
  EXPECT_EQ(Sentence(ApplyWrittenForm(words)), "four one");
}

TEST(WrittenFormDigitsTest, LeavesFillersAsWordsBetween) {
  EXPECT_EQ(Written("four two five um five five five uh one two one two"), "425 um 555 uh 1212");
  EXPECT_EQ(Written("four five um six"), "45 um six");
}

TEST(WrittenFormDigitsTest, GivesEachSpokenDigitItsOwnTime) {
  const auto written = ApplyWrittenForm(SpokenWords("four double five thirty six seven"));
  ASSERT_EQ(Sentence(written), "455 36 seven");
  const auto run = ApplyWrittenForm(SpokenWords("pin four double five thirty six"));
  ASSERT_EQ(Sentence(run), "pin 45536");
  const std::vector<WordPart> digits = {{"4", 1240, 1480},
                                        {"5", 1480, 1720},
                                        {"5", 1720, 1960},
                                        {"3", 1960, 2200},
                                        {"6", 2200, 2440}};
  EXPECT_EQ(run[1].parts, digits);
  EXPECT_EQ(run[1].start_ms, 1240);
  EXPECT_EQ(run[1].end_ms, 2440);
}

// Whisper's own parts, not the whole word, are shared out among the digits they hold.
TEST(WrittenFormDigitsTest, SharesAPartsTimeAmongItsDigits) {
  RecognizedWord word;
  word.text = "425-555";
  word.start_ms = 0;
  word.end_ms = 1000;
  word.confidence = 0.8;
  word.parts = {{"42", 0, 200}, {"5", 200, 500}, {"-", 500, 600}, {"555", 700, 1000}};
  RecognizedWord last = SpokenWords("1212")[0];
  const auto written = ApplyWrittenForm({word, last});
  ASSERT_EQ(Sentence(written), "4255551212");
  const std::vector<WordPart> digits = {
      {"4", 0, 100},    {"2", 100, 200},   {"5", 200, 500},   {"5", 700, 800},   {"5", 800, 900},
      {"5", 900, 1000}, {"1", 1000, 1060}, {"2", 1060, 1120}, {"1", 1120, 1180}, {"2", 1180, 1240}};
  EXPECT_EQ(written[0].parts, digits);
  EXPECT_EQ(written[0].confidence, 0.8);
}

TEST(WrittenFormDigitsTest, CutsGluedTimesWhereTheTextIsCut) {
  const auto written = ApplyWrittenForm(SpokenWords("8:30am"));
  ASSERT_EQ(Sentence(written), "8:30 a.m.");
  EXPECT_EQ(written[0].end_ms, 1160);
  EXPECT_EQ(written[1].start_ms, 1160);
  EXPECT_EQ(written[1].end_ms, 1240);
}

}  // namespace
}  // namespace tacet::asr
