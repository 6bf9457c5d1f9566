#include "tacet/pii/rules/credentials.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tacet/pii/number_words.h"
#include "tacet/pii/phrases.h"
#include "tacet/pii/tokens.h"
#include "tacet/pii/word_lists.h"

namespace tacet::pii {
namespace {

using enum PiiEntityType;

constexpr double kSureCredential = 0.95;
constexpr double kPlainCredential = 0.75;
constexpr double kAnsweredCredential = 0.6;
constexpr size_t kMaxValueTokens = 24;
constexpr size_t kMaxPlainWords = 4;
constexpr size_t kMaxLeadTokens = 10;

const PhraseSet& CredentialCues() {
  static const auto* const cues = new PhraseSet(std::vector<PhraseSet::Group>{
      {static_cast<int>(kPassword),
       {"password", "pass word", "passphrase", "pass phrase", "passwords", "wifi password",
        "wi-fi password", "security password", "login password", "verbal password"}},
      {static_cast<int>(kUsername),
       {"username",         "user name",   "user id",      "userid",       "login name",
        "login id",         "screen name", "user names",   "usernames",    "online id",
        "handle",           "gamertag",    "gamer tag",    "account name", "login is",
        "my login",         "your login",  "sign-in name", "skype id",     "twitter handle",
        "instagram handle", "profile name"}}});
  return *cues;
}

bool IsOf(const std::unordered_set<std::string_view>& words, std::string_view word) {
  return words.contains(word);
}

// Between the cue and the value.
bool IsLead(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "is",    "it's",    "its",       "was",   "that's", "that",      "it",      "would",
      "be",    "um",      "uh",        "so",    "okay",   "ok",        "yes",     "yeah",
      "sure",  "well",    "and",       "my",    "the",    "for",       "account", "here",
      "there", "should",  "on",        "i",     "think",  "used",      "use",     "to",
      "of",    "course",  "let",       "me",    "see",    "oh",        "just",    "all",
      "one",   "word",    "lowercase", "lower", "case",   "currently", "set",     "as",
      "this",  "wifi",    "network",   "login", "email",  "portal",    "website", "i'm",
      "it'll", "alright", "right"};
  return IsOf(*words, word);
}

// What a password or a user name "is" without being one: "my password is wrong".
bool IsRemark(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "incorrect",   "wrong",     "expired",   "not",       "too",          "a",
      "an",          "working",   "required",  "invalid",   "correct",      "reset",
      "changed",     "being",     "locked",    "blocked",   "weak",         "strong",
      "safe",        "secure",    "private",   "needed",    "what",         "your",
      "you",         "we",        "they",      "she",       "he",           "or",
      "but",         "because",   "if",        "when",      "where",        "how",
      "why",         "who",       "which",     "can",       "could",        "will",
      "won't",       "doesn't",   "didn't",    "isn't",     "don't",        "does",
      "did",         "do",        "has",       "had",       "have",         "having",
      "never",       "always",    "still",     "no",        "longer",       "only",
      "also",        "really",    "very",      "about",     "going",        "gone",
      "fine",        "good",      "ready",     "in",        "at",           "with",
      "by",          "from",      "up",        "out",       "reminder",     "manager",
      "change",      "protected", "field",     "box",       "requirements", "policy",
      "issue",       "problem",   "problems",  "screen",    "link",         "page",
      "every",       "each",      "some",      "any",       "another",      "new",
      "old",         "same",      "different", "please",    "again",        "now",
      "then",        "today",     "and",       "are",       "were",         "must",
      "may",         "might",     "rejected",  "accepted",  "denied",       "hello",
      "hi",          "thanks",    "thank",     "great",     "perfect",      "something",
      "anything",    "nothing",   "forgot",    "forgotten", "case",         "case-sensitive",
      "sensitive",   "saved",     "stored",    "linked",    "associated",   "probably",
      "actually",    "long",      "short",     "eight",     "characters",   "more",
      "less",        "than",      "like",      "already",   "taken",        "available",
      "unavailable", "confirmed", "verified",  "updated",   "there",        "these",
      "those",       "i've",      "you're",    "we're",     "i'll",         "you'll",
      "let's",       "sorry",     "wait"};
  return IsOf(*words, word);
}

// Ends a value: what is said after it.
bool EndsValue(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "but", "because", "please", "thanks", "thank", "i",    "you",  "we",    "so",    "okay",
      "ok",  "it",      "that",   "is",     "was",   "can",  "with", "which", "if",    "then",
      "the", "my",      "your",   "does",   "did",   "will", "when", "or",    "right", "for"};
  return IsOf(*words, word);
}

// Belongs to a value that is read out: "capital", "dollar sign", "underscore".
bool IsSpellingWord(std::string_view word) {
  static const auto* const words = new std::unordered_set<std::string_view>{
      "capital",  "uppercase", "lowercase",   "upper",  "lower",     "case",     "caps",
      "dollar",   "sign",      "at",          "hash",   "hashtag",   "pound",    "star",
      "asterisk", "percent",   "exclamation", "point",  "mark",      "question", "underscore",
      "dash",     "hyphen",    "dot",         "period", "ampersand", "plus",     "equals",
      "slash",    "bang",      "symbol",      "number", "numbers",   "all",      "one",
      "word",     "double",    "triple",      "zero",   "oh",        "as",       "in"};
  return IsOf(*words, word);
}

