// Word splitting: from the decoder's tokens to words and their punctuation, as Amazon Transcribe's
// documents part them. Pure functions; thread-safe.
//
// Rules:
//  1. A token that starts with a space starts a word; other tokens continue it. A token that ends
//     inside a UTF-8 character is joined with the next.
//  2. A dash or an ellipsis inside a word ("yes—no", "well...no") ends the word; a hyphen does not.
//  3. Marks after a word become its punctuation: "." for . ! and 。, "?" for ?, "," for , ; : and a
//     dash. An ellipsis is "." before a capital or at the end, else ",". Of several marks the first
//     counts, but a "?" always wins.
//  4. Quotes, brackets, music signs and stars are dropped, and with the brackets what they enclose
//  if
//     it holds no digit: "[laughs]" was not said, "(555)" was.
//  5. Periods stay in abbreviations ("a.m.", "U.S.", "Mr."), and so do marks inside a word: "3.50",
//     "8:30", "www.example.com", "o'clock", "'cause", "twenty-one".
//  6. A sign that stands alone is the word that was said: "&" and, "%" percent, "+" plus, "="
//     equals, "@" at, "€" euro. Other lone marks belong to the word before; before the first word
//     they are dropped.
//  7. Typographic apostrophes become plain ones.
//  8. A part is one token, or one digit of it: the times of a token's digits divide its time
//  evenly.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/asr/recognition.h"

namespace tacet::asr {

// A token of the decoder with the time it was heard at, on any clock.
struct TimedToken {
  std::string bytes;  // with its leading space; may be a piece of a UTF-8 character
  double probability = 0;
  int64_t start_ms = 0;  // start_ms <= end_ms; tokens rise
  int64_t end_ms = 0;
};

// The words of one window in order. Times are the tokens' own: a word spans its parts, its
// punctuation takes no time, and words may still be empty in time (see word_timing.h). `language`
// is Whisper's name of it, for rule 6; of languages other than English and German a lone sign is
// itself the word.
std::vector<RecognizedWord> SplitWords(std::span<const TimedToken> tokens,
                                       std::string_view language = "en");

}  // namespace tacet::asr
