#include "tacet/pii/tagger/word_piece_tokenizer.h"

#include <algorithm>
#include <utility>

#include "tacet/pii/tagger/bert_characters.h"

namespace tacet::pii {
namespace {

// A word with more characters is [UNK] as a whole. Source: max_input_chars_per_word.
constexpr size_t kLongestWord = 100;
constexpr std::string_view kContinues = "##";

// The reference leaves these out as control characters before it looks for white space.
bool EndsWord(char32_t character) {
  return IsWhiteSpace(character) && character != '\v' && character != '\f' && character != 0x85;
}

void AppendUtf8(char32_t c, std::string* text) {
  if (c < 0x80) {
    *text += static_cast<char>(c);
  } else if (c < 0x800) {
    *text += static_cast<char>(0xC0 | (c >> 6));
    *text += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *text += static_cast<char>(0xE0 | (c >> 12));
    *text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    *text += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *text += static_cast<char>(0xF0 | (c >> 18));
    *text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    *text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    *text += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::string_view TrimEnd(std::string_view line) {
  const size_t last = line.find_last_not_of(" \t\r");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

// A word while its characters come in.
struct WordPieceTokenizer::Word {
  struct Character {
    size_t at;     // in `text`
    size_t begin;  // byte range of the tokenizer's text
    size_t end;
  };
  std::string text;                   // normalised
  std::vector<Character> characters;  // the first kLongestWord + 1 of them
  size_t begin = 0;                   // of the whole word in the tokenizer's text
  size_t end = 0;

  void Add(char32_t character, size_t from, size_t to) {
    if (characters.empty()) begin = from;
    end = to;
    // Longer words are unknown whatever follows: no memory for it.
    if (characters.size() > kLongestWord) return;
    characters.push_back({text.size(), from, to});
    AppendUtf8(character, &text);
  }

  void Clear() {
    text.clear();
    characters.clear();
  }
};

Result<WordPieceTokenizer> WordPieceTokenizer::Parse(std::string_view vocabulary) {
  const auto broken = [](const std::string& why) {
    return MakeError(ErrorCode::kDataLoss, "the vocabulary of word pieces is broken: " + why);
  };
  WordPieceTokenizer tokenizer;
  while (!vocabulary.empty()) {
    const size_t newline = vocabulary.find('\n');
    std::string_view piece = TrimEnd(vocabulary.substr(0, newline));
    vocabulary.remove_prefix(newline == std::string_view::npos ? vocabulary.size() : newline + 1);
    const bool continues = piece.starts_with(kContinues);
    if (continues) piece.remove_prefix(kContinues.size());
    const auto id = static_cast<uint32_t>(tokenizer.size_++);
    Pieces& pieces = continues ? tokenizer.continuing_ : tokenizer.starts_;
    if (!pieces.emplace(piece, id).second) {
      return broken("line " + std::to_string(tokenizer.size_) + " was there before");
    }
    tokenizer.longest_ = std::max(tokenizer.longest_, piece.size());
  }
  const std::pair<std::string_view, uint32_t*> special_pieces[] = {
      {"[UNK]", &tokenizer.unknown_},
      {"[CLS]", &tokenizer.classify_},
      {"[SEP]", &tokenizer.separator_}};
  for (const auto& [name, id] : special_pieces) {
    const auto it = tokenizer.starts_.find(name);
    if (it == tokenizer.starts_.end()) return broken(std::string(name) + " is missing");
    *id = it->second;
  }
  return tokenizer;
}

void WordPieceTokenizer::Tokenize(std::string_view text, std::vector<WordPiece>* pieces) const {
  Word word;
  const auto end_word = [&] {
    if (!word.characters.empty()) AddWord(word, pieces);
    word.Clear();
  };
  const auto add_alone = [&](char32_t character, size_t from, size_t to) {
    end_word();
    word.Add(character, from, to);
    end_word();
  };
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t character = NextCharacter(text, &at);
    if (EndsWord(character)) {
      end_word();
      continue;
    }
    const bool alone = IsIdeograph(character);
    if (alone) end_word();
    const NormalizedCharacters normal = Normalize(character);
    for (size_t i = 0; i < normal.count; ++i) {
      if (IsPunctuation(normal.characters[i])) {
        add_alone(normal.characters[i], begin, at);
      } else {
        word.Add(normal.characters[i], begin, at);
      }
    }
    if (alone) end_word();
  }
  end_word();
}

// The longest piece that fits, then the longest that goes on from there; a word that does not come
// out is one unknown piece.
void WordPieceTokenizer::AddWord(const Word& word, std::vector<WordPiece>* pieces) const {
  const auto& characters = word.characters;
  const size_t before = pieces->size();
  const std::string_view text = word.text;
  size_t first = 0;
  while (first < characters.size() && characters.size() <= kLongestWord) {
    const Pieces& known = first == 0 ? starts_ : continuing_;
    const size_t begin = characters[first].at;
    size_t last = characters.size();  // one behind the piece
    const auto end_of = [&](size_t next) {
      return next < characters.size() ? characters[next].at : text.size();
    };
    auto found = known.end();
    for (; last > first; --last) {
      const size_t length = end_of(last) - begin;
      if (length > longest_) continue;
      found = known.find(text.substr(begin, length));
      if (found != known.end()) break;
    }
    if (last == first) break;
    pieces->push_back({found->second, characters[first].begin, characters[last - 1].end});
    first = last;
  }
  if (first < characters.size()) {
    pieces->resize(before);
    pieces->push_back({unknown_, word.begin, word.end});
  }
}

}  // namespace tacet::pii
