// Repeated words: undoes a mistake of the alignment. Pure; thread-safe.
#pragma once

#include <vector>

#include "tacet/asr/recognition.h"

namespace tacet::asr {

// Whisper may have heard the words of a stretch, and the alignment put them into the stretch before
// or after it. Decoded again on its own, the stretch has them, too. So, where all words of
// stretches[again] are also the last ones of the stretch before, or the first ones of the stretch
// after, and that has others, they are taken out there. Capitals and punctuation do not count.
void RemoveRepeatedWords(std::vector<SpeechSegment>& stretches, size_t again);

}  // namespace tacet::asr
