#include "tacet/pii/number_cues.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "tacet/pii/number_cue_phrases.h"

namespace tacet::pii {
namespace {

// The word as phrases spell it: no dots ("C.V.V"), spelled letters joined ("P-I-N"), no "'s".
std::string Comparable(const std::string& lower) {
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

struct Phrase {
  Cue cue;
  bool strong;
  std::vector<std::string> words;
};

std::vector<std::string> SplitWords(std::string_view phrase) {
  std::vector<std::string> words;
  for (const Token& token : Tokenize(phrase)) words.push_back(Comparable(token.lower));
  return words;
}

// Phrases by their first word, the longest first.
const std::unordered_map<std::string, std::vector<Phrase>>& PhrasesByFirstWord() {
  static const auto* const phrases = [] {
    auto* map = new std::unordered_map<std::string, std::vector<Phrase>>;
    for (const CueGroup& group : CueGroups()) {
      for (const std::string_view text : group.phrases) {
        std::vector<std::string> words = SplitWords(text);
        std::vector<Phrase>& bucket = (*map)[words.front()];
        bucket.push_back({group.cue, group.strong, std::move(words)});
      }
    }
    for (auto& [word, bucket] : *map) {
      std::stable_sort(bucket.begin(), bucket.end(), [](const Phrase& a, const Phrase& b) {
        return a.words.size() > b.words.size();
      });
    }
    return map;
  }();
  return *phrases;
}

// "social media", "the social worker": no number follows from these.
bool IsOtherSocial(const std::string& word) {
  static const auto* const words = new std::unordered_set<std::string>{
      "media",    "worker",   "workers", "work",    "life",  "network", "networks", "distancing",
      "anxiety",  "services", "service", "history", "event", "skills",  "club",     "class",
      "sciences", "science",  "care",    "housing", "and",   "impact",  "situation"};
  return words->contains(word);
}

}  // namespace

std::vector<CueHit> FindCues(std::span<const Token> tokens) {
  std::vector<std::string> words;
  words.reserve(tokens.size());
  for (const Token& token : tokens) words.push_back(Comparable(token.lower));
  const auto& phrases = PhrasesByFirstWord();
  std::vector<CueHit> hits;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto bucket = phrases.find(words[i]);
    if (bucket == phrases.end()) continue;
    for (const Phrase& phrase : bucket->second) {
      const size_t count = phrase.words.size();
      if (i + count > words.size() || !std::equal(phrase.words.begin(), phrase.words.end(),
                                                  words.begin() + static_cast<std::ptrdiff_t>(i))) {
        continue;
      }
      if (phrase.cue == Cue::kSsn && phrase.words.back() == "social" && i + count < words.size() &&
          IsOtherSocial(words[i + count])) {
        continue;
      }
      hits.push_back({phrase.cue, phrase.strong, i, i + count - 1});
      i += count - 1;
      break;
    }
  }
  return hits;
}

bool IsUnit(std::string_view lower) {
  static const auto* const units = new std::unordered_set<std::string_view>{
      "dollar",     "dollars",   "bucks",   "cents",      "percent",    "years",     "month",
      "months",     "week",      "weeks",   "day",        "days",       "hour",      "hours",
      "minute",     "minutes",   "seconds", "mile",       "miles",      "feet",      "foot",
      "pounds",     "kilos",     "degrees", "people",     "points",     "million",   "billion",
      "trillion",   "times",     "items",   "k",          "am",         "pm",        "a.m",
      "p.m",        "o'clock",   "euro",    "euros",      "units",      "shares",    "square",
      "mg",         "ml",        "basis",   "meters",     "kilometers", "inches",    "calories",
      "employees",  "customers", "stores",  "milligrams", "hertz",      "megabytes", "gigabytes",
      "pixels",     "volts",     "watts",   "yards",      "acres",      "copies",    "users",
      "kilometres", "metres",    "crores",  "rupees",     "lakhs",      "quarter",   "model",
      "street",     "avenue",    "road",    "drive",      "boulevard",  "lane",      "st",
      "ave",        "nights"};
  return units->contains(lower);
}

int MonthOf(std::string_view lower) {
  static const auto* const months = new std::unordered_map<std::string_view, int>{
      {"january", 1},   {"jan", 1},   {"february", 2},  {"feb", 2},      {"march", 3},
      {"mar", 3},       {"april", 4}, {"apr", 4},       {"may", 5},      {"june", 6},
      {"jun", 6},       {"july", 7},  {"jul", 7},       {"august", 8},   {"aug", 8},
      {"september", 9}, {"sep", 9},   {"sept", 9},      {"october", 10}, {"oct", 10},
      {"november", 11}, {"nov", 11},  {"december", 12}, {"dec", 12}};
  const auto found = months->find(lower);
  return found == months->end() ? 0 : found->second;
}

}  // namespace tacet::pii
