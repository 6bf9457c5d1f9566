// Spelled words: "W-I-L-L", "s m i t h", "B as in boy, R for Robert", "double L".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tacet/pii/rules/name_view.h"

namespace tacet::pii {

struct Spelling {
  size_t first = 0;  // tokens, both inclusive
  size_t last = 0;
  std::string letters;    // small letters, in order
  bool phonetic = false;  // has "B as in boy"
};

// The runs of two or more spelled letters, in order, not overlapping, each on one line. Linear
// time.
std::vector<Spelling> FindSpellings(const NameView& view);

}  // namespace tacet::pii
