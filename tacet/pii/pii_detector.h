// PiiDetector: finds personal information in the text of a transcript.
//
// Four steps: every recognizer of BuildRecognizers looks at the whole text (each validates what it
// finds and weighs the words around it), weak finds are dropped, overlaps are settled, and only
// then the wanted types are chosen: a card number stays a card number, and unredacted, when only
// phone numbers are wanted.
//
//   ASSIGN_OR_RETURN(const auto detector, PiiDetector::Create({}));
//   for (const PiiEntity& entity : detector->Detect(text.text, {PiiEntityType::kName})) ...
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pii/pii_recognizer.h"
#include "tacet/transcript/pii_entity.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

struct PiiDetectorOptions {
  // Finds with a lower confidence are dropped, in [0, 1]; 0 keeps all. Low, because a missed name
  // costs more than a hidden word, and because the service shows no visible cut-off (a redaction
  // with 0.1935 was recorded); below it our rules' finds are guesses without any context.
  double min_confidence = 0.15;
};

// The recognizers in their fixed order; the one place that lists them.
std::vector<std::unique_ptr<PiiRecognizer>> BuildRecognizers();

// Chooses among overlapping entities: the higher confidence wins, then the longer span, then the
// earlier, then the type's order in the enum. Overlapping spans of one type become one span with
// the higher confidence. What a loser covers beyond the winner stays as an entity of its own when
// it holds a letter or digit, so that nothing that a recognizer found becomes readable. The result
// is in the order of the text and free of overlaps.
std::vector<PiiEntity> SettleOverlaps(std::string_view text, std::vector<PiiEntity> entities);

// Immutable after Create; thread-safe. Nothing is read, written or logged by Detect.
class PiiDetector {
 public:
  // Errors: kInvalidArgument when an option is out of range.
  static Result<std::unique_ptr<PiiDetector>> Create(const PiiDetectorOptions& options);

  // The entities of the types in `wanted`, in the order of the text, none overlapping, each over
  // whole words. `text` is as BuildTranscriptText makes it (any bytes are allowed); an empty
  // `wanted` finds nothing.
  std::vector<PiiEntity> Detect(std::string_view text, const PiiEntityTypeSet& wanted) const;

 private:
  PiiDetector(const PiiDetectorOptions& options,
              std::vector<std::unique_ptr<PiiRecognizer>> recognizers)
      : options_(options), recognizers_(std::move(recognizers)) {}

  PiiDetectorOptions options_;
  std::vector<std::unique_ptr<PiiRecognizer>> recognizers_;
};

}  // namespace tacet::pii
