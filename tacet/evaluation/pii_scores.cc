#include "tacet/evaluation/pii_scores.h"

#include <algorithm>
#include <utility>

#include "tacet/base/check.h"
#include "tacet/evaluation/text_coverage.h"

namespace tacet::evaluation {
namespace {

size_t WordsIn(std::string_view text) {
  size_t words = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t';
    words += !space && !in_word ? 1 : 0;
    in_word = !space;
  }
  return words;
}

bool AtLeastHalf(size_t part, size_t whole) { return 2 * part >= whole && part > 0; }

}  // namespace

const std::vector<TypeGroup>& TypeGroups() {
  using enum PiiEntityType;
  static const std::vector<TypeGroup> groups = [] {
    std::vector<TypeGroup> made = {
        {"NAME", {kName}},
        {"ADDRESS", {kAddress}},
        {"long numbers", {kPhone, kSsn, kCreditDebitNumber, kBankAccountNumber, kBankRouting}},
        {"card details", {kCreditDebitCvv, kCreditDebitExpiry, kPin}},
        {"EMAIL", {kEmail}},
        {"all numbers",
         {kPhone, kSsn, kCreditDebitNumber, kBankAccountNumber, kBankRouting, kCreditDebitCvv,
          kCreditDebitExpiry, kPin}},
    };
    PiiEntityTypeSet rest(AllPiiEntityTypes().begin(), AllPiiEntityTypes().end());
    for (const TypeGroup& group : made) {
      for (const PiiEntityType type : group.types) rest.erase(type);
    }
    made.push_back({"other types", std::move(rest)});
    return made;
  }();
  return groups;
}

void PiiCounts::Add(const PiiCounts& other) {
  labelled += other.labelled;
  found += other.found;
  found_same_type += other.found_same_type;
  touched += other.touched;
  spans += other.spans;
  right += other.right;
  right_same_type += other.right_same_type;
}

void PiiScores::Add(const LabelledDialogue& dialogue, const FoundInTurns& found) {
  TACET_CHECK(found.size() == dialogue.turns.size()) << "finds of another dialogue";
  FoundInTurns wanted = found;
  for (std::vector<PiiEntity>& turn : wanted) {
    std::erase_if(turn, [&](const PiiEntity& each) { return !wanted_.contains(each.type); });
  }
  PerDialogue sums;
  sums.source = dialogue.source;
  calibrations_.emplace_back();
  calibrations_any_type_.emplace_back();
  for (size_t turn = 0; turn < dialogue.turns.size(); ++turn) {
    AddTurn(dialogue, turn, wanted[turn], &sums);
  }
  dialogues_.push_back(std::move(sums));
  for (DigitLeak& leak : FindDigitLeaks(dialogue, wanted)) {
    if (wanted_.contains(leak.type)) leaks_.push_back(std::move(leak));
  }
}

