#include "tacet/evaluation/time_scores.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "tacet/evaluation/digit_leaks.h"

namespace tacet::evaluation {
namespace {

constexpr double kToleratedShare = 0.2;
constexpr int64_t kToleratedMs = 150;
constexpr int64_t kNearMs = 500;
constexpr int64_t kBorderMs = 350;    // between a heard word and the stretch beyond a border
constexpr size_t kWordsAtBorder = 2;  // of that stretch
constexpr size_t kShortestTellingWord = 3;
constexpr size_t kFewestTellingDigits = 3;
constexpr size_t kNoStretch = static_cast<size_t>(-1);

struct Times {
  int64_t start;
  int64_t end;
};
template <typename T>
Times TimesOf(const T& thing) {
  return {thing.start_ms, thing.end_ms};
}

int64_t Shared(Times a, Times b) {
  return std::max<int64_t>(0, std::min(a.end, b.end) - std::max(a.start, b.start));
}

int64_t Tolerance(Times times) {
  return std::max(kToleratedMs, static_cast<int64_t>(kToleratedShare *
                                                     static_cast<double>(times.end - times.start)));
}

// Time of `whole` under any of `parts`.
int64_t Covered(Times whole, std::vector<Times> parts) {
  std::sort(parts.begin(), parts.end(), [](Times a, Times b) { return a.start < b.start; });
  int64_t covered = 0;
  int64_t at = whole.start;
  for (const Times& part : parts) {
    const int64_t start = std::max(at, part.start);
    const int64_t end = std::min(whole.end, part.end);
    if (end > start) {
      covered += end - start;
      at = end;
    }
  }
  return covered;
}

// Lower-case words of letters and digits in their order, apostrophes dropped.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else if (c != '\'') {
      end_word();
    }
  }
  end_word();
  return words;
}

bool Holds(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

size_t CountDigits(std::string_view text) {
  size_t count = 0;
  for (const SaidDigits& digits : DigitsIn(text, 0, text.size())) count += digits.count;
  return count;
}

size_t CountWords(std::string_view text) {
  size_t words = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ') ? 1 : 0;
  }
  return words;
}

// Whether a readable word near a label gives the label away, though by its time it belongs to
// `elsewhere`, the text of another stretch (or to none: empty).
bool GivesAway(std::string_view readable, std::string_view label, std::string_view elsewhere) {
  const std::vector<std::string> said = WordsOf(label);
  const std::vector<std::string> said_elsewhere = WordsOf(elsewhere);
  for (const std::string& word : WordsOf(readable)) {
    if (word.size() >= kShortestTellingWord && Holds(said, word) && !Holds(said_elsewhere, word)) {
      return true;
    }
  }
  return CountDigits(readable) >= kFewestTellingDigits && CountDigits(label) > 0 &&
         CountDigits(elsewhere) == 0;
}

// Rule 1: the place in `said` of the stretch that a heard word belongs to.
size_t OwnerOf(const HeardWord& heard, const std::vector<SpokenStretch>& said) {
  const Times at = TimesOf(heard);
  size_t owner = kNoStretch;
  int64_t most = 0;
  for (size_t i = 0; i < said.size(); ++i) {
    const int64_t shared = Shared(at, TimesOf(said[i]));
    if (shared > most) {
      most = shared;
      owner = i;
    }
  }
  const std::vector<std::string> words = WordsOf(heard.content);
  if (owner == kNoStretch || !said[owner].type || words.size() != 1) return owner;
  const std::string& word = words.front();
  if (Holds(WordsOf(said[owner].text), word)) return owner;
  if (owner > 0 && !said[owner - 1].type && at.start - said[owner - 1].end_ms < kBorderMs) {
    std::vector<std::string> before = WordsOf(said[owner - 1].text);
    before.erase(before.begin(), before.end() - static_cast<std::ptrdiff_t>(
                                                    std::min(before.size(), kWordsAtBorder)));
    if (Holds(before, word)) return owner - 1;
  }
  if (owner + 1 < said.size() && !said[owner + 1].type &&
      said[owner + 1].start_ms - at.end < kBorderMs) {
    std::vector<std::string> after = WordsOf(said[owner + 1].text);
    after.resize(std::min(after.size(), kWordsAtBorder));
    if (Holds(after, word)) return owner + 1;
  }
  return owner;
}

