#include "tacet/pii/rules/number_recognizer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "tacet/pii/check_digits.h"
#include "tacet/pii/number_cues.h"
#include "tacet/pii/number_runs.h"
#include "tacet/pii/rules/number_rule.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

using enum PiiEntityType;

// In the order of preference where two rules are equally sure.
const std::array<NumberRule, 9>& Rules() {
  static const std::array<NumberRule, 9> rules = {
      CreditDebitNumberRule(), SsnRule(), PhoneRule(),          BankRoutingRule(),
      BankAccountNumberRule(), PinRule(), CreditDebitCvvRule(), CreditDebitExpiryRule(),
      TaxpayerNumberRule()};
  return rules;
}

// How far a cue speaks for a number: the agent's question, some words of the caller, the answer.
// A number of few digits is easily another one, so its cue must be nearer.
constexpr size_t kShortDigits = 6;
constexpr size_t kShortReachTokens = 16;
constexpr size_t kShortReachLines = 3;
constexpr size_t kLongReachTokens = 40;
constexpr size_t kLongReachLines = 6;
// "last four" without a subject takes the subject of the talk so far.
constexpr size_t kSubjectReachTokens = 150;
// How far a number is taken for a repetition of a redacted one.
constexpr size_t kRepeatReachTokens = 60;
constexpr size_t kRepeatMinDigits = 4;

bool IsAnyOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Claim {
  PiiEntityType type;
  double confidence;
};

struct ClaimedRun {
  NumberRun run;
  Claim claim;
};

class NumberScan {
 public:
  explicit NumberScan(std::string_view text)
      : text_(text), tokens_(Tokenize(text)), cues_(FindCues(tokens_)), cue_uses_(cues_.size()) {}

  std::vector<ClaimedRun> Run() {
    for (const NumberRun& run : FindNumberRuns(tokens_)) ClaimOrSplit(run, NumberGap::kBreak);
    ClaimRepetitions();
    ClaimCorrected();
    return std::move(claimed_);
  }

 private:
  // The run that a cue has spoken for, so that the same question does not redact the next number
  // too.
  struct CueUse {
    size_t end_token = 0;
    size_t digits = 0;  // 0: not used
  };

  void ClaimOrSplit(const NumberRun& run, NumberGap gap) {
    if (const auto claim = Classify(run)) {
      claimed_.push_back({run, *claim});
      return;
    }
    for (;;) {
      const auto pieces = SplitRun(run, gap, tokens_);
      if (pieces.size() > 1) {
        for (const NumberRun& piece : pieces) ClaimOrSplit(piece, gap);
        return;
      }
      if (gap == NumberGap::kComma) break;
      gap = static_cast<NumberGap>(static_cast<int>(gap) - 1);
    }
    unclaimed_.push_back(run);
  }

  std::optional<Claim> Classify(const NumberRun& run) {
    if (run.digits.size() < 3 || IsDateOrAmount(run)) return std::nullopt;
    NumberCandidate number = MakeCandidate(run);
    bool other = false;
    std::optional<Claim> claim = ClassifyByCues(run, &number, &other);
    // A complete card number is one, whatever was asked for.
    if (IsCardNumber(number.digits) && !IsList(run) &&
        (!claim || claim->type != kCreditDebitNumber)) {
      return Claim{kCreditDebitNumber, claim || other ? 0.85 : 0.95};
    }
    if (claim || other) return claim;
    if (auto follower = ClassifyAfterCard(run)) return follower;
    if (run.quantity || (IsList(run) && !IsCalledNumber(run))) return std::nullopt;
    return ClassifyAlone(run, number);
  }

  NumberCandidate MakeCandidate(const NumberRun& run) const {
    NumberCandidate number;
    number.digits = run.digits;
    number.plus = run.plus;
    const std::string_view span = text_.substr(run.begin, run.end - run.begin);
    size_t seen = 0;
    bool inside = false;
    for (const char c : span) {
      const bool digit = c >= '0' && c <= '9';
      if (digit && !inside) number.groups.push_back(0);
      if (digit) ++number.groups.back(), ++seen;
      number.hyphens |= c == '-' || c == ')' || c == '.';
      inside = digit;
    }
    if (seen != run.digits.size()) number.groups.clear();
    for (size_t i = 1; i < run.parts.size(); ++i) {
      number.list |= run.parts[i].gap_before >= NumberGap::kComma &&
                     run.parts[i].digits.size() >= 2 && run.parts[i].digits.size() != 4 &&
                     run.parts[i - 1].digits.size() >= 2;
    }
    return number;
  }

