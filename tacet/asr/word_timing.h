// Word timing: from the times that cross-attention gives to times as Amazon Transcribe writes them.
// Pure functions; thread-safe. All times are milliseconds.
//
// Rules:
//  1. A word belongs to the stretch of speech that it overlaps most (the nearest, if it overlaps
//     none), and never to one before the stretch of the word before it. It is cut to that stretch.
//  2. Words of one stretch touch: a word lasts until the next one starts. The first word reaches
//  back
//     to the stretch's start, the last to its end.
//  3. Silence belongs to no word. Where a silence lies at the border of two words, or close to it,
//  the
//     first word ends where the silence starts and the next starts where it ends. Silence at either
//     end of the stretch is left out.
//  4. A longer silence inside a word that no border is near leaves the word the louder, longer
//  side.
//  5. Every word and every part has a start before its end; words are in order and do not overlap.
//     Where the attention gave a word no time, its neighbours give it some.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tacet/asr/recognition.h"

namespace tacet::asr {

// Half-open.
struct TimeRange {
  int64_t start_ms = 0;
  int64_t end_ms = 0;
  int64_t length_ms() const { return end_ms - start_ms; }
  bool operator==(const TimeRange&) const = default;
};

// A stretch of speech and where it stands in a window of audio.
struct PlacedStretch {
  TimeRange window;                // on the window's clock, longer than zero
  int64_t recording_start_ms = 0;  // of the same stretch on the recording's clock
};

// Stretches of at least 50 ms in `samples` (16 kHz mono) that are quiet beside the speech around
// them. Times are from the first sample, in steps of 10 ms.
std::vector<TimeRange> FindSilences(std::span<const float> samples);

// Places the words of one window, as SplitWords gives them, in its stretches: result[i] holds the
// words of stretches[i] with times of the recording. Stretches are in order and do not overlap; at
// least one.
std::vector<std::vector<RecognizedWord>> PlaceWords(std::vector<RecognizedWord> words,
                                                    const std::vector<PlacedStretch>& stretches,
                                                    const std::vector<TimeRange>& silences);

}  // namespace tacet::asr
