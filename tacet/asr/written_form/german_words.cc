#include "tacet/asr/written_form/german_words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace tacet::asr::written_form {
namespace {

using Part = GermanPart;
using Morphemes = std::vector<GermanMorpheme>;

// Words of one number at most: "zwölf Millionen drei hundert fünf und vierzig tausend sechs hundert
// sieben und achtzig" has fourteen.
constexpr size_t kMaxWords = 16;
constexpr size_t kMaxWordLength = 120;  // bytes; no number word is longer

struct GermanEntry {
  std::string_view text;
  GermanMorpheme morpheme;
};

// Of two that begin alike the longer comes first.
constexpr GermanEntry kGermanEntries[] = {
    {"dreizehn", {Part::kTeen, 13}},
    {"vierzehn", {Part::kTeen, 14}},
    {"fünfzehn", {Part::kTeen, 15}},
    {"sechzehn", {Part::kTeen, 16}},
    {"siebzehn", {Part::kTeen, 17}},
    {"achtzehn", {Part::kTeen, 18}},
    {"neunzehn", {Part::kTeen, 19}},
    {"zwanzig", {Part::kTens, 20}},
    {"dreißig", {Part::kTens, 30}},
    {"dreissig", {Part::kTens, 30}},  // as in Switzerland
    {"vierzig", {Part::kTens, 40}},
    {"fünfzig", {Part::kTens, 50}},
    {"sechzig", {Part::kTens, 60}},
    {"siebzig", {Part::kTens, 70}},
    {"achtzig", {Part::kTens, 80}},
    {"neunzig", {Part::kTens, 90}},
    {"zehn", {Part::kTeen, 10}},
    {"elf", {Part::kTeen, 11}},
    {"zwölf", {Part::kTeen, 12}},
    {"eins", {Part::kDigit, 1}},
    {"ein", {Part::kDigit, 1}},
    {"zwei", {Part::kDigit, 2}},
    {"zwo", {Part::kDigit, 2}},
    {"drei", {Part::kDigit, 3}},
    {"vier", {Part::kDigit, 4}},
    {"fünf", {Part::kDigit, 5}},
    {"sechs", {Part::kDigit, 6}},
    {"sieben", {Part::kDigit, 7}},
    {"acht", {Part::kDigit, 8}},
    {"neun", {Part::kDigit, 9}},
    {"und", {Part::kUnd, 0}},
    {"hundert", {Part::kHundred, 100}},
    {"tausend", {Part::kMagnitude, 1000}},
    {"millionen", {Part::kMagnitude, kMillion}},
    {"million", {Part::kMagnitude, kMillion}},
    {"milliarden", {Part::kMagnitude, 1000 * kMillion}},
    {"milliarde", {Part::kMagnitude, 1000 * kMillion}},
    {"billionen", {Part::kMagnitude, kMillion* kMillion}},
    {"billion", {Part::kMagnitude, kMillion* kMillion}},
};

// Reads parts from left to right. Each of the parsers returns nothing, and has read nothing, where
// its kind of number does not begin.
class Reader {
 public:
  explicit Reader(const Morphemes& morphemes) : morphemes_(morphemes) {}

  bool AtEnd() const { return at_ == morphemes_.size(); }

  std::optional<uint64_t> Cardinal() {
    uint64_t total = 0;
    uint64_t below = std::numeric_limits<uint64_t>::max();
    while (!AtEnd()) {
      if (total > 0) Take(Part::kUnd);
      const bool is_figures = Is(Part::kFigures);
      std::optional<uint64_t> group = BelowThousand();
      // "tausend", "hundert tausend"; "Million" never stands without a number.
      if (!group && Is(Part::kMagnitude) && Peek().value == 1000) group = 1;
      if (!group) return std::nullopt;
      const bool has_magnitude = Is(Part::kMagnitude);
      // Figures are a number of their own, unless a unit is behind them, or thousands behind a
      // unit.
      if (is_figures && !has_magnitude && (total == 0 || *group < 1000)) return std::nullopt;
      if (*group >= below) return std::nullopt;
      const uint64_t magnitude = has_magnitude ? Next().value : 1;
      if (magnitude >= below || (magnitude > 1 && *group > 999)) return std::nullopt;
      total += *group * magnitude;
      below = magnitude;
      if (!has_magnitude) return AtEnd() ? std::optional(total) : std::nullopt;
    }
    return total;
  }

 private:
  const GermanMorpheme& Peek() const { return morphemes_[at_]; }
  const GermanMorpheme& Next() { return morphemes_[at_++]; }
  bool Is(Part part, size_t ahead = 0) const {
    return at_ + ahead < morphemes_.size() && morphemes_[at_ + ahead].part == part;
  }
  bool Take(Part part) {
    if (!Is(part)) return false;
    ++at_;
    return true;
  }

