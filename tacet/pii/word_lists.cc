#include "tacet/pii/word_lists.h"

#include <algorithm>
#include <optional>

namespace tacet::pii {
namespace {

// The word that a line is about, which ends at its tab or end.
std::string_view WordAt(std::string_view lines, size_t begin) {
  return lines.substr(begin, lines.find_first_of("\t\n", begin) - begin);
}

// Where the first line begins whose word is not before `key`; the size of `lines` = none.
size_t LowerBound(std::string_view lines, std::string_view key) {
  size_t low = 0;  // both are starts of lines
  size_t high = lines.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const size_t before = middle == 0 ? std::string_view::npos : lines.rfind('\n', middle - 1);
    const size_t begin = before == std::string_view::npos ? 0 : std::max(before + 1, low);
    if (WordAt(lines, begin) < key) {
      low = std::min(lines.find('\n', begin), lines.size() - 1) + 1;
    } else {
      high = begin;
    }
  }
  return low;
}

// What stands after the tab in the line of `key`; empty for a line without one. nullopt = no such
// line.
std::optional<std::string_view> FindLine(std::string_view lines, std::string_view key) {
  const size_t begin = LowerBound(lines, key);
  if (begin == lines.size() || WordAt(lines, begin) != key) return std::nullopt;
  const std::string_view line = lines.substr(begin, lines.find('\n', begin) - begin);
  return line.substr(std::min(key.size() + 1, line.size()));
}

}  // namespace

NameLevels FindName(std::string_view word) {
  const auto levels = FindLine(kNameLines, word);
  if (!levels) return {};
  return {levels->at(0) - '0', levels->at(1) - '0'};
}

int EnglishTier(std::string_view word) {
  const auto tier = FindLine(kEnglishWordLines, word);
  return tier ? tier->at(0) - '0' : 0;
}

bool IsUsCity(std::string_view name) { return FindLine(kCityLines, name).has_value(); }

bool IsNotName(std::string_view phrase) { return FindLine(kNotNameLines, phrase).has_value(); }

bool BeginsNotName(std::string_view phrase) {
  return kNotNameLines.substr(LowerBound(kNotNameLines, phrase)).starts_with(phrase);
}

}  // namespace tacet::pii
