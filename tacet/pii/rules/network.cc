#include "tacet/pii/rules/network.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

using enum PiiEntityType;

bool IsSpokenTopLevelDomain(std::string_view word) {
  constexpr std::array<std::string_view, 12> kDomains = {"com", "org", "net",  "edu", "gov", "io",
                                                         "uk",  "co",  "info", "us",  "ca",  "biz"};
  return std::find(kDomains.begin(), kDomains.end(), word) != kDomains.end();
}

class NetworkRecognizer : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    std::vector<PiiEntity> entities;
    const std::vector<Token> tokens = Tokenize(text);
    for (size_t i = 0; i < tokens.size(); ++i) {
      const auto found = WrittenAt(tokens[i].lower);
      if (found) {
        if (wanted.contains(found->type)) {
          entities.push_back({found->type, found->confidence, tokens[i].begin, tokens[i].end});
        }
        continue;
      }
      if (tokens[i].lower != "dot" || !wanted.contains(kUrl)) continue;
      const auto span = SpokenAround(tokens, i);
      if (!span) continue;
      entities.push_back({kUrl, 0.85, tokens[span->first].begin, tokens[span->last].end});
      i = span->last;
    }
    return entities;
  }

 private:
  static constexpr std::array<PiiEntityType, 3> kTypes = {kUrl, kIpAddress, kMacAddress};

  struct Match {
    PiiEntityType type;
    double confidence;
  };
  struct Span {
    size_t first;
    size_t last;
  };

  std::optional<Match> WrittenAt(const std::string& lower) const {
    const re2::StringPiece word(lower);
    if (lower.find('@') != std::string::npos) return std::nullopt;
    if (RE2::FullMatch(word, ipv4_) || RE2::FullMatch(word, ipv6_)) return Match{kIpAddress, 0.99};
    if (RE2::FullMatch(word, mac_)) return Match{kMacAddress, 0.99};
    if (RE2::FullMatch(word, url_)) return Match{kUrl, 0.95};
    return std::nullopt;
  }

  // "www dot example dot com slash help" around the "dot" at `dot`, which is the first one: the
  // name before it, then labels as long as dots go on. It must end in a known domain before any
  // slash.
  static std::optional<Span> SpokenAround(const std::vector<Token>& tokens, size_t dot) {
    if (dot == 0 || tokens[dot - 1].line != tokens[dot].line) return std::nullopt;
    Span span{dot - 1, dot};
    // "w w w": one letter each.
    while (span.first > 0 && tokens[span.first].lower == "w" &&
           tokens[span.first - 1].lower == "w") {
      --span.first;
    }
    bool known = false;
    size_t i = dot;
    while (i + 1 < tokens.size() && tokens[i].lower == "dot" &&
           tokens[i + 1].line == tokens[dot].line) {
      known = IsSpokenTopLevelDomain(tokens[i + 1].lower);
      span.last = i + 1;
      i += 2;
    }
    while (known && i + 1 < tokens.size() && tokens[i].lower == "slash" &&
           tokens[i + 1].line == tokens[dot].line) {
      span.last = i + 1;
      i += 2;
    }
    return known ? std::optional<Span>(span) : std::nullopt;
  }

  RE2 ipv4_{R"((?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?::\d+)?)"};
  RE2 ipv6_{R"((?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|)"
            R"([0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5}::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?)"};
  RE2 mac_{R"((?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})"};
  RE2 url_{
      R"((?:https?://|ftp://|www\.)[^\s]{3,}|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|mil|io|info|)"
      R"(biz|dev|app|co\.uk|org\.uk|ac\.uk|ca|us|de|fr|eu|tv|ai)(?:/[^\s]*)?)",
      RE2::Latin1};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeNetworkRecognizer() {
  return std::make_unique<NetworkRecognizer>();
}

}  // namespace tacet::pii
