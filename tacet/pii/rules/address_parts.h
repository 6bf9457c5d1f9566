// AddressParts: where the parts of an address stand in a text: house numbers, streets, units, ZIP
// codes, and what belongs to an address behind its street. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tacet/pii/rules/name_view.h"

namespace tacet::pii {

struct StreetMatch {
  size_t last = 0;
  bool strong = false;          // capitals say so, or the suffix is hardly anything else
  bool capital_suffix = false;  // "Elm Street", against "elm street"; a suffix that is little else
};

class AddressParts {
 public:
  // `view` must outlive it. An index given below is one of the view, unless it says otherwise.
  explicit AddressParts(const NameView& view) : view_(view) {}

  // The word as the lists have it; whether a comma or a sentence's end follows it.
  const std::string& Core(size_t i) const { return view_.words()[i].core; }
  bool Clause(size_t i) const { return view_.words()[i].clause_end; }

  // A house number at `i`, written ("100", "12B", "1 0 0", "12-34") or spoken ("forty two eleven"):
  // the token after it.
  std::optional<size_t> HouseNumber(size_t i) const;

  // A street's name and suffix from `i` on: "North Main Street", "5th Avenue", "elm street".
  std::optional<StreetMatch> StreetAt(size_t i) const;

  // What follows an address that ends at `last` and belongs to it: unit, city, state, ZIP, country.
  size_t Extend(size_t last) const;

  // "12", "4B", "#7", "c": what a unit's word ("suite") is followed by.
  bool IsUnitValue(size_t i) const;

  // The last token of a ZIP code at `i`, which may be past the end: "98109", "98109-1234",
  // "9 8 1 0 9", "nine eight one oh nine".
  std::optional<size_t> ZipAt(size_t i) const;

 private:
  // The last token of a part of an address at `i`.
  std::optional<size_t> Part(size_t i, bool certain_only, bool after_street) const;

  const NameView& view_;
};

}  // namespace tacet::pii
