// PiiRecognizer: finds some kinds of personal information in a text. One per rule file, and one for
// a trained tagger: the detector does not care which.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "tacet/transcript/pii_entity.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

struct TextSpan {
  size_t begin = 0;  // half-open byte range of the analysed text
  size_t end = 0;
};

// What rules found in a text.
struct RuleFinds {
  std::vector<PiiEntity> entities;  // of all types, in any order; may overlap
  // Numbers that the words around them name as something else ("order number"); in order, not
  // overlapping.
  std::vector<TextSpan> denied;
};

// Pure and thread-safe: the same text always gives the same entities, and nothing is read, written
// or logged after construction.
class PiiRecognizer {
 public:
  virtual ~PiiRecognizer() = default;

  // The types that Analyze can return; never empty, fixed for the object's life.
  virtual std::span<const PiiEntityType> entity_types() const = 0;

  // Finds entities of the types in `wanted` (others may be skipped unlooked-for). `text` is UTF-8
  // as BuildTranscriptText makes it: numbers mostly as digit strings, but spoken words too; one
  // line per audio segment, so that a '\n' is a pause or a change of speaker and the line before is
  // context. Spans lie within `text`, cover whole words and may overlap one another; confidences
  // are those of this recognizer alone.
  virtual std::vector<PiiEntity> Analyze(std::string_view text,
                                         const PiiEntityTypeSet& wanted) const = 0;

  // Adds what Analyze finds of all types, and what it knows to be something else.
  virtual void AddFinds(std::string_view text, RuleFinds* finds) const;
};

}  // namespace tacet::pii
