// What `tacet pii` reads and writes: JSON lines, a table for people, redacted text.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pii/pii_detector.h"

namespace tacet::cli {

struct PiiLinesOptions {
  PiiEntityTypeSet wanted;
  size_t threads = 1;    // lines that are worked on at the same time, at least 1
  bool explain = false;  // adds "source" and "score" to each entity
};

// Reads lines {"id", "text", "prev", "confidences"} from the file descriptor `in` and writes for
// each, in order, {"id", "entities": [{"start", "end", "type", "confidence"}]} to `out`; places
// count Unicode code points of the text, half open. `prev` is a string or a list of strings, the
// turns before the text, or absent; `confidences`, where there, says for each word of the text
// between spaces how sure a recogniser was of it (0 to 1); an absent id is answered with null.
// Writes what it has whenever no whole line is waiting, so that whoever sends a line gets its
// answer. kInvalidArgument names the line that is wrong; the lines before it are answered.
// kUnavailable when the input cannot be read or the output cannot be written.
Status AnswerPiiLines(int in, std::ostream& out, const pii::PiiDetector& detector,
                      const PiiLinesOptions& options);

// A line per find: type, confidence, place (line:column, counted from 1 in code points) and text.
std::string PiiTable(std::string_view text, std::span<const pii::PiiFind> finds);

// The text with [PII] for each find; line breaks within one stay.
std::string RedactPii(std::string_view text, std::span<const pii::PiiFind> finds);

}  // namespace tacet::cli
