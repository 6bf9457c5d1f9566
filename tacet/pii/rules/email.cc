#include "tacet/pii/rules/email.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

using WordSet = std::unordered_set<std::string_view>;

constexpr size_t kMaxLocalTokens = 60;     // a spelled local part with "b as in boy" is long
constexpr size_t kMaxPlainLocalWords = 3;  // "mary ann smith at ..."
constexpr size_t kMaxDomainTokens = 24;    // a spelled domain
constexpr size_t kEmailReachTokens = 40;

const WordSet& TopLevelDomains() {
  static const auto* const set = new WordSet{
      "com", "net",  "org",  "edu", "gov",    "mil",   "int",    "info",    "biz",  "io",      "co",
      "ai",  "app",  "dev",  "me",  "tv",     "us",    "uk",     "ca",      "au",   "nz",      "ie",
      "de",  "fr",   "es",   "it",  "nl",     "be",    "ch",     "at",      "se",   "no",      "dk",
      "fi",  "pl",   "pt",   "br",  "mx",     "in",    "jp",     "cn",      "kr",   "ru",      "za",
      "eu",  "tech", "shop", "xyz", "online", "store", "health", "example", "test", "invalid", "ac",
      "ltd", "plc",  "name", "pro", "mobi",   "cloud", "email"};
  return *set;
}

const WordSet& Providers() {
  static const auto* const set = new WordSet{
      "gmail",     "g-mail", "googlemail", "yahoo",     "ymail",      "hotmail",  "outlook",
      "live",      "msn",    "aol",        "icloud",    "protonmail", "proton",   "comcast",
      "verizon",   "att",    "sbcglobal",  "gmx",       "zoho",       "fastmail", "mac",
      "bellsouth", "cox",    "earthlink",  "rocketmail"};
  return *set;
}

// Words between "email" and an address that follows straight on.
const WordSet& Leads() {
  static const auto* const set = new WordSet{"is", "it's", "that's", "its", "be", "was"};
  return *set;
}

// Providers whose name ends no other word: "annalopezgmail.com" is an address of theirs.
bool EndsInProvider(std::string_view label) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"gmail", "googlemail", "hotmail", "yahoo", "icloud", "protonmail", "comcast", "sbcglobal",
       "bellsouth", "earthlink", "rocketmail"});
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    return label.size() > name.size() && label.ends_with(name);
  });
}

// Words that come before an address and are no part of it.
const WordSet& StopWords() {
  static const auto* const set = new WordSet{
      "is",       "it's",   "its",   "that's",      "it",        "that",    "this",     "email",
      "e-mail",   "emails", "mail",  "address",     "addresses", "to",      "the",      "my",
      "me",       "your",   "you",   "his",         "her",       "our",     "us",       "we",
      "i",        "be",     "was",   "would",       "and",       "or",      "so",       "um",
      "uh",       "er",     "yes",   "yeah",        "yep",       "no",      "okay",     "ok",
      "sure",     "well",   "of",    "in",          "on",        "from",    "with",     "a",
      "an",       "at",     "as",    "are",         "contact",   "reach",   "reached",  "send",
      "sent",     "write",  "visit", "available",   "look",      "looking", "find",     "them",
      "him",      "under",  "use",   "using",       "please",    "just",    "have",     "has",
      "file",     "i'm",    "it'll", "that'll",     "correct",   "right",   "actually", "sorry",
      "called",   "go",     "see",   "online",      "call",      "here",    "there",    "says",
      "say",      "but",    "also",  "new",         "old",       "same",    "personal", "work",
      "for",      "login",  "user",  "username",    "account",   "sign",    "website",  "site",
      "page",     "out",    "up",    "by",          "message",   "text",    "like",     "if",
      "then",     "which",  "who",   "all",         "got",       "shop",    "team",     "people",
      "everyone", "back",   "more",  "information", "details"};
  return *set;
}

bool IsNumberWord(std::string_view word) {
  static const auto* const set = new WordSet{
      "zero",    "oh",      "one",       "two",      "three",    "four",   "five",     "six",
      "seven",   "eight",   "nine",      "ten",      "eleven",   "twelve", "thirteen", "fourteen",
      "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",   "forty",
      "fifty",   "sixty",   "seventy",   "eighty",   "ninety",   "double", "triple",   "hundred"};
  return set->contains(word);
}

