#include "tacet/asr/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tacet/asr/example_call.h"
#include "tacet/asr/whisper_tokenizer.h"

namespace tacet::asr {
namespace {

TEST(LanguageTest, FindsCodesExactly) {
  ASSERT_NE(FindLanguage("de-CH"), nullptr);
  EXPECT_EQ(FindLanguage("de-CH")->whisper, "de");
  EXPECT_EQ(FindLanguage("de-CH")->numbers, NumberRules::kGerman);
  EXPECT_EQ(FindLanguage("en-IN")->numbers, NumberRules::kEnglish);
  EXPECT_EQ(FindLanguage("fr-FR")->numbers, NumberRules::kAsHeard);
  for (const char* unknown : {"", "de", "de-de", "ja-JP", "en-US "}) {
    EXPECT_EQ(FindLanguage(unknown), nullptr) << unknown;
  }
}

TEST(LanguageTest, TableIsSortedAndHasNoCodeTwice) {
  const auto languages = SupportedLanguages();
  for (size_t i = 0; i + 1 < languages.size(); ++i) {
    EXPECT_LT(languages[i].code, languages[i + 1].code);
  }
}

TEST(LanguageTest, TheMultilingualModelKnowsAllOfThem) {
  const auto tokenizer = WhisperTokenizer::Load(ModelFile("base"));
  if (!tokenizer) GTEST_SKIP() << "no models in TACET_MODELS_DIR";
  for (const Language& language : SupportedLanguages()) {
    EXPECT_TRUE(tokenizer->Prompt(language.whisper)) << language.code;
  }
}

}  // namespace
}  // namespace tacet::asr
