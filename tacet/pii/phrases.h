// PhraseSet: finds the phrases of a table in a text, the longest at each place. Immutable after
// construction; thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tacet/pii/tokens.h"

namespace tacet::pii {

struct PhraseHit {
  int id = 0;  // of the phrase's group
  size_t first_token = 0;
  size_t last_token = 0;  // inclusive
};

// The word as phrases spell it: no dots ("C.V.V"), spelled letters joined ("P-I-N"), no "'s".
std::string PhraseWord(std::string_view lower);

class PhraseSet {
 public:
  struct Group {
    int id;
    std::vector<std::string_view> phrases;  // of small letters, one space between words
  };

  explicit PhraseSet(const std::vector<Group>& groups);

  // In the order of the text, not overlapping. Linear time.
  std::vector<PhraseHit> Find(std::span<const Token> tokens) const;

 private:
  struct Phrase {
    int id;
    std::vector<std::string> words;
  };
  std::unordered_map<std::string, std::vector<Phrase>> by_first_word_;  // the longest first
};

// By token, of `tokens` in all, whether a hit covers it.
std::vector<bool> CoveredBy(std::span<const PhraseHit> hits, size_t tokens);

}  // namespace tacet::pii
