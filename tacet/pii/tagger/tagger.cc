#include "tacet/pii/tagger/tagger.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <thread>
#include <utility>

#include "tacet/pii/tagger/bert_characters.h"
#include "tacet/pii/tagger/tagger_description.h"
#include "tacet/pii/tagger/tagger_files.h"
#include "tacet/pii/tagger/tagger_network.h"
#include "tacet/pii/tagger/tagger_windows.h"
#include "tacet/pii/tagger/word_piece_tokenizer.h"

namespace tacet::pii {
namespace {

// Unless more are asked for: each takes memory, and an hour of talk takes four of them under a
// second.
constexpr unsigned kMostThreads = 4;

// The words of a text, and their pieces in turns.
struct CutText {
  std::vector<TaggedWord> words;
  std::vector<TextPiece> pieces;
  std::vector<PieceRange> turns;
};

// Adds the words of text[begin, end), a line.
void AddWords(std::string_view text, size_t begin, size_t end, size_t line,
              std::vector<TaggedWord>* words) {
  bool inside = false;
  for (size_t at = begin; at < end;) {
    const size_t from = at;
    if (IsWhiteSpace(NextCharacter(text.substr(0, end), &at))) {
      inside = false;
    } else if (inside) {
      words->back().end = at;
    } else {
      words->push_back({.begin = from, .end = at, .line = line});
      inside = true;
    }
  }
}

CutText Cut(const WordPieceTokenizer& tokenizer, std::string_view text) {
  CutText cut;
  std::vector<WordPiece> pieces;
  size_t line = 0;
  for (size_t begin = 0; begin <= text.size(); ++line) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    size_t word = cut.words.size();
    AddWords(text, begin, end, line, &cut.words);
    pieces.clear();
    tokenizer.Tokenize(text.substr(begin, end - begin), &pieces);
    const size_t first = cut.pieces.size();
    for (const WordPiece& piece : pieces) {
      while (piece.begin + begin >= cut.words[word].end) ++word;
      const bool one = piece.end - piece.begin == 1;
      const char mark = text[begin + piece.begin];
      cut.pieces.push_back({.id = piece.id,
                            .word = static_cast<uint32_t>(word),
                            .ends_sentence = one && (mark == '.' || mark == '?' || mark == '!')});
    }
    cut.turns.push_back({first, cut.pieces.size()});
    begin = end + 1;
  }
  return cut;
}

// Adds to `word` the probabilities that a place's scores amount to, without dividing by how many.
void AddProbabilities(std::span<const float> scores, std::span<const Tag> tags, double temperature,
                      std::vector<double>* room, TaggedWord* word) {
  const double highest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    sum += (*room)[i] = std::exp((static_cast<double>(scores[i]) - highest) / temperature);
  }
  for (size_t i = 0; i < scores.size(); ++i) {
    const auto probability = static_cast<float>((*room)[i] / sum);
    const auto type = static_cast<size_t>(tags[i].type);
    switch (tags[i].kind) {
      case Tag::Kind::kNothing:
        word->nothing += probability;
        break;
      case Tag::Kind::kStarts:
        word->starts[type] += probability;
        break;
      case Tag::Kind::kInside:
        word->inside[type] += probability;
        break;
    }
  }
}

void Divide(TaggedWord* word, size_t pieces) {
  const auto share = 1 / static_cast<float>(pieces);
  word->nothing *= share;
  for (float& value : word->starts) value *= share;
  for (float& value : word->inside) value *= share;
}

class NetworkTagger : public Tagger {
 public:
  NetworkTagger(TaggerDescription description, WordPieceTokenizer tokenizer,
                std::unique_ptr<TaggerNetwork> network)
      : description_(std::move(description)),
        tokenizer_(std::move(tokenizer)),
        network_(std::move(network)) {}

  const std::string& version() const override { return description_.version; }

