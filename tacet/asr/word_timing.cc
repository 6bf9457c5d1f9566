#include "tacet/asr/word_timing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "tacet/base/check.h"

namespace tacet::asr {
namespace {

constexpr int64_t kHopMs = 10;
constexpr size_t kHopSamples = 160;
constexpr size_t kEnergySamples = 400;  // 25 ms
constexpr int64_t kMinSilenceMs = 50;
// How far from a border a silence may lie and still be the pause between the two words.
constexpr int64_t kSnapMs = 150;
// A silence this long inside a word is no closure of a consonant.
constexpr int64_t kLongSilenceMs = 250;
constexpr int64_t kMinWordMs = 40;

int64_t Overlap(const TimeRange& a, const TimeRange& b) {
  return std::min(a.end_ms, b.end_ms) - std::max(a.start_ms, b.start_ms);
}

// Energies in decibels, one per hop, of 25 ms around the hop.
std::vector<float> Energies(std::span<const float> samples) {
  std::vector<float> energies;
  for (size_t begin = 0; begin < samples.size(); begin += kHopSamples) {
    const size_t from = begin >= (kEnergySamples - kHopSamples) / 2
                            ? begin - (kEnergySamples - kHopSamples) / 2
                            : 0;
    const size_t to = std::min(samples.size(), from + kEnergySamples);
    double sum = 0;
    for (size_t i = from; i < to; ++i) sum += static_cast<double>(samples[i]) * samples[i];
    energies.push_back(
        static_cast<float>(10 * std::log10(sum / static_cast<double>(to - from) + 1e-10)));
  }
  return energies;
}

float Percentile(std::vector<float> values, double part) {
  const auto index = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + index, values.end());
  return values[static_cast<size_t>(index)];
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

// Rule 3 for the border between two words that touch at `border`: the silence that is their pause.
const TimeRange* PauseAt(int64_t border, const TimeRange& before, const TimeRange& after,
                         const std::vector<TimeRange>& silences) {
  const TimeRange* best = nullptr;
  int64_t best_score = 0;
  for (const TimeRange& silence : silences) {
    // Both words must keep some sound.
    if (silence.start_ms <= before.start_ms + kMinWordMs / 2 ||
        silence.end_ms >= after.end_ms - kMinWordMs / 2) {
      continue;
    }
    const int64_t distance =
        std::max<int64_t>({0, silence.start_ms - border, border - silence.end_ms});
    if (distance > kSnapMs) continue;
    const int64_t score = silence.length_ms() - 2 * distance;
    if (best == nullptr || score > best_score) {
      best = &silence;
      best_score = score;
    }
  }
  return best_score > 0 ? best : nullptr;
}

// Rules 2 to 4 for the words [begin, end), all in `stretch`.
void FitToStretch(std::span<RecognizedWord> words, const TimeRange& stretch,
                  const std::vector<TimeRange>& all_silences) {
  std::vector<TimeRange> silences;
  for (const TimeRange& silence : all_silences) {
    if (Overlap(silence, stretch) > 0) silences.push_back(silence);
  }
  // Rule 3, the ends of the stretch.
  TimeRange sound = stretch;
  for (const TimeRange& silence : silences) {
    if (silence.start_ms <= stretch.start_ms && silence.end_ms < stretch.end_ms) {
      sound.start_ms = std::max(sound.start_ms, silence.end_ms);
    }
    if (silence.end_ms >= stretch.end_ms && silence.start_ms > sound.start_ms) {
      sound.end_ms = std::min(sound.end_ms, silence.start_ms);
    }
  }
  for (RecognizedWord& word : words) {
    word.start_ms = std::clamp(word.start_ms, sound.start_ms, sound.end_ms);
    word.end_ms = std::clamp(word.end_ms, sound.start_ms, sound.end_ms);
  }
  words.front().start_ms = sound.start_ms;
  words.back().end_ms = sound.end_ms;
  for (size_t i = 0; i + 1 < words.size(); ++i) words[i].end_ms = words[i + 1].start_ms;

  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const TimeRange before{words[i].start_ms, words[i].end_ms};
    const TimeRange after{words[i + 1].start_ms, words[i + 1].end_ms};
    if (const TimeRange* pause = PauseAt(before.end_ms, before, after, silences)) {
      words[i].end_ms = pause->start_ms;
      words[i + 1].start_ms = pause->end_ms;
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

// Rule 5 for `items` (words or parts) inside `range`: at least `shortest` each, or even shares
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

// Rule 5 for the parts of a word, which may be shorter than a millisecond each: the word then grows
// no longer, but its parts are joined.
void FitParts(RecognizedWord& word) {
  const TimeRange range{word.start_ms, word.end_ms};
  if (range.length_ms() < static_cast<int64_t>(word.parts.size())) {
    word.parts = {{word.text, word.start_ms, word.end_ms}};
    return;
  }
  for (WordPart& part : word.parts) {
    part.start_ms = std::clamp(part.start_ms, range.start_ms, range.end_ms);
    part.end_ms = std::clamp(part.end_ms, range.start_ms, range.end_ms);
  }
  word.parts.front().start_ms = range.start_ms;
  word.parts.back().end_ms = range.end_ms;
  const int64_t share = range.length_ms() / static_cast<int64_t>(word.parts.size());
  Separate(std::span(word.parts), range, std::min<int64_t>(share, kMinWordMs / 2));
}

}  // namespace

std::vector<TimeRange> FindSilences(std::span<const float> samples) {
  std::vector<TimeRange> silences;
  if (samples.empty()) return silences;
  const std::vector<float> energies = Energies(samples);
  const float floor = Percentile(energies, 0.05);
  const float loud = Percentile(energies, 0.90);
  const float threshold = std::max(floor + 0.25F * (loud - floor), loud - 40.0F);
  const auto frames = static_cast<int64_t>(energies.size());
  for (int64_t begin = 0; begin < frames;) {
    int64_t end = begin;
    while (end < frames && energies[static_cast<size_t>(end)] < threshold) ++end;
    if ((end - begin) * kHopMs >= kMinSilenceMs) silences.push_back({begin * kHopMs, end * kHopMs});
    begin = end + 1;
  }
  return silences;
}

std::vector<std::vector<RecognizedWord>> PlaceWords(std::vector<RecognizedWord> words,
                                                    const std::vector<PlacedStretch>& stretches,
                                                    const std::vector<TimeRange>& silences) {
  TACET_CHECK(!stretches.empty()) << "a window has speech";
  const std::vector<size_t> assigned = AssignStretches(words, stretches);
  std::vector<std::vector<RecognizedWord>> placed(stretches.size());
  for (size_t begin = 0; begin < words.size();) {
    size_t end = begin + 1;
    while (end < words.size() && assigned[end] == assigned[begin]) ++end;
    const PlacedStretch& stretch = stretches[assigned[begin]];
    const std::span<RecognizedWord> group(words.data() + begin, end - begin);
    FitToStretch(group, stretch.window, silences);
    Separate(group, stretch.window, kMinWordMs);
    std::vector<RecognizedWord>& place = placed[assigned[begin]];
    for (RecognizedWord& word : group) {
      // More words than milliseconds: the words that got no time cannot have been said.
      if (word.start_ms >= word.end_ms) continue;
      FitParts(word);
      const int64_t shift = stretch.recording_start_ms - stretch.window.start_ms;
      word.start_ms += shift;
      word.end_ms += shift;
      for (WordPart& part : word.parts) {
        part.start_ms += shift;
        part.end_ms += shift;
      }
      place.push_back(std::move(word));
    }
    begin = end;
  }
  return placed;
}

}  // namespace tacet::asr
