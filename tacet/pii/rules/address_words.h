// The hand-made word sets of the address rule. All in small letters.
// Thread-safe: pure functions over constants.
#pragma once

#include <cstddef>
#include <string_view>

#include "tacet/pii/rules/name_view.h"

namespace tacet::pii {

// "apartment", "suite", "floor": what stands before a unit's number. `common`: those that mean
// little without an address ("room 12").
enum class UnitWord { kNone, kPlain, kCommon };
UnitWord UnitWordKind(std::string_view word);

// "north", "nw".
bool IsDirection(std::string_view word);

// "street", "avenue": suffixes that are hardly ever anything else, against "way", "court", "drive".
bool IsStrongStreetSuffix(std::string_view word);

// "forty", "oh": a word of a spoken house number.
bool IsNumberWord(std::string_view word);

// "42nd", "fifth".
bool IsOrdinal(std::string_view word);

// The first word of a country or a part of the world: "Canada", "United", "Europe", "South".
bool IsRegion(std::string_view word);

// Digits only, `least` to `most` of them.
bool IsDigits(std::string_view word, size_t least, size_t most);

// "SW1A1AA", "K1A0B1": whether capitals and digits, without the space, have one of the six forms of
// a British postcode (BS 7666) or that of a Canadian postal code (Canada Post, Addressing
// Guidelines).
bool IsPostalCode(std::string_view characters);

// The number of tokens from `i` on that are a US state or Canadian province: its name (1 or 2), or
// its two letters, in capitals where capitals mean something; 0 for none.
size_t StateAt(const NameView& view, size_t i);

// The number of tokens from `i` on that are a US city's name (1 to 3, the longest); 0 for none.
size_t CityAt(const NameView& view, size_t i);

// The number of tokens from `i` on that are a country's name said in addresses ("USA", "United
// Kingdom").
size_t CountryAt(const NameView& view, size_t i);

}  // namespace tacet::pii