  // "2020 and 2021", "2021, 22".
  static bool IsYears(const NumberRun& run) {
    return run.parts.size() >= 2 && LooksLikeYear(run.parts.front().digits) &&
           std::all_of(run.parts.begin(), run.parts.end(), [](const NumberPart& part) {
             return LooksLikeYear(part.digits) || part.digits.size() == 2;
           });
  }

  // "March 15 2024", "in 2019", "300 dollars", "1,200 people".
  bool IsDateOrAmount(const NumberRun& run) const {
    const size_t first = run.first_token();
    const size_t next = run.last_token() + 1;
    const bool joined_before = first > 0 && tokens_[first - 1].line == tokens_[first].line;
    const std::string_view before = joined_before ? std::string_view(tokens_[first - 1].lower) : "";
    const bool joined_after = next < tokens_.size() &&
                              tokens_[next].line == tokens_[next - 1].line &&
                              tokens_[next - 1].after.empty();
    if (run.digits.size() <= kShortDigits) {
      if (joined_after && IsUnit(tokens_[next].lower)) return true;
      const bool expiry = run.digits.size() == 6 && IsExpiry(run.digits);
      if (run.quantity && !expiry && !IsAnyOf(before, {"number", "is"})) return true;
      if (MonthOf(before) > 0) return true;
      return LooksLikeYear(run.digits) &&
             IsAnyOf(before, {"in", "since", "year", "until", "by", "during", "from", "early",
                              "late", "mid", "before", "after", "fiscal", "of"});
    }
    return IsYears(run) || (MonthOf(before) > 0 && run.digits.size() <= 8);
  }

  // "the number is one two three four ...": digits read out, however they count.
  bool IsCalledNumber(const NumberRun& run) const {
    const size_t end = run.first_token();
    for (size_t i = end < 6 ? 0 : end - 6; i < end; ++i) {
      if (IsAnyOf(tokens_[i].lower, {"number", "numbers", "digits"})) return true;
    }
    return false;
  }

  // Counting ("one, two, three, ...", with a slip or two) and lists of numbers ("20, 25, 30").
  static bool IsList(const NumberRun& run) {
    if (run.parts.size() < 3) return false;
    size_t counted = 0;
    bool list = run.parts.front().digits.size() >= 2;
    for (size_t i = 0; i < run.parts.size(); ++i) {
      const std::string& digits = run.parts[i].digits;
      if (digits.size() > 5) return false;
      if (i == 0) continue;
      const int step = std::stoi(digits) - std::stoi(run.parts[i - 1].digits);
      if (step == 1 || step == -1) ++counted;
      list &=
          digits.size() >= 2 && digits.size() <= 3 && run.parts[i].gap_before >= NumberGap::kComma;
    }
    const bool counting = run.parts.size() >= 5 && counted * 10 >= (run.parts.size() - 1) * 6;
    return counting || list;
  }

