// WhisperTokenizer: the vocabulary of a Whisper model directory, from token id to bytes.
//
// Reads vocabulary.json (an array of strings) or vocabulary.txt (one token a line) as CTranslate2
// writes them. Tokens are byte-level BPE: each byte stands as one printable character, after
// OpenAI's GPT-2 `bytes_to_unicode`. Vocabularies of multilingual (99 and 100 languages) and
// English-only models differ in where the special tokens stand, so these are found by name.
//
// Immutable after Load or Parse; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::asr {

class WhisperTokenizer {
 public:
  enum class Format { kJson, kText };

  // Reads vocabulary.json, or vocabulary.txt where that is missing. kNotFound when neither is
  // there, kDataLoss when the file is not a Whisper vocabulary.
  static Result<WhisperTokenizer> Load(const std::string& model_dir);

  // `contents` are untrusted: at most 32 MiB, 200,000 tokens and 1,024 bytes a token, else
  // kDataLoss.
  static Result<WhisperTokenizer> Parse(std::string_view contents, Format format);

  size_t size() const { return tokens_.size(); }
  size_t end_of_text() const { return end_of_text_; }
  size_t start_of_transcript() const { return start_of_transcript_; }
  size_t no_timestamps() const { return no_timestamps_; }
  // True for models that take a language and a task in the prompt.
  bool multilingual() const { return multilingual_; }

  // True for tokens that stand for text: all below the special ones.
  bool IsText(size_t id) const { return id < end_of_text_; }

  // The bytes of a text token, empty for special tokens and ids out of range. A token may end
  // inside a UTF-8 character; joined tokens of one text are UTF-8.
  std::string_view Bytes(size_t id) const;

  // What the decoder starts from, for transcription without time stamps: start of transcript, then
  // language and task where the model takes them, then no-timestamps. kInvalidArgument for a
  // language that the model does not know (`language` is ISO 639-1, "en"); English-only models know
  // only "en".
  Result<std::vector<size_t>> Prompt(std::string_view language) const;

 private:
  WhisperTokenizer() = default;

  std::vector<std::string> tokens_;  // bytes of text tokens; names of special tokens
  size_t end_of_text_ = 0;
  size_t start_of_transcript_ = 0;
  size_t transcribe_ = 0;
  size_t no_timestamps_ = 0;
  bool multilingual_ = false;
};

}  // namespace tacet::asr
