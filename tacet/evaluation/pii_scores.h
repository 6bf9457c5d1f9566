// PiiScores: what was found in labelled dialogues against what should have been. The rules of
// scoring, all of them:
//
// 1. Only letters and digits of a span count (text_coverage.h).
// 2. A label is *found* (recall, any type) when every letter and digit of it lies under found
//    spans, whatever their types. Half a name is not found.
// 3. It is found *with its type* when besides at least half of it lies under finds of that type.
// 4. It is *touched* when any letter or digit of it lies under a found span: the measure of most
//    published figures, for comparison.
// 5. A found span is *right* (precision) when it touches a label, of whatever type, and *of the
//    right type* when it touches one of its own. It is a *false span* when it touches none.
// 6. Explicit dates and times are labelled, so a find of DATE_TIME on them is right.
// 7. Finds that lie mostly on UNKNOWN text, and finds of types for which the turn was not labelled,
//    count for neither side, unless they touch a label. So do labels and finds of types that were
//    not asked for.
// 8. Words are counted between spaces, over all text: labelled or not.
// 9. A confidence should be the share of finds like it that are right *of the right type*; the
// error
//    against "right" alone is the second figure.
// 10. Shares have Wilson's intervals; rates and the calibration error are drawn over dialogues.
// Where
//     no false span was seen, which a draw cannot tell from "never", the upper end is Poisson's.
//
// Thread-safe as values are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tacet/evaluation/calibration.h"
#include "tacet/evaluation/digit_leaks.h"
#include "tacet/evaluation/intervals.h"
#include "tacet/evaluation/labelled_dialogue.h"

namespace tacet::evaluation {

// Labels of one kind (a type, a group of types, a source), and the finds of that kind.
struct PiiCounts {
  size_t labelled = 0;
  size_t found = 0;            // rule 2
  size_t found_same_type = 0;  // rule 3
  size_t touched = 0;          // rule 4
  size_t spans = 0;            // found spans
  size_t right = 0;            // rule 5
  size_t right_same_type = 0;

  void Add(const PiiCounts& other);
};

// A share and its interval; of nothing: 0 of 0.
struct Share {
  size_t hits = 0;
  size_t count = 0;
  double value() const {
    return count == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(count);
  }
  Interval interval() const { return WilsonInterval(hits, count); }
};

// The types that one target speaks of together.
struct TypeGroup {
  std::string_view name;
  PiiEntityTypeSet types;
};
// NAME, ADDRESS, numbers, card details, EMAIL, all eight kinds of number, everything else.
const std::vector<TypeGroup>& TypeGroups();

// A label that was not found, or a find that is false: for looking at.
struct PiiMistake {
  PiiEntityType type = PiiEntityType::kName;
  std::string dialogue;
  size_t turn = 0;
  std::string text;  // of the label or find
};

class PiiScores {
 public:
  // `wanted`: the types that were asked for.
  explicit PiiScores(PiiEntityTypeSet wanted) : wanted_(std::move(wanted)) {}

  void Add(const LabelledDialogue& dialogue, const FoundInTurns& found);

  const std::map<PiiEntityType, PiiCounts>& by_type() const { return by_type_; }
  PiiCounts Of(const PiiEntityTypeSet& types) const;
  PiiCounts All() const;

  // What one source's dialogues, or all of them, hold.
  struct Talk {
    size_t dialogues = 0;
    size_t words = 0;
    size_t false_spans = 0;
    Rate false_per_thousand_words;
    PiiCounts counts;
  };
  std::vector<std::string> sources() const;  // in the order of their first dialogue
  Talk OfSource(const std::string& source) const;
  Talk Whole() const;

  Rate CalibrationError() const;
  Rate CalibrationErrorAnyType() const;
  Calibration calibration() const;  // what CalibrationError() looks at

  const std::vector<DigitLeak>& leaks() const { return leaks_; }
  const std::vector<PiiMistake>& missed() const { return missed_; }
  const std::vector<PiiMistake>& false_spans() const { return false_spans_; }

 private:
  struct PerDialogue {
    std::string source;
    size_t words = 0;
    size_t false_spans = 0;
    PiiCounts counts;
  };

  void AddTurn(const LabelledDialogue& dialogue, size_t turn, const std::vector<PiiEntity>& found,
               PerDialogue* sums);
  Talk TalkOf(const std::vector<const PerDialogue*>& dialogues) const;

  PiiEntityTypeSet wanted_;
  std::map<PiiEntityType, PiiCounts> by_type_;
  std::vector<PerDialogue> dialogues_;
  std::vector<Calibration> calibrations_;           // by dialogue
  std::vector<Calibration> calibrations_any_type_;  // by dialogue
  std::vector<DigitLeak> leaks_;
  std::vector<PiiMistake> missed_;
  std::vector<PiiMistake> false_spans_;
};

}  // namespace tacet::evaluation
