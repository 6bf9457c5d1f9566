#include "tacet/pii/phrases.h"

#include <algorithm>
#include <utility>

namespace tacet::pii {

std::string PhraseWord(std::string_view lower) {
  std::string word;
  for (const char c : lower) {
    if (c != '.') word += c;
  }
  bool letters = word.size() >= 3 && word.size() % 2 == 1;
  for (size_t i = 1; letters && i < word.size(); i += 2) letters = word[i] == '-';
  if (letters) word.erase(std::remove(word.begin(), word.end(), '-'), word.end());
  if (word.size() > 2 && word.ends_with("'s") && word != "it's") word.resize(word.size() - 2);
  return word;
}

PhraseSet::PhraseSet(const std::vector<Group>& groups) {
  for (const Group& group : groups) {
    for (const std::string_view text : group.phrases) {
      Phrase phrase{group.id, {}};
      for (const Token& token : Tokenize(text)) phrase.words.push_back(PhraseWord(token.lower));
      by_first_word_[phrase.words.front()].push_back(std::move(phrase));
    }
  }
  for (auto& [word, bucket] : by_first_word_) {
    std::stable_sort(bucket.begin(), bucket.end(), [](const Phrase& a, const Phrase& b) {
      return a.words.size() > b.words.size();
    });
  }
}

std::vector<PhraseHit> PhraseSet::Find(std::span<const Token> tokens) const {
  std::vector<std::string> words;
  words.reserve(tokens.size());
  for (const Token& token : tokens) words.push_back(PhraseWord(token.lower));
  std::vector<PhraseHit> hits;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto bucket = by_first_word_.find(words[i]);
    if (bucket == by_first_word_.end()) continue;
    for (const Phrase& phrase : bucket->second) {
      const size_t count = phrase.words.size();
      if (i + count > words.size() || !std::equal(phrase.words.begin(), phrase.words.end(),
                                                  words.begin() + static_cast<std::ptrdiff_t>(i))) {
        continue;
      }
      hits.push_back({phrase.id, i, i + count - 1});
      i += count - 1;
      break;
    }
  }
  return hits;
}

std::vector<bool> CoveredBy(std::span<const PhraseHit> hits, size_t tokens) {
  std::vector<bool> covered(tokens, false);
  for (const PhraseHit& hit : hits) {
    for (size_t i = hit.first_token; i <= hit.last_token; ++i) covered[i] = true;
  }
  return covered;
}

}  // namespace tacet::pii
