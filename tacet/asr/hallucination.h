// Hallucination: tells text that was heard from text that Whisper made up. Pure functions;
// thread-safe.
//
// Whisper writes something for every window, also where nobody speaks: closing words of videos, one
// phrase over and over. Rules:
//  1. A loop: the same run of tokens at least 4 times in a row, over at least 16 tokens in all,
//  unless
//     it is digits (a number may well be seven zeros).
//  2. Too fast: more than 14 tokens for each second of speech; people say 3 to 7.
//  3. Silent: the decoder itself finds speech unlikely (above 0.6) and trusts its text little
//  (average
//     log-probability below -1). Source: OpenAI's whisper/transcribe.py, no_speech_threshold.
//  4. Phantom: the whole text is one of the phrases that Whisper invents, and the sound does not
//  bear
//     it out: words of low probability, or more words than the speech has time for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tacet/asr/recognition.h"
#include "tacet/asr/whisper_decoder.h"
#include "tacet/asr/whisper_tokenizer.h"

namespace tacet::asr {

// Rule 1.
bool IsLoop(std::span<const size_t> tokens, const WhisperTokenizer& tokenizer);

// Rule 2. `speech_ms` is how much of the window is speech.
bool IsTooFast(size_t token_count, int64_t speech_ms);

// Rule 3.
bool IsSilent(const Hypothesis& hypothesis);

// Rule 4, for the words of one stretch of speech.
bool IsPhantom(const std::vector<RecognizedWord>& words, int64_t speech_ms);

}  // namespace tacet::asr