  std::optional<Claim> ClassifyByCues(const NumberRun& run, NumberCandidate* number, bool* other) {
    std::vector<size_t> order = CuesAfter(run);
    const std::vector<size_t> before = CuesBefore(run);
    // "my card is 4111... and 4071 is my PIN": what follows counts unless a cue stands right
    // before.
    const bool before_first = !before.empty() && Distance(cues_[before.front()], run) <= 2;
    order.insert(before_first ? order.begin() : order.end(), before.begin(), before.end());

    if (run.digits.size() == 4) {
      for (const size_t index : order) {
        if (cues_[index].cue == Cue::kOther && cues_[index].strong) break;
        number->last_four |= cues_[index].cue == Cue::kLastFour && MayUse(index, run);
      }
    }
    bool weak_other = false;
    for (const size_t index : order) {
      const CueHit& cue = cues_[index];
      if (cue.cue == Cue::kLastFour) continue;
      if (cue.cue == Cue::kOther) {
        if (number->last_four) continue;
        const bool adjacent = cue.first_token < run.first_token() && Distance(cue, run) <= 2 &&
                              tokens_[cue.last_token].line == tokens_[run.first_token()].line;
        if ((cue.strong && OtherSpeaksFor(index, run)) ||
            (adjacent && run.digits.size() <= kShortDigits)) {
          Use(index, run);
          *other = true;
          return std::nullopt;
        }
        weak_other |= adjacent;
        continue;
      }
      if (!cue.strong &&
          (weak_other || run.quantity || (cue.cue == Cue::kAccount && OtherNear(index, run))))
        continue;
      if (run.quantity && Distance(cue, run) > 8) continue;
      if (cue.cue == Cue::kCvv && !cue.strong && !CardNear(run)) continue;
      if (!MayUse(index, run)) continue;
      if (auto claim = Ask(cue, *number)) {
        Use(index, run);
        if (number->last_four) UseLastFour(run);
        return claim;
      }
    }
    *other = weak_other;
    if (!number->last_four) return std::nullopt;
    if (auto claim = SubjectOfLastFour(run, *number)) {
      UseLastFour(run);
      return claim;
    }
    return std::nullopt;
  }

  // The best claim of the cue's rule on the number. With a routing number's checksum right,
  // "routing and account number" means the routing number.
  std::optional<Claim> Ask(const CueHit& cue, const NumberCandidate& number) const {
    for (const NumberRule& rule : Rules()) {
      if (rule.cue != cue.cue) continue;
      const double confidence = rule.with_cue(number, cue.strong);
      if (confidence > 0) return Claim{rule.type, confidence};
    }
    return std::nullopt;
  }

  // Whether "order number" is about this run: near, and no run between that it was about already.
  bool OtherSpeaksFor(size_t index, const NumberRun& run) const {
    const CueHit& cue = cues_[index];
    if (cue.last_token >= run.first_token()) return true;  // "4821 is my order number"
    if (Distance(cue, run) > kShortReachTokens) return false;
    if (tokens_[run.first_token()].line - tokens_[cue.last_token].line > kShortReachLines) {
      return false;
    }
    const CueUse& use = cue_uses_[index];
    return use.digits == 0 || use.end_token + 3 >= run.first_token();
  }

  // "the policy number on my account is": the account is not what the number is of.
  bool OtherNear(size_t index, const NumberRun& run) const {
    for (size_t i = index; i-- > 0;) {
      if (Distance(cues_[i], run) > 10) return false;
      if (tokens_[cues_[i].last_token].line != tokens_[run.first_token()].line) return false;
      for (size_t token = cues_[i].last_token; token < cues_[index].first_token; ++token) {
        if (tokens_[token].sentence_end) return false;
      }
      if (cues_[i].strong) return cues_[i].cue == Cue::kOther;
    }
    return false;
  }

  // Whether a card is talked about before the run.
  bool CardNear(const NumberRun& run) const {
    for (const size_t index : CuesBefore(run, kSubjectReachTokens, kSubjectReachTokens)) {
      if (cues_[index].cue == Cue::kCard || cues_[index].cue == Cue::kExpiry) return true;
    }
    return false;
  }

  // Tokens between the cue and the run after it; 0 for a cue behind the run.
  static size_t Distance(const CueHit& cue, const NumberRun& run) {
    return cue.last_token < run.first_token() ? run.first_token() - cue.last_token - 1 : 0;
  }

  // Cues before the run within reach, nearest first.
  std::vector<size_t> CuesBefore(const NumberRun& run) const {
    const bool is_short = run.digits.size() <= kShortDigits;
    const size_t reach = is_short ? kShortReachTokens : kLongReachTokens;
    const size_t lines = is_short ? kShortReachLines : kLongReachLines;
    return CuesBefore(run, reach, lines);
  }

  std::vector<size_t> CuesBefore(const NumberRun& run, size_t reach, size_t lines) const {
    std::vector<size_t> found;
    for (size_t i = FirstCueFrom(run.first_token()); i-- > 0;) {
      if (cues_[i].last_token >= run.first_token()) continue;
      if (Distance(cues_[i], run) > reach) break;
      if (tokens_[run.first_token()].line - tokens_[cues_[i].last_token].line > lines) break;
      found.push_back(i);
    }
    return found;
  }

