// NameView: the words of a text with what the name rule wants to know about each.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/pii/tokens.h"
#include "tacet/pii/word_lists.h"

namespace tacet::pii {

struct NameWord {
  std::string core;         // small letters, without possessive "'s" and without dots
  NameLevels levels;        // of `core`, or of the weaker half of a hyphenated name
  int tier = 0;             // EnglishTier of `core`
  bool alphabetic = false;  // letters, apostrophes, hyphens and dots only
  bool capital = false;     // begins with a capital and its line's capitals mean something
  bool shouted = false;     // two or more letters, all capitals
  bool cased = false;       // the line has capitals that mean something
  bool sentence_start = false;
  bool stop = false;      // IsNameStopWord(core)
  bool not_name = false;  // part of what looks like a name and is none (not_names.h)
  bool clause_end =
      false;  // a comma or a sentence's end follows (not the dot of a title or initial)
};

class NameView {
 public:
  // `text` must outlive the view.
  explicit NameView(std::string_view text);

  const std::vector<Token>& tokens() const { return tokens_; }
  const std::vector<NameWord>& words() const { return words_; }
  size_t size() const { return words_.size(); }

  // Same line, and `i` < size().
  bool SameLine(size_t a, size_t b) const {
    return a < size() && b < size() && tokens_[a].line == tokens_[b].line;
  }
  bool Is(size_t i, std::string_view word) const { return i < size() && words_[i].core == word; }

  // Whether `words` (parted by spaces) stand at `i`; the token after them.
  std::optional<size_t> Match(size_t i, std::string_view words) const;

  // An initial: one letter, a capital where capitals mean something ("J", "q."); not "I" or "a"
  // alone.
  bool IsInitial(size_t i) const;

  // A common English word (as against one that is mostly a name).
  bool IsCommonWord(size_t i) const {
    const NameWord& word = words_[i];
    return word.tier == 1 || word.tier == 2 || (word.tier == 3 && word.levels.given < 6);
  }

  // How sure the word alone is a given name or a surname, from 0 (no) to 3 (yes), by capitals,
  // lists and how common the same word is in English.
  int GivenScore(size_t i) const;
  int SurnameScore(size_t i) const;

  // Whether the word can be a name where one is announced ("my name is ..."): in a list, or a
  // capitalised or unknown word that is no stop word.
  bool CanBeAnnounced(size_t i) const;

  // Whether the word, an organisation's, a street's or a place's kind follows the name that ends at
  // `last` ("Jane Doe Street", "Morgan Bank").
  bool NamesAThing(size_t last) const;

  // The last word of the name that begins with `first` (itself, if nothing follows that belongs to
  // it). `announced`: unknown words are taken too.
  size_t ExtendName(size_t first, bool announced) const;

 private:
  bool Extends(size_t first, size_t next, bool announced) const;

  std::vector<Token> tokens_;
  std::vector<NameWord> words_;
};

}  // namespace tacet::pii
