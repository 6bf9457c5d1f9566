#include "tacet/pii/number_runs.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "tacet/pii/check_digits.h"
#include "tacet/pii/number_words.h"

namespace tacet::pii {
namespace {

constexpr size_t kMaxGapTokens = 6;
constexpr size_t kMaxGapLines = 3;
// Longer than any number anybody reads out; bounds the work on a text of digits only.
constexpr size_t kMaxParts = 48;

enum class GapWord { kFiller, kAnswer, kCorrection };

// Words that may stand inside one number. "the next four digits are" counts, so do the agent's
// "yes".
const std::unordered_map<std::string_view, GapWord>& GapWords() {
  using enum GapWord;
  static const auto* const words = [] {
    auto* map = new std::unordered_map<std::string_view, GapWord>;
    for (const auto* word :
         {"um",   "umm",    "uhm",   "uh",    "uhh",      "er",     "erm",   "ah",      "eh",
          "hm",   "hmm",    "mm",    "like",  "so",       "okay",   "ok",    "then",    "and",
          "dash", "hyphen", "space", "slash", "of",       "well",   "let",   "let's",   "see",
          "next", "last",   "first", "final", "second",   "digits", "digit", "numbers", "are",
          "the",  "four",   "three", "4",     "followed", "by",     "you",   "know"}) {
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
          IsAnyOf(words_.lower[i], {"million", "billion", "trillion", "thousand"})) {
        run->quantity = true;
      }
    }
    if (run) runs.push_back(std::move(*run));
    return runs;
  }

 private:
  std::optional<SpokenNumber> Parse(size_t i, bool after_number) const {
    const std::string_view word = words_.lower[i];
    if (CountsOrPoints(i)) return std::nullopt;
    if (IsOh(word)) {
      const bool before_number = i + 1 < tokens_.size() && tokens_[i].line == tokens_[i + 1].line &&
                                 !tokens_[i].sentence_end &&
                                 (SingleDigit(words_.lower[i + 1]) || NumberAt(i + 1));
      if (after_number || before_number) return SpokenNumber{"0", 1};
      return std::nullopt;
    }
    return NumberAt(i);
  }

  std::optional<SpokenNumber> NumberAt(size_t i) const {
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
        IsAnyOf(words_.lower[i + 1], {"digit", "digits", "numbers", "dollars", "percent"})) {
      return true;
    }
    if (i == 0 || !words_.Joined(i - 1)) return false;
    const std::string_view before = words_.lower[i - 1];
    const bool small = SingleDigit(word).has_value() || word == "16" || word == "sixteen";
    if (small && IsAnyOf(before, {"last", "first", "next", "final", "other"})) return true;
    return word == "one" &&
           IsAnyOf(before, {"this", "that", "the", "which", "each", "every", "another", "any", "no",
                            "other", "new", "old", "right", "good"});
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
