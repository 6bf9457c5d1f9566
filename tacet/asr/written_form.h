// Written form: numbers, money, dates, times, ordinals and percentages as Amazon Transcribe writes
// them, from whatever the recognizer wrote ("1-2-3", "one two three", "double five", "oh").
// Source of the rules: "Transcribing numbers", https://docs.aws.amazon.com/transcribe/latest/dg/how-numbers.html
#pragma once

#include "tacet/asr/recognition.h"

namespace tacet::asr {

// Rewrites the words of one segment. Pure; thread-safe. A spoken run of digits becomes one word from its
// first digit's start to its last digit's end, its `parts` keeping each digit's times; a clear pause
// inside starts a new word. Words that are no numbers come back unchanged. Keeps every invariant of
// RecognizedWord; the merged confidence is the lowest of its words.
std::vector<RecognizedWord> ApplyWrittenForm(std::vector<RecognizedWord> words);

}  // namespace tacet::asr
