#include "tacet/pii/tagger/bert_characters.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <span>

namespace tacet::pii {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Where utf8proc (Unicode 15) knows more than the tables of Unicode 8 that the reference has.
// Compared with it character by character by tools/golden/word_pieces.py.
constexpr Range kNoMarks[] = {
    {0x7FD, 0x7FD},     {0x898, 0x89F},     {0x8CA, 0x8E1},     {0x9FE, 0x9FE},
    {0xAFA, 0xAFF},     {0xB55, 0xB55},     {0xC04, 0xC04},     {0xC3C, 0xC3C},
    {0xD00, 0xD00},     {0xD3B, 0xD3C},     {0xD81, 0xD81},     {0xEBA, 0xEBA},
    {0xECE, 0xECE},     {0x180F, 0x180F},   {0x1885, 0x1886},   {0x1ABF, 0x1ACE},
    {0x1DF6, 0x1DFB},   {0xA82C, 0xA82C},   {0xA8C5, 0xA8C5},   {0xA8FF, 0xA8FF},
    {0xA9BD, 0xA9BD},   {0x10D24, 0x10D27}, {0x10EAB, 0x10EAC}, {0x10EFD, 0x10EFF},
    {0x10F46, 0x10F50}, {0x10F82, 0x10F85}, {0x11070, 0x11070}, {0x11073, 0x11074},
    {0x110C2, 0x110C2}, {0x111C9, 0x111C9}, {0x111CF, 0x111CF}, {0x1123E, 0x1123E},
    {0x11241, 0x11241}, {0x1133B, 0x1133B}, {0x11438, 0x1143F}, {0x11442, 0x11444},
    {0x11446, 0x11446}, {0x1145E, 0x1145E}, {0x1182F, 0x11837}, {0x11839, 0x1183A},
    {0x1193B, 0x1193C}, {0x1193E, 0x1193E}, {0x11943, 0x11943}, {0x119D4, 0x119D7},
    {0x119DA, 0x119DB}, {0x119E0, 0x119E0}, {0x11A01, 0x11A0A}, {0x11A33, 0x11A38},
    {0x11A3B, 0x11A3E}, {0x11A47, 0x11A47}, {0x11A51, 0x11A56}, {0x11A59, 0x11A5B},
    {0x11A8A, 0x11A96}, {0x11A98, 0x11A99}, {0x11C30, 0x11C36}, {0x11C38, 0x11C3D},
    {0x11C3F, 0x11C3F}, {0x11C92, 0x11CA7}, {0x11CAA, 0x11CB0}, {0x11CB2, 0x11CB3},
    {0x11CB5, 0x11CB6}, {0x11D31, 0x11D36}, {0x11D3A, 0x11D3A}, {0x11D3C, 0x11D3D},
    {0x11D3F, 0x11D45}, {0x11D47, 0x11D47}, {0x11D90, 0x11D91}, {0x11D95, 0x11D95},
    {0x11D97, 0x11D97}, {0x11EF3, 0x11EF4}, {0x11F00, 0x11F01}, {0x11F36, 0x11F3A},
    {0x11F40, 0x11F40}, {0x11F42, 0x11F42}, {0x13440, 0x13440}, {0x13447, 0x13455},
    {0x16F4F, 0x16F4F}, {0x16FE4, 0x16FE4}, {0x1CF00, 0x1CF2D}, {0x1CF30, 0x1CF46},
    {0x1E000, 0x1E006}, {0x1E008, 0x1E018}, {0x1E01B, 0x1E021}, {0x1E023, 0x1E024},
    {0x1E026, 0x1E02A}, {0x1E08F, 0x1E08F}, {0x1E130, 0x1E136}, {0x1E2AE, 0x1E2AE},
    {0x1E2EC, 0x1E2EF}, {0x1E4EC, 0x1E4EF}, {0x1E944, 0x1E94A}};
constexpr Range kNoFormats[] = {
    {0x890, 0x891}, {0x8E2, 0x8E2}, {0x110CD, 0x110CD}, {0x13430, 0x1343F}};
constexpr Range kNoPunctuation[] = {
    {0x61D, 0x61D},     {0x9FD, 0x9FD},     {0xA76, 0xA76},     {0xC77, 0xC77},
    {0xC84, 0xC84},     {0x1B7D, 0x1B7E},   {0x2E43, 0x2E4F},   {0x2E52, 0x2E5D},
    {0x10EAD, 0x10EAD}, {0x10F55, 0x10F59}, {0x10F86, 0x10F89}, {0x1144B, 0x1144F},
    {0x1145A, 0x1145B}, {0x1145D, 0x1145D}, {0x11660, 0x1166C}, {0x116B9, 0x116B9},
    {0x1183B, 0x1183B}, {0x11944, 0x11946}, {0x119E2, 0x119E2}, {0x11A3F, 0x11A46},
    {0x11A9A, 0x11A9C}, {0x11A9E, 0x11AA2}, {0x11B00, 0x11B09}, {0x11C41, 0x11C45},
    {0x11C70, 0x11C71}, {0x11EF7, 0x11EF8}, {0x11F43, 0x11F4F}, {0x11FFF, 0x11FFF},
    {0x12FF1, 0x12FF2}, {0x16E97, 0x16E9A}, {0x16FE2, 0x16FE2}, {0x1E95E, 0x1E95F}};

bool IsIn(std::span<const Range> ranges, char32_t character) {
  const auto it =
      std::lower_bound(ranges.begin(), ranges.end(), character,
                       [](const Range& range, char32_t sought) { return range.last < sought; });
  return it != ranges.end() && it->first <= character;
}

utf8proc_category_t Category(char32_t character) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(character));
}

