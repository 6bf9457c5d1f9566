// Speech segments: joins stretches of speech over short pauses, as the audio segments of Amazon
// Transcribe's documents do. Pure; thread-safe.
#pragma once

#include <vector>

#include "tacet/asr/recognition.h"

namespace tacet::asr {

// Rules, for two stretches in a row that both have words:
//  1. A pause of 1 s or more parts them.
//  2. A pause of 0.6 s or more parts them where the first ends a sentence ("." or "?"); any pause
//  does
//     where the segment has already lasted 20 s.
//  3. Otherwise they are one segment.
// Source: Amazon Transcribe's documents have pauses of up to 0.97 s inside a segment, and end
// segments at shorter ones after a sentence. Stretches without words (in order, not overlapping, as
// the rest) are left out.
std::vector<SpeechSegment> JoinStretches(std::vector<SpeechSegment> stretches);

}  // namespace tacet::asr