// A word that could hardly be said in a sentence: with digits, signs or capitals inside, or a
// single letter.
bool IsMadeUp(const Token& token) {
  const std::string_view text = token.text;
  if (text.size() == 1) return token.lower != "i" && token.lower != "a";
  const bool digits = std::any_of(text.begin(), text.end(), IsDigit);
  const bool signs = text.find_first_of("@#$%^&*_!+=~.") != std::string_view::npos;
  const bool inner_capital =
      std::any_of(text.begin() + 1, text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return digits || signs || inner_capital;
}

class CredentialScan {
 public:
  explicit CredentialScan(std::string_view text)
      : tokens_(Tokenize(text)), cues_(CredentialCues().Find(tokens_)) {}

  std::vector<PiiEntity> Find() {
    for (size_t cue = 0; cue < cues_.size(); ++cue) FindFor(cue);
    return std::move(entities_);
  }

 private:
  void FindFor(size_t cue) {
    const PhraseHit& hit = cues_[cue];
    const size_t until = cue + 1 < cues_.size() ? cues_[cue + 1].first_token : tokens_.size();
    size_t first = hit.last_token + 1;
    bool is = IsAnyOf(tokens_[hit.last_token].lower, {"is"}) ||
              tokens_[hit.last_token].after.find(':') != std::string_view::npos ||
              tokens_[hit.last_token].lower.ends_with("'s");
    // The answer may be in the next lines, after a question or "... your password, please".
    size_t lead = 0;
    const size_t cue_line = tokens_[hit.last_token].line;
    bool answer = false;
    for (; first < until && lead < kMaxLeadTokens; ++first, ++lead) {
      answer |= tokens_[first].line != cue_line;
      if (tokens_[first].line > cue_line + 2) return;
      const std::string& word = tokens_[first].lower;
      if (IsAnyOf(word, {"is", "was", "it's", "that's", "be"})) is = true;
      // "password please" ends the question.
      if (!answer && word == "please") continue;
      if (!IsLead(word)) break;
    }
    if (first >= until || first >= tokens_.size() || lead >= kMaxLeadTokens) return;
    answer |= tokens_[first].line != cue_line;
    if (tokens_[first].line > cue_line + 2) return;
    if (answer && !is && !Asks(hit)) return;
    if (!answer && !is && !IsMadeUp(tokens_[first])) return;
    const auto value = ValueAt(first, until);
    if (!value) return;
    double confidence = kSureCredential;
    if (!value->made_up) {
      if (IsRemark(tokens_[first].lower) || value->words > kMaxPlainWords) return;
      // A common word alone after "is" may be a remark that the list above lacks.
      confidence = answer && !is ? kAnsweredCredential : kPlainCredential;
    }
    entities_.push_back({static_cast<PiiEntityType>(hit.id), confidence, tokens_[first].begin,
                         tokens_[value->last].end});
  }

  // Whether the cue's line asks for what the cue names.
  bool Asks(const PhraseHit& hit) const {
    for (size_t i = hit.last_token;
         i < tokens_.size() && tokens_[i].line == tokens_[hit.last_token].line; ++i) {
      if (tokens_[i].after.find('?') != std::string_view::npos) return true;
    }
    size_t first = hit.first_token;
    while (first > 0 && tokens_[first - 1].line == tokens_[hit.first_token].line) --first;
    for (size_t i = first; i < hit.first_token; ++i) {
      if (IsAnyOf(tokens_[i].lower, {"what", "what's", "whats", "confirm", "give", "tell", "need",
                                     "provide", "verify", "spell"})) {
        return true;
      }
    }
    return false;
  }

  struct Value {
    size_t last = 0;
    size_t words = 0;
    bool made_up = false;
  };

  // The longest value from `first` on: to the end of the sentence or what is said after it.
  std::optional<Value> ValueAt(size_t first, size_t until) const {
    Value value;
    bool any = false;
    for (size_t i = first; i < until && i - first < kMaxValueTokens; ++i) {
      if (tokens_[i].line != tokens_[first].line) break;
      const Token& token = tokens_[i];
      const bool made_up = IsMadeUp(token);
      const bool said =
          made_up || IsSpellingWord(token.lower) || SingleDigit(token.lower).has_value();
      if (i > first && !said && (EndsValue(token.lower) || token.lower == "and")) break;
      // What is read out goes on; after a made-up word a plain one is another matter.
      if (any && value.made_up && !said && !IsSpelledNear(i)) break;
      value.made_up |= made_up || SingleDigit(token.lower).has_value();
      value.words += said ? 0 : 1;
      value.last = i;
      any = true;
      if (token.sentence_end && !(i + 1 < until && IsSaid(i + 1))) break;
      if (!token.after.empty() && !(i + 1 < until && IsSaid(i + 1))) break;
    }
    return any ? std::optional<Value>(value) : std::nullopt;
  }

  bool IsSaid(size_t i) const {
    return IsMadeUp(tokens_[i]) ||
           IsAnyOf(tokens_[i].lower, {"capital", "uppercase", "underscore"}) ||
           SingleDigit(tokens_[i].lower).has_value();
  }

  // "... two four blue seven": a plain word between what is read out.
  bool IsSpelledNear(size_t i) const {
    return i + 1 < tokens_.size() && tokens_[i + 1].line == tokens_[i].line && IsSaid(i + 1);
  }

  std::vector<Token> tokens_;
  std::vector<PhraseHit> cues_;
  std::vector<PiiEntity> entities_;
};

class CredentialRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    if (!wanted.contains(kPassword) && !wanted.contains(kUsername)) return {};
    std::vector<PiiEntity> entities = CredentialScan(text).Find();
    std::erase_if(entities, [&](const PiiEntity& entity) { return !wanted.contains(entity.type); });
    return entities;
  }

 private:
  static constexpr std::array<PiiEntityType, 2> kTypes = {kPassword, kUsername};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeCredentialRecognizer() {
  return std::make_unique<CredentialRecognizer>();
}

}  // namespace tacet::pii
