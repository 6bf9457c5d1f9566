// SpokenRecording: what was said in a recording and when, and what a job made of it. Said is read
// from JSON lines, a recording a line; times are seconds:
//
//   {"id": "...", "media": "000000.wav", "words": [
//       {"text": "my name is", "start": 0.3, "end": 0.9, "type": null},
//       {"text": "Rosa Diaz", "start": 0.9, "end": 1.5, "type": "NAME"}]}
//
// A "word" is a stretch of speech: a label with its type, or what stands between two. Heard is read
// from a job's redacted document. Plain values; the functions are pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/transcript/pii_entity_type.h"
#include "tacet/transcript/transcript.h"

namespace tacet::evaluation {

struct SpokenStretch {
  std::string text;
  int64_t start_ms = 0;
  int64_t end_ms = 0;
  std::optional<PiiEntityType> type;  // absent = no personal information
};

struct SpokenRecording {
  std::string id;
  std::string media;  // as the line has it: relative to the file of the lines
  std::vector<SpokenStretch> said;
};

// A word of the redacted document: readable, or redacted.
struct HeardWord {
  std::string content;
  int64_t start_ms = 0;
  int64_t end_ms = 0;
  std::optional<Redaction> redaction;
};

// kInvalidArgument names the line and what is wrong with it.
Result<std::vector<SpokenRecording>> ParseSpokenRecordings(std::string_view json_lines);

// The words of a document in the shape of Amazon Transcribe's, in the order of time.
// kInvalidArgument when it has another shape.
Result<std::vector<HeardWord>> ParseHeardWords(std::string_view document);

}  // namespace tacet::evaluation
