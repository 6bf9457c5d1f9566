#include "tacet/pii/rules/name_view.h"

#include <algorithm>

#include "tacet/pii/not_names.h"
#include "tacet/pii/rules/name_words.h"

namespace tacet::pii {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsLetter(char c) { return IsUpper(c) || IsLower(c) || static_cast<unsigned char>(c) >= 0x80; }

// Latin-1 and Latin Extended-A capitals are rare at the start of a name but real: "Émile", "Ōta".
bool StartsWithCapital(std::string_view text, std::string_view lower) {
  if (text.empty()) return false;
  if (IsUpper(text[0])) return true;
  return static_cast<unsigned char>(text[0]) >= 0x80 && text.substr(0, 2) != lower.substr(0, 2);
}

std::string CoreOf(const Token& token) {
  std::string core = token.lower;
  for (const std::string_view possessive : {"'s", "s'"}) {
    if (core.size() > possessive.size() + 1 && core.ends_with(possessive)) {
      // The s of "James'" is the name's own.
      core.resize(core.size() - (possessive == "'s" ? 2 : 1));
      break;
    }
  }
  if (core.find('.') != std::string::npos) std::erase(core, '.');
  return core;
}

// "jean-luc" and "o'brien" are in no list as such.
NameLevels LevelsOf(const std::string& core) {
  NameLevels levels = FindName(core);
  if (levels.given > 0 || levels.surname > 0) return levels;
  const size_t hyphen = core.find('-');
  if (hyphen != std::string::npos && hyphen >= 2 && core.size() - hyphen > 3) {
    const NameLevels a = FindName(std::string_view(core).substr(0, hyphen));
    const NameLevels b = FindName(std::string_view(core).substr(hyphen + 1));
    return {std::min(a.given, b.given), std::min(a.surname, b.surname)};
  }
  if (core.find('\'') != std::string::npos) {
    std::string joined = core;
    std::erase(joined, '\'');
    return FindName(joined);
  }
  return levels;
}

// Whether capitals mean something in a line: it has small letters, and a capital that is not just
// "I".
bool LineIsCased(const std::vector<Token>& tokens, size_t first, size_t end) {
  bool capital = false;
  bool small = false;
  for (size_t i = first; i < end; ++i) {
    const std::string_view text = tokens[i].text;
    if (text == "I" || text.starts_with("I'")) continue;
    if (text.size() == 1) continue;
    capital = capital || StartsWithCapital(text, tokens[i].lower);
    small = small || std::any_of(text.begin(), text.end(), IsLower);
  }
  return capital && small;
}

}  // namespace

NameView::NameView(std::string_view text) : tokens_(Tokenize(text)) {
  words_.resize(tokens_.size());
  for (size_t line_begin = 0; line_begin < tokens_.size();) {
    size_t line_end = line_begin;
    while (line_end < tokens_.size() && tokens_[line_end].line == tokens_[line_begin].line)
      ++line_end;
    const bool cased = LineIsCased(tokens_, line_begin, line_end);
    bool start = true;
    for (size_t i = line_begin; i < line_end; ++i) {
      const Token& token = tokens_[i];
      NameWord& word = words_[i];
      word.core = CoreOf(token);
      word.alphabetic = std::all_of(token.text.begin(), token.text.end(), [](char c) {
        return IsLetter(c) || c == '\'' || c == '-' || c == '.';
      });
      word.levels = word.alphabetic ? LevelsOf(word.core) : NameLevels{};
      word.tier = EnglishTier(word.core);
      word.cased = cased;
      word.capital = cased && StartsWithCapital(token.text, token.lower);
      word.shouted = token.text.size() >= 2 &&
                     std::none_of(token.text.begin(), token.text.end(), IsLower) &&
                     std::count_if(token.text.begin(), token.text.end(), IsUpper) >= 2;
      word.stop = IsNameStopWord(word.core) || IsNameStopWord(token.lower);
      word.sentence_start = start;
      const bool dot_of_word = token.after == "." && (IsPersonTitle(word.core) || IsInitial(i));
      word.clause_end = !dot_of_word && !token.after.empty() &&
                        token.after.find_first_of(".,!?;:)") != std::string_view::npos;
      start = token.sentence_end && !dot_of_word;
    }
    line_begin = line_end;
  }
  for (size_t i = 0; i < size(); ++i) {
    const size_t length = NotNameLength(tokens_, i);
    for (size_t k = 0; k < length; ++k) words_[i + k].not_name = true;
  }
}