bool IsLeftOut(char32_t character) {
  switch (Category(character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CO:
      return true;
    case UTF8PROC_CATEGORY_CF:
      return !IsIn(kNoFormats, character);
    default:
      return character == U'\uFFFD';
  }
}

bool IsAccent(char32_t character) {
  // U+1734 was an accent before Unicode 14.
  return (Category(character) == UTF8PROC_CATEGORY_MN && !IsIn(kNoMarks, character)) ||
         character == U'\u1734';
}

}  // namespace

char32_t NextCharacter(std::string_view text, size_t* at) {
  const auto byte = static_cast<unsigned char>(text[*at]);
  if (byte < 0x80) {
    ++*at;
    return byte;
  }
  utf8proc_int32_t character = 0;
  const utf8proc_ssize_t length = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + *at,
      static_cast<utf8proc_ssize_t>(std::min<size_t>(text.size() - *at, 4)), &character);
  if (length <= 0) {
    ++*at;
    return U'\uFFFD';
  }
  *at += static_cast<size_t>(length);
  return static_cast<char32_t>(character);
}

bool IsWhiteSpace(char32_t character) {
  if (character < 0x80) return character == ' ' || (character >= '\t' && character <= '\r');
  return character == 0x85 || character == 0xA0 || character == 0x1680 ||
         (character >= 0x2000 && character <= 0x200A) || character == 0x2028 ||
         character == 0x2029 || character == 0x202F || character == 0x205F || character == 0x3000;
}

bool IsPunctuation(char32_t character) {
  if (character < 0x80) {
    return (character >= '!' && character <= '/') || (character >= ':' && character <= '@') ||
           (character >= '[' && character <= '`') || (character >= '{' && character <= '~');
  }
  // U+166D was punctuation before Unicode 12, U+111C9 before Unicode 11.
  if (character == 0x166D || character == 0x111C9) return true;
  const utf8proc_category_t category = Category(character);
  return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO &&
         !IsIn(kNoPunctuation, character);
}

bool IsIdeograph(char32_t character) {
  // As in the reference, which begins one range at U+2B920 and so leaves out U+2B820 to U+2B91F.
  return (character >= 0x4E00 && character <= 0x9FFF) ||
         (character >= 0x3400 && character <= 0x4DBF) ||
         (character >= 0x20000 && character <= 0x2A6DF) ||
         (character >= 0x2A700 && character <= 0x2B73F) ||
         (character >= 0x2B740 && character <= 0x2B81F) ||
         (character >= 0x2B920 && character <= 0x2CEAF) ||
         (character >= 0xF900 && character <= 0xFAFF) ||
         (character >= 0x2F800 && character <= 0x2FA1F);
}

NormalizedCharacters Normalize(char32_t character) {
  NormalizedCharacters result;
  if (character < 0x80) {
    if (character < 0x20 || character == 0x7F) return result;
    const bool capital = character >= 'A' && character <= 'Z';
    result.characters[result.count++] = capital ? character + 0x20 : character;
    return result;
  }
  if (IsLeftOut(character)) return result;
  // A vowel of Unicode 13 with parts, which the reference does not know.
  if (character == 0x11938) {
    result.characters[result.count++] = character;
    return result;
  }
  std::array<utf8proc_int32_t, 8> parts;
  int boundary = UTF8PROC_BOUNDCLASS_START;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(character), parts.data(),
      static_cast<utf8proc_ssize_t>(parts.size()), UTF8PROC_DECOMPOSE, &boundary);
  // No character has more than four parts; more would be written nowhere.
  for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, parts.size()); ++i) {
    const utf8proc_int32_t part = parts[static_cast<size_t>(i)];
    if (IsAccent(static_cast<char32_t>(part))) continue;
    result.characters[result.count++] = static_cast<char32_t>(utf8proc_tolower(part));
  }
  return result;
}

}  // namespace tacet::pii
