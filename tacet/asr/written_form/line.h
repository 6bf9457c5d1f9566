// The words of one segment cut into atoms, which is what the number rules read, and the pieces that
// the rules make of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/asr/recognition.h"
#include "tacet/asr/written_form/lexicon.h"

namespace tacet::asr::written_form {

// A silence this long ends a number. People who dictate in groups leave 0.2 to 0.5 s between them;
// Amazon Transcribe was seen to make two items of one card number at a silence of 0.87 s.
inline constexpr int64_t kClearPauseMs = 600;

// A word, or one member of a hyphenated number word ("twenty-three" is two atoms).
struct Atom {
  std::string text;
  std::string lower;
  std::string punctuation;  // what follows it; empty inside a word
  size_t word = 0;          // the word it belongs to
  bool first_of_word = true;
  bool last_of_word = true;
  int64_t start_ms = 0;
  int64_t end_ms = 0;
  Sense sense;
};

class Line {
 public:
  // Keeps references to both, which must outlive it.
  explicit Line(const std::vector<RecognizedWord>& words,
                const Vocabulary& vocabulary = kEnglishVocabulary);
  // A line of these atoms only, for parsing a changed copy of a few of them.
  Line(const std::vector<RecognizedWord>& words, std::vector<Atom> atoms)
      : words_(words), atoms_(std::move(atoms)) {}

  size_t size() const { return atoms_.size(); }
  const Atom& operator[](size_t i) const { return atoms_[i]; }
  const std::vector<RecognizedWord>& words() const { return words_; }
  const RecognizedWord& word_of(size_t i) const { return words_[atoms_[i].word]; }

  // The atom exists and neither punctuation nor a clear pause parts it from the one before.
  bool Follows(size_t i) const;
  // The atom exists and at most a clear pause, never mind punctuation, parts it from the one
  // before.
  bool FollowsInTime(size_t i) const;
  // Follows(i), and it is this kind or one of these words.
  bool FollowsAs(size_t i, Kind kind) const { return Follows(i) && KindAt(i) == kind; }
  bool FollowsAs(size_t i, std::initializer_list<std::string_view> words) const {
    return Follows(i) && IsOneOf(atoms_[i].lower, words);
  }
  // Lower-case text of an atom and its kind, nothing when there is none.
  std::string_view LowerAt(size_t i) const {
    return i < size() ? std::string_view(atoms_[i].lower) : std::string_view();
  }
  Kind KindAt(size_t i) const { return i < size() ? atoms_[i].sense.kind : Kind::kOther; }
  // The atom before `i`, nothing when punctuation or a pause parts them.
  std::string_view LowerBefore(size_t i) const {
    return i > 0 && Follows(i) ? std::string_view(atoms_[i - 1].lower) : std::string_view();
  }
  // Nothing follows atom i - 1: the end, punctuation or a pause.
  bool EndsBefore(size_t i) const { return !Follows(i); }

  const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  const std::vector<RecognizedWord>& words_;
  const Vocabulary& vocabulary_ = kEnglishVocabulary;
  std::vector<Atom> atoms_;
};

// "Main Street" or the like begins at atom `i`: a house number stands before it.
bool NamesStreet(const Line& line, size_t i);

// One word to be written for the atoms [begin, end).
struct Piece {
  size_t begin = 0;
  size_t end = 0;
  std::string text = {};              // empty: the words stay as they are
  std::vector<WordPart> digits = {};  // one per digit when `text` is a string of digits, else empty
  bool drops_mark = false;            // the punctuation behind it belongs to the number
  // For one written word that becomes two, "8:30am": the characters of the word the piece is made
  // of.
  size_t character_begin = 0;
  size_t character_end = std::string::npos;
};

// What a rule makes of a stretch of atoms: pieces side by side.
using Match = std::vector<Piece>;

// The moment at which character `at` of the word's text begins, read from its parts.
int64_t CharacterStart(const RecognizedWord& word, size_t at);
// The moment at which the character before `at` ends.
int64_t CharacterEnd(const RecognizedWord& word, size_t at);

}  // namespace tacet::asr::written_form