std::optional<size_t> NameView::Match(size_t i, std::string_view words) const {
  while (!words.empty()) {
    const size_t space = std::min(words.find(' '), words.size());
    if (i >= size() || tokens_[i].lower != words.substr(0, space)) return std::nullopt;
    ++i;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return i;
}

bool NameView::IsInitial(size_t i) const {
  const Token& token = tokens_[i];
  if (token.text.size() != 1 || !IsLetter(token.text[0])) return false;
  if (token.lower == "i" || token.lower == "a") return token.after == ".";
  return !words_[i].cased || IsUpper(token.text[0]);
}

int NameView::GivenScore(size_t i) const {
  const NameWord& word = words_[i];
  if (!word.alphabetic || word.core.size() < 2 || word.not_name) return 0;
  const int given = word.levels.given;
  if (word.capital) {
    if (word.stop && given < 4) return 0;
    if (IsCommonWord(i)) return given >= 5 ? (word.tier == 3 ? 3 : 2) : given >= 4 ? 1 : 0;
    if (given >= 3) return 3;
    return given;
  }
  if (word.stop || word.cased) return 0;
  if (IsCommonWord(i))
    return given >= 6 && word.tier >= 2 ? 2 : given >= 5 && word.tier >= 2 ? 1 : 0;
  return given >= 5 ? 3 : given >= 3 ? 2 : given >= 2 ? 1 : 0;
}

int NameView::SurnameScore(size_t i) const {
  const NameWord& word = words_[i];
  if (!word.alphabetic || word.core.size() < 2 || word.not_name) return 0;
  const int surname = std::max(word.levels.surname, word.levels.given - 1);
  if (word.capital) {
    if (word.stop && surname < 5) return 0;
    if (IsCommonWord(i)) return surname >= 4 ? 2 : surname >= 2 ? 1 : 0;
    if (surname >= 1) return 3;
    return word.tier == 0 ? 1 : 0;
  }
  if (word.stop || word.cased) return 0;
  if (IsCommonWord(i)) return surname >= 6 ? 2 : 0;
  return surname >= 3 ? 3 : surname >= 1 ? 2 : 0;
}

bool NameView::CanBeAnnounced(size_t i) const {
  const NameWord& word = words_[i];
  if (!word.alphabetic || word.core.size() < 2) return false;
  const int level = std::max(word.levels.given, word.levels.surname);
  // "Will", "May", "April" and "June" are stop words that are names too.
  if (word.stop) return word.capital && word.levels.given >= 4;
  if (word.capital) return word.tier == 0 || word.tier > 2 || level >= 2;
  if (IsCommonWord(i)) return level >= (word.tier == 1 ? 6 : 5);
  // A recognizer's small letter: a well-known name is one all the same, an unknown word is not.
  if (word.cased) return level >= 3;
  return level >= 1 || (word.tier == 0 && word.core.size() >= 3);
}

bool NameView::NamesAThing(size_t last) const {
  const size_t next = last + 1;
  if (!SameLine(last, next) || words_[last].clause_end) return false;
  const NameWord& word = words_[next];
  if (word.cased && !word.capital) {
    // "a Morgan Stanley account": the word after is a common noun.
    return false;
  }
  if (!word.cased && word.levels.surname >= 5 && !IsOrganisationWord(word.core)) return false;
  return IsOrganisationWord(word.core) || IsStreetSuffix(word.core) || Is(next, "&");
}

bool NameView::Extends(size_t first, size_t next, bool announced) const {
  const size_t from = next - 1;
  if (!SameLine(from, next) || words_[from].clause_end) return false;
  if (tokens_[from].text.ends_with("'s") || words_[next].not_name) return false;
  if (IsInitial(next)) {
    // "John Q Public", but not "Maria I ..." nor the first letter of a spelling.
    if (!SameLine(next, next + 1) || IsInitial(next + 1)) return false;
    return SurnameScore(next + 1) >= 2 || (words_[next + 1].capital && !words_[next + 1].stop);
  }
  const NameWord& word = words_[next];
  if (IsOrganisationWord(word.core) || IsStreetSuffix(word.core)) {
    // "Diane Lane" and "Tom Banks" are people; "Jane Street" and "Jane Doe Lane" are not.
    if (word.levels.surname < 4 || from > first || word.core == "street" || word.core == "bank") {
      return false;
    }
  }
  if (SurnameScore(next) >= 2) return true;
  if (word.capital) return !word.stop && word.alphabetic && SurnameScore(next) >= 1;
  return announced && !word.cased && !word.stop && word.alphabetic && word.tier == 0 &&
         word.core.size() >= 4;
}

size_t NameView::ExtendName(size_t first, bool announced) const {
  size_t last = first;
  for (size_t taken = 1; taken < 5; ++taken) {
    size_t next = last + 1;
    // "de la Cruz", "van der Berg", "bin Salman", "and" is none.
    size_t particles = 0;
    static constexpr std::array<std::string_view, 19> kParticles = {
        "de",  "la",  "las", "los", "del", "da",  "do", "dos", "das", "di",
        "van", "von", "der", "den", "bin", "ibn", "al", "el",  "le"};
    while (particles < 2 && SameLine(first, next) && !words_[next - 1].clause_end &&
           std::find(kParticles.begin(), kParticles.end(), words_[next].core) != kParticles.end()) {
      ++next;
      ++particles;
    }
    if (particles > 0) {
      if (!SameLine(first, next) || SurnameScore(next) < 1) break;
    } else if (!Extends(first, next, announced)) {
      break;
    }
    // An initial is taken with the name that follows it.
    last = IsInitial(next) ? next + 1 : next;
  }
  // A trailing "Jr." belongs to the name.
  if (SameLine(first, last + 1) && !tokens_[last].sentence_end &&
      (Is(last + 1, "jr") || Is(last + 1, "junior") || Is(last + 1, "iii"))) {
    ++last;
  }
  return last;
}

}  // namespace tacet::pii
