// German amounts, times, dates, ordinals and cardinals.
// Source: the German rows of "Transcribing numbers",
// https://docs.aws.amazon.com/transcribe/latest/dg/how-numbers.html
#pragma once

#include <optional>

#include "tacet/asr/written_form/line.h"

namespace tacet::asr::written_form {

// "23. Mai": the day loses its point; ordinals are plain digits.
std::optional<Match> MatchGermanDate(const Line& line, size_t i);
// "acht Uhr dreißig", "8.30 Uhr": two pieces, "8:30" and "Uhr".
std::optional<Match> MatchGermanTime(const Line& line, size_t i);
// "drei Komma fünf" 3,5; "dreiundzwanzig Prozent" 23%; "drei Euro fünfzig" 3,50 and "€", two
// pieces; "zehn Dollar" $10; "zehn Millionen" 10 and "Millionen".
std::optional<Match> MatchGermanAmount(const Line& line, size_t i);
// "dreiundzwanzigste" 23. Ordinals to "zehnte" stay words.
std::optional<Match> MatchGermanOrdinal(const Line& line, size_t i);
// "fünfundfünfzig" 55, "zehn Millionen fünf hundert tausend" 10.500.000. Cardinals to "zehn",
// "eine Million" and what stands before a part ("zwölf Hundertstel") stay words.
std::optional<Match> MatchGermanCardinal(const Line& line, size_t i);

}  // namespace tacet::asr::written_form
