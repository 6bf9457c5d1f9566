// Window split: cuts a window of speech into smaller ones. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <vector>

#include "tacet/asr/speech_window_reader.h"

namespace tacet::asr {

// A window with only the given part of `window` and the audio kept around it.
SpeechWindow WindowOfPart(const SpeechWindow& window, size_t part);

// Two windows with the parts of `window`, cut at the border of parts nearest to its middle; a
// window of one part is cut at the quietest place of its middle third. A window too short to cut (1
// s of speech) comes back whole.
std::vector<SpeechWindow> SplitWindow(const SpeechWindow& window);

}  // namespace tacet::asr
