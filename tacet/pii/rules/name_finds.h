// NameFinds: the names found in one text, and the steps that find them in more than one glance at a
// word. MakeNameRecognizer takes the steps in their order, since each builds on what is found.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "tacet/pii/rules/name_view.h"

namespace tacet::pii {

// Confidence by how the name was found: the share of such finds that were names in labelled text
// (GUM and English Web Treebank for the finds in running text; spoken requests for the announced
// ones).
inline constexpr double kAnnounced = 0.97;     // "my name is"
inline constexpr double kPair = 0.95;          // given name and surname of the lists
inline constexpr double kTitled = 0.94;        // "Dr."
inline constexpr double kSpelled = 0.92;       // letters beside a name or the word "name"
inline constexpr double kAnswered = 0.9;       // after "what's your name?"
inline constexpr double kAddressed = 0.88;     // "Thanks, Bob."
inline constexpr double kListed = 0.8;         // a capitalised given name in running text
inline constexpr double kRepeated = 0.77;      // said before with more certainty
inline constexpr double kWeaklyListed = 0.75;  // a rarer one, a surname, or one that is a word too
inline constexpr double kGuessed =
    0.3;  // an unknown word where a name often stands; letters of an e-mail

// Spans of tokens. Not thread-safe.
class NameFinds {
 public:
  struct Span {
    size_t first;
    size_t last;  // inclusive
    double confidence;
  };

  // `view` must outlive it.
  explicit NameFinds(const NameView& view) : view_(view), best_(view.size(), 0.0) {}

  const NameView& view() const { return view_; }
  const std::vector<Span>& spans() const { return spans_; }
  // The highest confidence of the spans over the token; 0 = none.
  double best(size_t i) const { return best_[i]; }

  void Add(size_t first, size_t last, double confidence) {
    spans_.push_back({first, last, confidence});
    for (size_t i = first; i <= last; ++i) best_[i] = std::max(best_[i], confidence);
  }

 private:
  const NameView& view_;
  std::vector<double> best_;
  std::vector<Span> spans_;
};

// A name that begins at `i` in running text, by the lists alone. Everything before `i` has been
// looked at.
void AddListedName(size_t i, NameFinds& finds);

// The answers to questions for a name, in the same line after the question and in the next lines.
void AddAnsweredNames(NameFinds& finds);

// Names that are spelled: their letters, and the words that these spell.
void AddSpelledNames(NameFinds& finds);

}  // namespace tacet::pii
