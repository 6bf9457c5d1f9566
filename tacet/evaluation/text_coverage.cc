#include "tacet/evaluation/text_coverage.h"

#include <algorithm>

namespace tacet::evaluation {

bool IsLetterOrDigit(std::string_view text, size_t place) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(place) < 0x80) {
    const char c = text[place];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  size_t first = place;
  while (first > 0 && (byte(first) & 0xC0) == 0x80) --first;
  if (first + 1 >= text.size()) return true;
  if (byte(first) == 0xC2 && byte(first + 1) < 0xC0) return false;  // U+0080 to U+00BF
  // U+2000 to U+206F: dashes, quotes, dots.
  return !(byte(first) == 0xE2 && (byte(first + 1) == 0x80 || byte(first + 1) == 0x81));
}

void TextCoverage::Add(size_t begin, size_t end) {
  for (size_t i = begin; i < std::min(end, covered_.size()); ++i) covered_[i] = true;
}

size_t TextCoverage::Count(size_t begin, size_t end) const {
  size_t count = 0;
  for (size_t i = begin; i < end; ++i) count += IsLetterOrDigit(text_, i) ? 1 : 0;
  return count;
}

size_t TextCoverage::CountCovered(size_t begin, size_t end) const {
  size_t count = 0;
  for (size_t i = begin; i < end; ++i) count += covered_[i] && IsLetterOrDigit(text_, i) ? 1 : 0;
  return count;
}

bool TextCoverage::Covers(size_t begin, size_t end) const {
  const size_t count = Count(begin, end);
  return count > 0 && CountCovered(begin, end) == count;
}

}  // namespace tacet::evaluation
