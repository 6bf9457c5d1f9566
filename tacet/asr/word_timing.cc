#include "tacet/asr/word_timing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "tacet/base/check.h"

namespace tacet::asr {
namespace {

constexpr int64_t kHopMs = 10;
constexpr size_t kHopSamples = 160;
constexpr size_t kLevelSamples = 400;  // 25 ms
constexpr int64_t kBorderDelayMs = 60;
constexpr int64_t kMinWordMs = 40;

// Silence begins this share of the way from the noise of the window to the loud parts of the
// stretch (its 90th percentile), but at least and at most so many decibels below these.
constexpr float kSilenceShare = 0.35F;
constexpr float kLeastBelowSpeech = 12.0F;
constexpr float kMostBelowSpeech = 18.0F;
constexpr float kEndsBelowSpeech = 35.0F;  // as kMostBelowSpeech, for the ends of a stretch
constexpr int64_t kMinSilenceMs = 50;
// How far from a border a silence may lie and still be the pause between the two words.
constexpr int64_t kSnapMs = 150;
// A silence this long inside a word is no closure of a consonant.
constexpr int64_t kLongSilenceMs = 250;

// Rule 5: how far a border moves, how far around a place its neighbourhood is judged, and how many
// decibels deeper a place must be for each millisecond that it is further away.
constexpr int64_t kValleyMs = 80;
constexpr int64_t kValleySideMs = 150;
constexpr float kValleyDecibelsPerMs = 0.2F;

int64_t Overlap(const TimeRange& a, const TimeRange& b) {
  return std::min(a.end_ms, b.end_ms) - std::max(a.start_ms, b.start_ms);
}

float Percentile(std::vector<float> values, double part) {
  const auto index = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + index, values.end());
  return values[static_cast<size_t>(index)];
}

// The levels of a range.
std::span<const float> Levels(std::span<const float> levels, int64_t start_ms, int64_t end_ms) {
  const auto count = static_cast<int64_t>(levels.size());
  const int64_t first = std::clamp<int64_t>(start_ms / kHopMs, 0, count);
  const int64_t last = std::clamp<int64_t>((end_ms + kHopMs - 1) / kHopMs, first, count);
  return levels.subspan(static_cast<size_t>(first), static_cast<size_t>(last - first));
}

// The silences of rules 4 and 6 inside one stretch.
std::vector<TimeRange> FindSilences(std::span<const float> levels, const TimeRange& stretch) {
  std::vector<TimeRange> silences;
  const std::span<const float> inside = Levels(levels, stretch.start_ms, stretch.end_ms);
  if (inside.empty()) return silences;
  const float noise = Percentile({levels.begin(), levels.end()}, 0.05);
  const float loud = Percentile({inside.begin(), inside.end()}, 0.90);
  const float threshold = std::clamp(noise + kSilenceShare * (loud - noise),
                                     loud - kMostBelowSpeech, loud - kLeastBelowSpeech);
  const int64_t origin = stretch.start_ms / kHopMs * kHopMs;
  for (size_t begin = 0; begin < inside.size();) {
    size_t end = begin;
    while (end < inside.size() && inside[end] < threshold) ++end;
    const auto length = static_cast<int64_t>(end - begin) * kHopMs;
    const int64_t start = origin + static_cast<int64_t>(begin) * kHopMs;
    if (length >= kMinSilenceMs) silences.push_back({start, start + length});
    begin = end + 1;
  }
  return silences;
}

// Rule 2: the stretch without what is clearly silent at its ends; the detector reacts late.
TimeRange SoundOf(std::span<const float> levels, const TimeRange& stretch) {
  const std::span<const float> inside = Levels(levels, stretch.start_ms, stretch.end_ms);
  if (inside.empty()) return stretch;
  const float threshold = Percentile({inside.begin(), inside.end()}, 0.90) - kEndsBelowSpeech;
  const auto loud = [threshold](float level) { return level >= threshold; };
  const auto first = std::find_if(inside.begin(), inside.end(), loud) - inside.begin();
  const auto last = inside.rend() - std::find_if(inside.rbegin(), inside.rend(), loud);
  const int64_t origin = stretch.start_ms / kHopMs * kHopMs;
  return {std::max(stretch.start_ms, origin + first * kHopMs),
          std::min(stretch.end_ms, origin + last * kHopMs)};
}

// Rule 1: the stretch of each word, rising.
std::vector<size_t> AssignStretches(const std::vector<RecognizedWord>& words,
                                    const std::vector<PlacedStretch>& stretches) {
  std::vector<size_t> assigned;
  size_t first = 0;
  for (const RecognizedWord& word : words) {
    const TimeRange time{word.start_ms, word.end_ms};
    size_t best = first;
    for (size_t i = first + 1; i < stretches.size(); ++i) {
      // Negative overlaps are distances, so this also finds the nearest.
      if (Overlap(time, stretches[i].window) > Overlap(time, stretches[best].window)) best = i;
    }
    assigned.push_back(best);
    first = best;
  }
  return assigned;
}

// Rule 4 for the border between two words that touch: the silence that is their pause, or null.
const TimeRange* PauseAt(const TimeRange& before, const TimeRange& after,
                         const std::vector<TimeRange>& silences) {
  const int64_t border = before.end_ms;
  const TimeRange* best = nullptr;
  int64_t best_score = 0;
  for (const TimeRange& silence : silences) {
    // Both words must keep some sound.
    if (silence.start_ms < before.start_ms + kMinWordMs / 2 ||
        silence.end_ms > after.end_ms - kMinWordMs / 2) {
      continue;
    }
    const int64_t distance =
        std::max<int64_t>({0, silence.start_ms - border, border - silence.end_ms});
    if (distance > kSnapMs) continue;
    const int64_t score = silence.length_ms() + kSnapMs - 2 * distance;
    if (score > best_score) {
      best = &silence;
      best_score = score;
    }
  }
  return best;
}

// Rule 5: where the border between two words that touch moves to.
int64_t QuietestNear(const TimeRange& before, const TimeRange& after,
                     std::span<const float> levels) {
  const int64_t border = before.end_ms;
  const int64_t first = std::max(border - kValleyMs, before.start_ms + kMinWordMs / 2);
  const int64_t last = std::min(border + kValleyMs, after.end_ms - kMinWordMs / 2);
  int64_t best = border;
  float best_score = 0;
  for (int64_t at = (first + kHopMs - 1) / kHopMs * kHopMs; at <= last; at += kHopMs) {
    const std::span<const float> left = Levels(levels, at - kValleySideMs, at + kHopMs);
    const std::span<const float> right = Levels(levels, at, at + kValleySideMs);
    if (left.empty() || right.empty()) continue;
    const float depth = std::min(*std::max_element(left.begin(), left.end()),
                                 *std::max_element(right.begin(), right.end())) -
                        right.front();
    const float score = depth - kValleyDecibelsPerMs * static_cast<float>(std::abs(at - border));
    if (score > best_score) {
      best = at;
      best_score = score;
    }
  }
  return best;
}

void Shift(RecognizedWord& word, int64_t by_ms) {
  word.start_ms += by_ms;
  word.end_ms += by_ms;
  for (WordPart& part : word.parts) {
    part.start_ms += by_ms;
    part.end_ms += by_ms;
  }
}

// Rules 2 and 4 to 6 for words that are all in `stretch`.
void FitToStretch(std::span<RecognizedWord> words, const TimeRange& stretch,
                  std::span<const float> levels) {
  for (RecognizedWord& word : words) {
    word.start_ms = std::clamp(word.start_ms, stretch.start_ms, stretch.end_ms);
    word.end_ms = std::clamp(word.end_ms, stretch.start_ms, stretch.end_ms);
  }
  const TimeRange sound = SoundOf(levels, stretch);
  words.front().start_ms = std::min(sound.start_ms, words.front().end_ms);
  words.back().end_ms = std::max(sound.end_ms, words.back().start_ms);
  for (size_t i = 0; i + 1 < words.size(); ++i) words[i].end_ms = words[i + 1].start_ms;

  const std::vector<TimeRange> silences = FindSilences(levels, stretch);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const TimeRange before{words[i].start_ms, words[i].end_ms};
    const TimeRange after{words[i + 1].start_ms, words[i + 1].end_ms};
    if (const TimeRange* pause = PauseAt(before, after, silences)) {
      words[i].end_ms = pause->start_ms;
      words[i + 1].start_ms = pause->end_ms;
    } else {
      words[i].end_ms = words[i + 1].start_ms = QuietestNear(before, after, levels);
    }
  }
  for (RecognizedWord& word : words) {
    for (const TimeRange& silence : silences) {
      if (silence.length_ms() < kLongSilenceMs) continue;
      if (silence.start_ms <= word.start_ms || silence.end_ms >= word.end_ms) continue;
      if (silence.start_ms - word.start_ms >= word.end_ms - silence.end_ms) {
        word.end_ms = silence.start_ms;
      } else {
        word.start_ms = silence.end_ms;
      }
    }
  }
}

