// The word lists behind the name and address rules, embedded at build time
// (tacet/pii/word_lists/README.md says what they are made of). Nothing is built at start: the texts
// are searched where they lie. Thread-safe: constants and pure functions.
#pragma once

#include <string_view>

namespace tacet::pii {

// Lines sorted by bytes, each ending with '\n': tacet/pii/word_lists/*.txt.
extern const std::string_view kNameLines;
extern const std::string_view kEnglishWordLines;
extern const std::string_view kCityLines;
extern const std::string_view kNotNameLines;

// How common a name is: 0 = not in the list, 1 = rare or uncounted, then half powers of ten of
// bearers in the US (2 = about 3,000, 3 = 10,000, 5 = 100,000, 7 = a million).
struct NameLevels {
  int given = 0;
  int surname = 0;
};

// `word` in small letters; without possessive.
NameLevels FindName(std::string_view word);

// 1 (the 4,000 most common English words) to 6; 0 for a word that is not in the list. Words that
// are written with a capital only (names, months, nations) are not in it. From 4 on only words that
// are names too are in it.
int EnglishTier(std::string_view word);

// Whether `name` (small letters; words parted by one space) is a US city, town or village.
bool IsUsCity(std::string_view name);

// Whether `phrase` (small letters; words parted by one space, without apostrophes where they are
// several) looks like a person's name and is none.
bool IsNotName(std::string_view phrase);

// Whether one of those begins with `phrase`.
bool BeginsNotName(std::string_view phrase);

}  // namespace tacet::pii
