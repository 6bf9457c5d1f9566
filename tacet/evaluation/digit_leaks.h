// The leak rule: when the first half of a card, account, social security, telephone or PIN number
// was found, no four or more of its digits in a row may remain readable.
//
// Digits are written ("4111") or said ("four one double one", "twenty two"). A number given in
// pieces is one number: labels of one type that follow each other within two turns, as long as they
// are together no longer than such a number can be; so a number that is read back is another one.
//
// Pure; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tacet/evaluation/labelled_dialogue.h"

namespace tacet::evaluation {

// Digits in a row that may remain readable.
inline constexpr size_t kLongestReadableRun = 3;

struct DigitLeak {
  PiiEntityType type = PiiEntityType::kPhone;
  std::string dialogue;  // its id
  size_t turn = 0;       // of the run
  size_t begin = 0;      // of the run in the turn's text
  size_t end = 0;
  size_t run_length = 0;  // digits
};

// `found` holds finds of any type.
std::vector<DigitLeak> FindDigitLeaks(const LabelledDialogue& dialogue, const FoundInTurns& found);

// How many digits a word says: "seven" 1, "forty" and "twelve" 2, "forty" before a unit 1; digits
// count themselves. For the leak rule and its test.
struct SaidDigits {
  size_t begin = 0;
  size_t end = 0;
  size_t count = 0;
};
std::vector<SaidDigits> DigitsIn(std::string_view text, size_t begin, size_t end);

}  // namespace tacet::evaluation
