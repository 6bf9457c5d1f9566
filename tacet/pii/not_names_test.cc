#include "tacet/pii/not_names.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "tacet/pii/word_lists.h"

namespace tacet::pii {
namespace {

size_t LengthAtStart(std::string_view text) { return NotNameLength(Tokenize(text), 0); }

TEST(NotNamesTest, TakesTheLongestInAnySpelling) {
  EXPECT_EQ(LengthAtStart("Jack Daniel's, neat"), 2);
  EXPECT_EQ(LengthAtStart("jack daniels neat"), 2);
  EXPECT_EQ(LengthAtStart("Ben and Jerry's on the way"), 3);
  EXPECT_EQ(LengthAtStart("Ben & Jerry's on the way"), 2);  // "&" is no word
  EXPECT_EQ(LengthAtStart("King Charles spaniels bark"), 3);
  EXPECT_EQ(LengthAtStart("Dr. Pepper please"), 2);
  EXPECT_EQ(LengthAtStart("Hiya, it's me"), 1);
  EXPECT_EQ(LengthAtStart("Jack Daniela is here"), 0);
  EXPECT_EQ(LengthAtStart("Jack"), 0);
}

TEST(NotNamesTest, EndsWithLinesAndSentences) {
  EXPECT_EQ(LengthAtStart("Jack\nRussell"), 0);
  EXPECT_EQ(LengthAtStart("Jack? Russell!"), 0);
}

TEST(NotNamesTest, KnowsItsParts) {
  const std::vector<Token> tokens = Tokenize("our Jack Russell saw Russell");
  EXPECT_TRUE(IsPartOfNotName(tokens, 1, 2));
  EXPECT_TRUE(IsPartOfNotName(tokens, 2, 2));
  EXPECT_FALSE(IsPartOfNotName(tokens, 2, 3));
  EXPECT_FALSE(IsPartOfNotName(tokens, 4, 4));
}

TEST(NotNamesTest, EveryEntryIsFound) {
  std::string_view rest = kNotNameLines;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::vector<Token> tokens = Tokenize(line);
    EXPECT_LE(tokens.size(), kLongestNotName) << line;
    EXPECT_EQ(NotNameLength(tokens, 0), tokens.size()) << line;
    rest.remove_prefix(line.size() + 1);
  }
}

}  // namespace
}  // namespace tacet::pii
