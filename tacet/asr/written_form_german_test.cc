// German written form. Rows marked "guide" are those of "Transcribing numbers",
// https://docs.aws.amazon.com/transcribe/latest/dg/how-numbers.html; the others are decisions.
#include <gtest/gtest.h>

#include "tacet/asr/written_form.h"
#include "tacet/asr/written_form/german_words.h"
#include "tacet/asr/written_form/written_rows.h"

namespace tacet::asr {
namespace {

using written_form::Row;
using written_form::Sentence;
using written_form::SpokenWords;

std::string WrittenInGerman(const char* spoken) {
  return Sentence(ApplyWrittenForm(SpokenWords(spoken), NumberRules::kGerman));
}

template <size_t n>
void ExpectGermanRows(const Row (&rows)[n]) {
  for (const Row& row : rows)
    EXPECT_EQ(WrittenInGerman(row.spoken), row.written) << "of: " << row.spoken;
}

template <size_t n>
void ExpectGermanUnchanged(const char* const (&sentences)[n]) {
  for (const char* sentence : sentences) EXPECT_EQ(WrittenInGerman(sentence), sentence);
}

TEST(WrittenFormGermanTest, WritesCardinalsAboveTenAsDigits) {
  ExpectGermanRows({
      {"fünfundfünfzig", "55"},                              // guide
      {"vier tausend sechs hundert einundachtzig", "4681"},  // guide
      {"viertausendsechshunderteinundachtzig", "4681"},
      {"Zwölf Äpfel", "12 Äpfel"},
      {"es sind hundert Meter", "es sind 100 Meter"},
      {"einhundertein und zwei hundert", "101 und 200"},
      {"zweitausendzwölf", "2012"},
      {"neunzehnhundertzweiundsechzig", "1962"},
      {"neunzehn hundert zweiundsechzig", "1962"},
      {"dreissig Franken", "30 Franken"},
      {"drei und zwanzig Leute", "23 Leute"},
      {"fünfzigtausend", "50.000"},
      {"50 tausend", "50.000"},
      {"elf, zwölf", "11, 12"},
      {"fünfzig Cent", "50 Cent"},
  });
}

TEST(WrittenFormGermanTest, LeavesSmallNumbersArticlesAndIdioms) {
  ExpectGermanUnchanged({
      "ich habe drei Kinder",
      "zehn Leute",
      "ein Mann und eine Frau",
      "eine hunderter Karte",
      "zwischen drei und zehn",
      "ein paar hundert Leute",
      "mehrere tausend Euroscheine",
      "halb elf",
      "tausend Dank",
      "und einer",
      "die achte Klasse",
      "Hundert-Meter-Lauf",
      "zwanziger Jahre",
      "24-Stunden-Dienst",
      "zweieinhalb Stunden",
  });
}

TEST(WrittenFormGermanTest, KeepsMillionUnlessMoreFollows) {
  ExpectGermanRows({
      {"zehn Millionen Menschen", "10 Millionen Menschen"},   // guide
      {"zehn Millionen fünf hundert tausend", "10.500.000"},  // guide
      {"10 Millionen 500 tausend", "10.500.000"},
      {"10 Millionen 500.000", "10.500.000"},
      {"eine Million fünfhunderttausend", "1.500.000"},
      {"eine Million Menschen", "eine Million Menschen"},
      {"zwei Komma fünf Millionen", "2,5 Millionen"},
      {"2,5 Milliarden", "2,5 Milliarden"},
      {"zwölf Milliarden", "12 Milliarden"},
      {"hundert dreiundzwanzig Millionen vier hundert sechsundfünfzig tausend sieben hundert "
       "neunundachtzig",
       "123.456.789"},
  });
}

TEST(WrittenFormGermanTest, WritesOrdinalsAboveTenAsPlainDigits) {
  ExpectGermanRows({
      {"dreiundzwanzigste", "23"},  // guide
      {"vierzigster", "40"},        // guide
      {"am elften September", "am 11 September"},
      {"der hundertdritte Tag", "der 103 Tag"},
      {"hundert dreiundzwanzigstes", "123"},
      {"am zwanzigsten", "am 20"},
      {"ein hundertster Versuch", "ein 100 Versuch"},
      {"am 23. Mai", "am 23 Mai"},
      {"seit dem 3. Oktober.", "seit dem 3 Oktober."},
  });
  ExpectGermanUnchanged({
      "Ich war Erster",  // guide
      "am dritten Tag",
      "die zehnte Frage",
      "wir sind 23. Dann gingen wir",
      "Leute achten darauf",
  });
}

TEST(WrittenFormGermanTest, ConvertsNoFractions) {
  ExpectGermanUnchanged(
      {"ein Viertel", "drei Viertel", "zwölf Hundertstel", "elf Zwanzigstel", "ein Drittel davon"});
}

TEST(WrittenFormGermanTest, WritesDecimalsWithAComma) {
  ExpectGermanRows({
      {"drei Komma fünf", "3,5"},  // guide
      {"null Komma vier", "0,4"},
      {"drei Komma fünfundzwanzig", "3,25"},
      {"drei Komma null zwei fünf", "3,025"},
      {"3 Komma 14", "3,14"},
      {"zwölf Komma acht Prozent", "12,8%"},
      {"dreiundzwanzig Prozent", "23%"},
      {"23 Prozent", "23%"},
      {"3,5 Prozent.", "3,5%."},
      {"4.681 Läufer", "4681 Läufer"},
  });
  ExpectGermanUnchanged({"das ist ein Komma fünf", "Komma", "3,5", "10.500.000", "Version 1.2.3"});
}

TEST(WrittenFormGermanTest, WritesEuroAndDollarSigns) {
  ExpectGermanRows({
      {"zehn Euro", "10 €"},
      {"ein Euro", "1 €"},
      {"drei Euro fünfzig", "3,50 €"},
      {"drei Euro und fünf Cent.", "3,05 €."},
      {"10€", "10 €"},
      {"1.234,50 Euro", "1.234,50 €"},
      {"zwei Millionen Euro", "2 Millionen €"},
      {"eine Million Euro", "1 Million €"},
      {"drei Dollar fünfzig", "$3,50"},
      {"zwei Millionen Dollar", "$2 Millionen"},
      {"fünf Euro zwanzig Leute", "5 € 20 Leute"},
  });
  ExpectGermanUnchanged({"der Euro", "10 €", "€10", "Euro", "€", "zehn Franken"});
}

TEST(WrittenFormGermanTest, WritesTimes) {
  ExpectGermanRows({
      {"um acht Uhr dreißig", "um 8:30 Uhr"},
      {"8 Uhr 30", "8:30 Uhr"},
      {"8.30 Uhr.", "8:30 Uhr."},
      {"um ein Uhr", "um 1 Uhr"},
      {"zwanzig Uhr fünfzehn", "20:15 Uhr"},
      {"um acht Uhr zwei Leute", "um 8 Uhr zwei Leute"},
      {"8 Uhr 05", "8:05 Uhr"},
  });
  ExpectGermanUnchanged({"die Uhr", "8:30 Uhr", "8 Uhr", "99 Uhr"});
}

TEST(WrittenFormGermanTest, JoinsStringsOfDigits) {
  ExpectGermanRows({
      {"vier zwei fünf", "425"},
      {"meine Nummer ist null eins sieben sechs vier zwei fünf fünf", "meine Nummer ist 01764255"},
      {"Telefonnummer null eins sieben sechs zweiundzwanzig vierundachtzig",
       "Telefonnummer 01762284"},
      {"1-2-3-4", "1234"},
      {"4,5,5,5", "4555"},
      {"zwo, drei, vier", "234"},
  });
  ExpectGermanUnchanged({"zwei drei Tage später", "zwei, drei oder vier"});
}

TEST(WrittenFormGermanTest, AStringOfDigitsHasAPartForEachWithItsTime) {
  const auto words = ApplyWrittenForm(SpokenWords("Nummer vier zwei"), NumberRules::kGerman);
  ASSERT_EQ(words.size(), 2u);
  ASSERT_EQ(words[1].parts.size(), 2u);
  EXPECT_EQ(words[1].parts[0], (WordPart{"4", 1240, 1480}));
  EXPECT_EQ(words[1].parts[1], (WordPart{"2", 1480, 1720}));
}

// Every number below a million, written together, is read back.
TEST(WrittenFormGermanTest, ReadsEveryNumberWord) {
  const char* const kOnes[] = {"",     "ein",   "zwei",   "drei", "vier",
                               "fünf", "sechs", "sieben", "acht", "neun"};
  const char* const kTeens[] = {"zehn",     "elf",      "zwölf",    "dreizehn", "vierzehn",
                                "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"};
  const char* const kTens[] = {"",        "",        "zwanzig", "dreißig", "vierzig",
                               "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"};
  const auto below_hundred = [&](uint64_t n) -> std::string {
    if (n == 1) return "eins";
    if (n < 10) return kOnes[n];
    if (n < 20) return kTeens[n - 10];
    return (n % 10 > 0 ? std::string(kOnes[n % 10]) + "und" : "") + kTens[n / 10];
  };
  const auto below_thousand = [&](uint64_t n) {
    return (n >= 100 ? std::string(kOnes[n / 100]) + "hundert" : "") + below_hundred(n % 100);
  };
  for (uint64_t n = 1; n < 1000000; n += n < 2000 ? 1 : 997) {
    std::string thousands = n >= 1000 ? below_thousand(n / 1000) : "";
    if (thousands.ends_with("eins")) thousands.pop_back();
    const std::string word = (n >= 1000 ? thousands + "tausend" : "") + below_thousand(n % 1000);
    ASSERT_EQ(written_form::GermanValue(written_form::GermanMorphemes(word)), n) << word;
  }
}

}  // namespace
}  // namespace tacet::asr
