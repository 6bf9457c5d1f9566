#include "tacet/asr/written_form/line.h"

#include <algorithm>

namespace tacet::asr::written_form {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool IsNumberWord(std::string_view lower) {
  return LookUp(lower).kind != Kind::kOther || IsNumberGlue(lower);
}

std::vector<std::pair<size_t, size_t>> Whole(const std::string& text) { return {{0, text.size()}}; }

// Where the members of a hyphenated number word begin and end; one member for every other word.
std::vector<std::pair<size_t, size_t>> Members(const std::string& text) {
  const auto whole = Whole(text);
  if (text.find('-') == std::string::npos) return whole;
  std::vector<std::pair<size_t, size_t>> members;
  bool has_word = false;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('-', begin), text.size());
    const std::string member = Lower(std::string_view(text).substr(begin, end - begin));
    if (!IsNumberWord(member)) return whole;
    has_word |= !AllDigits(member);
    members.emplace_back(begin, end);
    begin = end + 1;
  }
  // "425-555-1212" and "3-4" stay one: the digit rules know their dashes.
  return has_word ? members : whole;
}

int64_t Within(const WordPart& part, size_t offset) {
  const auto size = static_cast<int64_t>(part.text.size());
  if (size == 0) return part.start_ms;
  return part.start_ms + (part.end_ms - part.start_ms) * static_cast<int64_t>(offset) / size;
}

}  // namespace

int64_t CharacterStart(const RecognizedWord& word, size_t at) {
  size_t begin = 0;
  for (const WordPart& part : word.parts) {
    if (at < begin + part.text.size()) return Within(part, at - begin);
    begin += part.text.size();
  }
  return word.end_ms;
}

int64_t CharacterEnd(const RecognizedWord& word, size_t at) {
  size_t begin = 0;
  for (const WordPart& part : word.parts) {
    if (at <= begin + part.text.size() && at > begin) return Within(part, at - begin);
    begin += part.text.size();
  }
  return at == 0 ? word.start_ms : word.end_ms;
}

Line::Line(const std::vector<RecognizedWord>& words, const Vocabulary& vocabulary)
    : words_(words), vocabulary_(vocabulary) {
  atoms_.reserve(words.size());
  for (size_t w = 0; w < words.size(); ++w) {
    const RecognizedWord& word = words[w];
    const auto members = vocabulary.parts_hyphenated ? Members(word.text) : Whole(word.text);
    for (size_t m = 0; m < members.size(); ++m) {
      const auto [begin, end] = members[m];
      Atom atom;
      atom.text = word.text.substr(begin, end - begin);
      atom.lower = Lower(atom.text);
      atom.word = w;
      atom.first_of_word = m == 0;
      atom.last_of_word = m + 1 == members.size();
      if (atom.last_of_word) atom.punctuation = word.punctuation;
      atom.start_ms = atom.first_of_word ? word.start_ms : CharacterStart(word, begin);
      atom.end_ms = atom.last_of_word ? word.end_ms : CharacterEnd(word, end);
      atom.sense = vocabulary.look_up(atom.lower);
      atoms_.push_back(std::move(atom));
    }
  }
}

bool NamesStreet(const Line& line, size_t i) {
  for (size_t k = i; k < i + 4 && line.Follows(k); ++k) {
    if (k > i && IsStreetWord(line[k].lower)) return true;
  }
  return false;
}

bool Line::FollowsInTime(size_t i) const {
  return i > 0 && i < size() && atoms_[i].start_ms - atoms_[i - 1].end_ms < kClearPauseMs;
}

bool Line::Follows(size_t i) const { return FollowsInTime(i) && atoms_[i - 1].punctuation.empty(); }

}  // namespace tacet::asr::written_form
