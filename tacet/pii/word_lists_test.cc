#include "tacet/pii/word_lists.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tacet::pii {
namespace {

TEST(WordListsTest, EveryListIsSortedByBytesWithoutDoubles) {
  for (const std::string_view lines : {kNameLines, kEnglishWordLines, kCityLines, kNotNameLines}) {
    std::string_view before;
    size_t count = 0;
    for (size_t begin = 0; begin < lines.size(); ++count) {
      const size_t end = lines.find('\n', begin);
      ASSERT_NE(end, std::string_view::npos);
      std::string_view word = lines.substr(begin, end - begin);
      word = word.substr(0, word.find('\t'));
      ASSERT_LT(before, word);
      before = word;
      begin = end + 1;
    }
    EXPECT_GT(count, lines == kNotNameLines ? 500u : 10000u);
  }
}

TEST(WordListsTest, FindsEveryNameThatIsInTheList) {
  size_t begin = 0;
  while (begin < kNameLines.size()) {
    const size_t tab = kNameLines.find('\t', begin);
    const NameLevels levels = FindName(kNameLines.substr(begin, tab - begin));
    ASSERT_EQ(levels.given, kNameLines[tab + 1] - '0');
    ASSERT_EQ(levels.surname, kNameLines[tab + 2] - '0');
    ASSERT_TRUE(levels.given > 0 || levels.surname > 0);
    begin = tab + 4;
  }
}

TEST(WordListsTest, KnowsCommonNamesOfManyOrigins) {
  for (const char* name : {"john", "maria", "mohammed", "priya", "wei", "josé", "kwame",
                           "oluwaseun", "svetlana", "hiroshi"}) {
    EXPECT_GT(FindName(name).given, 0) << name;
  }
  for (const char* name :
       {"smith", "nguyen", "garcia", "garcía", "patel", "kim", "kowalski", "okonkwo", "müller"}) {
    EXPECT_GT(FindName(name).surname, 0) << name;
  }
}

TEST(WordListsTest, KnowsNothingOfWhatIsInNoList) {
  for (const char* word : {"", "\n", "\t", "zzzzzz", "a\tb", "john\t84", "\xff\xff"}) {
    EXPECT_EQ(FindName(word).given, 0);
    EXPECT_EQ(FindName(word).surname, 0);
    EXPECT_EQ(EnglishTier(word), 0);
    EXPECT_FALSE(IsUsCity(word));
  }
}

TEST(WordListsTest, RanksEnglishWords) {
  EXPECT_EQ(EnglishTier("will"), 1);
  EXPECT_EQ(EnglishTier("violet"), 3);
  EXPECT_EQ(EnglishTier("travis"), 0);
}

TEST(WordListsTest, KnowsCities) {
  EXPECT_TRUE(IsUsCity("new york"));
  EXPECT_TRUE(IsUsCity("springfield"));
  EXPECT_FALSE(IsUsCity("spring field town"));
}

}  // namespace
}  // namespace tacet::pii
