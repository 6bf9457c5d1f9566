// Written form: numbers, money, dates, times, ordinals and percentages as Amazon Transcribe writes
// them, from whatever the recognizer wrote ("1-2-3", "one two three", "double five", "oh").
// Source of the rules: "Transcribing numbers",
// https://docs.aws.amazon.com/transcribe/latest/dg/how-numbers.html
#pragma once

#include <vector>

#include "tacet/asr/language.h"
#include "tacet/asr/recognition.h"

namespace tacet::asr {

// Rewrites the words of one segment by the rules of one language; NumberRules::kAsHeard leaves all
// as they are. Pure; thread-safe.
//
// A spoken run of digits ("four two five", "double five", "555 1212", "425-555-1212") becomes one
// word of digits, with a leading "+" if one was written, from its first digit's start to its last
// digit's end. Its `parts` are one per digit, each with its own time; digits that shared one part
// of the recognizer have equal shares of it. A clear pause inside (600 ms) starts a new word; so
// does a filler, which stays a word. Other numbers ("55", "$3.50", "43rd") have one part, the whole
// word.
//
// Words that are no numbers come back unchanged, lone digits and "one" to "ten" too. Keeps every
// invariant of RecognizedWord. A merged word has the lowest confidence and the last punctuation of
// its words. Applied to its own result it changes nothing.
std::vector<RecognizedWord> ApplyWrittenForm(std::vector<RecognizedWord> words,
                                             NumberRules rules = NumberRules::kEnglish);

}  // namespace tacet::asr
