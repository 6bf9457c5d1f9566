#include "tacet/pii/fusion/names_again.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tacet::pii {
namespace {

class NamesAgainTest : public testing::Test {
 protected:
  static constexpr float kBefore = 0.1f;
  // What 0.1 becomes when its odds are ten times higher.
  static constexpr double kAfter = 10.0 / 19;

  NamesAgainTest() { policy_.name_again = 10; }

  // Probabilities of a name after weighing: before it `sure` for the first word, 0.1 for the
  // others.
  std::vector<float> Weighed(std::string_view text, float sure = 0.9f) const {
    const std::vector<Token> tokens = Tokenize(text);
    TokenTags tags(tokens.size());
    for (size_t i = 0; i < tags.size(); ++i) {
      const float name = i == 0 ? sure : kBefore;
      tags[i].nothing = 1 - name;
      tags[i].type[static_cast<size_t>(PiiEntityType::kName)] = name;
    }
    WeighNamesAgain(tokens, policy_, &tags);
    std::vector<float> names;
    for (const TokenTag& tag : tags) names.push_back(tag.of(PiiEntityType::kName));
    return names;
  }

  PiiPolicy policy_ = DefaultPiiPolicy();
};

TEST_F(NamesAgainTest, AWordOfASureNameIsSoonerANameElsewhere) {
  const auto names = Weighed("Wole joins late\nso wole came");
  EXPECT_NEAR(names[4], kAfter, 1e-6);
  EXPECT_EQ(names[1], kBefore);
  EXPECT_EQ(names[3], kBefore);
  EXPECT_GT(names[0], 0.9f);
}

TEST_F(NamesAgainTest, PossessivesAndFamiliesAreTheSameName) {
  const auto names = Weighed("Henderson's here\nthe Hendersons have Henderson's dog");
  EXPECT_NEAR(names[3], kAfter, 1e-6);
  EXPECT_NEAR(names[5], kAfter, 1e-6);
}

TEST_F(NamesAgainTest, ANameThatIsNotSureSaysNothing) {
  EXPECT_EQ(Weighed("Wole joins\nso wole came", 0.6f)[3], kBefore);
}

TEST_F(NamesAgainTest, CommonWordsPlacesAndTitlesAreSaidForOtherThings) {
  for (const std::string word : {"will", "doctor", "august", "chase", "mum", "Al", "b2b"}) {
    EXPECT_EQ(Weighed(word + " came\nso " + word + " left")[3], kBefore) << word;
  }
}

TEST_F(NamesAgainTest, APolicyWithoutItChangesNothing) {
  policy_.name_again = 1;
  EXPECT_EQ(Weighed("Wole joins late\nso wole came")[4], kBefore);
  TokenTags none;
  policy_.name_again = 10;
  WeighNamesAgain(Tokenize("Wole"), policy_, &none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace tacet::pii