bool IsConnector(std::string_view word) {
  static const auto* const set =
      new WordSet{"dot",  "period", "point", "underscore",  "dash",     "hyphen",
                  "plus", "score",  "minus", "under-score", "underline"};
  return set->contains(word);
}

// Only "dot" in domains: "at one point in time" is none.
bool IsDotWord(std::string_view word) { return word == "dot"; }

bool IsSpelled(std::string_view word) {
  return word.size() == 1 ||
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }) ||
         IsNumberWord(word);
}

bool HasSuffixDomain(std::string_view word) {
  const size_t dot = word.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < word.size() &&
         TopLevelDomains().contains(word.substr(dot + 1));
}

bool IsProviderDomain(std::string_view word) {
  return Providers().contains(word.substr(0, word.find('.')));
}

struct Domain {
  size_t last = 0;  // inclusive token
  bool provider = false;
  bool complete = false;  // has its ".com"
};

struct Local {
  size_t first = 0;
  bool shaped = false;  // holds connectors, digits, dots or spelled letters: not plain words only
  bool connected = false;  // "dot", "underscore" and the like between its words
};

class EmailScan {
 public:
  explicit EmailScan(std::string_view text) : tokens_(Tokenize(text)) {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      const std::string& word = tokens_[i].lower;
      if (word == "email" || word == "e-mail" || word == "emails" || word == "mail" ||
          word == "emailed" || word == "g-mail" || (word == "address" && i > 0)) {
        cues_.push_back(i);
      }
    }
  }

  std::vector<PiiEntity> Find(const RE2& written) const {
    std::vector<PiiEntity> entities;
    size_t next_free = 0;  // tokens before it belong to an address already
    for (size_t i = 0; i < tokens_.size(); ++i) {
      const auto found = AddressAt(i, next_free, written);
      if (!found) continue;
      entities.push_back({PiiEntityType::kEmail, found->confidence, tokens_[found->first].begin,
                          tokens_[found->last].end});
      next_free = found->last + 1;
      i = found->last;
    }
    return entities;
  }

 private:
  struct Found {
    size_t first = 0;
    size_t last = 0;
    double confidence = 0;
  };

  std::optional<Found> AddressAt(size_t i, size_t limit, const RE2& written) const {
    const std::string& word = tokens_[i].lower;
    const size_t sign = word.find('@');
    if (sign == std::string::npos) {
      if (word != "at") return WithoutAt(i, limit);
      size_t domain_at = i + 1;
      if (domain_at < tokens_.size() &&
          (tokens_[domain_at].lower == "sign" || tokens_[domain_at].lower == "symbol" ||
           tokens_[domain_at].lower == "@")) {
        ++domain_at;
      }
      return SpokenAt(i, domain_at, /*sign=*/domain_at > i + 1, limit);
    }
    if (RE2::FullMatch(re2::StringPiece(word), written)) {
      return Found{ExtendWritten(i, limit), i, 0.99};
    }
    if (word == "@") return SpokenAt(i, i + 1, /*sign=*/true, limit);
    // "johnsmith@ gmail.com", "johnsmith@gmail dot com"
    if (sign > 0) {
      const auto domain = sign + 1 == word.size() ? DomainAt(i + 1) : DomainRest(i);
      if (!domain) return std::nullopt;
      return Found{ExtendWritten(i, limit), domain->last, 0.97};
    }
    // "john smith @gmail.com"
    const std::string_view name = std::string_view(word).substr(1);
    std::optional<Domain> domain;
    if (HasSuffixDomain(name)) {
      domain = Domain{i, IsProviderDomain(name), true};
    } else {
      domain = DomainRest(i);
    }
    if (!domain) return std::nullopt;
    const auto local = LocalBefore(i, limit);
    if (!local) return std::nullopt;
    return Found{local->first, domain->last, 0.97};
  }

  // "anna.lopezgmail.com", "my email is anna.lopezexample.com": no "at" was heard.
  std::optional<Found> WithoutAt(size_t i, size_t limit) const {
    const std::string_view word = tokens_[i].lower;
    if (!HasSuffixDomain(word)) return std::nullopt;
    const std::string_view name = word.substr(0, word.rfind('.'));
    const bool led = i >= 2 && Leads().contains(tokens_[i - 1].lower) &&
                     std::binary_search(cues_.begin(), cues_.end(), i - 2);
    if (!led && !EndsInProvider(name.substr(name.rfind('.') + 1))) return std::nullopt;
    return Found{ExtendWritten(i, limit), i, 0.97};
  }

  std::optional<Found> SpokenAt(size_t at, size_t domain_at, bool sign, size_t limit) const {
    const auto domain = DomainAt(domain_at);
    if (!domain) return std::nullopt;
    const auto local = LocalBefore(at, limit);
    if (!local) return std::nullopt;
    const bool cue = HasCue(local->first);
    // "shop at amazon.com", "the report at example dot org": only context or an address's form
    // tells these from mail addresses.
    if (!sign && !cue && !domain->provider && !local->shaped) return std::nullopt;
    if (!domain->complete) return Found{local->first, domain->last, cue || sign ? 0.85 : 0.75};
    const bool sure = cue || sign || domain->provider;
    return Found{local->first, domain->last, sure ? 0.97 : 0.85};
  }

  bool HasCue(size_t token) const {
    const auto after = std::lower_bound(cues_.begin(), cues_.end(), token);
    return after != cues_.begin() && token - *(after - 1) <= kEmailReachTokens;
  }

  // "gmail.com", "gmail dot com", "e x a m p l e dot co dot uk", "bright path dash one dot org",
  // "gmail" alone.
  std::optional<Domain> DomainAt(size_t start) const {
    if (start >= tokens_.size()) return std::nullopt;
    bool provider = Providers().contains(tokens_[start].lower);
    if (start + 1 < tokens_.size() && tokens_[start].lower == "g" &&
        tokens_[start + 1].lower.starts_with("mail")) {
      provider = true;
    }
    size_t plain = 0;
    const size_t end = std::min(tokens_.size(), start + kMaxDomainTokens);
    for (size_t i = start; i < end; ++i) {
      const std::string& word = tokens_[i].lower;
      if (tokens_[i].line > tokens_[start].line + 1) break;
      if (HasSuffixDomain(word)) {
        return Domain{WithMoreLabels(i), provider || IsProviderDomain(word), true};
      }
      if (i > start && IsDotWord(word)) {
        if (i + 1 < end && TopLevelDomains().contains(tokens_[i + 1].lower)) {
          return Domain{WithMoreLabels(i + 1), provider, true};
        }
        plain = 0;
        continue;
      }
      // ".com" as a word of its own loses its dot as outer punctuation.
      if (i > start && word == "com" && tokens_[i].before == ".") return Domain{i, provider, true};
      if (IsConnector(word) || IsSpelled(word)) continue;
      if (provider && i == start + 1 && word == "mail") continue;  // "g mail"
      if (i > start && (StopWords().contains(word) || tokens_[i - 1].sentence_end)) break;
      if (++plain > kMaxPlainLocalWords) break;
    }
    if (Providers().contains(tokens_[start].lower) && tokens_[start].lower != "live" &&
        tokens_[start].lower != "mac" && tokens_[start].lower != "verizon" &&
        tokens_[start].lower != "outlook" && tokens_[start].lower != "comcast" &&
        tokens_[start].lower != "att" && tokens_[start].lower != "cox") {
      return Domain{start, true, false};
    }
    return std::nullopt;
  }

  // After "smith@gmail": "dot com".
  std::optional<Domain> DomainRest(size_t i) const {
    const std::string& word = tokens_[i].lower;
    const std::string_view name = std::string_view(word).substr(word.find('@') + 1);
    if (i + 2 < tokens_.size() && IsDotWord(tokens_[i + 1].lower) &&
        TopLevelDomains().contains(tokens_[i + 2].lower)) {
      return Domain{WithMoreLabels(i + 2), IsProviderDomain(name), true};
    }
    if (!name.empty() && IsProviderDomain(name)) return Domain{i, true, false};
    return std::nullopt;
  }

  // Past "dot uk" after "co".
  size_t WithMoreLabels(size_t last) const {
    while (last + 2 < tokens_.size() && IsDotWord(tokens_[last + 1].lower) &&
           TopLevelDomains().contains(tokens_[last + 2].lower)) {
      last += 2;
    }
    return last;
  }

  // The local part that ends right before token `at`, no token of it before `limit`.
  std::optional<Local> LocalBefore(size_t at, size_t limit) const {
    Local local{at, false, false};
    size_t plain = 0;
    bool joined = true;  // the word before belongs to it whatever it is: a connector follows
    size_t i = at;
    while (i > limit && at - i < kMaxLocalTokens) {
      const Token& token = tokens_[i - 1];
      const std::string& word = token.lower;
      if (tokens_[at].line - token.line > 2) break;
      if (IsConnector(word)) {
        // "score" only as "under score".
        const bool under = word == "score" && i >= 2 && tokens_[i - 2].lower == "under";
        if (word == "score" && !under) break;
        i -= under ? 2 : 1;
        joined = true;
        local.shaped = true;
        local.connected = true;
        continue;
      }
      if (const size_t said = SpellingAid(i, limit); said > 0) {
        i -= said;
        local.first = i;
        local.shaped = true;
        joined = false;
        continue;
      }
      const bool spelled = IsSpelled(word);
      if (!joined || !spelled) {
        // A plain word after a pause or a full stop starts something else.
        if (!spelled && i < at && (token.sentence_end || token.line_end)) break;
        if (!spelled && token.sentence_end) break;
      }
      const bool stop = StopWords().contains(word) && !(spelled && word.size() == 1);
      if (stop) {
        const bool lone_word_after_connector = joined && i < at;
        if (!lone_word_after_connector) break;
      }
      // "a" and "i" are letters only beside other letters.
      if (word == "a" || word == "i") {
        const bool beside = i < at && tokens_[i].lower.size() == 1;
        const bool before = i >= 2 && tokens_[i - 2].lower.size() == 1;
        if (!beside && !before && !joined) break;
      }
      if (!spelled) {
        if (!joined && ++plain > kMaxPlainLocalWords) break;
        if (word.find('.') != std::string::npos || word.find('_') != std::string::npos ||
            word.find_first_of("0123456789") != std::string::npos) {
          local.shaped = true;
        }
      } else if (i < at) {
        local.shaped = true;
      }
      joined = false;
      local.first = --i;
    }
    if (local.first == at) return std::nullopt;
    return local;
  }

  // How many tokens before `i` are "b as in boy", "b for boy", "capital" or "all lower case"; else
  // 0.
  size_t SpellingAid(size_t i, size_t limit) const {
    const auto word = [&](size_t back) -> std::string_view {
      return i >= limit + back ? std::string_view(tokens_[i - back].lower) : std::string_view();
    };
    if (i >= limit + 4 && word(2) == "in" && word(3) == "as" && word(4).size() == 1) return 4;
    if (i >= limit + 3 && (word(2) == "for" || word(2) == "like") && word(3).size() == 1) return 3;
    if (word(1) == "case" && (word(2) == "lower" || word(2) == "upper")) return 2;
    return word(1) == "lowercase" || word(1) == "uppercase" || word(1) == "capital" ? 1 : 0;
  }

  // "J. O. H. N. smith@gmail.com", "john underscore smith@gmail.com", "my email is John
  // smith@gmail.com": recognition joins only the last part to the sign.
  size_t ExtendWritten(size_t i, size_t limit) const {
    const auto local = LocalBefore(i, limit);
    if (!local) return i;
    if (local->connected || IsSpelled(tokens_[i - 1].lower)) return local->first;
    // Plain words only where they follow straight on "is", "at" and the like.
    const bool led = local->first > limit && HasCue(local->first) && i - local->first <= 2 &&
                     Leads().contains(tokens_[local->first - 1].lower);
    return led && !tokens_[i - 1].sentence_end ? local->first : i;
  }

  std::vector<Token> tokens_;
  std::vector<size_t> cues_;  // tokens that speak of mail addresses, in order
};

class EmailRecognizer : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    if (!wanted.contains(PiiEntityType::kEmail)) return {};
    return EmailScan(text).Find(written_);
  }

 private:
  static constexpr std::array<PiiEntityType, 1> kTypes = {PiiEntityType::kEmail};
  // Letters beyond ASCII are allowed by RFC 6531; the bytes of any UTF-8 letter match here.
  RE2 written_{R"([^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+)", RE2::Latin1};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeEmailRecognizer() { return std::make_unique<EmailRecognizer>(); }

}  // namespace tacet::pii
