#include "tacet/asr/written_form/digit_run.h"

#include <algorithm>
#include <numeric>

#include "tacet/asr/written_form/digit_element.h"

namespace tacet::asr::written_form {
namespace {

constexpr size_t kAnnouncedWithin = 8;  // atoms: "the last four of my card number is"
constexpr size_t kPhoneDigits = 7;      // the shortest number that is known by its length alone

// Limits that keep a segment of nothing but numbers from taking long. What is cut here, later
// passes join.
constexpr int kMaxAttempts = 24;
constexpr size_t kMaxElements = 100;

using Chain = std::vector<DigitElement>;

size_t DigitCount(const Chain& chain) {
  return std::accumulate(chain.begin(), chain.end(), size_t{0},
                         [](size_t n, const DigitElement& e) { return n + e.digits.size(); });
}

bool AllSingle(const Chain& chain) {
  return std::all_of(chain.begin(), chain.end(), [](const auto& e) { return e.is_single; });
}

bool IsUnit(const Line& line, size_t i) {
  return line.FollowsAs(i, Kind::kHundred) || line.FollowsAs(i, Kind::kMagnitude) ||
         line.FollowsAs(i, Kind::kDecade) || line.FollowsAs(i, Kind::kOrdinals) ||
         line.FollowsAs(i, Kind::kOrdinal) ||
         (line.Follows(i) && line.vocabulary().is_unit(line[i].lower));
}

// "this one", "no one": a pronoun, not a digit.
bool IsPronounBefore(std::string_view before) {
  return IsOneOf(before, {"this", "that", "no",   "which",  "each", "every", "the",   "another",
                          "any",  "some", "last", "next",   "only", "other", "first", "second",
                          "new",  "old",  "good", "better", "best", "right", "wrong", "same"});
}

// "one of the", "one more thing": a pronoun, not the last digit.
bool IsPronounAfter(const Line& line, size_t next) {
  return line.FollowsAs(next, {"of", "more", "time", "moment", "minute", "day", "thing", "that",
                               "who", "another", "last", "way", "person", "reason", "where"});
}

// The elements from `i` on with no clear pause between them; a spoken "dash" belongs to the next
// one.
Chain Collect(const Line& line, size_t i) {
  Chain chain;
  size_t at = i;
  while (chain.size() < kMaxElements && (chain.empty() || line.FollowsInTime(at))) {
    if (!chain.empty()) {
      const std::string& mark = line[at - 1].punctuation;
      if (!IsOneOf(mark, {"", ",", ".", "-"})) break;
      if (mark.empty() && line.FollowsAs(at, {"dash", "hyphen"}) && line.Follows(at + 1)) ++at;
    }
    const auto element = ParseDigitElement(line, at);
    if (!element || (!chain.empty() && line[at].text[0] == '+')) break;
    chain.push_back(*element);
    at = element->end;
  }
  // "dollars" after the last group makes it an amount; after a long row of digits it does not.
  const bool is_row = AllSingle(chain) && DigitCount(chain) > 2;
  while (!chain.empty() && (!is_row || line.FollowsAs(chain.back().end, Kind::kMagnitude)) &&
         IsUnit(line, chain.back().end)) {
    chain.pop_back();
  }
  return chain;
}

char MarkAfter(const Line& line, const DigitElement& element) {
  const std::string& mark = line[element.end - 1].punctuation;
  return mark.empty() ? '\0' : mark[0];
}

// Takes away the ends that are no digits: a pronoun "one", an exclaimed "oh".
void Trim(const Line& line, Chain& chain) {
  while (!chain.empty()) {
    const DigitElement& last = chain.back();
    const bool is_one = last.end == last.begin + 1 && line[last.begin].lower == "one";
    const bool is_pronoun = is_one && IsPronounAfter(line, last.end);
    const bool is_exclaimed = last.is_oh && chain.size() < 3;
    if (!is_pronoun && !is_exclaimed) break;
    chain.pop_back();
  }
}

bool MayStart(const Line& line, const Chain& chain) {
  const DigitElement& first = chain.front();
  const std::string_view before = line.LowerBefore(first.begin);
  if (line[first.begin].lower == "one" && IsPronounBefore(before)) return DigitCount(chain) > 2;
  if (first.is_oh) {
    const bool is_spelling = before.size() == 1 && before != "a";
    return chain.size() > 2 && MarkAfter(line, first) == '\0' && !is_spelling;
  }
  return true;
}

// Full stops part sentences unless the recognizer put one after each digit or group.
size_t CutAtSentence(const Line& line, const Chain& chain) {
  size_t stops = 0;
  for (size_t k = 0; k + 1 < chain.size(); ++k) stops += MarkAfter(line, chain[k]) == '.';
  if (stops != 1) return chain.size();
  for (size_t k = 0; k + 1 < chain.size(); ++k) {
    if (MarkAfter(line, chain[k]) == '.') return k + 1;
  }
  return chain.size();
}

bool HasInnerMarks(const Line& line, const Chain& chain) {
  return std::any_of(chain.begin(), chain.end() - 1,
                     [&](const DigitElement& e) { return MarkAfter(line, e) != '\0'; });
}

// "two, three, four or five": a list of numbers.
bool IsList(const Line& line, const Chain& chain) {
  const size_t next = chain.back().end;
  const bool has_or =
      line.FollowsInTime(next) && IsOneOf(line.LowerAt(next), {"or", "and", "oder", "und"});
  return has_or && line.FollowsInTime(next + 1) && ParseDigitElement(line, next + 1).has_value();
}

// "my card number is ..." before it, or "... Main Street" after it.
bool IsAnnounced(const Line& line, const Chain& chain) {
  const size_t begin = chain.front().begin;
  for (size_t back = 1; back <= std::min(begin, kAnnouncedWithin); ++back) {
    if (line.vocabulary().announces_digits(line[begin - back].lower)) return true;
  }
  return NamesStreet(line, chain.back().end);
}

// Digits that count or hesitate rather than spell a number: "two three days", "five five days",
// "the next one, two, three, four are the same".
bool IsCounting(const Line& line, const Chain& chain) {
  const size_t next = chain.back().end;
  if (chain.size() < 2 || !AllSingle(chain) || !line.Follows(next)) return false;
  if (line.FollowsAs(next, {"um", "uh", "er", "erm", "hmm", "ah", "then", "is"})) return false;
  int ascending = 0;
  int equal = 0;
  for (size_t k = 0; k + 1 < chain.size(); ++k) {
    const auto& first = chain[k].digits;
    const auto& second = chain[k + 1].digits;
    if (first.size() > 1 || second.size() > 1 || first[0].text == "0") return false;
    equal += first[0].text == second[0].text;
    ascending += first[0].text[0] + 1 == second[0].text[0];
  }
  const int steps = static_cast<int>(chain.size()) - 1;
  const bool is_stutter = equal == steps && (steps == 1 || chain[0].digits[0].text == "1");
  const bool is_count = ascending == steps && (steps == 1 || HasInnerMarks(line, chain));
  return (is_stutter || is_count) && !IsAnnounced(line, chain);
}

// The lengths of the groups, digits said one by one counting as one group: phone, SSN and card
// shapes.
bool HasKnownShape(const Chain& chain, bool has_marks) {
  using Lengths = std::vector<size_t>;
  Lengths lengths;
  bool was_single = false;
  for (const DigitElement& element : chain) {
    const bool is_single = element.is_single && element.groups.empty();
    if (!element.groups.empty()) {
      lengths.insert(lengths.end(), element.groups.begin(), element.groups.end());
    } else if (is_single && was_single) {
      lengths.back() += element.digits.size();
    } else {
      lengths.push_back(element.digits.size());
    }
    was_single = is_single;
  }
  const bool all_years =
      std::all_of(chain.begin(), chain.end(), [](const auto& e) { return IsYearLike(e.digits); });
  if (lengths == Lengths{3, 4}) return !has_marks && !IsYearLike(chain.back().digits);
  if (lengths == Lengths{4, 4, 4, 4}) return !all_years;
  const bool any_year =
      std::any_of(chain.begin(), chain.end(), [](const auto& e) { return IsYearLike(e.digits); });
  // What a pause leaves of a card number.
  if (lengths == Lengths{4, 4} || lengths == Lengths{4, 4, 4}) return !has_marks && !any_year;
  return lengths == Lengths{3, 3, 4} || lengths == Lengths{1, 3, 3, 4} ||
         lengths == Lengths{3, 2, 4} || lengths == Lengths{4, 6, 5} ||
         lengths == Lengths{1, 3, 7} || lengths == Lengths{3, 7};
}

bool IsOneString(const Line& line, const Chain& chain) {
  const size_t digits = DigitCount(chain);
  if (chain.size() == 1) {
    const DigitElement& only = chain.front();
    if (!only.groups.empty()) {
      // "pages 90-210" is a span, "zip code 90-210" is not.
      return only.is_single || digits >= kPhoneDigits || (digits > 4 && IsAnnounced(line, chain));
    }
    // "double five" alone, or a long number whose digits get their own times.
    return (only.is_single && digits > 1) || digits >= 5;
  }
  const bool has_marks = HasInnerMarks(line, chain);
  if (has_marks && IsList(line, chain)) return false;
  if (AllSingle(chain)) return !has_marks || digits > 2;
  if (HasKnownShape(chain, has_marks)) return true;
  // "twelve oh five"
  if (chain.size() == 3 && chain[1].is_oh && chain[2].is_single && !has_marks) return true;
  if (IsAnnounced(line, chain)) return digits > (has_marks ? kPhoneDigits - 1 : 2);
  const auto singles =
      std::count_if(chain.begin(), chain.end(), [](auto& e) { return e.is_single; });
  return !has_marks && digits >= kPhoneDigits && singles > 2;
}

Match Join(const Chain& chain) {
  Piece piece{.begin = chain.front().begin, .end = chain.back().end};
  for (const DigitElement& element : chain) {
    for (const WordPart& digit : element.digits) {
      piece.text += digit.text;
      piece.digits.push_back(digit);
    }
  }
  return {piece};
}

// How many elements to keep when all of them are no string of digits: those before the last mark,
// else those said digit by digit at the beginning.
size_t Shortened(const Line& line, const Chain& chain) {
  for (size_t n = chain.size() - 1; n > 0; --n) {
    if (MarkAfter(line, chain[n - 1]) != '\0') return n;
  }
  size_t singles = 0;
  while (singles + 1 < chain.size() && chain[singles].is_single) ++singles;
  return singles;
}

}  // namespace

std::optional<Match> MatchDigitRun(const Line& line, size_t i) {
  Chain chain = Collect(line, i);
  if (chain.empty()) return std::nullopt;
  chain.resize(CutAtSentence(line, chain));
  for (int attempt = 0; attempt < kMaxAttempts && !chain.empty(); ++attempt) {
    Trim(line, chain);
    if (chain.empty() || IsCounting(line, chain)) return std::nullopt;
    if (MayStart(line, chain) && IsOneString(line, chain)) return Join(chain);
    chain.resize(Shortened(line, chain));
  }
  return std::nullopt;
}

}  // namespace tacet::asr::written_form
