#include "tacet/pii/rules/credit_debit_expiry.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "tacet/pii/number_cues.h"
#include "tacet/pii/number_runs.h"
#include "tacet/pii/rules/number_rule.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

// How far "expiration date" speaks for a date.
constexpr size_t kExpiryReachTokens = 16;
constexpr size_t kExpiryReachLines = 3;
// Licences, policies and offers expire too: a talk about a card has one of these words nearby.
constexpr size_t kCardReachTokens = 150;

double ExpiryWithCue(const NumberCandidate& number, bool /*strong_cue*/) {
  if (IsExpiry(number.digits)) return 0.95;
  return number.size() == 4 && !LooksLikeYear(number.digits) ? 0.75 : 0;
}

// A date of month and year at tokens [first, last].
struct MonthYear {
  size_t first = 0;
  size_t last = 0;
};

class ExpiryDateRecognizer : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    std::vector<PiiEntity> entities;
    if (!wanted.contains(PiiEntityType::kCreditDebitExpiry)) return entities;
    const std::vector<Token> tokens = Tokenize(text);
    const std::vector<CueHit> cues = FindCues(tokens);
    const std::vector<NumberRun> runs = FindNumberRuns(tokens);
    size_t run = 0;
    for (size_t i = 0; i < tokens.size(); ++i) {
      while (run < runs.size() && runs[run].last_token() < i) ++run;
      const auto date = DateAt(tokens, runs, run, i);
      if (!date) continue;
      const double confidence = Confidence(*date, tokens, cues);
      if (confidence == 0) continue;
      entities.push_back({PiiEntityType::kCreditDebitExpiry, confidence, tokens[date->first].begin,
                          tokens[date->last].end});
      i = date->last;
    }
    return entities;
  }

 private:
  static constexpr std::array<PiiEntityType, 1> kTypes = {PiiEntityType::kCreditDebitExpiry};

  // "01/21", "1/2021"; or a month's name and a year: "January 2021", "Jan of twenty one".
  std::optional<MonthYear> DateAt(const std::vector<Token>& tokens,
                                  const std::vector<NumberRun>& runs, size_t run, size_t i) const {
    if (RE2::FullMatch(re2::StringPiece(tokens[i].lower), slashed_)) return MonthYear{i, i};
    if (MonthOf(tokens[i].lower) == 0) return std::nullopt;
    size_t year = i + 1;
    if (year < tokens.size() && (tokens[year].lower == "of" || tokens[year].lower == "the")) ++year;
    while (run < runs.size() && runs[run].first_token() < year) ++run;
    if (run == runs.size() || runs[run].first_token() != year) return std::nullopt;
    // A year is one part of the run; what follows it belongs to another number.
    const NumberPart& part = runs[run].parts.front();
    if (part.digits.size() == 2 && runs[run].parts.size() > 1 && part.digits == "20" &&
        runs[run].parts[1].digits.size() == 2 &&
        runs[run].parts[1].gap_before == NumberGap::kNone) {
      return MonthYear{i, runs[run].parts[1].last_token};
    }
    const bool is_year = part.digits.size() == 2 || LooksLikeYear(part.digits);
    if (is_year) return MonthYear{i, part.last_token};
    return std::nullopt;
  }

  static double Confidence(const MonthYear& date, const std::vector<Token>& tokens,
                           const std::vector<CueHit>& cues) {
    const auto at =
        std::lower_bound(cues.begin(), cues.end(), date.first,
                         [](const CueHit& cue, size_t value) { return cue.first_token < value; });
    const auto here = static_cast<size_t>(at - cues.begin());
    bool expiry = false;
    bool card = false;
    for (size_t i = here; i-- > 0 && date.first - cues[i].last_token <= kCardReachTokens;) {
      if (cues[i].cue == Cue::kExpiry) {
        expiry |= date.first - cues[i].last_token <= kExpiryReachTokens &&
                  tokens[date.first].line - tokens[cues[i].last_token].line <= kExpiryReachLines;
      }
      card |= cues[i].cue == Cue::kCard || cues[i].cue == Cue::kCvv;
    }
    for (size_t i = here; i < cues.size() && cues[i].first_token <= date.last + 5; ++i) {
      expiry |=
          cues[i].cue == Cue::kExpiry && tokens[cues[i].first_token].line == tokens[date.last].line;
    }
    if (expiry) return card ? 0.99 : 0.6;
    return card && JustAfterCardNumber(date, tokens) ? 0.85 : 0;
  }

  // The word or two before are still digits of a long number: "4111 1111 1111 1111, 01/21".
  static bool JustAfterCardNumber(const MonthYear& date, const std::vector<Token>& tokens) {
    const size_t first = date.first < 4 ? 0 : date.first - 4;
    for (size_t i = first; i < date.first; ++i) {
      const auto digits = std::count_if(tokens[i].text.begin(), tokens[i].text.end(),
                                        [](char c) { return c >= '0' && c <= '9'; });
      if (digits >= 4) return true;
    }
    return false;
  }

  RE2 slashed_{R"((0?[1-9]|1[0-2])[/-](20)?[0-9][0-9])"};
};

}  // namespace

bool IsExpiry(std::string_view digits) {
  const size_t length = digits.size();
  if (length != 3 && length != 4 && length != 6) return false;
  if (length == 6 && digits.substr(2, 2) != "20") return false;
  const int month = length == 3 ? digits[0] - '0' : (digits[0] - '0') * 10 + (digits[1] - '0');
  return month >= 1 && month <= 12;
}

NumberRule CreditDebitExpiryRule() {
  return {PiiEntityType::kCreditDebitExpiry, Cue::kExpiry, ExpiryWithCue, NeverAlone};
}

std::unique_ptr<PiiRecognizer> MakeExpiryDateRecognizer() {
  return std::make_unique<ExpiryDateRecognizer>();
}

}  // namespace tacet::pii
