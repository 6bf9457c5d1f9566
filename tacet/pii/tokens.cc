#include "tacet/pii/tokens.h"

#include <algorithm>
#include <utility>

namespace tacet::pii {
namespace {

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

// UTF-8 general punctuation U+2010..U+203F (dashes, curly quotes, ellipsis): three bytes, the first
// two E2 80.
bool IsGeneralPunctuation(std::string_view text, size_t at) {
  if (at + 2 >= text.size() || text[at] != '\xE2' || text[at + 1] != '\x80') return false;
  const auto last = static_cast<unsigned char>(text[at + 2]);
  return last >= 0x90 && last <= 0xBF;
}

// An em dash or an ellipsis joins two words without white space: it ends a word like a space.
bool IsDashOrEllipsis(std::string_view text, size_t at) {
  return IsGeneralPunctuation(text, at) && (text[at + 2] == '\x94' || text[at + 2] == '\xA6');
}

bool IsOuterPunctuation(char c) {
  switch (c) {
    case '.':
    case ',':
    case '!':
    case '?':
    case ';':
    case ':':
    case '"':
    case '\'':
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '<':
    case '>':
    case '-':
    case '_':
    case '*':
    case '/':
    case '\\':
    case '|':
    case '~':
    case '`':
    case '^':
    case '=':
    case '&':
      return true;
    default:
      return false;
  }
}

std::string Lower(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      lower += static_cast<char>(c - 'A' + 'a');
    } else if (c == '\xC3' && i + 1 < text.size()) {
      // Latin-1 capitals U+00C0..U+00DE lie 0x20 below their small letters; U+00D7 is a sign.
      const auto next = static_cast<unsigned char>(text[++i]);
      const bool capital = next >= 0x80 && next <= 0x9E && next != 0x97;
      lower += c;
      lower += static_cast<char>(capital ? next + 0x20 : next);
    } else if (IsGeneralPunctuation(text, i) && (text[i + 2] == '\x98' || text[i + 2] == '\x99')) {
      lower += '\'';
      i += 2;
    } else {
      lower += c;
    }
  }
  return lower;
}

// Strips outer punctuation off [begin, end) and adds what is left, if anything.
void AddToken(std::string_view text, size_t begin, size_t end, size_t line,
              std::vector<Token>* tokens) {
  size_t first = begin;
  while (first < end) {
    if (IsOuterPunctuation(text[first])) {
      ++first;
    } else if (IsGeneralPunctuation(text.substr(0, end), first)) {
      first += 3;
    } else {
      break;
    }
  }
  size_t last = end;
  while (last > first) {
    if (IsOuterPunctuation(text[last - 1])) {
      --last;
    } else if (last - first >= 3 && IsGeneralPunctuation(text.substr(0, last), last - 3)) {
      last -= 3;
    } else {
      break;
    }
  }
  if (first == last) {
    // A lone "." or "-" ends the sentence before it but is no word.
    if (!tokens->empty() && tokens->back().line == line &&
        text.substr(begin, end - begin).find_first_of(".!?") != std::string_view::npos) {
      tokens->back().sentence_end = true;
    }
    return;
  }
  Token token;
  token.begin = first;
  token.end = last;
  token.text = text.substr(first, last - first);
  token.lower = Lower(token.text);
  token.line = line;
  token.before = text.substr(begin, first - begin);
  token.after = text.substr(last, end - last);
  token.sentence_end = token.after.find_first_of(".!?") != std::string_view::npos;
  tokens->push_back(std::move(token));
}

}  // namespace

std::vector<Token> Tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 5);
  size_t line = 0;
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const bool dash = IsDashOrEllipsis(text, i);
    if (i < text.size() && !IsSpace(text[i]) && !dash) continue;
    if (i > begin) AddToken(text, begin, i, line, &tokens);
    if (i == text.size() || text[i] == '\n') {
      if (!tokens.empty() && tokens.back().line == line) tokens.back().line_end = true;
      ++line;
    }
    if (dash) i += 2;
    begin = i + 1;
  }
  return tokens;
}

size_t FirstTokenBehind(std::span<const Token> tokens, size_t place) {
  const auto at =
      std::lower_bound(tokens.begin(), tokens.end(), place,
                       [](const Token& token, size_t byte) { return token.end <= byte; });
  return static_cast<size_t>(at - tokens.begin());
}

}  // namespace tacet::pii