// Rule 7 for `items` (words or parts) inside `range`: at least `shortest` each, or even shares
// where the range is too short for that.
template <typename T>
void Separate(std::span<T> items, const TimeRange& range, int64_t shortest) {
  const auto count = static_cast<int64_t>(items.size());
  if (range.length_ms() < count * shortest) {
    for (int64_t i = 0; i < count; ++i) {
      items[static_cast<size_t>(i)].start_ms = range.start_ms + range.length_ms() * i / count;
      items[static_cast<size_t>(i)].end_ms = range.start_ms + range.length_ms() * (i + 1) / count;
    }
    return;
  }
  int64_t earliest = range.start_ms;
  for (T& item : items) {
    item.start_ms = std::max(item.start_ms, earliest);
    item.end_ms = std::max(item.end_ms, item.start_ms + shortest);
    earliest = item.end_ms;
  }
  int64_t latest = range.end_ms;
  for (size_t i = items.size(); i-- > 0;) {
    items[i].end_ms = std::min(items[i].end_ms, latest);
    items[i].start_ms = std::min(items[i].start_ms, items[i].end_ms - shortest);
    latest = items[i].start_ms;
  }
}

// Rule 7 for the parts of a word. A word too short for its parts becomes one part.
void FitParts(RecognizedWord& word) {
  const TimeRange range{word.start_ms, word.end_ms};
  const auto count = static_cast<int64_t>(word.parts.size());
  if (range.length_ms() < count) {
    word.parts = {{word.text, word.start_ms, word.end_ms}};
    return;
  }
  for (WordPart& part : word.parts) {
    part.start_ms = std::clamp(part.start_ms, range.start_ms, range.end_ms);
    part.end_ms = std::clamp(part.end_ms, range.start_ms, range.end_ms);
  }
  word.parts.front().start_ms = range.start_ms;
  word.parts.back().end_ms = range.end_ms;
  Separate(std::span(word.parts), range, std::min(range.length_ms() / count, kMinWordMs / 2));
}

}  // namespace

