#include "tacet/evaluation/digit_leaks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tacet/evaluation/text_coverage.h"

namespace tacet::evaluation {
namespace {

constexpr size_t kTurnsBetweenPieces = 2;

constexpr std::array<std::string_view, 11> kUnits = {
    "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
constexpr std::array<std::string_view, 10> kTeens = {"ten",      "eleven",  "twelve",  "thirteen",
                                                     "fourteen", "fifteen", "sixteen", "seventeen",
                                                     "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                   "sixty",  "seventy", "eighty", "ninety"};

template <size_t n>
bool OneOf(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The most digits that a number of this type has; 0 for types that the rule does not look at.
size_t MostDigits(PiiEntityType type) {
  switch (type) {
    case PiiEntityType::kCreditDebitNumber:
      return 16;
    case PiiEntityType::kBankAccountNumber:
      return 17;
    case PiiEntityType::kSsn:
      return 9;
    case PiiEntityType::kPhone:
      return 11;
    case PiiEntityType::kPin:
      return 6;
    default:
      return 0;
  }
}

struct Digits {
  size_t turn = 0;
  SaidDigits said;
  bool covered = false;
};

struct Number {
  PiiEntityType type = PiiEntityType::kPhone;
  std::vector<Digits> digits;
  size_t count = 0;
};

// Adds the leaks of one number.
void AddLeaks(const std::string& dialogue, const Number& number, std::vector<DigitLeak>* leaks) {
  size_t place = 0;
  for (const Digits& digits : number.digits) {
    if (2 * place < number.count && !digits.covered) return;  // the first half was not found
    place += digits.said.count;
  }
  DigitLeak run;
  const auto end_run = [&] {
    if (run.run_length > kLongestReadableRun) leaks->push_back(run);
    run = {number.type, dialogue};
  };
  end_run();
  for (const Digits& digits : number.digits) {
    if (digits.covered || (run.run_length > 0 && run.turn != digits.turn)) end_run();
    if (digits.covered) continue;
    if (run.run_length == 0) run.begin = digits.said.begin;
    run.turn = digits.turn;
    run.end = digits.said.end;
    run.run_length += digits.said.count;
  }
  end_run();
}

}  // namespace

std::vector<SaidDigits> DigitsIn(std::string_view text, size_t begin, size_t end) {
  std::vector<SaidDigits> digits;
  bool after_tens = false;
  bool is_double = false;
  for (size_t i = begin; i < end;) {
    if (text[i] >= '0' && text[i] <= '9') {
      digits.push_back({i, i + 1, 1});
      after_tens = false;
      ++i;
      continue;
    }
    std::string word;
    const size_t from = i;
    for (; i < end; ++i) {
      const char c = text[i];
      const bool upper = c >= 'A' && c <= 'Z';
      if (!upper && !(c >= 'a' && c <= 'z')) break;
      word += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (i == from) {
      ++i;
      continue;
    }
    const bool unit = OneOf(kUnits, word) || word == "o";
    if (unit && after_tens && word != "zero" && word != "oh" && word != "o") {
      digits.back().count = 1;  // "twenty two": the tens are one digit after all
    }
    if (unit) {
      digits.push_back({from, i, is_double ? size_t{2} : size_t{1}});
    } else if (OneOf(kTeens, word) || OneOf(kTens, word)) {
      digits.push_back({from, i, 2});
    } else if (word == "hundred" || word == "thousand") {
      digits.push_back({from, i, word == "hundred" ? size_t{2} : size_t{3}});
    }
    after_tens = OneOf(kTens, word);
    is_double = word == "double";
  }
  return digits;
}

std::vector<DigitLeak> FindDigitLeaks(const LabelledDialogue& dialogue, const FoundInTurns& found) {
  std::vector<DigitLeak> leaks;
  std::vector<Number> open;  // at most one per type: the last of it
  for (size_t turn = 0; turn < dialogue.turns.size(); ++turn) {
    const LabelledTurn& said = dialogue.turns[turn];
    TextCoverage coverage(said.text);
    for (const PiiEntity& entity : found[turn]) coverage.Add(entity.begin, entity.end);
    for (const LabelledSpan& span : said.spans) {
      if (!span.type || MostDigits(*span.type) == 0) continue;
      std::vector<Digits> digits;
      size_t count = 0;
      for (const SaidDigits& each : DigitsIn(said.text, span.begin, span.end)) {
        digits.push_back({turn, each, coverage.Covers(each.begin, each.end)});
        count += each.count;
      }
      if (digits.empty()) continue;
      auto number = std::find_if(open.begin(), open.end(),
                                 [&](const Number& each) { return each.type == *span.type; });
      if (number == open.end()) number = open.insert(open.end(), Number{*span.type, {}, 0});
      const bool goes_on = !number->digits.empty() &&
                           turn - number->digits.back().turn <= kTurnsBetweenPieces &&
                           number->count + count <= MostDigits(*span.type);
      if (!goes_on) {
        AddLeaks(dialogue.id, *number, &leaks);
        *number = Number{*span.type, {}, 0};
      }
      number->digits.insert(number->digits.end(), digits.begin(), digits.end());
      number->count += count;
    }
  }
  for (const Number& number : open) AddLeaks(dialogue.id, number, &leaks);
  return leaks;
}

}  // namespace tacet::evaluation
