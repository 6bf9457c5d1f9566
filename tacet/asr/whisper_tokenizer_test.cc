#include "tacet/asr/whisper_tokenizer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace tacet::asr {
namespace {

using Format = WhisperTokenizer::Format;

const std::vector<std::string> kSpecials = {
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>",           "<|haw|>",
    "<|translate|>", "<|transcribe|>",        "<|notimestamps|>", "<|0.00|>"};

// A vocabulary with `text` tokens first, filled up to `size` with tokens of the text.
std::string Json(std::vector<std::string> text, size_t size = 0) {
  while (text.size() + kSpecials.size() < size) text.push_back("a");
  text.insert(text.end(), kSpecials.begin(), kSpecials.end());
  std::string json = "[";
  for (const std::string& token : text) {
    if (json.size() > 1) json += ",";
    json += "\"" + token + "\"";
  }
  return json + "]";
}

TEST(WhisperTokenizerTest, TurnsByteLevelCharactersIntoBytes) {
  // U+0120 is a space, U+010A a new line; E2 82 AC (the euro sign) is written as three characters.
  const auto tokenizer = WhisperTokenizer::Parse(Json({"Ġthe", "âĤ¬", "Ċ", "!"}), Format::kJson);
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  EXPECT_EQ(tokenizer->Bytes(0), " the");
  EXPECT_EQ(tokenizer->Bytes(1), "€");
  EXPECT_EQ(tokenizer->Bytes(2), "\n");
  EXPECT_EQ(tokenizer->Bytes(3), "!");
}

TEST(WhisperTokenizerTest, GivesSpecialTokensNoBytes) {
  const auto tokenizer = WhisperTokenizer::Parse(Json({"a", "b"}), Format::kJson);
  ASSERT_TRUE(tokenizer);
  EXPECT_EQ(tokenizer->end_of_text(), 2U);
  EXPECT_EQ(tokenizer->start_of_transcript(), 3U);
  EXPECT_EQ(tokenizer->no_timestamps(), 8U);
  for (size_t id = 2; id < 100; ++id) {
    EXPECT_EQ(tokenizer->Bytes(id), "");
    EXPECT_FALSE(tokenizer->IsText(id));
  }
}

TEST(WhisperTokenizerTest, ReadsTheSameFromTextWithEitherLineEnd) {
  for (const std::string end : {"\n", "\r\n"}) {
    std::string text = "Ġa" + end;
    for (const std::string& token : kSpecials) text += token + end;
    const auto tokenizer = WhisperTokenizer::Parse(text, Format::kText);
    ASSERT_TRUE(tokenizer) << tokenizer.error().message;
    EXPECT_EQ(tokenizer->size(), 9U);
    EXPECT_EQ(tokenizer->Bytes(0), " a");
    EXPECT_EQ(tokenizer->end_of_text(), 1U);
  }
}

TEST(WhisperTokenizerTest, PromptsEnglishOnlyModelsWithoutLanguage) {
  const auto tokenizer = WhisperTokenizer::Parse(Json({"a"}), Format::kJson);
  ASSERT_TRUE(tokenizer);
  EXPECT_FALSE(tokenizer->multilingual());
  EXPECT_EQ(*tokenizer->Prompt("en"), (std::vector<size_t>{2, 7}));
  EXPECT_EQ(tokenizer->Prompt("haw").error().code, ErrorCode::kInvalidArgument);
}

TEST(WhisperTokenizerTest, PromptsMultilingualModelsWithLanguageAndTask) {
  const auto tokenizer = WhisperTokenizer::Parse(Json({}, 51865), Format::kJson);
  ASSERT_TRUE(tokenizer);
  ASSERT_TRUE(tokenizer->multilingual());
  const size_t end = tokenizer->end_of_text();
  EXPECT_EQ(*tokenizer->Prompt("en"), (std::vector<size_t>{end + 1, end + 2, end + 5, end + 6}));
  EXPECT_EQ(*tokenizer->Prompt("haw"), (std::vector<size_t>{end + 1, end + 3, end + 5, end + 6}));
  for (const char* unknown : {"", "xx", "translate", "en|>"}) {
    EXPECT_EQ(tokenizer->Prompt(unknown).error().code, ErrorCode::kInvalidArgument) << unknown;
  }
}

TEST(WhisperTokenizerTest, RefusesWhatIsNoWhisperVocabulary) {
  for (const std::string& broken :
       {std::string(), std::string("{}"), std::string("[1,2]"), std::string("[\"a\""),
        std::string("[\"a\",\"<|endoftext|>\"]"), std::string(100000, '['), Json({"一"}),
        Json({std::string(1025, 'a')})}) {
    const auto tokenizer = WhisperTokenizer::Parse(broken, Format::kJson);
    ASSERT_FALSE(tokenizer) << broken.substr(0, 60);
    EXPECT_EQ(tokenizer.error().code, ErrorCode::kDataLoss);
  }
}

TEST(WhisperTokenizerTest, RefusesSpecialTokensAmongTheText) {
  std::string json = "[\"<|startoftranscript|>\"," + Json({"a"}).substr(1);
  EXPECT_EQ(WhisperTokenizer::Parse(json, Format::kJson).error().code, ErrorCode::kDataLoss);
}

TEST(WhisperTokenizerTest, RefusesTooManyTokens) {
  EXPECT_EQ(WhisperTokenizer::Parse(std::string(500000, '\n'), Format::kText).error().code,
            ErrorCode::kDataLoss);
}

TEST(WhisperTokenizerTest, ReadsTheBaseModel) {
  const char* models = std::getenv("TACET_MODELS_DIR");
  const auto tokenizer =
      WhisperTokenizer::Load(std::string(models == nullptr ? "" : models) + "/base");
  if (!tokenizer) GTEST_SKIP() << "no model base in TACET_MODELS_DIR";
  // Source: openai-whisper's multilingual tokenizer.
  EXPECT_TRUE(tokenizer->multilingual());
  EXPECT_EQ(tokenizer->end_of_text(), 50257U);
  EXPECT_EQ(*tokenizer->Prompt("en"), (std::vector<size_t>{50258, 50259, 50359, 50363}));
  EXPECT_EQ(*tokenizer->Prompt("su"), (std::vector<size_t>{50258, 50357, 50359, 50363}));
  EXPECT_EQ(tokenizer->Bytes(1911), " Hey");
}

TEST(WhisperTokenizerTest, SaysWhenTheDirectoryHasNoVocabulary) {
  EXPECT_EQ(WhisperTokenizer::Load("/nonexistent").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tacet::asr
