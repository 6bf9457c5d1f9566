// Rules: "Transcribing numbers", https://docs.aws.amazon.com/transcribe/latest/dg/how-numbers.html
// (the guide). Each table names the source of its rows.
#include "tacet/asr/written_form.h"

#include <gtest/gtest.h>

#include "tacet/asr/written_form/spoken_words.h"
#include "tacet/asr/written_form/written_rows.h"

namespace tacet::asr {
namespace {

using written_form::ExpectRows;
using written_form::ExpectUnchanged;
using written_form::SpokenWords;
using written_form::Written;

// The guide's table for English, every row.
TEST(WrittenFormTest, FollowsEveryRowOfTheGuide) {
  ExpectRows({
      {"fifty five", "55"},
      {"a hundred", "100"},
      {"one thousand and thirty one", "1031"},
      {"one hundred twenty three million four hundred fifty six thousand seven hundred eighty nine",
       "123,456,789"},
      {"one hundred million", "100 million"},
      {"one billion", "1 billion"},
      {"two point three million", "2.3 million"},
      {"forty third", "43rd"},
      {"twenty sixth avenue", "26th avenue"},
      {"a quarter", "1/4"},
      {"three sixteenths", "3/16"},
      {"a half", "1/2"},
      {"a hundredth", "1/100"},
      {"three four five", "345"},
      {"My phone number is four two five five five five one two one two",
       "My phone number is 4255551212"},
      {"three hundred and three dot five", "303.5"},
      {"three point twenty three", "3.23"},
      {"zero point four", "0.4"},
      {"point three", "0.3"},
      {"twenty three percent", "23%"},
      {"twenty three point four five percent", "23.45%"},
      {"one dollar and fifteen cents", "$1.15"},
      {"twenty three USD", "$23"},
      {"twenty three AUD", "$23"},
      {"twenty three U S dollars", "$23"},
      {"twenty three Australian dollars", "$23"},
      {"twenty three pounds", "£23"},
      {"twenty three British pounds", "£23"},
      {"twenty three GBP", "£23"},
      {"twenty three rupees", "₹23"},
      {"twenty three Indian rupees", "₹23"},
      {"twenty three INR", "₹23"},
      {"seven a m eastern standard time", "7 a.m. eastern standard time"},
      {"twelve thirty p m", "12:30 p.m."},
      {"May fifth twenty twelve", "May 5th 2012"},
      {"May five twenty twelve", "May 5 2012"},
      {"five May twenty twelve", "5 May 2012"},
      {"twenty three to thirty seven", "23 to 37"},
      {"nineteen sixty two", "1962"},
      {"twenty twelve", "2012"},
      {"twenty nineteen", "2019"},
      {"twenty one thirty", "2130"},
  });
}

// The guide's reference sentence, with the hyphens it is printed with and without.
TEST(WrittenFormTest, WritesTheReferenceSentence) {
  const char* const written =
      "Meet me at 8:30 a.m. on June 1st at 100 Main Street with $3.50 and 1.5 chocolate bars";
  EXPECT_EQ(Written("Meet me at eight-thirty AM on June first at one-hundred Main Street with "
                    "three-dollars-and-fifty-cents and one-point-five chocolate bars"),
            written);
  EXPECT_EQ(Written("Meet me at eight thirty a m on June first at one hundred Main Street with "
                    "three dollars and fifty cents and one point five chocolate bars"),
            written);
  EXPECT_EQ(
      Written(
          "Meet me at 8.30 AM on June 1st at 100 Main Street with $3.50 and 1.5 chocolate bars"),
      written);
}

// The guide: "one to ten stay words". A document of the real service has lone digits too, "4 or 3".
TEST(WrittenFormTest, KeepsSmallNumbersAsTheyCome) {
  ExpectUnchanged({
      "one of the three",
      "I have ten fingers",
      "take 4 or 3",
      "Zero.",
      "no one knows",
      "this one two weeks ago",
      "one or two of us",
      "the first of all",
      "second to none for a second",
      "wait a second",
      "Oh four of them",
      "Oh, two of them",
      "too much to do for me",
      "one, two or three",
      "one, two, three or four",
      "seven o'clock",
  });
  ExpectRows({{"eleven o'clock", "11 o'clock"}, {"zero five", "05"}});
}

TEST(WrittenFormTest, WritesCardinals) {
  ExpectRows({
      {"eleven", "11"},
      {"Twenty-three people", "23 people"},
      {"one hundred and five", "105"},
      {"twelve hundred", "1200"},
      {"ten thousand", "10,000"},
      {"a thousand and one nights", "1001 nights"},
      {"a hundred and twenty thousand", "120,000"},
      {"fifty thousand two hundred", "50,200"},
      {"50 thousand", "50,000"},
      {"one million two hundred thousand", "1,200,000"},
      {"five hundred million three", "500,000,003"},
      {"1,234 people", "1234 people"},
      {"12,345 people", "12,345 people"},
      {"between one hundred and two hundred", "between 100 and 200"},
      {"one hundred and two hundred", "100 and 200"},
      {"between twenty and thirty", "between 20 and 30"},
      {"two three hundred", "two 300"},
      {"twenty | three", "20 three"},
      {"twenty, thirty", "20, 30"},
      {"2.3 million", "2.3 million"},
      {"five million dollars", "$5 million"},
      {"a million dollars", "$1 million"},
  });
  ExpectUnchanged({"thanks a million", "hundreds of thousands", "a few hundred", "half a hundred",
                   "a couple thousand", "007", "12345"});
}

TEST(WrittenFormTest, WritesOrdinals) {
  ExpectRows({
      {"the eleventh hour", "the 11th hour"},
      {"twelfth", "12th"},
      {"twenty first century", "21st century"},
      {"twenty-second street", "22nd street"},
      {"one hundred and third", "103rd"},
      {"one hundred eleventh", "111th"},
      {"the hundredth time", "the 100th time"},
      {"the two thousandth", "the 2000th"},
      {"a twenty second delay", "a 20 second delay"},
  });
  ExpectUnchanged({"first", "the tenth floor", "43rd street", "a second", "a third person"});
}

TEST(WrittenFormTest, WritesFractions) {
  ExpectRows({
      {"two thirds of them", "2/3 of them"},
      {"one third of it", "1/3 of it"},
      {"a third of it", "1/3 of it"},
      {"one half", "1/2"},
      {"three quarters of an hour", "3/4 of an hour"},
      {"a quarter of the cake", "1/4 of the cake"},
      {"five hundredths", "5/100"},
  });
  ExpectUnchanged({
      "a quarter past seven",
      "a quarter to nine",
      "a quarter of five",
      "half past seven",
      "half an hour",
      "a half hour",
      "one and a half",
      "the last three quarters",
      "the first quarter",
      "one third party",
      "3/16",
      "two seconds",
      "two halves",
      "in one quarter",
      "two quarters in a row",
      "75 million once a quarter",
      "a half a pack",
  });
}

TEST(WrittenFormTest, WritesDecimals) {
  ExpectRows({
      {"one point five", "1.5"},
      {"one point oh five", "1.05"},
      {"nought point five", "0.5"},
      {"three point one four one five nine", "3.14159"},
      {"one nine two dot one six eight dot zero dot one", "192.168.0.1"},
      {"3 point 14", "3.14"},
      {"it is point five", "it is 0.5"},
      {"one two three point five", "123.5"},
      {".5", "0.5"},
      {"1,234.5", "1234.5"},
  });
  ExpectUnchanged({"the point three people made", "at that point two left", "one point I want",
                   "gmail dot com", "1.5"});
}

TEST(WrittenFormTest, WritesPercentages) {
  ExpectRows({
      {"five percent", "5%"},
      {"a hundred percent", "100%"},
      {"one hundred and ten percent.", "110%."},
      {"2 percent", "2%"},
      {"ten per cent", "10%"},
      {"0.5 percent", "0.5%"},
  });
  ExpectUnchanged({"2%", "what percent", "half a percent"});
}

TEST(WrittenFormTest, WritesMoney) {
  ExpectRows({
      {"three dollars and fifty cents", "$3.50"},
      {"three dollars five cents", "$3.05"},
      {"a hundred dollars", "$100"},
      {"five hundred dollars, please", "$500, please"},
      {"20 dollars", "$20"},
      {"$3 and 50 cents", "$3.50"},
      {"two point three million dollars", "$2.3 million"},
      {"fifty cents", "50 cents"},
      {"ten US dollars", "$10"},
      {"ten U.S. dollars", "$10"},
      {"five pounds sterling", "£5"},
      {"two pounds fifty pence", "£2.50"},
      {"two pounds of flour", "two pounds of flour"},
      {"he lost twenty pounds", "he lost 20 pounds"},
      {"she was eight pounds and three ounces", "she was eight pounds and three ounces"},
      {"$1,000", "$1000"},
      {"1,000 dollars", "$1000"},
      {"$1,234.50", "$1234.50"},
      {"a one-million-dollar check", "a $1 million check"},
      {"a five pound bag", "a five pound bag"},
      {"five five five dollars", "$555"},
  });
  ExpectUnchanged({"$3.50", "a dollar", "five cents", "a few dollars", "five euros"});
}

TEST(WrittenFormTest, WritesTimes) {
  ExpectRows({
      {"at eight oh five p.m.", "at 8:05 p.m."},
      {"8.30 AM", "8:30 a.m."},
      {"8:30 PM.", "8:30 p.m."},
      {"7am", "7 a.m."},
      {"8:30pm,", "8:30 p.m.,"},
      {"10 am", "10 a.m."},
      {"12:30 p.m", "12:30 p.m."},
      {"from seven to nine a m", "from seven to 9 a.m."},
      {"at eight am I late", "at eight am I late"},
      {"at eleven thirty", "at 11:30"},
      {"until twelve oh five,", "until 12:05,"},
      {"they were around two thirty three", "they were around two 33"},
      {"by eleven thirty people", "by 11 30 people"},
  });
  ExpectUnchanged({"8:30 a.m.", "I am eight", "8:30", "8.30", "a m"});
}

TEST(WrittenFormTest, WritesDates) {
  ExpectRows({
      {"June first", "June 1st"},
      {"June the first", "June the 1st"},
      {"December twenty fifth nineteen ninety nine", "December 25th 1999"},
      {"the fifth of May", "the 5th of May"},
      {"July four, twenty twenty one", "July 4, 2021"},
      {"on March three", "on March 3"},
      {"May twenty twenty twelve", "May 20 2012"},
      {"May twenty twelve", "May 2012"},
      {"January twenty twenty one", "January 2021"},
      {"May second", "May 2nd"},
      {"October tenth two thousand and five", "October 10th 2005"},
  });
  ExpectUnchanged({"May 5th, 2012", "you may second that", "march five miles", "May one ask",
                   "one of May's friends", "June 5 2012", "May three people come",
                   "in July. Second, we"});
}

TEST(WrittenFormTest, WritesYears) {
  ExpectRows({
      {"nineteen oh five", "1905"},
      {"nineteen hundred", "1900"},
      {"two thousand and five", "2005"},
      {"twenty twenty one", "2021"},
      {"the nineteen sixties", "the 1960s"},
      // No year before the 20th century: two numbers, by the guide.
      {"seventeen seventy six", "17 76"},
      {"twenty, twelve", "20, 12"},
      {"twenty ten dollar bills", "20 $10 bills"},
      {"twenty thirteen year olds", "20 13 year olds"},
      {"nineteen people", "19 people"},
  });
  ExpectUnchanged({"in 1962", "the sixties"});
}

TEST(WrittenFormTest, WritesTheNumberOfCompoundWords) {
  ExpectRows({
      {"a twenty-three-year-old man", "a 23-year-old man"},
      {"twenty-first-century music", "21st-century music"},
      {"a four-hundred-page book", "a 400-page book"},
  });
}

TEST(WrittenFormTest, LeavesOtherTextAlone) {
  ExpectUnchanged({
      "C V V",
      "Hello, how are you?",
      "well-known two-year-old one-way tickets",
      "fifty-fifty",
      "nine-to-five",
      "zehn Millionen Menschen und vier tausend",
      "Suite #12",
      "um, uh",
  });
  EXPECT_TRUE(ApplyWrittenForm({}).empty());
}

TEST(WrittenFormTest, KeepsLowestConfidenceAndLastPunctuation) {
  auto words = SpokenWords("twenty three percent?");
  words[1].confidence = 0.4;
  const auto written = ApplyWrittenForm(words);
  ASSERT_EQ(written.size(), 1u);
  EXPECT_EQ(written[0].punctuation, "?");
  EXPECT_EQ(written[0].confidence, 0.4);
  EXPECT_EQ(written[0].start_ms, words[0].start_ms);
  EXPECT_EQ(written[0].end_ms, words[2].end_ms);
}

}  // namespace
}  // namespace tacet::asr
