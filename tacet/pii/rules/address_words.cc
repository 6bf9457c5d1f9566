#include "tacet/pii/rules/address_words.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "tacet/pii/word_lists.h"

namespace tacet::pii {
namespace {

using WordSet = std::unordered_set<std::string_view>;

// The words of tokens [i, i + count) on one line, joined by spaces; empty when there are fewer or a
// comma stands between.
std::string Phrase(const NameView& view, size_t i, size_t count) {
  std::string phrase;
  for (size_t k = 0; k < count; ++k) {
    if (!view.SameLine(i, i + k)) return "";
    if (k > 0 && !view.tokens()[i + k - 1].after.empty() && view.tokens()[i + k - 1].after != ".") {
      return "";
    }
    if (k > 0) phrase += ' ';
    phrase += view.words()[i + k].core;
  }
  return phrase;
}

}  // namespace

UnitWord UnitWordKind(std::string_view word) {
  static const WordSet kPlain = {"apartment", "apt", "suite", "ste", "unit"};
  static const WordSet kCommon = {"floor", "fl",    "room",   "rm", "building", "bldg",  "lot",
                                  "flat",  "house", "number", "no", "trailer",  "space", "box"};
  if (kPlain.contains(word)) return UnitWord::kPlain;
  return kCommon.contains(word) ? UnitWord::kCommon : UnitWord::kNone;
}

bool IsDirection(std::string_view word) {
  static const WordSet kWords = {"north",     "south",     "east", "west", "northeast", "northwest",
                                 "southeast", "southwest", "n",    "s",    "e",         "w",
                                 "ne",        "nw",        "se",   "sw"};
  return kWords.contains(word);
}

bool IsStrongStreetSuffix(std::string_view word) {
  static const WordSet kWords = {
      "street", "avenue",  "ave",  "boulevard", "blvd", "road",     "rd",      "lane", "ln",
      "drive",  "parkway", "pkwy", "terrace",   "st",   "crescent", "highway", "hwy",  "turnpike"};
  return kWords.contains(word);
}

bool IsNumberWord(std::string_view word) {
  static const WordSet kWords = {
      "zero",     "oh",      "o",       "one",       "two",      "three",    "four",    "five",
      "six",      "seven",   "eight",   "nine",      "ten",      "eleven",   "twelve",  "thirteen",
      "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",  "thirty",
      "forty",    "fifty",   "sixty",   "seventy",   "eighty",   "ninety",   "hundred", "thousand"};
  const size_t hyphen = word.find('-');
  if (hyphen != std::string_view::npos) {
    return kWords.contains(word.substr(0, hyphen)) && kWords.contains(word.substr(hyphen + 1));
  }
  return kWords.contains(word);
}

bool IsOrdinal(std::string_view word) {
  static const WordSet kWords = {
      "first",     "second",      "third",      "fourth",     "fifth",
      "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
      "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
      "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
      "thirtieth", "fortieth",    "fiftieth",   "sixtieth",   "hundredth"};
  if (kWords.contains(word)) return true;
  if (word.size() < 3 || !IsDigits(word.substr(0, word.size() - 2), 1, 3)) return false;
  const std::string_view end = word.substr(word.size() - 2);
  return end == "st" || end == "nd" || end == "rd" || end == "th";
}

bool IsRegion(std::string_view word) {
  static const WordSet kWords = {
      "canada",    "japan",       "china",       "states",      "us",        "usa",      "uk",
      "india",     "mexico",      "europe",      "africa",      "asia",      "america",  "south",
      "north",     "east",        "west",        "germany",     "france",    "spain",    "italy",
      "england",   "ireland",     "scotland",    "wales",       "australia", "russia",   "brazil",
      "korea",     "vietnam",     "philippines", "pakistan",    "heaven",    "earth",    "united",
      "greece",    "turkey",      "israel",      "egypt",       "nigeria",   "kenya",    "colombia",
      "argentina", "peru",        "poland",      "ukraine",     "sweden",    "norway",   "denmark",
      "finland",   "netherlands", "belgium",     "switzerland", "austria",   "portugal", "cuba",
      "jamaica",   "haiti",       "ghana",       "iran",        "iraq",      "syria",    "lebanon",
      "thailand",  "indonesia",   "malaysia",    "singapore",   "taiwan"};
  return kWords.contains(word);
}

bool IsDigits(std::string_view word, size_t least, size_t most) {
  return word.size() >= least && word.size() <= most &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsPostalCode(std::string_view characters) {
  std::string form;
  for (const char c : characters) {
    form += c >= '0' && c <= '9' ? '9' : c >= 'A' && c <= 'Z' ? 'A' : '?';
  }
  static const WordSet kForms = {"A99AA",  "A999AA",  "AA99AA", "AA999AA",
                                 "A9A9AA", "AA9A9AA", "A9A9A9"};
  return kForms.contains(form);
}

size_t StateAt(const NameView& view, size_t i) {
  static const WordSet kNames = {"alabama",
                                 "alaska",
                                 "arizona",
                                 "arkansas",
                                 "california",
                                 "colorado",
                                 "connecticut",
                                 "delaware",
                                 "florida",
                                 "georgia",
                                 "hawaii",
                                 "idaho",
                                 "illinois",
                                 "indiana",
                                 "iowa",
                                 "kansas",
                                 "kentucky",
                                 "louisiana",
                                 "maine",
                                 "maryland",
                                 "massachusetts",
                                 "michigan",
                                 "minnesota",
                                 "mississippi",
                                 "missouri",
                                 "montana",
                                 "nebraska",
                                 "nevada",
                                 "new hampshire",
                                 "new jersey",
                                 "new mexico",
                                 "new york",
                                 "north carolina",
                                 "north dakota",
                                 "ohio",
                                 "oklahoma",
                                 "oregon",
                                 "pennsylvania",
                                 "rhode island",
                                 "south carolina",
                                 "south dakota",
                                 "tennessee",
                                 "texas",
                                 "utah",
                                 "vermont",
                                 "virginia",
                                 "washington",
                                 "west virginia",
                                 "wisconsin",
                                 "wyoming",
                                 "puerto rico",
                                 "district of columbia",
                                 "d c",
                                 "ontario",
                                 "quebec",
                                 "alberta",
                                 "manitoba",
                                 "saskatchewan",
                                 "nova scotia",
                                 "new brunswick",
                                 "british columbia"};
  static const WordSet kCodes = {
      "al", "ak", "az", "ar", "ca", "co", "ct", "de", "dc", "fl", "ga", "hi", "id", "il",
      "in", "ia", "ks", "ky", "la", "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne",
      "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd",
      "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy", "pr", "on", "qc", "bc", "ab"};
  // Two-letter codes that are English words are taken in capitals only.
  static const WordSet kWordCodes = {"al", "co", "de", "hi", "id", "in", "la", "me", "ma", "mi",
                                     "ms", "mo", "oh", "ok", "or", "pa", "on", "ab", "ne", "sc"};
  if (i >= view.size()) return 0;
  for (size_t count = 3; count >= 1; --count) {
    if (kNames.contains(Phrase(view, i, count))) return count;
  }
  const NameWord& word = view.words()[i];
  // "Green, OK. Any blood?" is said far more often than the state's two letters.
  if (!kCodes.contains(word.core) || word.core == "ok") return 0;
  if (word.shouted && word.cased) return 1;
  return !word.cased && !kWordCodes.contains(word.core) ? 1 : 0;
}

size_t CityAt(const NameView& view, size_t i) {
  if (i >= view.size() || (view.words()[i].cased && !view.words()[i].capital)) return 0;
  for (size_t count = 3; count >= 1; --count) {
    std::string phrase = Phrase(view, i, count);
    if (phrase.starts_with("st ")) phrase.replace(0, 2, "saint");
    if (phrase.empty() || !IsUsCity(phrase)) continue;
    if (count == 1 && view.words()[i].stop) continue;
    return count;
  }
  return 0;
}

size_t CountryAt(const NameView& view, size_t i) {
  static const WordSet kNames = {"usa",
                                 "us",
                                 "u s a",
                                 "united states",
                                 "united states of america",
                                 "america",
                                 "canada",
                                 "mexico",
                                 "uk",
                                 "united kingdom",
                                 "england",
                                 "scotland",
                                 "ireland",
                                 "australia",
                                 "india",
                                 "germany",
                                 "france"};
  for (size_t count = 4; count >= 1; --count) {
    const std::string phrase = Phrase(view, i, count);
    if (phrase == "us" && !view.words()[i].shouted) continue;
    if (kNames.contains(phrase)) return count;
  }
  return 0;
}

}  // namespace tacet::pii
