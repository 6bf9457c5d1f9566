#include "tacet/pii/number_runs.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "tacet/pii/check_digits.h"

namespace tacet::pii {
namespace {

constexpr size_t kMaxGapTokens = 6;
constexpr size_t kMaxGapLines = 3;
// Longer than any number anybody reads out; bounds the work on a text of digits only.
constexpr size_t kMaxParts = 48;

// Number words and their values: 0 to 20 and the tens.
const std::unordered_map<std::string_view, int>& NumberWords() {
  static const auto* const words = new std::unordered_map<std::string_view, int>{
      {"zero", 0},      {"one", 1},      {"two", 2},      {"three", 3},      {"four", 4},
      {"five", 5},      {"six", 6},      {"seven", 7},    {"eight", 8},      {"nine", 9},
      {"niner", 9},     {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13},
      {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
      {"nineteen", 19}, {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fourty", 40},
      {"fifty", 50},    {"sixty", 60},   {"seventy", 70}, {"eighty", 80},    {"ninety", 90}};
  return *words;
}

enum class GapWord { kFiller, kAnswer, kCorrection };

// Words that may stand inside one number. "the next four digits are" counts, so do the agent's
// "yes".
const std::unordered_map<std::string_view, GapWord>& GapWords() {
  using enum GapWord;
  static const auto* const words = [] {
    auto* map = new std::unordered_map<std::string_view, GapWord>;
    for (const auto* word :
         {"um",     "umm",   "uh",    "uhh",      "er",     "erm",   "ah",      "eh",  "hm",
          "hmm",    "mm",    "like",  "so",       "okay",   "ok",    "then",    "and", "dash",
          "hyphen", "space", "slash", "of",       "well",   "let",   "let's",   "see", "next",
          "last",   "first", "final", "second",   "digits", "digit", "numbers", "are", "the",
          "four",   "three", "4",     "followed", "by",     "you",   "know"}) {
      map->emplace(word, kFiller);
    }
    for (const auto* word :
         {"yes",    "yeah",  "yep",   "yup",      "mm-hmm",  "mmhmm", "mhm",
          "uh-huh", "mm-hm", "right", "correct",  "got",     "it",    "alright",
          "all",    "sure",  "go",    "ahead",    "perfect", "great", "good",
          "please", "sir",   "ma'am", "continue", "thanks",  "thank", "gotcha"}) {
      map->emplace(word, kAnswer);
    }
    for (const auto* word :
         {"no",   "nope",   "wait", "sorry",  "actually", "scratch", "that", "correction",
          "oops", "excuse", "me",   "rather", "or",       "i",       "mean", "meant",
          "my",   "bad",    "make", "again",  "repeat",   "that's",  "it's"}) {
      map->emplace(word, kCorrection);
    }
    return map;
  }();
  return *words;
}

bool Contains(std::initializer_list<std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

// A number read at some place: its digits and how many words it took.
struct Parsed {
  std::string digits;
  size_t words = 1;
  bool quantity = false;
  bool plus = false;
};

// Lengths of the digit groups of `text` ("425-555-1212": 3, 3, 4); stops at eight.
std::vector<size_t> GroupLengths(std::string_view text) {
  std::vector<size_t> lengths;
  bool inside = false;
  for (const char c : text) {
    if (IsDigit(c)) {
      if (!inside) lengths.push_back(0);
      ++lengths.back();
    }
    inside = IsDigit(c);
  }
  return lengths;
}

// Digits with separators. No number of ours: decimals, ISO dates, and all with other signs ("8:30",
// "1/2", "$5", "5%", "5th").
std::optional<Parsed> ParseDigitToken(std::string_view text) {
  Parsed parsed;
  if (text.front() == '+') parsed.plus = true;
  if (text.front() == '+' || text.front() == '#') text.remove_prefix(1);
  if (text.empty() || (!IsDigit(text.front()) && text.front() != '(')) return std::nullopt;
  size_t commas = 0;
  size_t dots = 0;
  size_t dashes = 0;
  for (const char c : text) {
    if (IsDigit(c)) {
      parsed.digits += c;
    } else if (c == ',') {
      ++commas;
    } else if (c == '.') {
      ++dots;
    } else if (c == '-') {
      ++dashes;
    } else if (c != '(' && c != ')') {
      return std::nullopt;
    }
  }
  const std::vector<size_t> groups = GroupLengths(text);
  if (dots == 1 && !(groups.size() == 2 && groups[0] == 3 && groups[1] == 4)) return std::nullopt;
  if (dashes == 2 && groups.size() == 3 && groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2) {
    return std::nullopt;
  }
  // IPv4 addresses.
  if (dots == 3 && commas + dashes == 0 && groups.size() == 4 &&
      std::all_of(groups.begin(), groups.end(), [](size_t length) { return length <= 3; })) {
    return std::nullopt;
  }
  // "2017-18": years.
  if (dashes == 1 && groups.size() == 2 && groups[0] == 4 && groups[1] == 2 &&
      (text.starts_with("19") || text.starts_with("20"))) {
    return std::nullopt;
  }
  parsed.quantity =
      commas > 0 && dashes == 0 && dots == 0 && groups.front() <= 3 &&
      std::all_of(groups.begin() + 1, groups.end(), [](size_t length) { return length == 3; });
  return parsed;
}

// The words of a text with the places where punctuation parts them.
struct Words {
  std::vector<std::string_view> lower;
  std::vector<bool> joined;  // nothing but white space (or a hyphen) before the next word
  bool Joined(size_t i) const { return i + 1 < lower.size() && joined[i]; }
};

int NumberWord(std::string_view word) {
  const auto found = NumberWords().find(word);
  return found == NumberWords().end() ? -1 : found->second;
}

// "oh" and "o" are digits only beside other digits.
bool IsOh(std::string_view word) { return word == "oh" || word == "o"; }

std::optional<char> SingleDigit(std::string_view word) {
  if (word.size() == 1 && IsDigit(word[0])) return word[0];
  if (IsOh(word)) return '0';
  const int value = NumberWord(word);
  if (value >= 0 && value <= 9) return static_cast<char>('0' + value);
  return std::nullopt;
}

// A number below 100 in words: "seven", "twelve", "forty two".
std::optional<Parsed> ParseBelowHundred(const Words& words, size_t i) {
  const int value = NumberWord(words.lower[i]);
  if (value < 0) return std::nullopt;
  if (value >= 20 && words.Joined(i)) {
    const int unit = NumberWord(words.lower[i + 1]);
    if (unit >= 1 && unit <= 9) return Parsed{std::to_string(value + unit), 2};
  }
  return Parsed{std::to_string(value), 1};
}

// Adds to `number` what follows its "hundred" or "thousand", which is its last word so far. "four
// hundred and five" is one number; "eight hundred five five five" is 800, 5, 5, 5.
void MultiplyAndAddRest(const Words& words, size_t i, int factor, Parsed* number) {
  int value = std::stoi(number->digits) * factor;
  ++number->words;
  const size_t last = i + number->words - 1;
  if (words.Joined(last)) {
    const bool with_and = words.lower[last + 1] == "and" && words.Joined(last + 1);
    const auto rest = ParseBelowHundred(words, last + (with_and ? 2 : 1));
    if (rest && (with_and || rest->digits.size() == 2)) {
      value += std::stoi(rest->digits);
      number->words += rest->words + (with_and ? 1 : 0);
    }
  }
  number->digits = std::to_string(value);
}

std::optional<Parsed> ParseNumberWords(const Words& words, size_t i) {
  const std::string_view word = words.lower[i];
  const size_t times = word == "double" ? 2 : word == "triple" ? 3 : word == "quadruple" ? 4 : 0;
  if (times > 0) {
    if (i + 1 >= words.lower.size()) return std::nullopt;
    const auto digit = SingleDigit(words.lower[i + 1]);
    if (!digit) return std::nullopt;
    return Parsed{std::string(times, *digit), 2};
  }
  auto number = ParseBelowHundred(words, i);
  if (!number && AllDigits(word) && word.size() <= 2) number = Parsed{std::string(word), 1};
  if (!number) return std::nullopt;
  const auto followed_by = [&](std::string_view wanted) {
    const size_t last = i + number->words - 1;
    return words.Joined(last) && words.lower[last + 1] == wanted;
  };
  if (followed_by("hundred")) MultiplyAndAddRest(words, i, 100, &*number);
  if (followed_by("thousand")) {
    MultiplyAndAddRest(words, i, 1000, &*number);
    number->quantity = true;
  }
  return number;
}

// "twenty-two", "four-one-one-one", "1-800", "five-oh-seven": all pieces must be numbers.
std::optional<Parsed> ParseHyphenated(std::string_view lower) {
  Words pieces;
  for (size_t begin = 0; begin <= lower.size();) {
    const size_t end = std::min(lower.find('-', begin), lower.size());
    if (end == begin) return std::nullopt;
    pieces.lower.push_back(lower.substr(begin, end - begin));
    pieces.joined.push_back(true);
    begin = end + 1;
  }
  Parsed all{"", 1};
  for (size_t i = 0; i < pieces.lower.size();) {
    if (IsOh(pieces.lower[i])) {
      all.digits += '0';
      ++i;
      continue;
    }
    auto parsed = ParseNumberWords(pieces, i);
    if (!parsed && AllDigits(pieces.lower[i])) parsed = Parsed{std::string(pieces.lower[i]), 1};
    if (!parsed) return std::nullopt;
    all.digits += parsed->digits;
    all.quantity |= parsed->quantity;
    i += parsed->words;
  }
  return all;
}

class RunFinder {
 public:
  explicit RunFinder(std::span<const Token> tokens) : tokens_(tokens) {
    for (const Token& token : tokens) {
      words_.lower.push_back(token.lower);
      words_.joined.push_back(token.after.empty() && !token.line_end);
    }
  }

  std::vector<NumberRun> Find() {
    std::vector<NumberRun> runs;
    std::optional<NumberRun> run;
    for (size_t i = 0; i < tokens_.size();) {
      const auto parsed = Parse(i, run && run->last_token() + 1 == i);
      if (!parsed) {
        ++i;
        continue;
      }
      std::optional<NumberGap> gap;
      if (run && run->parts.size() < kMaxParts) gap = GapBetween(run->last_token(), i);
      if (!gap) {
        if (run) runs.push_back(std::move(*run));
        run.emplace();
      }
      NumberPart part{parsed->digits, i, i + parsed->words - 1, gap.value_or(NumberGap::kNone)};
      run->digits += part.digits;
      run->quantity |= parsed->quantity;
      if (run->parts.empty()) run->plus = parsed->plus;
      run->parts.push_back(std::move(part));
      i += parsed->words;
      if (i < tokens_.size() &&
          Contains({"million", "billion", "trillion", "thousand"}, words_.lower[i])) {
        run->quantity = true;
      }
    }
    if (run) runs.push_back(std::move(*run));
    return runs;
  }

 private:
  std::optional<Parsed> Parse(size_t i, bool after_number) const {
    const std::string_view word = words_.lower[i];
    if (CountsOrPoints(i)) return std::nullopt;
    if (IsOh(word)) {
      const bool before_number = i + 1 < tokens_.size() && tokens_[i].line == tokens_[i + 1].line &&
                                 !tokens_[i].sentence_end &&
                                 (SingleDigit(words_.lower[i + 1]) || NumberAt(i + 1));
      if (after_number || before_number) return Parsed{"0", 1};
      return std::nullopt;
    }
    return NumberAt(i);
  }

  std::optional<Parsed> NumberAt(size_t i) const {
    const std::string_view word = words_.lower[i];
    if (auto parsed = ParseNumberWords(words_, i)) return parsed;
    if (auto parsed = ParseDigitToken(word)) return parsed;
    // Words only: digits with hyphens that ParseDigitToken refused are dates.
    const bool has_letters = word.find_first_not_of("0123456789-") != std::string_view::npos;
    if (has_letters && word.find('-') != std::string_view::npos) return ParseHyphenated(word);
    return std::nullopt;
  }

  // "the last four", "four digits", "this one": counting and pointing words, not read-out digits.
  bool CountsOrPoints(size_t i) const {
    const std::string_view word = words_.lower[i];
    if (words_.Joined(i) &&
        Contains({"digit", "digits", "numbers", "dollars", "percent"}, words_.lower[i + 1])) {
      return true;
    }
    if (i == 0 || !words_.Joined(i - 1)) return false;
    const std::string_view before = words_.lower[i - 1];
    const bool small = SingleDigit(word).has_value() || word == "16" || word == "sixteen";
    if (small && Contains({"last", "first", "next", "final", "other"}, before)) return true;
    return word == "one" && Contains({"this", "that", "the", "which", "each", "every", "another",
                                      "any", "no", "other", "new", "old", "right", "good"},
                                     before);
  }

  // How the tokens `left` and `right` of two numbers are parted; nullopt: two runs.
  std::optional<NumberGap> GapBetween(size_t left, size_t right) const {
    const size_t count = right - left - 1;
    if (count > kMaxGapTokens || tokens_[right].line - tokens_[left].line > kMaxGapLines) {
      return std::nullopt;
    }
    NumberGap gap = NumberGap::kNone;
    const auto raise = [&gap](NumberGap to) { gap = std::max(gap, to); };
    for (size_t i = left; i < right; ++i) {
      if (i > left) {
        const auto found = GapWords().find(words_.lower[i]);
        if (found == GapWords().end()) return std::nullopt;
        raise(found->second == GapWord::kFiller ? NumberGap::kFiller : NumberGap::kBreak);
      }
      if (tokens_[i].sentence_end) {
        raise(NumberGap::kBreak);
      } else if (!tokens_[i].after.empty()) {
        raise(NumberGap::kComma);
      }
      if (tokens_[i].line_end) raise(NumberGap::kFiller);
    }
    return gap;
  }

  std::span<const Token> tokens_;
  Words words_;
};

// What cutting a piece out of a run is worth, and what a cut costs there. A complete number that
// passes its check outweighs any gap; a phone number only gaps at which a speaker would stop.
constexpr std::array<int, 4> kCutCost = {6, 5, 3, 1};

int PieceValue(const NumberRun& run, size_t first, size_t last, const std::string& digits) {
  const size_t length = digits.size();
  if (IsCardNumber(digits)) return 12;
  if (IsNorthAmericanNumber(digits)) return 5;
  if (IsSocialSecurityNumber(digits) && last - first == 2 && run.parts[first].digits.size() == 3 &&
      run.parts[last].digits.size() == 4) {
    return 5;
  }
  if (IsRoutingNumber(digits)) return 3;
  // Sixteen digits of a card with one of them misheard.
  if (length == 16 && HasCardPrefix(digits)) return 3;
  return 0;
}

NumberRun MakeRun(const NumberRun& from, size_t first, size_t last, std::span<const Token> tokens) {
  NumberRun run;
  run.parts.assign(from.parts.begin() + static_cast<std::ptrdiff_t>(first),
                   from.parts.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  run.parts.front().gap_before = NumberGap::kNone;
  for (const NumberPart& part : run.parts) run.digits += part.digits;
  run.begin = tokens[run.first_token()].begin;
  run.end = tokens[run.last_token()].end;
  run.plus = first == 0 && from.plus;
  run.quantity = from.quantity;
  return run;
}

// The cuts of one joined run with the highest sum of piece values less cut costs.
void CutRun(const NumberRun& run, std::span<const Token> tokens, std::vector<NumberRun>* runs) {
  const size_t count = run.parts.size();
  std::vector<int> best(count + 1, 0);  // of the parts before the index
  std::vector<size_t> from(count + 1, 0);
  for (size_t end = 1; end <= count; ++end) {
    std::string digits;
    bool first = true;
    for (size_t begin = end; begin-- > 0;) {
      digits.insert(0, run.parts[begin].digits);
      const int cost = begin == 0 ? 0 : kCutCost[static_cast<size_t>(run.parts[begin].gap_before)];
      const int value = best[begin] + PieceValue(run, begin, end - 1, digits) - cost;
      // Ties go to the longer piece.
      if (first || value >= best[end]) {
        best[end] = value;
        from[end] = begin;
      }
      first = false;
    }
  }
  std::vector<NumberRun> pieces;
  for (size_t end = count; end > 0; end = from[end]) {
    pieces.push_back(MakeRun(run, from[end], end - 1, tokens));
  }
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    runs->push_back(std::move(*piece));
  }
}

}  // namespace

std::vector<NumberRun> FindNumberRuns(std::span<const Token> tokens) {
  std::vector<NumberRun> runs;
  for (const NumberRun& run : RunFinder(tokens).Find()) CutRun(run, tokens, &runs);
  return runs;
}

std::vector<NumberRun> SplitRun(const NumberRun& run, NumberGap gap,
                                std::span<const Token> tokens) {
  std::vector<NumberRun> pieces;
  size_t first = 0;
  for (size_t i = 1; i <= run.parts.size(); ++i) {
    if (i < run.parts.size() && run.parts[i].gap_before < gap) continue;
    pieces.push_back(MakeRun(run, first, i - 1, tokens));
    first = i;
  }
  return pieces;
}

}  // namespace tacet::pii