  std::optional<uint64_t> BelowHundred() {
    if (Is(Part::kDigit) && Is(Part::kUnd, 1) && Is(Part::kTens, 2)) {
      const uint64_t digit = Next().value;
      ++at_;
      return digit + Next().value;
    }
    if (Is(Part::kDigit) || Is(Part::kTeen) || Is(Part::kTens)) return Next().value;
    return std::nullopt;
  }

  // Or up to 1999 as "neunzehnhundert zwölf".
  std::optional<uint64_t> BelowThousand() {
    if (Is(Part::kFigures)) return Next().value;
    uint64_t hundreds = 0;
    const bool counted = (Is(Part::kDigit) || Is(Part::kTeen)) && Is(Part::kHundred, 1);
    if (counted) hundreds = Next().value;
    if (counted ? Take(Part::kHundred) : Is(Part::kHundred) && ++at_ > 0) {
      hundreds = std::max<uint64_t>(hundreds, 1) * 100;
      const size_t before = at_;
      Take(Part::kUnd);
      const auto rest = BelowHundred();
      if (!rest) at_ = before;
      return hundreds + rest.value_or(0);
    }
    return BelowHundred();
  }

  const Morphemes& morphemes_;
  size_t at_ = 0;
};

Sense LookUpGerman(std::string_view lower) {
  const Sense written = LookUp(lower);
  if (written.kind == Kind::kWritten) return written;
  if (lower == "null") return {Kind::kZero, 0};
  if (lower == "ein") return {};  // an article
  const Morphemes morphemes = GermanMorphemes(lower);
  if (morphemes.empty()) return {};
  const GermanMorpheme& first = morphemes.front();
  if (morphemes.size() == 1 && first.part == Part::kUnd) return {};
  if (morphemes.size() == 1 && first.part == Part::kDigit) return {Kind::kDigit, first.value};
  if (morphemes.size() == 1 && first.part == Part::kHundred) return {Kind::kHundred, 100};
  if (morphemes.size() == 1 && first.part == Part::kMagnitude) {
    return {Kind::kMagnitude, first.value};
  }
  const auto value = GermanValue(morphemes);
  // All words from ten to ninety-nine: none goes together with a digit after it.
  if (value && *value >= 10 && *value <= 99) return {Kind::kTeen, *value};
  return {};
}

bool AnnouncesGermanDigits(std::string_view lower) {
  return lower.ends_with("nummer") || lower.ends_with("karte") || lower.ends_with("konto") ||
         IsOneOf(lower, {"telefon",    "handy",        "mobil",   "fax",          "iban",
                         "blz",        "bankleitzahl", "plz",     "postleitzahl", "pin",
                         "tan",        "code",         "vorwahl", "durchwahl",    "ziffern",
                         "endziffern", "endet",        "endend",  "prüfziffer",   "ausweis"});
}

bool IsGermanUnit(std::string_view lower) {
  return IsOneOf(lower, {"prozent", "euro", "dollar", "cent", "franken", "rappen", "pfund", "€",
                         "komma", "uhr", "grad", "mal"});
}

// The value of "500" or "500.000"; 0 for anything else and from a million on.
uint64_t Figures(const Atom& atom) {
  const std::string& text = atom.text;
  if (AllDigits(text)) return text.size() < 4 ? atom.sense.value : 0;
  const size_t point = text.find('.');
  const bool is_grouped = point != std::string::npos && point > 0 && point <= 3 && text[0] != '0' &&
                          AllDigits(text.substr(0, point)) && text.size() == point + 4 &&
                          AllDigits(text.substr(point + 1));
  return is_grouped ? LookUp(text.substr(0, point) + text.substr(point + 1)).value : 0;
}

// The morphemes of the atoms from `i` on, one list for each; ends before the first other word. An
// article begins no number but "eine Million": "ein hundert Jahre alter Mann" would lose it.
std::vector<Morphemes> WordsFrom(const Line& line, size_t i) {
  std::vector<Morphemes> words;
  for (size_t k = i; k < std::min(line.size(), i + kMaxWords); ++k) {
    const Atom& atom = line[k];
    if (k > i && !line.Follows(k)) break;
    if (atom.lower == "ein" && k == i) break;
    if (atom.lower == "eine") {
      const bool begins =
          k == i && line.FollowsAs(k + 1, Kind::kMagnitude) && line[k + 1].sense.value >= kMillion;
      if (!begins) break;
      words.push_back({{Part::kDigit, 1}});
      continue;
    }
    const uint64_t figures = Figures(atom);
    Morphemes word =
        figures > 0 ? Morphemes{{Part::kFigures, figures}} : GermanMorphemes(atom.lower);
    if (word.empty()) break;
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace

const Vocabulary kGermanVocabulary = {.look_up = LookUpGerman,
                                      .announces_digits = AnnouncesGermanDigits,
                                      .is_unit = IsGermanUnit,
                                      .parts_hyphenated = false};

Morphemes GermanMorphemes(std::string_view lower) {
  if (lower.size() > kMaxWordLength) return {};
  Morphemes morphemes;
  while (!lower.empty()) {
    const auto* const entry =
        std::find_if(std::begin(kGermanEntries), std::end(kGermanEntries),
                     [&](const GermanEntry& each) { return lower.starts_with(each.text); });
    if (entry == std::end(kGermanEntries)) return {};
    morphemes.push_back(entry->morpheme);
    lower.remove_prefix(entry->text.size());
  }
  return morphemes;
}

Morphemes GermanOrdinalMorphemes(std::string_view lower) {
  if (lower.size() < 4) return {};
  if (IsOneOf(lower.substr(lower.size() - 1), {"r", "n", "s", "m"})) lower.remove_suffix(1);
  if (!lower.ends_with("te")) return {};
  struct Irregular {
    std::string_view ordinal, cardinal;
  };
  constexpr std::array<Irregular, 4> kIrregular = {
      {{"erste", "eins"}, {"dritte", "drei"}, {"siebte", "sieben"}, {"achte", "acht"}}};
  std::string cardinal;
  for (const Irregular& each : kIrregular) {
    if (lower.ends_with(each.ordinal)) {
      cardinal = lower.substr(0, lower.size() - each.ordinal.size());
      cardinal += each.cardinal;
      return GermanMorphemes(cardinal);
    }
  }
  const std::string_view stem = lower.substr(0, lower.size() - 2);
  // "vierte" to "neunzehnte" are made with "te", all above with "ste".
  const auto is_small = [](const Morphemes& morphemes) {
    return !morphemes.empty() &&
           (morphemes.back().part == Part::kDigit || morphemes.back().part == Part::kTeen);
  };
  if (Morphemes morphemes = GermanMorphemes(stem); is_small(morphemes)) return morphemes;
  if (!stem.ends_with('s')) return {};
  Morphemes morphemes = GermanMorphemes(stem.substr(0, stem.size() - 1));
  return is_small(morphemes) ? Morphemes{} : morphemes;
}

std::optional<uint64_t> GermanValue(const Morphemes& morphemes) {
  if (morphemes.empty()) return std::nullopt;
  Reader reader(morphemes);
  const auto value = reader.Cardinal();
  return reader.AtEnd() ? value : std::nullopt;
}

std::optional<GermanNumber> ParseGermanCardinal(const Line& line, size_t i) {
  std::vector<Morphemes> words = WordsFrom(line, i);
  // "zwischen drei und zwanzig": two numbers.
  const bool is_span = IsOneOf(line.LowerBefore(i), {"zwischen", "entweder"});
  for (; !words.empty(); words.pop_back()) {
    Morphemes all;
    bool has_und = false;
    for (const Morphemes& word : words) {
      has_und |= word.size() == 1 && word.front().part == Part::kUnd;
      all.insert(all.end(), word.begin(), word.end());
    }
    if (is_span && has_und) continue;
    const auto value = GermanValue(all);
    if (!value) continue;
    GermanNumber number{.value = *value, .end = i + words.size()};
    number.is_article = line[i].lower == "eine";
    const bool is_whole_word = words.back().size() == 1;
    if (all.back().part == Part::kMagnitude && all.back().value >= kMillion && is_whole_word) {
      const auto is_magnitude = [](const GermanMorpheme& m) { return m.part == Part::kMagnitude; };
      if (std::count_if(all.begin(), all.end(), is_magnitude) == 1) {
        number.magnitude = number.end - 1;
        number.head = *value / all.back().value;
      }
    }
    return number;
  }
  return std::nullopt;
}

std::optional<GermanNumber> ParseGermanOrdinal(const Line& line, size_t i) {
  Morphemes all;
  if (line[i].lower == "ein") return std::nullopt;
  for (size_t k = i; k < std::min(line.size(), i + kMaxWords); ++k) {
    if (k > i && !line.Follows(k)) return std::nullopt;
    Morphemes word = GermanMorphemes(line[k].lower);
    const bool is_ordinal = word.empty();
    if (is_ordinal) word = GermanOrdinalMorphemes(line[k].lower);
    if (word.empty()) return std::nullopt;
    all.insert(all.end(), word.begin(), word.end());
    if (!is_ordinal) continue;
    const auto value = GermanValue(all);
    if (!value) return std::nullopt;
    return GermanNumber{.value = *value, .end = k + 1};
  }
  return std::nullopt;
}

std::string FormatGermanCardinal(uint64_t value) {
  std::string digits = std::to_string(value);
  if (digits.size() <= 4) return digits;
  for (size_t at = digits.size() - 3; at > 0; at = at > 3 ? at - 3 : 0) digits.insert(at, ".");
  return digits;
}

}  // namespace tacet::asr::written_form
