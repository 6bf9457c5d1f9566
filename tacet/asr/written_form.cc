#include "tacet/asr/written_form.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "tacet/asr/written_form/calendar.h"
#include "tacet/asr/written_form/digit_run.h"
#include "tacet/asr/written_form/german_quantity.h"
#include "tacet/asr/written_form/german_words.h"
#include "tacet/asr/written_form/line.h"
#include "tacet/asr/written_form/quantity.h"

namespace tacet::asr {
namespace {

using written_form::CharacterEnd;
using written_form::CharacterStart;
using written_form::Line;
using written_form::Match;
using written_form::Piece;

// A pass may leave something for the next, as "one two three" in "one two three point five"; three
// or four passes settle every sentence, the limit only guards against a rule that undoes another.
constexpr int kMaxPasses = 10;

using Rule = std::optional<Match> (*)(const Line&, size_t);

// How one language is written. Of the rules the first that matches wins: what needs more words
// around it comes first.
struct Strategy {
  const written_form::Vocabulary& vocabulary;
  std::span<const Rule> rules;
};

constexpr Rule kEnglishRules[] = {
    written_form::MatchDate,     written_form::MatchTime,     written_form::MatchAmount,
    written_form::MatchDigitRun, written_form::MatchYear,     written_form::MatchFraction,
    written_form::MatchOrdinal,  written_form::MatchCompound, written_form::MatchCardinal,
};

constexpr Rule kGermanRules[] = {
    written_form::MatchGermanDate,    written_form::MatchGermanTime,
    written_form::MatchGermanAmount,  written_form::MatchDigitRun,
    written_form::MatchGermanOrdinal, written_form::MatchGermanCardinal,
};

// Rules read atoms; only whole words can be rewritten.
bool CoversWholeWords(const Line& line, const Match& match) {
  return line[match.front().begin].first_of_word && line[match.back().end - 1].last_of_word;
}

RecognizedWord WriteChanged(const Line& line, const Piece& piece) {
  const auto& words = line.words();
  const size_t last = line[piece.end - 1].word;
  RecognizedWord word;
  word.text = piece.text;
  word.start_ms = line[piece.begin].start_ms;
  word.end_ms = line[piece.end - 1].end_ms;
  if (piece.character_begin > 0) word.start_ms = CharacterStart(words[last], piece.character_begin);
  if (piece.character_end != std::string::npos) {
    word.end_ms = CharacterEnd(words[last], piece.character_end);
  } else {
    word.punctuation = line[piece.end - 1].punctuation;
  }
  word.confidence = 1;
  for (size_t w = line[piece.begin].word; w <= last; ++w) {
    word.confidence = std::min(word.confidence, words[w].confidence);
  }
  if (piece.drops_mark) word.punctuation.clear();
  // The full stop after "a.m" is the abbreviation's own.
  if (word.text.ends_with(".m.") && word.punctuation == ".") word.punctuation.clear();
  word.parts = piece.digits;
  if (word.parts.empty()) word.parts = {{word.text, word.start_ms, word.end_ms}};
  return word;
}

// The words of a match; nothing when one of them would last no time.
std::optional<std::vector<RecognizedWord>> Write(const Line& line, const Match& match) {
  std::vector<RecognizedWord> out;
  for (const Piece& piece : match) {
    const RecognizedWord& whole = line.word_of(piece.begin);
    const bool is_whole = line[piece.begin].first_of_word && line[piece.end - 1].last_of_word &&
                          piece.character_begin == 0 && piece.character_end == std::string::npos;
    const bool is_same = is_whole && piece.digits.empty() && !piece.drops_mark &&
                         line[piece.begin].word == line[piece.end - 1].word &&
                         (piece.text.empty() || piece.text == whole.text);
    if (is_same && !whole.text.ends_with(".m.")) {
      out.push_back(whole);
      continue;
    }
    Piece named = piece;
    if (named.text.empty()) named.text = line[piece.begin].text;
    out.push_back(WriteChanged(line, named));
    if (out.back().start_ms >= out.back().end_ms) return std::nullopt;
  }
  return out;
}

std::vector<RecognizedWord> Pass(const std::vector<RecognizedWord>& words,
                                 const Strategy& strategy) {
  const Line line(words, strategy.vocabulary);
  std::vector<RecognizedWord> out;
  for (size_t i = 0; i < line.size();) {
    size_t next = i;
    for (const Rule rule : strategy.rules) {
      const std::optional<Match> match = rule(line, i);
      if (!match || !CoversWholeWords(line, *match)) continue;
      auto written = Write(line, *match);
      if (!written) continue;
      std::move(written->begin(), written->end(), std::back_inserter(out));
      next = match->back().end;
      break;
    }
    if (next > i) {
      i = next;
      continue;
    }
    out.push_back(line.word_of(i));
    while (!line[i].last_of_word) ++i;
    ++i;
  }
  return out;
}

}  // namespace

std::vector<RecognizedWord> ApplyWrittenForm(std::vector<RecognizedWord> words, NumberRules rules) {
  if (rules == NumberRules::kAsHeard) return words;
  const Strategy strategy = rules == NumberRules::kGerman
                                ? Strategy{written_form::kGermanVocabulary, kGermanRules}
                                : Strategy{written_form::kEnglishVocabulary, kEnglishRules};
  for (int pass = 0; pass < kMaxPasses; ++pass) {
    std::vector<RecognizedWord> next = Pass(words, strategy);
    if (next == words) break;
    words = std::move(next);
  }
  return words;
}

}  // namespace tacet::asr
