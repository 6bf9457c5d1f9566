#include "tacet/pii/rules/spoken_network.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/pii/number_words.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

using enum PiiEntityType;

struct Span {
  size_t first;
  size_t last;
};

bool IsDot(std::string_view word) { return IsAnyOf(word, {"dot", "point", "period"}); }

bool IsTopLevelDomain(std::string_view word) {
  return IsAnyOf(word,
                 {"com", "org", "net", "edu", "gov",  "io",     "uk", "co", "info", "us", "ca",
                  "biz", "ai",  "dev", "app", "shop", "online", "me", "tv", "eu",   "de", "fr"});
}

class SpokenNetworkScan {
 public:
  explicit SpokenNetworkScan(std::string_view text) : tokens_(Tokenize(text)) {
    for (const Token& token : tokens_) {
      words_.lower.push_back(token.lower);
      words_.joined.push_back(!token.sentence_end && !token.line_end);
    }
  }

  std::vector<PiiEntity> Find() {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (const auto last = AddressAt(i)) {
        Add(kIpAddress, 0.97, {i, *last});
        i = *last;
      } else if (const auto web = WebAt(i)) {
        Add(kUrl, 0.85, *web);
        i = web->last;
      }
    }
    return std::move(entities_);
  }

 private:
  void Add(PiiEntityType type, double confidence, const Span& span) {
    entities_.push_back({type, confidence, tokens_[span.first].begin, tokens_[span.last].end});
  }

  // Four numbers of at most 255 with "dot" between; the last token.
  std::optional<size_t> AddressAt(size_t i) const {
    size_t numbers = 0;
    size_t at = i;
    size_t last = i;
    while (numbers < 4) {
      const auto end = NumbersAt(at, &numbers);
      if (!end) return std::nullopt;
      last = *end;
      if (numbers >= 4) break;
      at = last + 1;
      if (!words_.Joined(last) || !IsDot(words_.lower[at]) || !words_.Joined(at)) {
        return std::nullopt;
      }
      ++at;
    }
    // "192.168.1.1" alone is written; "1.2.3.4" with more behind it is something else.
    if (numbers != 4 || last == i) return std::nullopt;
    const bool more = words_.Joined(last) && IsDot(words_.lower[last + 1]) &&
                      words_.Joined(last + 1) && SingleDigit(words_.lower[last + 2]).has_value();
    return more ? std::nullopt : std::optional<size_t>(last);
  }

  // One number in words or digits, or several written with dots ("192.168"); the last token.
  std::optional<size_t> NumbersAt(size_t i, size_t* numbers) const {
    if (i >= tokens_.size()) return std::nullopt;
    const std::string_view word = words_.lower[i];
    if (word.find('.') != std::string_view::npos) {
      std::string digits;
      for (size_t c = 0; c <= word.size(); ++c) {
        if (c < word.size() && word[c] >= '0' && word[c] <= '9') {
          digits += word[c];
        } else if (c == word.size() || word[c] == '.') {
          if (!IsOctet(digits)) return std::nullopt;
          digits.clear();
          ++*numbers;
        } else {
          return std::nullopt;
        }
      }
      return i;
    }
    std::string digits;
    size_t last = i;
    for (size_t at = i; at < tokens_.size(); at = last + 1) {
      std::string more;
      size_t count = 1;
      if (IsOh(words_.lower[at])) {
        more = "0";
      } else if (const auto number = ParseNumberWords(words_, at)) {
        more = number->digits;
        count = number->words;
      } else if (words_.lower[at].find_first_not_of("0123456789") == std::string_view::npos) {
        more = words_.lower[at];
      } else if (const auto parts = ParseHyphenated(words_.lower[at])) {
        more = parts->digits;
      } else {
        break;
      }
      if (digits.size() + more.size() > 3) break;
      digits += more;
      last = at + count - 1;
      if (!words_.Joined(last)) break;
    }
    if (!IsOctet(digits)) return std::nullopt;
    ++*numbers;
    return last;
  }

  static bool IsOctet(std::string_view digits) {
    if (digits.empty() || digits.size() > 3) return false;
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value <= 255;
  }

  // "h t t p s colon slash slash ...", "w w w dot ...", "www dot ...", "my dash shop dot com slash
  // help": labels of words, with a known domain before any slash.
  std::optional<Span> WebAt(size_t i) const {
    const bool scheme = IsScheme(i);
    const bool www =
        words_.lower[i] == "www" || (words_.lower[i] == "w" && i + 2 < tokens_.size() &&
                                     words_.lower[i + 1] == "w" && words_.lower[i + 2] == "w");
    // Plain names with connectors inside; names without are network.h's.
    const bool connected = i + 3 < tokens_.size() &&
                           IsAnyOf(words_.lower[i + 1], {"dash", "hyphen", "underscore"}) &&
                           words_.Joined(i) && words_.Joined(i + 1);
    if (!scheme && !www && !connected) return std::nullopt;
    size_t last = i;
    bool known = false;
    bool path = false;
    bool joined = scheme;  // plain names with dots are network.h's
    for (size_t at = i; at < tokens_.size() && at - i < 40; ++at) {
      const std::string_view word = words_.lower[at];
      const bool separator =
          IsDot(word) || IsAnyOf(word, {"slash", "dash", "hyphen", "underscore", "colon"});
      joined |= IsAnyOf(word, {"dash", "hyphen", "underscore"});
      path |= known && word == "slash";
      if (!separator) {
        // Words stand side by side only where they are spelled or said after a separator.
        const bool after = at == i || Separates(at - 1) || words_.lower[at].size() == 1;
        if (!after) break;
        if (at > i && IsDot(words_.lower[at - 1]) && IsTopLevelDomain(word)) known = true;
        if (!known || path || IsTopLevelDomain(word)) last = at;
      }
      if (!words_.Joined(at)) break;
    }
    if (!known || !joined || last < i + 2) return std::nullopt;
    return Span{i, last};
  }

  bool IsScheme(size_t i) const {
    return IsAnyOf(words_.lower[i], {"http", "https"}) ||
           (words_.lower[i] == "h" && i + 3 < tokens_.size() && words_.lower[i + 1] == "t" &&
            words_.lower[i + 2] == "t" && words_.lower[i + 3] == "p");
  }

  bool Separates(size_t i) const {
    return IsDot(words_.lower[i]) ||
           IsAnyOf(words_.lower[i], {"slash", "dash", "hyphen", "underscore", "colon"});
  }

  std::vector<Token> tokens_;
  Words words_;
  std::vector<PiiEntity> entities_;
};

class SpokenNetworkRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    std::vector<PiiEntity> entities = SpokenNetworkScan(text).Find();
    std::erase_if(entities, [&](const PiiEntity& entity) { return !wanted.contains(entity.type); });
    return entities;
  }

 private:
  static constexpr std::array<PiiEntityType, 2> kTypes = {kIpAddress, kUrl};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeSpokenNetworkRecognizer() {
  return std::make_unique<SpokenNetworkRecognizer>();
}

}  // namespace tacet::pii
