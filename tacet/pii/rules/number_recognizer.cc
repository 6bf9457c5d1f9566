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
#include "tacet/pii/rules/cue_uses.h"
#include "tacet/pii/rules/number_rule.h"
#include "tacet/pii/rules/number_shape.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

using enum PiiEntityType;

// In the order of preference where two rules are equally sure.
const std::array<NumberRule, 11>& Rules() {
  static const std::array<NumberRule, 11> rules = {CreditDebitNumberRule(),
                                                   SsnRule(),
                                                   PhoneRule(),
                                                   BankRoutingRule(),
                                                   BankAccountNumberRule(),
                                                   PinRule(),
                                                   CreditDebitCvvRule(),
                                                   CreditDebitExpiryRule(),
                                                   TaxpayerNumberRule(),
                                                   CaSocialInsuranceNumberRule(),
                                                   CaHealthNumberRule()};
  return rules;
}

// How far a number is taken for a repetition of a redacted one.
constexpr size_t kRepeatReachTokens = 60;
constexpr size_t kRepeatMinDigits = 4;

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
      : text_(text), tokens_(Tokenize(text)), cues_(tokens_) {}

  // Runs that were named as something else, in order. After Run().
  const std::vector<TextSpan>& denied() const { return denied_; }

  std::vector<ClaimedRun> Run() {
    for (const NumberRun& run : FindNumberRuns(tokens_)) ClaimOrSplit(run, NumberGap::kBreak);
    ClaimRepetitions();
    ClaimCorrected();
    return std::move(claimed_);
  }

 private:
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
    if (run.digits.size() < 3 || IsDateOrAmount(tokens_, run)) return std::nullopt;
    NumberCandidate number = MakeCandidate(text_, run);
    bool other = false;
    std::optional<Claim> claim = ClassifyByCues(run, &number, &other);
    // A complete card number is one, whatever was asked for.
    if (IsCardNumber(number.digits) && !IsList(run) &&
        (!claim || claim->type != kCreditDebitNumber)) {
      return Claim{kCreditDebitNumber, claim || other ? 0.85 : 0.95};
    }
    if (!claim && other) denied_.push_back({run.begin, run.end});
    if (claim || other) return claim;
    if (auto follower = ClassifyAfterCard(run)) return follower;
    if (run.quantity || (IsList(run) && !IsCalledNumber(tokens_, run))) return std::nullopt;
    return ClassifyAlone(run, number);
  }

  std::optional<Claim> ClassifyByCues(const NumberRun& run, NumberCandidate* number, bool* other) {
    std::vector<size_t> order = cues_.After(run);
    const std::vector<size_t> before = cues_.Before(run);
    // "my card is 4111... and 4071 is my PIN": what follows counts unless a cue stands right
    // before.
    const bool before_first = !before.empty() && CueUses::Distance(cues_[before.front()], run) <= 2;
    order.insert(before_first ? order.begin() : order.end(), before.begin(), before.end());

    if (run.digits.size() == 4) {
      for (const size_t index : order) {
        if (cues_[index].cue == Cue::kOther && cues_[index].strong) break;
        number->last_four |= cues_[index].cue == Cue::kLastFour && cues_.MayUse(index, run);
      }
    }
    bool weak_other = false;
    for (const size_t index : order) {
      const CueHit& cue = cues_[index];
      if (cue.cue == Cue::kLastFour) continue;
      if (cue.cue == Cue::kOther) {
        if (number->last_four) continue;
        const bool adjacent = cue.first_token < run.first_token() &&
                              CueUses::Distance(cue, run) <= 2 &&
                              tokens_[cue.last_token].line == tokens_[run.first_token()].line;
        if ((cue.strong && cues_.OtherSpeaksFor(index, run)) ||
            (adjacent && run.digits.size() <= kShortDigits)) {
          cues_.Use(index, run);
          *other = true;
          return std::nullopt;
        }
        weak_other |= adjacent;
        continue;
      }
      if (!cue.strong &&
          (weak_other || run.quantity || (cue.cue == Cue::kAccount && cues_.OtherNear(index, run))))
        continue;
      if (run.quantity && CueUses::Distance(cue, run) > 8) continue;
      if (cue.cue == Cue::kCvv && !cue.strong && !cues_.CardNear(run)) continue;
      if (!cues_.MayUse(index, run)) continue;
      if (auto claim = Ask(cue, *number)) {
        cues_.Use(index, run);
        if (number->last_four) cues_.UseLastFour(run);
        return claim;
      }
    }
    *other = weak_other;
    if (!number->last_four) return std::nullopt;
    if (auto claim = SubjectOfLastFour(run, *number)) {
      cues_.UseLastFour(run);
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

  // "last four?" "4821": of the card, account or social spoken of before.
  std::optional<Claim> SubjectOfLastFour(const NumberRun& run,
                                         const NumberCandidate& number) const {
    if (LooksLikeYear(number.digits)) return std::nullopt;
    for (const size_t i : cues_.Before(run, kSubjectReachTokens, kSubjectReachTokens)) {
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
      if (run.digits.size() < kRepeatMinDigits || IsDateOrAmount(tokens_, run)) continue;
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
  CueUses cues_;
  std::vector<ClaimedRun> claimed_;
  std::vector<NumberRun> unclaimed_;
  std::vector<TextSpan> denied_;
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

  void AddFinds(std::string_view text, RuleFinds* finds) const override {
    NumberScan scan(text);
    for (const ClaimedRun& claimed : scan.Run()) {
      finds->entities.push_back(
          {claimed.claim.type, claimed.claim.confidence, claimed.run.begin, claimed.run.end});
    }
    // A run that is looked at in pieces is denied as a whole first.
    for (const TextSpan& span : scan.denied()) {
      if (finds->denied.empty() || finds->denied.back().end <= span.begin) {
        finds->denied.push_back(span);
      }
    }
  }

 private:
  std::vector<PiiEntityType> types_;
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeNumberRecognizer() {
  return std::make_unique<NumberRecognizer>();
}

}  // namespace tacet::pii