std::vector<float> SoundLevels(std::span<const float> samples) {
  std::vector<float> levels;
  levels.reserve(samples.size() / kHopSamples + 1);
  constexpr size_t kBefore = (kLevelSamples - kHopSamples) / 2;
  for (size_t hop = 0; hop < samples.size(); hop += kHopSamples) {
    const size_t begin = hop >= kBefore ? hop - kBefore : 0;
    const size_t end = std::min(samples.size(), begin + kLevelSamples);
    double sum = 0;
    for (size_t i = begin; i < end; ++i) sum += static_cast<double>(samples[i]) * samples[i];
    // Samples that are no numbers count as silence, as they do for the voice activity detector.
    if (!std::isfinite(sum)) sum = 0;
    levels.push_back(
        static_cast<float>(10 * std::log10(sum / static_cast<double>(end - begin) + 1e-10)));
  }
  return levels;
}

std::vector<std::vector<RecognizedWord>> PlaceWords(std::vector<RecognizedWord> words,
                                                    const std::vector<PlacedStretch>& stretches,
                                                    std::span<const float> levels) {
  TACET_CHECK(!stretches.empty()) << "a window has speech";
  for (RecognizedWord& word : words) Shift(word, kBorderDelayMs);
  const std::vector<size_t> assigned = AssignStretches(words, stretches);
  std::vector<std::vector<RecognizedWord>> placed(stretches.size());
  for (size_t begin = 0; begin < words.size();) {
    size_t end = begin + 1;
    while (end < words.size() && assigned[end] == assigned[begin]) ++end;
    const PlacedStretch& stretch = stretches[assigned[begin]];
    const std::span<RecognizedWord> group(words.data() + begin, end - begin);
    FitToStretch(group, stretch.window, levels);
    Separate(group, stretch.window, kMinWordMs);
    for (RecognizedWord& word : group) {
      // More words than milliseconds: those that get no time cannot have been said.
      if (word.start_ms >= word.end_ms) continue;
      FitParts(word);
      Shift(word, stretch.recording_start_ms - stretch.window.start_ms);
      placed[assigned[begin]].push_back(std::move(word));
    }
    begin = end;
  }
  return placed;
}

}  // namespace tacet::asr
