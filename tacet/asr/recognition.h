// Recognition: what a speech recognizer heard. Plain values, in the speech field's words.
// Times are milliseconds from the start of the recording.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tacet::asr {

// A piece of a word with its own times: a sub-word token, or one digit of a spoken number.
struct WordPart {
  std::string text;
  int64_t start_ms = 0;
  int64_t end_ms = 0;
  bool operator==(const WordPart&) const = default;
};

struct RecognizedWord {
  std::string text;         // without white space and without outer punctuation; never empty
  std::string punctuation;  // what follows the word: ".", ",", "?" or nothing
  int64_t start_ms = 0;     // start_ms < end_ms; words are in order and do not overlap
  int64_t end_ms = 0;
  double confidence = 0;  // probability that the word is right, in [0, 1]
  std::vector<WordPart>
      parts;  // at least one; their texts joined are `text`; times within the word
  bool operator==(const RecognizedWord&) const = default;
};

// A stretch of speech found by the voice activity detector, with the words in it.
struct SpeechSegment {
  int64_t start_ms = 0;
  int64_t end_ms = 0;
  std::vector<RecognizedWord> words;
  bool operator==(const SpeechSegment&) const = default;
};

struct Recognition {
  std::vector<SpeechSegment> segments;  // in order, not overlapping; each has at least one word
  // Stretches of detected speech in which no words were found, even when decoded again.
  struct Stretch {
    int64_t start_ms = 0;
    int64_t end_ms = 0;
    bool operator==(const Stretch&) const = default;
  };
  std::vector<Stretch> speech_without_words;
  int64_t duration_ms = 0;  // of the whole recording, silence included
};

}  // namespace tacet::asr
