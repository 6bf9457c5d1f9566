#include "tacet/server/script_file.h"

#include <gtest/gtest.h>

namespace tacet::server {
namespace {

TEST(ScriptFileTest, WordsFollowOneAnother) {
  const asr::Recognition script = ScriptFromText("Hello, this\n is  me .", 50);
  ASSERT_EQ(script.segments.size(), 1U);
  const auto& words = script.segments[0].words;
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].text, "Hello");
  EXPECT_EQ(words[0].punctuation, ",");
  EXPECT_EQ(words[3].text, "me");
  EXPECT_EQ(words[3].start_ms, 150);
  EXPECT_EQ(script.segments[0].end_ms, 200);
}

TEST(ScriptFileTest, NoWordsAreNoSpeech) {
  EXPECT_TRUE(ScriptFromText(" \n", 50).segments.empty());
}

TEST(ScriptFileTest, SaysWhichFileIsMissing) {
  const auto recognizer = LoadScript("/nowhere/script.txt", 50);
  ASSERT_FALSE(recognizer);
  EXPECT_NE(recognizer.error().message.find("/nowhere/script.txt"), std::string::npos);
}

}  // namespace
}  // namespace tacet::server
