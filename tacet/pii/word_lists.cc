#include "tacet/pii/word_lists.h"

#include <optional>

namespace tacet::pii {
namespace {

// What stands after the tab in the line of `key`; empty for a line without one. nullopt = no such
// line.
std::optional<std::string_view> FindLine(std::string_view lines, std::string_view key) {
  size_t low = 0;  // both are starts of lines
  size_t high = lines.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const size_t before = middle == 0 ? std::string_view::npos : lines.rfind('\n', middle - 1);
    size_t begin = before == std::string_view::npos ? 0 : before + 1;
    if (begin < low) begin = low;
    const size_t end = lines.find('\n', begin);
    const std::string_view line = lines.substr(begin, end - begin);
    const size_t tab = line.find('\t');
    const std::string_view word = line.substr(0, tab);
    const int order = word.compare(key);
    if (order == 0) return tab == std::string_view::npos ? "" : line.substr(tab + 1);
    if (order < 0) {
      low = end + 1;
    } else {
      high = begin;
    }
  }
  return std::nullopt;
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

}  // namespace tacet::pii
