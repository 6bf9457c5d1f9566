#include "tacet/asr/language.h"

#include <algorithm>

namespace tacet::asr {
namespace {

constexpr Language kLanguages[] = {
    {"ca-ES", "ca", NumberRules::kAsHeard}, {"cs-CZ", "cs", NumberRules::kAsHeard},
    {"da-DK", "da", NumberRules::kAsHeard}, {"de-CH", "de", NumberRules::kGerman},
    {"de-DE", "de", NumberRules::kGerman},  {"en-AB", "en", NumberRules::kEnglish},
    {"en-AU", "en", NumberRules::kEnglish}, {"en-GB", "en", NumberRules::kEnglish},
    {"en-IE", "en", NumberRules::kEnglish}, {"en-IN", "en", NumberRules::kEnglish},
    {"en-NZ", "en", NumberRules::kEnglish}, {"en-US", "en", NumberRules::kEnglish},
    {"en-WL", "en", NumberRules::kEnglish}, {"en-ZA", "en", NumberRules::kEnglish},
    {"es-ES", "es", NumberRules::kAsHeard}, {"es-MX", "es", NumberRules::kAsHeard},
    {"es-US", "es", NumberRules::kAsHeard}, {"fi-FI", "fi", NumberRules::kAsHeard},
    {"fr-CA", "fr", NumberRules::kAsHeard}, {"fr-FR", "fr", NumberRules::kAsHeard},
    {"hu-HU", "hu", NumberRules::kAsHeard}, {"id-ID", "id", NumberRules::kAsHeard},
    {"it-IT", "it", NumberRules::kAsHeard}, {"ko-KR", "ko", NumberRules::kAsHeard},
    {"nl-NL", "nl", NumberRules::kAsHeard}, {"no-NO", "no", NumberRules::kAsHeard},
    {"pl-PL", "pl", NumberRules::kAsHeard}, {"pt-BR", "pt", NumberRules::kAsHeard},
    {"pt-PT", "pt", NumberRules::kAsHeard}, {"ro-RO", "ro", NumberRules::kAsHeard},
    {"ru-RU", "ru", NumberRules::kAsHeard}, {"sv-SE", "sv", NumberRules::kAsHeard},
    {"tr-TR", "tr", NumberRules::kAsHeard}, {"uk-UA", "uk", NumberRules::kAsHeard},
    {"vi-VN", "vi", NumberRules::kAsHeard},
};

}  // namespace

std::span<const Language> SupportedLanguages() { return kLanguages; }

const Language* FindLanguage(std::string_view code) {
  const auto* const found = std::find_if(std::begin(kLanguages), std::end(kLanguages),
                                         [&](const Language& each) { return each.code == code; });
  return found == std::end(kLanguages) ? nullptr : found;
}

}  // namespace tacet::asr
