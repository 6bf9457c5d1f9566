// The scripted engine's words: a text file becomes a Recognition, so that the service can be tried,
// and loaded with thousands of jobs, without a speech model.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tacet/asr/recognition.h"
#include "tacet/asr/speech_recognizer.h"
#include "tacet/base/result.h"

namespace tacet::server {

// One segment of the words of `text`, from the first millisecond on, `word_ms` each; `,`, `.` and
// `?` at a word's end become its punctuation. Empty for a text without words.
asr::Recognition ScriptFromText(std::string_view text, int64_t word_ms);

// kNotFound, or kInvalidArgument for a file above 1 MB.
Result<std::unique_ptr<asr::SpeechRecognizer>> LoadScript(const std::string& path, int64_t word_ms);

}  // namespace tacet::server