  // Cues right after the run in the same sentence: "4821 is the last four of my social".
  std::vector<size_t> CuesAfter(const NumberRun& run) const {
    std::vector<size_t> found;
    size_t token = run.last_token();
    size_t cue = FirstCueFrom(token + 1);
    for (int connectors = 0; connectors <= 5;) {
      if (tokens_[token].sentence_end || tokens_[token].line_end) break;
      ++token;
      if (cue < cues_.size() && cues_[cue].first_token == token) {
        found.push_back(cue);
        token = cues_[cue].last_token;
        ++cue;
        if (cues_[found.back()].cue != Cue::kLastFour) break;
        continue;
      }
      if (!IsAnyOf(tokens_[token].lower,
                   {"is", "was", "are", "the", "my", "your", "his", "her", "our", "that's", "it's",
                    "for", "as", "a", "on", "of", "that", "which", "s"})) {
        break;
      }
      ++connectors;
    }
    return found;
  }

  // The first cue that starts at `token` or later.
  size_t FirstCueFrom(size_t token) const {
    const auto at =
        std::lower_bound(cues_.begin(), cues_.end(), token,
                         [](const CueHit& cue, size_t value) { return cue.first_token < value; });
    return static_cast<size_t>(at - cues_.begin());
  }

  bool MayUse(size_t index, const NumberRun& run) const {
    const CueUse& use = cue_uses_[index];
    if (use.digits == 0 || run.digits.size() > kShortDigits) return true;
    // A correction or a second guess of the same kind of number: "9431 or 3941".
    if (use.digits != run.digits.size() || run.first_token() - use.end_token > 8) return false;
    if (run.first_token() - use.end_token <= 2) return true;
    for (size_t i = use.end_token + 1; i < run.first_token(); ++i) {
      if (IsAnyOf(tokens_[i].lower,
                  {"or", "no", "sorry", "wait", "actually", "mean", "correction", "rather"})) {
        return true;
      }
    }
    return false;
  }

  void Use(size_t index, const NumberRun& run) {
    cue_uses_[index] = {run.last_token(), run.digits.size()};
  }

  void UseLastFour(const NumberRun& run) {
    for (const size_t index : CuesBefore(run)) {
      if (cues_[index].cue == Cue::kLastFour) Use(index, run);
    }
  }

  // "last four?" "4821": of the card, account or social spoken of before.
  std::optional<Claim> SubjectOfLastFour(const NumberRun& run,
                                         const NumberCandidate& number) const {
    if (LooksLikeYear(number.digits)) return std::nullopt;
    for (const size_t i : CuesBefore(run, kSubjectReachTokens, kSubjectReachTokens)) {
      const Cue cue = cues_[i].cue;
      if (cue != Cue::kCard && cue != Cue::kAccount && cue != Cue::kSsn && cue != Cue::kRouting) {
        continue;
      }
      if (auto claim = Ask(cues_[i], number)) return Claim{claim->type, 0.85};
    }
    return Claim{kCreditDebitNumber, 0.6};
  }

  // Right after a card number comes its expiry date, then its security code, often unannounced.
  std::optional<Claim> ClassifyAfterCard(const NumberRun& run) const {
    if (claimed_.empty() || run.digits.size() > 4 || run.parts.size() > 4) return std::nullopt;
    const ClaimedRun& last = claimed_.back();
    if (run.first_token() - last.run.last_token() > 8) return std::nullopt;
    const bool after_card = last.claim.type == kCreditDebitNumber && last.run.digits.size() >= 12;
    const bool after_expiry = last.claim.type == kCreditDebitExpiry;
    if (!after_card && !after_expiry) return std::nullopt;
    if (after_card && run.digits.size() == 4 && IsExpiry(run.digits)) {
      return Claim{kCreditDebitExpiry, 0.85};
    }
    if (run.digits.size() == 3) return Claim{kCreditDebitCvv, 0.75};
    return std::nullopt;
  }

  std::optional<Claim> ClassifyAlone(const NumberRun& run, const NumberCandidate& number) const {
    const bool broken = std::any_of(run.parts.begin(), run.parts.end(), [](const NumberPart& part) {
      return part.gap_before == NumberGap::kBreak;
    });
    std::optional<Claim> best;
    for (const NumberRule& rule : Rules()) {
      const double confidence = rule.alone(number);
      if (confidence > (best ? best->confidence : 0)) best = Claim{rule.type, confidence};
    }
    // Across sentences only a number that is complete counts; otherwise its pieces are looked at.
    if (best && broken && best->confidence < 0.8) return std::nullopt;
    return best;
  }

