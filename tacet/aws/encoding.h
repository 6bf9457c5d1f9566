// The text forms of bytes that AWS's protocols use. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tacet::aws {

// Lower case.
std::string HexEncode(std::string_view bytes);
// Either case; nothing when `text` is not pairs of hex digits.
std::optional<std::string> HexDecode(std::string_view text);

// RFC 4648 section 4, with padding.
std::string Base64Encode(std::string_view bytes);
// Nothing when `text` is not exactly what Base64Encode would give for some bytes.
std::optional<std::string> Base64Decode(std::string_view text);

enum class SlashEncoding { kEncode, kKeep };

// SigV4's UriEncode: everything but A-Z a-z 0-9 - . _ ~ becomes %XX in upper case.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
std::string PercentEncode(std::string_view text, SlashEncoding slash = SlashEncoding::kEncode);
// '+' stays a plus: AWS's clients write a space as %20. Nothing when a '%' is not followed by two
// hex digits.
std::optional<std::string> PercentDecode(std::string_view text);

// Decoded names and values, in the order sent; "uploads" and "uploads=" are both {"uploads", ""}.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;
// Nothing when an escape is malformed. Empty pieces ("a=1&&b=2") are dropped.
std::optional<QueryParameters> ParseQuery(std::string_view query);
// "a=1&b=%20", in the order given.
std::string FormatQuery(const QueryParameters& parameters);

// Takes as long for a mismatch in the first byte as in the last; only the lengths leak.
bool ConstantTimeEquals(std::string_view a, std::string_view b);

// ASCII only: header names, hex digits.
std::string AsciiLower(std::string_view text);
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Without the spaces and tabs at both ends.
std::string_view TrimBlanks(std::string_view text);

// Well-formed, shortest form, no surrogates: RFC 3629.
bool IsUtf8(std::string_view text);

}  // namespace tacet::aws
