#include "tacet/pii/number_cues.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace tacet::pii {
namespace {

struct CueGroup {
  Cue cue;
  bool strong;
  std::vector<std::string_view> phrases;
};

// Words as Comparable makes them. Recognisers hear "c v v" as "cvb", "cdv" and the like.
const std::vector<CueGroup>& Groups() {
  static const auto* const groups = new std::vector<CueGroup>{
      {Cue::kCard,
       true,
       {"card number",
        "card numbers",
        "card #",
        "card no",
        "credit card number",
        "debit card number",
        "number on the card",
        "number on your card",
        "number on my card",
        "number on the front",
        "numbers on the front",
        "numbers across the front",
        "number across the front",
        "number of the card",
        "number of your card",
        "number of my card",
        "16 digit",
        "16 digits",
        "sixteen digit",
        "sixteen digits",
        "16-digit",
        "sixteen-digit",
        "long card number",
        "long number",
        "card is",
        "card it's",
        "visa number",
        "mastercard number",
        "amex number",
        "card information",
        "card info",
        "card details",
        "card digits",
        "credit card"}},
      {Cue::kCard,
       false,
       {"card", "cards", "debit card", "visa", "mastercard", "master card", "amex",
        "american express", "discover card", "payment method", "method of payment"}},
      {Cue::kCvv,
       true,
       {"cvv",
        "cvvs",
        "cvc",
        "cvv2",
        "cvc2",
        "cvb",
        "cdv",
        "ccv",
        "cvp",
        "cbb",
        "cbv",
        "cvd",
        "c v v",
        "c v c",
        "c c v",
        "c v d",
        "cv v",
        "c vv",
        "security code",
        "security number",
        "security digits",
        "card verification",
        "verification value",
        "four digits on the front",
        "4 digits on the front",
        "number on the back",
        "numbers on the back",
        "code on the back",
        "three digits on the back",
        "3 digits on the back",
        "three digit code",
        "3 digit code",
        "three-digit code",
        "3-digit code",
        "three digit number on the back",
        "3 digit number on the back",
        "3-digit number on the back",
        "three digit security code",
        "3 digit security code",
        "digits on the back",
        "back of the card",
        "back of your card",
        "back of my card",
        "back of it",
        "cid number"}},
      // Strong only where a card is talked about; NumberRecognizer sees to that.
      {Cue::kCvv,
       false,
       {"three digit", "3 digit", "three-digit", "3-digit", "three digits", "3 digits"}},
      {Cue::kExpiry,
       true,
       {"expiration", "expiration date", "expiry", "expiry date", "expires", "expire", "expired",
        "exp", "exp date", "expiring", "valid through", "valid thru", "valid until", "good through",
        "good thru", "month and year", "month and the year"}},
      {Cue::kAccount,
       true,
       {
           "bank account number",
           "checking account number",
           "savings account number",
           "bank number",
           "bank account is",
           "account number",
           "account numbers",
           "account #",
           "account no",
           "acct number",
           "acct #",
           "checking number",
           "savings number",
           "account ending",
           "account ends",
       }},
      {Cue::kAccount,
       false,
       {"bank account", "checking account", "savings account", "direct deposit", "account",
        "accounts", "acct", "checking", "savings"}},
      {Cue::kRouting,
       true,
       {"routing number", "routing numbers", "routing", "routing code", "routing #", "aba",
        "aba number", "aba routing number", "a b a number", "transit number", "bank routing"}},
      {Cue::kPin,
       true,
       {"pin", "pins", "pin number", "pin code", "p i n", "personal identification number",
        "passcode", "pass code", "pincode", "four digit code", "4 digit code", "four-digit code",
        "4-digit code", "atm code"}},
      {Cue::kSsn,
       true,
       {"social security number", "social security numbers", "social security", "social security #",
        "social number", "ssn", "s s n", "ssn number", "your social", "my social", "her social",
        "his social", "their social", "full social", "the social", "of social", "social is",
        "social it's", "last four social"}},
      {Cue::kPhone,
       true,
       {"phone number",
        "phone numbers",
        "phone #",
        "phone is",
        "telephone number",
        "cell number",
        "cell phone number",
        "mobile number",
        "mobile phone number",
        "cellphone number",
        "cell phone is",
        "cell is",
        "mobile is",
        "contact number",
        "callback number",
        "call back number",
        "call-back number",
        "best number",
        "good number",
        "number to call",
        "number to reach",
        "number i can reach",
        "number we can reach",
        "number where",
        "home number",
        "work number",
        "home phone",
        "work phone",
        "office number",
        "fax number",
        "fax is",
        "fax",
        "pager",
        "pager number",
        "call me at",
        "call me on",
        "call me back at",
        "call you at",
        "call you on",
        "call you back at",
        "call us at",
        "call us on",
        "call them at",
        "call at",
        "reach me at",
        "reach me on",
        "reach you at",
        "reach you on",
        "reach us at",
        "reached at",
        "text me at",
        "text you at",
        "text us at",
        "area code",
        "whatsapp",
        "toll-free",
        "toll free",
        "give us a call",
        "give me a call",
        "dial",
        "hotline"}},
      {Cue::kPhone, false, {"phone",      "telephone", "cell",       "cell phone",  "cellphone",
                            "mobile",     "call",      "callback",   "call back",   "reach",
                            "text",       "contact",   "my number",  "your number", "his number",
                            "her number", "number is", "the number", "extension",   "landline",
                            "line"}},
      {Cue::kTaxId,
       true,
       {"itin", "i t i n", "individual taxpayer identification number",
        "individual taxpayer number", "individual tax identification number",
        "taxpayer identification number", "taxpayer id number", "taxpayer id", "tax id",
        "tax id number", "tax identification number"}},
      {Cue::kLastFour,
       true,
       {"last four",         "last 4",        "last-four",         "last-4",
        "last four digits",  "last 4 digits", "last four numbers", "last 4 numbers",
        "final four digits", "final four",    "final 4",           "ending",
        "ending in",         "ending on",     "ending with",       "ends in",
        "ends with",         "end in",        "end with",          "that ends in",
        "ended in"}},
      {Cue::kOther,
       true,
       {"order number",
        "order numbers",
        "order #",
        "order id",
        "order code",
        "order no",
        "claim number",
        "claim id",
        "claim #",
        "booking number",
        "booking reference",
        "booking id",
        "booking code",
        "reservation number",
        "reservation code",
        "reservation id",
        "confirmation number",
        "confirmation code",
        "confirmation id",
        "confirmation #",
        "policy number",
        "insurance number",
        "policy id",
        "policy #",
        "reference number",
        "reference code",
        "reference id",
        "reference #",
        "ref number",
        "case number",
        "case id",
        "case #",
        "ticket number",
        "ticket id",
        "ticket #",
        "invoice number",
        "invoice id",
        "invoice #",
        "invoice no",
        "tracking number",
        "tracking id",
        "tracking code",
        "tracking #",
        "flight number",
        "model number",
        "serial number",
        "part number",
        "item number",
        "product number",
        "product id",
        "product code",
        "sku",
        "zip code",
        "zip",
        "postal code",
        "postcode",
        "post code",
        "member number",
        "member id",
        "membership number",
        "membership id",
        "employee number",
        "employee id",
        "customer number",
        "customer id",
        "client number",
        "client id",
        "patient number",
        "patient id",
        "medical record number",
        "student id",
        "student number",
        "badge number",
        "registration number",
        "transaction number",
        "transaction id",
        "transaction code",
        "purchase number",
        "purchase id",
        "receipt number",
        "shipment number",
        "delivery number",
        "job number",
        "group number",
        "driver's license",
        "driver's license number",
        "drivers license",
        "license number",
        "license plate",
        "plate number",
        "passport number",
        "passport",
        "vin",
        "vin number",
        "vehicle identification number",
        "date of birth",
        "birth date",
        "birthdate",
        "birthday",
        "dob",
        "d o b",
        "born",
        "conference id",
        "conference code",
        "access code",
        "meeting id",
        "verification code",
        "one-time code",
        "promo code",
        "coupon code",
        "discount code",
        "gift card number",
        "room number",
        "apartment number",
        "house number",
        "unit number"}},
      {Cue::kOther,
       false,
       {
           "balance",  "amount",      "total",        "order",     "orders",    "claim",
           "booking",  "reservation", "confirmation", "policy",    "reference", "case",
           "ticket",   "invoice",     "tracking",     "flight",    "model",     "serial",
           "version",  "room",        "suite",        "apartment", "apt",       "unit",
           "gate",     "channel",     "chapter",      "page",      "item",      "product",
           "section",  "bill",        "highway",      "route",     "episode",   "slide",
           "purchase", "receipt",     "shipment",     "package",   "delivery",  "transaction",
       }}};
  return *groups;
}

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
    for (const CueGroup& group : Groups()) {
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