  Result<std::vector<Tagging>> TagAll(std::span<const std::string_view> texts) const override {
    struct Place {
      size_t text;
      TaggerWindow window;
    };
    std::vector<CutText> cuts;
    std::vector<std::vector<size_t>> pieces_of_word;
    std::vector<Place> places;
    std::vector<size_t> lengths;
    for (size_t i = 0; i < texts.size(); ++i) {
      CutText& cut = cuts.emplace_back(Cut(tokenizer_, texts[i]));
      const std::vector<PieceRange> turns = CutTurns(cut.pieces, cut.turns, description_.limits);
      for (TaggerWindow& window : PackWindows(cut.pieces, turns, description_.limits)) {
        lengths.push_back(Length(window));
        places.push_back({i, std::move(window)});
      }
      std::vector<size_t>& counts = pieces_of_word.emplace_back(cut.words.size());
      for (const TextPiece& piece : cut.pieces) {
        if (counts[piece.word]++ == 0) cut.words[piece.word].nothing = 0;
      }
    }
    std::vector<double> room(description_.tags.size());
    RETURN_IF_ERROR(network_->Run(
        lengths,
        [&](size_t window, std::span<int64_t> ids) {
          Fill(places[window].window, cuts[places[window].text].pieces, ids);
        },
        [&](size_t window, std::span<const float> scores) {
          AddScores(places[window].window, scores, &room, &cuts[places[window].text]);
        }));
    std::vector<Tagging> taggings;
    for (size_t text = 0; text < texts.size(); ++text) {
      CutText& cut = cuts[text];
      for (size_t i = 0; i < cut.words.size(); ++i) {
        const size_t pieces = pieces_of_word[text][i];
        if (pieces > 1) Divide(&cut.words[i], pieces);
      }
      taggings.push_back(Tagging{std::move(cut.words)});
    }
    return taggings;
  }

 private:
  void Fill(const TaggerWindow& window, std::span<const TextPiece> pieces,
            std::span<int64_t> ids) const {
    size_t at = 0;
    ids[at++] = tokenizer_.classify();
    for (const auto* ranges : {&window.context, &window.turns}) {
      for (const PieceRange& range : *ranges) {
        for (size_t i = range.begin; i < range.end; ++i) ids[at++] = pieces[i].id;
        ids[at++] = tokenizer_.separator();
      }
    }
  }

  void AddScores(const TaggerWindow& window, std::span<const float> scores,
                 std::vector<double>* room, CutText* cut) const {
    const size_t tags = description_.tags.size();
    size_t at = 1;
    for (const PieceRange& range : window.context) at += range.size() + 1;
    for (const PieceRange& range : window.turns) {
      for (size_t i = range.begin; i < range.end; ++i) {
        AddProbabilities(scores.subspan(at++ * tags, tags), description_.tags,
                         description_.temperature, room, &cut->words[cut->pieces[i].word]);
      }
      ++at;
    }
  }

  const TaggerDescription description_;
  const WordPieceTokenizer tokenizer_;
  const std::unique_ptr<TaggerNetwork> network_;
};

}  // namespace

Result<Tagging> Tagger::Tag(std::string_view text) const {
  ASSIGN_OR_RETURN(std::vector<Tagging> taggings, TagAll({&text, 1}));
  return std::move(taggings.front());
}

Result<std::unique_ptr<Tagger>> Tagger::Create(const TaggerOptions& options) {
  ASSIGN_OR_RETURN(TaggerFiles files, ReadTaggerFiles(options.model_dir));
  TaggerDescription& description = files.description;
  ASSIGN_OR_RETURN(WordPieceTokenizer tokenizer, WordPieceTokenizer::Parse(files.vocabulary));
  size_t threads = options.threads;
  if (threads == 0) threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
  ASSIGN_OR_RETURN(
      std::unique_ptr<TaggerNetwork> network,
      TaggerNetwork::Create(std::move(files.onnx), {.tags = description.tags.size(),
                                                    .max_length = description.limits.max_length,
                                                    .vocabulary = tokenizer.size(),
                                                    .threads = threads}));
  return std::make_unique<NetworkTagger>(std::move(description), std::move(tokenizer),
                                         std::move(network));
}

}  // namespace tacet::pii