void PiiScores::AddTurn(const LabelledDialogue& dialogue, size_t turn,
                        const std::vector<PiiEntity>& found, PerDialogue* sums) {
  const LabelledTurn& said = dialogue.turns[turn];
  const auto is_scored = [&](const LabelledSpan& span) {
    return span.type && wanted_.contains(*span.type);
  };
  const auto part = [&](size_t begin, size_t end) { return said.text.substr(begin, end - begin); };
  sums->words += WordsIn(said.text);

  TextCoverage hidden(said.text);
  std::map<PiiEntityType, TextCoverage> hidden_as;
  for (const PiiEntity& entity : found) {
    hidden.Add(entity.begin, entity.end);
    hidden_as.try_emplace(entity.type, said.text).first->second.Add(entity.begin, entity.end);
  }
  TextCoverage labelled(said.text);
  TextCoverage open(said.text);  // neither right nor wrong
  std::map<PiiEntityType, TextCoverage> labelled_as;
  for (const LabelledSpan& span : said.spans) {
    if (!is_scored(span)) {
      open.Add(span.begin, span.end);
      continue;
    }
    labelled.Add(span.begin, span.end);
    labelled_as.try_emplace(*span.type, said.text).first->second.Add(span.begin, span.end);
    const size_t size = hidden.Count(span.begin, span.end);
    const bool is_found = hidden.Covers(span.begin, span.end);
    const auto own = hidden_as.find(*span.type);
    PiiCounts counts;
    counts.labelled = 1;
    counts.found = is_found ? 1 : 0;
    counts.touched = hidden.CountCovered(span.begin, span.end) > 0 ? 1 : 0;
    counts.found_same_type =
        is_found && own != hidden_as.end() &&
                AtLeastHalf(own->second.CountCovered(span.begin, span.end), size)
            ? 1
            : 0;
    by_type_[*span.type].Add(counts);
    sums->counts.Add(counts);
    if (!is_found) {
      missed_.push_back({*span.type, dialogue.id, turn, part(span.begin, span.end)});
    }
  }
  for (const PiiEntity& entity : found) {
    const bool right = labelled.CountCovered(entity.begin, entity.end) > 0;
    if (!right) {
      const size_t size = open.Count(entity.begin, entity.end);
      if (AtLeastHalf(open.CountCovered(entity.begin, entity.end), size)) continue;
      if (said.known && !said.known->contains(entity.type)) continue;
    }
    const auto own = labelled_as.find(entity.type);
    PiiCounts counts;
    counts.spans = 1;
    counts.right = right ? 1 : 0;
    counts.right_same_type =
        own != labelled_as.end() && own->second.CountCovered(entity.begin, entity.end) > 0 ? 1 : 0;
    by_type_[entity.type].Add(counts);
    sums->counts.Add(counts);
    calibrations_.back().Add(entity.confidence, counts.right_same_type > 0);
    calibrations_any_type_.back().Add(entity.confidence, right);
    if (!right) {
      ++sums->false_spans;
      false_spans_.push_back({entity.type, dialogue.id, turn, part(entity.begin, entity.end)});
    }
  }
}

PiiCounts PiiScores::Of(const PiiEntityTypeSet& types) const {
  PiiCounts sum;
  for (const auto& [type, counts] : by_type_) {
    if (types.contains(type)) sum.Add(counts);
  }
  return sum;
}

PiiCounts PiiScores::All() const {
  PiiCounts sum;
  for (const auto& [type, counts] : by_type_) sum.Add(counts);
  return sum;
}

std::vector<std::string> PiiScores::sources() const {
  std::vector<std::string> names;
  for (const PerDialogue& each : dialogues_) {
    if (std::find(names.begin(), names.end(), each.source) == names.end()) {
      names.push_back(each.source);
    }
  }
  return names;
}

PiiScores::Talk PiiScores::TalkOf(const std::vector<const PerDialogue*>& dialogues) const {
  Talk talk;
  std::vector<double> values;
  std::vector<double> weights;
  for (const PerDialogue* each : dialogues) {
    ++talk.dialogues;
    talk.words += each->words;
    talk.false_spans += each->false_spans;
    talk.counts.Add(each->counts);
    values.push_back(static_cast<double>(each->false_spans));
    weights.push_back(static_cast<double>(each->words) / 1000);
  }
  if (talk.words > 0) {
    talk.false_per_thousand_words.value =
        1000 * static_cast<double>(talk.false_spans) / static_cast<double>(talk.words);
  }
  talk.false_per_thousand_words.interval = RateInterval(values, weights);
  return talk;
}

PiiScores::Talk PiiScores::OfSource(const std::string& source) const {
  std::vector<const PerDialogue*> own;
  for (const PerDialogue& each : dialogues_) {
    if (each.source == source) own.push_back(&each);
  }
  return TalkOf(own);
}

PiiScores::Talk PiiScores::Whole() const {
  std::vector<const PerDialogue*> all;
  for (const PerDialogue& each : dialogues_) all.push_back(&each);
  return TalkOf(all);
}

Calibration PiiScores::calibration() const {
  Calibration sum;
  for (const Calibration& each : calibrations_) sum.Add(each, 1);
  return sum;
}

Rate PiiScores::CalibrationError() const { return CalibrationErrorOf(calibrations_); }

Rate PiiScores::CalibrationErrorAnyType() const {
  return CalibrationErrorOf(calibrations_any_type_);
}

}  // namespace tacet::evaluation