bool IsUnderLeakRule(PiiEntityType type) {
  using enum PiiEntityType;
  return type == kCreditDebitNumber || type == kBankAccountNumber || type == kSsn ||
         type == kPhone || type == kPin;
}

}  // namespace

void TimeCounts::Add(const TimeCounts& other) {
  labelled += other.labelled;
  heard += other.heard;
  redacted += other.redacted;
  redacted_same_type += other.redacted_same_type;
  unreadable += other.unreadable;
  redactions += other.redactions;
  right += other.right;
  labelled_ms += other.labelled_ms;
  readable_ms += other.readable_ms;
  audible_ms += other.audible_ms;
}

void TimeScores::AddLabel(const SpokenRecording& recording, size_t stretch,
                          const std::vector<HeardWord>& heard, const std::vector<size_t>& owners,
                          PerRecording* sums) {
  const SpokenStretch& label = recording.said[stretch];
  const Times times = TimesOf(label);
  const Times near = {times.start - kNearMs, times.end + kNearMs};
  std::vector<Times> any;
  std::vector<Times> readable;
  std::vector<Times> redacted;
  std::vector<Times> redacted_as_type;
  bool first_half_redacted = false;
  bool given_away = false;  // by words beside it
  bool readable_inside = false;
  std::string readable_text;
  size_t run = 0;
  size_t longest_run = 0;
  for (size_t i = 0; i < heard.size(); ++i) {
    const HeardWord& word = heard[i];
    const Times at = TimesOf(word);
    if (Shared(at, near) == 0) continue;
    if (Shared(at, times) > 0) any.push_back(at);
    if (word.redaction) {
      redacted.push_back(at);
      if (word.redaction->type == *label.type) redacted_as_type.push_back(at);
      const Times first = {times.start, (times.start + times.end) / 2};
      if (2 * Shared(at, first) > first.end - first.start) first_half_redacted = true;
      run = 0;
      continue;
    }
    const bool own = owners[i] == stretch;
    const std::string elsewhere =
        owners[i] == kNoStretch || own ? std::string() : recording.said[owners[i]].text;
    const bool tells = !own && GivesAway(word.content, label.text, elsewhere);
    if (own) readable.push_back(at);
    given_away = given_away || tells;
    readable_inside = readable_inside || (own && GivesAway(word.content, label.text, ""));
    if (own || tells) {
      readable_text += (readable_text.empty() ? "" : " ") + word.content;
      run += CountDigits(word.content);
      longest_run = std::max(longest_run, run);
    }
  }
  TimeCounts counts;
  counts.labelled = 1;
  counts.labelled_ms = times.end - times.start;
  counts.readable_ms = Covered(times, readable);
  counts.audible_ms = counts.labelled_ms - Covered(times, redacted);
  const bool is_heard = Covered(times, any) > Tolerance(times);
  const bool is_redacted = counts.readable_ms <= Tolerance(times) && !given_away;
  counts.heard = is_heard ? 1 : 0;
  counts.redacted = is_heard && is_redacted ? 1 : 0;
  counts.unreadable = is_heard && (is_redacted || (!given_away && !readable_inside)) ? 1 : 0;
  counts.redacted_same_type =
      is_heard && is_redacted && 2 * Covered(times, redacted_as_type) >= Covered(times, redacted) &&
              !redacted_as_type.empty()
          ? 1
          : 0;
  by_type_[*label.type].Add(counts);
  sums->readable_ms += counts.readable_ms;
  sums->audible_ms += counts.audible_ms;
  const SpokenMistake mistake = {*label.type, recording.id, times.start, label.text, readable_text};
  if (is_heard && !is_redacted) missed_.push_back(mistake);
  if (IsUnderLeakRule(*label.type) && first_half_redacted && longest_run > kLongestReadableRun) {
    leaks_.push_back(mistake);
  }
}

