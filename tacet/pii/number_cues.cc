#include "tacet/pii/number_cues.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "tacet/pii/number_cue_phrases.h"
#include "tacet/pii/phrases.h"

namespace tacet::pii {
namespace {

// Group 2n are the strong phrases of cue n, 2n + 1 the others.
const PhraseSet& CuePhrases() {
  static const auto* const phrases = [] {
    std::vector<PhraseSet::Group> groups;
    for (const CueGroup& group : CueGroups()) {
      groups.push_back({2 * static_cast<int>(group.cue) + (group.strong ? 0 : 1), group.phrases});
    }
    return new PhraseSet(groups);
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
  std::vector<CueHit> hits;
  size_t next_token = 0;
  // In capitals, "SIN" is Canada's number and no sin.
  const auto add_sins = [&](size_t until) {
    for (; next_token < until; ++next_token) {
      if (tokens[next_token].text != "SIN") continue;
      hits.push_back({Cue::kSocialInsurance, true, next_token, next_token});
    }
  };
  for (const PhraseHit& hit : CuePhrases().Find(tokens)) {
    const auto cue = static_cast<Cue>(hit.id / 2);
    const size_t next = hit.last_token + 1;
    add_sins(hit.first_token);
    next_token = next;
    if (cue == Cue::kSsn && PhraseWord(tokens[hit.last_token].lower) == "social" &&
        next < tokens.size() && IsOtherSocial(PhraseWord(tokens[next].lower))) {
      continue;
    }
    hits.push_back({cue, hit.id % 2 == 0, hit.first_token, hit.last_token});
  }
  add_sins(tokens.size());
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
