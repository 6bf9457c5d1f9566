// Which letters and digits of a text lie under spans. Nothing else of a span counts: where its
// border lies among spaces, quotes and full stops neither hides nor shows anything.
//
// Thread-safe as values are.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace tacet::evaluation {

// Whether the character that starts or goes on at `place` is a letter or a digit. Beyond ASCII
// everything is, except Latin-1's marks and the general punctuation.
bool IsLetterOrDigit(std::string_view text, size_t place);

// A set of bytes of one text.
class TextCoverage {
 public:
  explicit TextCoverage(std::string_view text) : text_(text), covered_(text.size(), false) {}

  void Add(size_t begin, size_t end);

  // Letters and digits (in bytes) of [begin, end): all of them, and those in the set.
  size_t Count(size_t begin, size_t end) const;
  size_t CountCovered(size_t begin, size_t end) const;
  // Whether [begin, end) has letters or digits, and all of them are in the set.
  bool Covers(size_t begin, size_t end) const;

 private:
  std::string_view text_;
  std::vector<bool> covered_;
};

}  // namespace tacet::evaluation
