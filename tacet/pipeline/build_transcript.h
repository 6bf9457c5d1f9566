// BuildTranscript: the border between the recognizer's words and the documents' items.
#pragma once

#include "tacet/asr/language.h"
#include "tacet/asr/recognition.h"
#include "tacet/transcript/transcript.h"

namespace tacet::pipeline {

// Every word becomes a pronunciation item, its punctuation an item of its own behind it; every
// speech segment becomes an audio segment. Numbers take the written form of `numbers`. Pure.
Transcript BuildTranscript(asr::Recognition recognition, asr::NumberRules numbers);

}  // namespace tacet::pipeline