void TimeScores::Add(const SpokenRecording& recording, const std::vector<HeardWord>& heard) {
  std::vector<size_t> owners(heard.size());
  PerRecording sums;
  for (size_t i = 0; i < heard.size(); ++i) owners[i] = OwnerOf(heard[i], recording.said);
  std::vector<Times> labels;
  std::map<PiiEntityType, std::vector<Times>> labels_as;
  std::vector<Times> redactions;
  for (const SpokenStretch& stretch : recording.said) {
    if (!stretch.type) continue;
    labels.push_back(TimesOf(stretch));
    labels_as[*stretch.type].push_back(TimesOf(stretch));
  }
  calibrations_.emplace_back();
  calibrations_any_type_.emplace_back();
  for (const HeardWord& word : heard) {
    if (!word.redaction) continue;
    const Times at = TimesOf(word);
    redactions.push_back(at);
    const int64_t needed = std::min(Tolerance(at), at.end - at.start);
    const bool right = Covered(at, labels) >= needed;
    const bool right_type = Covered(at, labels_as[word.redaction->type]) >= needed;
    TimeCounts counts;
    counts.redactions = 1;
    counts.right = right ? 1 : 0;
    by_type_[word.redaction->type].Add(counts);
    calibrations_.back().Add(word.redaction->confidence, right_type);
    calibrations_any_type_.back().Add(word.redaction->confidence, right);
    if (!right) {
      ++sums.false_redactions;
      false_finds_.push_back({word.redaction->type, recording.id, at.start, "", ""});
    }
  }
  for (size_t i = 0; i < recording.said.size(); ++i) {
    const SpokenStretch& stretch = recording.said[i];
    sums.words += CountWords(stretch.text);
    sums.said_ms += stretch.end_ms - stretch.start_ms;
    if (stretch.type) {
      AddLabel(recording, i, heard, owners, &sums);
    } else {
      sums.lost_ms += Covered(TimesOf(stretch), redactions);
    }
  }
  recordings_.push_back(sums);
}

TimeCounts TimeScores::Of(const PiiEntityTypeSet& types) const {
  TimeCounts sum;
  for (const auto& [type, counts] : by_type_) {
    if (types.contains(type)) sum.Add(counts);
  }
  return sum;
}

TimeCounts TimeScores::All() const {
  TimeCounts sum;
  for (const auto& [type, counts] : by_type_) sum.Add(counts);
  return sum;
}

size_t TimeScores::words() const {
  size_t sum = 0;
  for (const PerRecording& each : recordings_) sum += each.words;
  return sum;
}

int64_t TimeScores::said_ms() const {
  int64_t sum = 0;
  for (const PerRecording& each : recordings_) sum += each.said_ms;
  return sum;
}

int64_t TimeScores::lost_ms() const {
  int64_t sum = 0;
  for (const PerRecording& each : recordings_) sum += each.lost_ms;
  return sum;
}

size_t TimeScores::false_redactions() const {
  size_t sum = 0;
  for (const PerRecording& each : recordings_) sum += each.false_redactions;
  return sum;
}

Rate TimeScores::FalsePerThousandWords() const {
  std::vector<double> events;
  std::vector<double> exposures;
  for (const PerRecording& each : recordings_) {
    events.push_back(static_cast<double>(each.false_redactions));
    exposures.push_back(static_cast<double>(each.words) / 1000);
  }
  const size_t all = words();
  return {all == 0 ? 0 : 1000 * static_cast<double>(false_redactions()) / static_cast<double>(all),
          RateInterval(events, exposures)};
}

Rate TimeScores::PerHour(int64_t PerRecording::*amount) const {
  std::vector<double> seconds;
  std::vector<double> hours;
  double all_seconds = 0;
  double all_hours = 0;
  for (const PerRecording& each : recordings_) {
    seconds.push_back(static_cast<double>(each.*amount) / 1000);
    hours.push_back(static_cast<double>(each.said_ms) / 3'600'000);
    all_seconds += seconds.back();
    all_hours += hours.back();
  }
  return {all_hours > 0 ? all_seconds / all_hours : 0, BootstrapRatio(seconds, hours)};
}

Rate TimeScores::ReadableSecondsPerHour() const { return PerHour(&PerRecording::readable_ms); }
Rate TimeScores::AudibleSecondsPerHour() const { return PerHour(&PerRecording::audible_ms); }
Rate TimeScores::LostSecondsPerHour() const { return PerHour(&PerRecording::lost_ms); }

Rate TimeScores::CalibrationError() const { return CalibrationErrorOf(calibrations_); }

Rate TimeScores::CalibrationErrorAnyType() const {
  return CalibrationErrorOf(calibrations_any_type_);
}

}  // namespace tacet::evaluation
