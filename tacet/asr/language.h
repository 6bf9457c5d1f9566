// Languages: the language codes of Amazon Transcribe that are recognised, and how.
#pragma once

#include <span>
#include <string_view>

namespace tacet::asr {

// How numbers are written.
enum class NumberRules {
  kEnglish,
  kGerman,
  kAsHeard,  // as the recognizer wrote them, number words as words
};

struct Language {
  std::string_view code;     // LanguageCode: "de-CH"
  std::string_view whisper;  // the language's name in Whisper's prompt: "de"
  NumberRules numbers = NumberRules::kAsHeard;
};

// Sorted by code. Beside English and German those with most of Whisper's training data whose words
// are parted by spaces and whose marks are those of word_splitting.h: others would come out as
// sentences in one item, or with their marks inside the words. Codes:
// https://docs.aws.amazon.com/transcribe/latest/dg/supported-languages.html
std::span<const Language> SupportedLanguages();

// Null for a code that is not in the table; codes are compared exactly.
const Language* FindLanguage(std::string_view code);

}  // namespace tacet::asr
