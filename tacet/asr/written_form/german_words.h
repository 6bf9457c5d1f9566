// German number words, written together or apart: "fünfundfünfzig", "vier tausend sechs hundert
// einundachtzig", "dreiundzwanzigste".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/asr/written_form/line.h"

namespace tacet::asr::written_form {

extern const Vocabulary kGermanVocabulary;

// The smallest parts of number words.
enum class GermanPart {
  kDigit,      // "ein" to "neun"
  kTeen,       // "zehn" to "neunzehn"
  kTens,       // "zwanzig" to "neunzig"
  kUnd,        // "und"
  kHundred,    // "hundert"
  kMagnitude,  // "tausend", "Million(en)", "Milliarde(n)", "Billion(en)"
  kFigures,    // a written number below a million
};

struct GermanMorpheme {
  GermanPart part = GermanPart::kDigit;
  uint64_t value = 0;
};

// The parts of one lower-case word; empty when it is more or less than a number word. "und" and
// "ein" alone are parts too.
std::vector<GermanMorpheme> GermanMorphemes(std::string_view lower);

// The same for an ordinal in any of its endings, read as the cardinal it counts to: "elfte",
// "hundertsten", "dreiundzwanzigster". Empty for other words.
std::vector<GermanMorpheme> GermanOrdinalMorphemes(std::string_view lower);

// The value of parts that are one whole cardinal, not zero.
std::optional<uint64_t> GermanValue(const std::vector<GermanMorpheme>& morphemes);

struct GermanNumber {
  uint64_t value = 0;
  size_t end = 0;  // the atom after it
  // One number before a last "Millionen" or the like, and nothing behind: that atom.
  std::optional<size_t> magnitude = {};
  uint64_t head = 0;        // the number before it
  bool is_article = false;  // "eine Million"
};

// The longest cardinal that begins at atom `i`, in words, or in words and figures ("50 tausend").
std::optional<GermanNumber> ParseGermanCardinal(const Line& line, size_t i);
// The longest ordinal that begins at atom `i`; its last word is the ordinal.
std::optional<GermanNumber> ParseGermanOrdinal(const Line& line, size_t i);

// "4681", and from five digits on dots as in "10.500.000".
std::string FormatGermanCardinal(uint64_t value);

}  // namespace tacet::asr::written_form
