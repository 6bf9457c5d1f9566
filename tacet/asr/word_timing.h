// Word timing: from the times that cross-attention gives to times as Amazon Transcribe writes them.
// Pure functions; thread-safe. All times are milliseconds.
//
// Rules:
//  1. A word belongs to the stretch of speech that it overlaps most (the nearest, if it overlaps
//     none), and never to one before the stretch of the word before it. It is cut to that stretch.
//  2. Words of one stretch touch: a word lasts until the next one starts. The first word reaches
//  back
//     to the stretch's start, the last to its end.
//  3. Cross-attention moves on to the next token before its sound begins: borders between words
//  come
//     60 ms early (the median against Amazon Transcribe's document) and are moved by as much.
//  4. Silence belongs to no word. Where 50 ms or more of silence lie at the border of two words, or
//     close to it, the first word ends where the silence starts and the next starts where it ends.
//  5. Another border moves to the quietest place near it.
//  6. A longer silence inside a word that no border is near leaves the word the longer side.
//  7. Every word and every part has a start before its end; words are in order and do not overlap.
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

// How loud each 10 ms of `samples` (16 kHz mono) are, in decibels below full scale; at least -100.
std::vector<float> SoundLevels(std::span<const float> samples);

// Places the words of one window, as SplitWords gives them, in its stretches: result[i] holds the
// words of stretches[i] with times of the recording. Stretches are in order, do not overlap and are
// at least one. `levels` are those of the window; places without levels count as loud.
std::vector<std::vector<RecognizedWord>> PlaceWords(std::vector<RecognizedWord> words,
                                                    const std::vector<PlacedStretch>& stretches,
                                                    std::span<const float> levels);

}  // namespace tacet::asr