  // What the agent reads back, whole or in pieces, and what is said again later. Both lists are in
  // the order of the text.
  void ClaimRepetitions() {
    std::unordered_map<std::string_view, size_t> long_numbers;  // by digits: the first claim
    for (size_t i = 0; i < claimed_.size(); ++i) {
      if (claimed_[i].run.digits.size() > kShortDigits) {
        long_numbers.emplace(claimed_[i].run.digits, i);
      }
    }
    std::vector<ClaimedRun> repeated;
    size_t near_begin = 0;
    for (const NumberRun& run : unclaimed_) {
      if (run.digits.size() < kRepeatMinDigits || IsDateOrAmount(run)) continue;
      if (const auto found = long_numbers.find(run.digits); found != long_numbers.end()) {
        repeated.push_back({run, {claimed_[found->second].claim.type, 0.85}});
        continue;
      }
      while (near_begin < claimed_.size() &&
             claimed_[near_begin].run.first_token() + kRepeatReachTokens < run.first_token()) {
        ++near_begin;
      }
      for (size_t i = near_begin; i < claimed_.size(); ++i) {
        const ClaimedRun& original = claimed_[i];
        if (original.run.first_token() > run.first_token() + kRepeatReachTokens) break;
        const std::string& digits = original.run.digits;
        const bool same = digits == run.digits;
        const bool part = digits.size() >= 9 && !LooksLikeYear(run.digits) &&
                          digits.find(run.digits) != std::string::npos;
        if (!same && !part) continue;
        repeated.push_back({run, {original.claim.type, same ? 0.85 : 0.75}});
        break;
      }
    }
    claimed_.insert(claimed_.end(), repeated.begin(), repeated.end());
    std::sort(claimed_.begin(), claimed_.end(),
              [](const ClaimedRun& a, const ClaimedRun& b) { return a.run.begin < b.run.begin; });
  }

  // "206, no wait, sorry, 425 555 0142": the false start goes with the number. Both lists are in
  // the order of the text.
  void ClaimCorrected() {
    size_t next = 0;
    for (const NumberRun& run : unclaimed_) {
      while (next < claimed_.size() && claimed_[next].run.begin <= run.begin) ++next;
      if (next == claimed_.size()) return;
      NumberRun& corrected = claimed_[next].run;
      const size_t between = corrected.first_token() - run.last_token() - 1;
      if (run.digits.size() < 2 || between == 0 || between > 6) continue;
      bool correction = false;
      for (size_t i = run.last_token() + 1; i < corrected.first_token(); ++i) {
        correction |= IsAnyOf(tokens_[i].lower, {"wait", "sorry", "no", "actually", "scratch",
                                                 "correction", "oops", "mean", "meant", "rather"});
      }
      if (correction) corrected.begin = run.begin;
    }
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<CueHit> cues_;
  std::vector<CueUse> cue_uses_;
  std::vector<ClaimedRun> claimed_;
  std::vector<NumberRun> unclaimed_;
};

class NumberRecognizer : public PiiRecognizer {
 public:
  NumberRecognizer() {
    for (const NumberRule& rule : Rules()) types_.push_back(rule.type);
  }

  std::span<const PiiEntityType> entity_types() const override { return types_; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    std::vector<PiiEntity> entities;
    // All types are told apart even when few are wanted: a card number must not become a PHONE
    // because nobody asked for cards.
    for (const ClaimedRun& claimed : NumberScan(text).Run()) {
      if (!wanted.contains(claimed.claim.type)) continue;
      entities.push_back(
          {claimed.claim.type, claimed.claim.confidence, claimed.run.begin, claimed.run.end});
    }
    return entities;
  }

 private:
  std::vector<PiiEntityType> types_;
};

}  // namespace

bool LooksLikeYear(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

std::unique_ptr<PiiRecognizer> MakeNumberRecognizer() {
  return std::make_unique<NumberRecognizer>();
}

}  // namespace tacet::pii
