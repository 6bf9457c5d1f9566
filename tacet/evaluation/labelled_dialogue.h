// LabelledDialogue: what was said, and what of it is personal information. Read from JSON lines:
//
//   {"id": "...", "source": "...", "turns": [{"text": "...", "spans": [
//       {"start": 3, "end": 7, "type": "NAME"}], "confidences": [0.9, 0.7]}]}
//
// ("confidences", a recogniser's for each of the turn's words between spaces, may be absent) and
// what was found in it, by whomever:
//
//   {"id": "...", "turns": [{"entities": [
//       {"start": 3, "end": 7, "type": "NAME", "confidence": 0.9}]}]}
//
// Places in files count code points; in these values they are half-open byte ranges of the turn's
// text. Plain values; the functions are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/transcript/pii_entity.h"
#include "tacet/transcript/pii_entity_type.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::evaluation {

struct LabelledSpan {
  size_t begin = 0;
  size_t end = 0;
  // Absent (UNKNOWN in files): nobody says what this text is, so a find in it is neither right nor
  // wrong.
  std::optional<PiiEntityType> type;
};

struct LabelledTurn {
  std::string text;
  std::vector<LabelledSpan> spans;        // in order, without overlaps
  std::optional<PiiEntityTypeSet> known;  // the types that were labelled; absent = all
  // How sure the recogniser was of the words; empty = they were not recognised.
  std::vector<WordConfidence> confidences;
};

struct LabelledDialogue {
  std::string id;
  std::string source;  // which set or file it comes from
  std::vector<LabelledTurn> turns;
};

// What was found in one dialogue: by turn, each in the order of the text.
using FoundInTurns = std::vector<std::vector<PiiEntity>>;

// kInvalidArgument names the line and what is wrong with it, not its text.
Result<std::vector<LabelledDialogue>> ParseLabelledDialogues(std::string_view json_lines);

// The finds for each of `dialogues`, in their order. kInvalidArgument also where a dialogue has no
// line, or a line other turns than its dialogue. Finds of types that are not ours (named OTHER in
// the file) may be there and are left out.
Result<std::vector<FoundInTurns>> ParseFound(std::string_view json_lines,
                                             const std::vector<LabelledDialogue>& dialogues);

// The lines that ParseFound reads.
std::string FoundLines(const std::vector<LabelledDialogue>& dialogues,
                       const std::vector<FoundInTurns>& found);

// The turns as a transcript has them: one a line.
std::string TextOf(const LabelledDialogue& dialogue);
// The turns' confidences, in places of that text.
std::vector<WordConfidence> ConfidencesOf(const LabelledDialogue& dialogue);

// Entities of TextOf(dialogue) as entities of its turns; one over several turns becomes several, as
// redaction splits them.
FoundInTurns SplitByTurns(const LabelledDialogue& dialogue, const std::vector<PiiEntity>& entities);

}  // namespace tacet::evaluation
