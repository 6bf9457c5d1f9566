#include "tacet/pii/fusion/number_rests.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "tacet/pii/fusion/type_classes.h"
#include "tacet/pii/number_cues.h"
#include "tacet/pii/number_runs.h"
#include "tacet/pii/rules/number_shape.h"

namespace tacet::pii {
namespace {

constexpr size_t kMaxFillers = 5;
constexpr size_t kMaxAnswerTokens = 4;  // "mm-hmm", "okay, go ahead"
constexpr size_t kMaxLinesBetween = 2;
constexpr size_t kMinRepeatedDigits = 6;

bool IsFiller(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "uhm",        "extension", "ext",    "x",    "i",    "mean",   "meant", "scratch", "that",
      "correction", "excuse",    "rather", "oops", "um",   "umm",    "uh",    "uhh",     "er",
      "erm",        "ah",        "and",    "then", "dash", "hyphen", "space", "okay",    "ok",
      "so",         "it's",      "the",    "next", "last", "rest",   "is",    "are",     "four",
      "digits",     "yes",       "yeah",   "let",  "me",   "see",    "sorry", "no",      "wait",
      "actually",   "followed",  "by",     "you",  "know", "like",   "well",  "that's"};
  return words->contains(word);
}

// Says that what follows is still of the number: its correction, or a phone's extension.
bool GoesOn(std::string_view word) {
  return IsAnyOf(word, {"no", "wait", "sorry", "actually", "mean", "meant", "scratch", "correction",
                        "rather", "oops", "excuse", "extension", "ext", "x"});
}

class RestScan {
 public:
  RestScan(std::span<const Token> tokens, std::vector<PiiFind>* finds)
      : tokens_(tokens), finds_(*finds), runs_(FindNumberRuns(tokens)) {
    for (const NumberRun& run : runs_) {
      if (IsDateOrAmount(tokens_, run)) continue;
      for (const NumberPart& part : run.parts) {
        parts_.push_back({part.first_token, part.last_token, part.digits});
      }
    }
    covered_.assign(tokens_.size(), false);
    for (const PiiFind& find : finds_) Cover(find.entity);
  }

  void Run() {
    const size_t count = finds_.size();
    for (size_t i = 0; i < count; ++i) {
      if (WholeNumberDigits(finds_[i].entity.type) > 0) Extend(i);
    }
    AddRepeated();
    std::sort(finds_.begin(), finds_.end(),
              [](const PiiFind& a, const PiiFind& b) { return a.entity.begin < b.entity.begin; });
  }

 private:
  struct Part {
    size_t first;
    size_t last;
    std::string digits;
  };

  size_t FirstTokenOf(const PiiEntity& entity) const {
    return FirstTokenBehind(tokens_, entity.begin);
  }
  size_t LastTokenOf(const PiiEntity& entity) const {
    const auto at =
        std::lower_bound(tokens_.begin(), tokens_.end(), entity.end,
                         [](const Token& token, size_t place) { return token.begin < place; });
    return static_cast<size_t>(at - tokens_.begin()) - 1;
  }

  void Cover(const PiiEntity& entity) {
    for (size_t i = FirstTokenOf(entity); i < tokens_.size() && tokens_[i].begin < entity.end;
         ++i) {
      covered_[i] = true;
    }
  }

  bool Free(const Part& part) const {
    for (size_t i = part.first; i <= part.last; ++i) {
      if (covered_[i]) return false;
    }
    return true;
  }

  // The part that begins at the token.
  const Part* PartFrom(size_t token) const {
    const auto at = FirstPart(token);
    return at != parts_.end() && at->first == token ? &*at : nullptr;
  }
  const Part* PartUntil(size_t token) const {
    const auto at =
        std::lower_bound(parts_.begin(), parts_.end(), token,
                         [](const Part& part, size_t place) { return part.last < place; });
    return at != parts_.end() && at->last == token ? &*at : nullptr;
  }

  // The first part that begins at the token or later.
  std::vector<Part>::const_iterator FirstPart(size_t token) const {
    return std::lower_bound(parts_.begin(), parts_.end(), token,
                            [](const Part& part, size_t place) { return part.first < place; });
  }

  std::string DigitsWithin(size_t first, size_t last) const {
    std::string digits;
    for (auto part = FirstPart(first); part != parts_.end() && part->last <= last; ++part) {
      digits += part->digits;
    }
    return digits;
  }

  bool IsAmount(const Part& part) const {
    const size_t next = part.last + 1;
    return next < tokens_.size() && tokens_[next].line == tokens_[part.last].line &&
           tokens_[part.last].after.empty() && IsUnit(tokens_[next].lower);
  }

  void Extend(size_t index) {
    PiiEntity& entity = finds_[index].entity;
    const size_t whole = WholeNumberDigits(entity.type);
    size_t first = FirstTokenOf(entity);
    size_t last = LastTokenOf(entity);
    if (first >= tokens_.size() || last < first) return;
    size_t digits = DigitsWithin(first, last).size();
    if (digits == 0) return;
    // Before: only what touches it.
    while (first > 0 && tokens_[first - 1].line == tokens_[first].line &&
           !tokens_[first - 1].sentence_end) {
      const Part* part = PartUntil(first - 1);
      if (part == nullptr || !Free(*part) || tokens_[part->first].line != tokens_[first].line)
        break;
      Take(*part);
      first = part->first;
      digits += part->digits.size();
    }
    while (const Part* part = NextInLine(last, digits < whole)) {
      Take(*part);
      last = part->last;
      digits += part->digits.size();
    }
    entity.begin = tokens_[first].begin;
    entity.end = tokens_[last].end;
    // "ending in 4821" is whole as it is.
    if (digits < whole && digits != 4) ExtendOverLines(index, last, whole - digits);
  }

