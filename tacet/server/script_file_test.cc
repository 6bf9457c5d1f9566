#include "tacet/server/script_file.h"

#include <gtest/gtest.h>

namespace tacet::server {
namespace {

TEST(ScriptFileTest, WordsFollowOneAnother) {
  const asr::Recognition script = ScriptFromText("Hello, this\n is  me .");
  ASSERT_EQ(script.segments.size(), 1U);
  const auto& words = script.segments[0].words;
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].text, "Hello");
  EXPECT_EQ(words[0].punctuation, ",");
  EXPECT_EQ(words[3].text, "me");
  EXPECT_EQ(words[3].start_ms, 3 * kScriptedWordMs);
  EXPECT_EQ(script.segments[0].end_ms, 4 * kScriptedWordMs);
}

TEST(ScriptFileTest, NoWordsAreNoSpeech) { EXPECT_TRUE(ScriptFromText(" \n").segments.empty()); }

TEST(ScriptFileTest, SaysWhichFileIsMissing) {
  const auto recognizer = LoadScript("/nowhere/script.txt");
  ASSERT_FALSE(recognizer);
  EXPECT_NE(recognizer.error().message.find("/nowhere/script.txt"), std::string::npos);
}

}  // namespace
}  // namespace tacet::server