  // The digits that go on with a number that ends at `last`. A whole number goes on with what
  // touches it, with a correction ("no, sorry, 0424") and, as a phone number, with its extension.
  const Part* NextInLine(size_t last, bool incomplete) const {
    size_t next = last + 1;
    if (tokens_[last].line_end) return nullptr;
    const Part* part = nullptr;
    bool goes_on = incomplete;
    for (size_t fillers = 0; next < tokens_.size(); ++fillers, ++next) {
      if (tokens_[next].line != tokens_[last].line) return nullptr;
      part = PartFrom(next);
      if (part != nullptr) break;
      if (fillers >= kMaxFillers || covered_[next] || !IsFiller(tokens_[next].lower)) {
        return nullptr;
      }
      goes_on |= GoesOn(tokens_[next].lower);
    }
    if (part == nullptr || !Free(*part) || IsAmount(*part)) return nullptr;
    const bool touches = part->first == last + 1 && !tokens_[last].sentence_end;
    if (!goes_on && !touches) return nullptr;
    return tokens_[part->last].line == tokens_[last].line ? part : nullptr;
  }

  // The digits at the start of the next lines, until `missing` are there.
  void ExtendOverLines(size_t index, size_t last, size_t missing) {
    const PiiFind original = finds_[index];
    size_t line_end = last;
    while (!tokens_[line_end].line_end) {
      // Words after the digits end the number, unless they are few.
      if (line_end - last >= kMaxAnswerTokens || covered_[line_end + 1]) return;
      ++line_end;
    }
    size_t lines = 0;
    for (size_t at = line_end + 1; at < tokens_.size() && lines <= kMaxLinesBetween; ++lines) {
      const auto span = LeadingDigits(at, missing);
      if (span) {
        size_t digits = 0;
        for (auto part = FirstPart(span->first); part != parts_.end() && part->last <= span->last;
             ++part) {
          Take(*part);
          digits += part->digits.size();
        }
        PiiFind rest = original;
        rest.entity.begin = tokens_[span->first].begin;
        rest.entity.end = tokens_[span->last].end;
        finds_.push_back(rest);
        if (digits >= missing) return;
        missing -= digits;
        lines = 0;
        at = span->last;
      }
      // The rest of the line must be no more than an answer.
      const size_t from = at;
      while (!tokens_[at].line_end) ++at;
      if (at - from >= kMaxAnswerTokens) return;
      ++at;
    }
  }

  struct TokenSpan {
    size_t first;
    size_t last;
  };

  // Digits that a line begins with, fillers before and between; absent where they count something
  // or are more than what is missing by far.
  std::optional<TokenSpan> LeadingDigits(size_t begin, size_t missing) const {
    size_t at = begin;
    for (size_t fillers = 0; fillers < kMaxFillers && PartFrom(at) == nullptr; ++fillers) {
      if (!IsFiller(tokens_[at].lower) || tokens_[at].line_end) return std::nullopt;
      ++at;
    }
    const Part* part = PartFrom(at);
    if (part == nullptr || !Free(*part) || IsAmount(*part)) return std::nullopt;
    TokenSpan span{part->first, part->last};
    size_t digits = part->digits.size();
    while (const Part* next = NextInLine(span.last, digits < missing)) {
      span.last = next->last;
      digits += next->digits.size();
    }
    if (digits < 2 || digits > missing + 4) return std::nullopt;
    return span;
  }

  void Take(const Part& part) {
    for (size_t i = part.first; i <= part.last; ++i) covered_[i] = true;
  }

  void AddRepeated() {
    std::unordered_map<std::string, PiiFind> known;
    for (const PiiFind& find : finds_) {
      if (WholeNumberDigits(find.entity.type) == 0) continue;
      const std::string digits = DigitsWithin(FirstTokenOf(find.entity), LastTokenOf(find.entity));
      if (digits.size() >= kMinRepeatedDigits) known.emplace(digits, find);
    }
    if (known.empty()) return;
    for (const NumberRun& run : runs_) {
      const auto found = known.find(run.digits);
      if (found == known.end()) continue;
      const Part all{run.first_token(), run.last_token(), run.digits};
      if (!Free(all)) continue;
      Take(all);
      PiiFind again = found->second;
      again.entity.begin = run.begin;
      again.entity.end = run.end;
      finds_.push_back(again);
    }
  }

  std::span<const Token> tokens_;
  std::vector<PiiFind>& finds_;
  std::vector<NumberRun> runs_;
  std::vector<Part> parts_;
  std::vector<bool> covered_;
};

}  // namespace

void AddNumberRests(std::span<const Token> tokens, std::vector<PiiFind>* finds) {
  const bool any = std::any_of(finds->begin(), finds->end(), [](const PiiFind& find) {
    return WholeNumberDigits(find.entity.type) > 0;
  });
  if (any) RestScan(tokens, finds).Run();
}

}  // namespace tacet::pii
