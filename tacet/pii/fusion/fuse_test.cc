#include "tacet/pii/fusion/fuse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "tacet/base/sanitizer.h"
#include "tacet/pii/fusion/scripted_tagger.h"
#include "tacet/pii/pii_detector.h"

namespace tacet::pii {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum PiiEntityType;

std::vector<std::string> Find(const std::string& text, std::unique_ptr<TextTagger> tagger,
                              std::span<const WordConfidence> confidences = {}) {
  const auto detector = PiiDetector::Create(DefaultPiiPolicy(), std::move(tagger));
  const PiiEntityTypeSet all(AllPiiEntityTypes().begin(), AllPiiEntityTypes().end());
  std::vector<std::string> found;
  const auto finds = detector->Find(text, all, confidences).value();
  for (const PiiFind& find : finds) {
    found.push_back(std::string(PiiEntityTypeName(find.entity.type)) + ":" +
                    text.substr(find.entity.begin, find.entity.end - find.entity.begin) + ":" +
                    std::string(PiiSourceName(find.source)));
  }
  return found;
}

auto Tagger(std::map<std::string, ScriptedTagger::Opinion> opinions, float nothing = 1) {
  return std::make_unique<ScriptedTagger>(std::move(opinions), nothing);
}

TEST(FuseTest, ARuleWithACueSettlesTheTypeOfANumber) {
  EXPECT_THAT(
      Find("My social security number is 078-05-1120.", Tagger({{"078-05-1120", {kPhone, 0.99f}}})),
      ElementsAre("SSN:078-05-1120:both"));
  // The tagger's objection does not count either.
  EXPECT_THAT(Find("My social security number is 078-05-1120.", Tagger({})),
              ElementsAre("SSN:078-05-1120:rules"));
}

TEST(FuseTest, TheTaggerFindsWhatRulesDoNot) {
  EXPECT_THAT(Find("we saw zorvan yesterday", Tagger({{"zorvan", {kName, 0.9f}}})),
              ElementsAre("NAME:zorvan:tagger"));
  EXPECT_THAT(Find("we saw zorvan yesterday", Tagger({{"zorvan", {kName, 0.1f}}})), IsEmpty());
}

TEST(FuseTest, ANumberNamedAsSomethingElseNeedsMoreOfTheTagger) {
  const std::string text = "The order number is 4821993057.";
  EXPECT_THAT(Find(text, Tagger({{"4821993057", {kBankAccountNumber, 0.7f}}})), IsEmpty());
  EXPECT_THAT(Find(text, Tagger({{"4821993057", {kBankAccountNumber, 0.97f}}})),
              ElementsAre("BANK_ACCOUNT_NUMBER:4821993057:tagger"));
}

TEST(FuseTest, FindsOfListsFallWhereTheTaggerIsSureOfNothing) {
  const std::string text = "I saw Emily there.";
  EXPECT_THAT(Find(text, nullptr), ElementsAre("NAME:Emily:rules_alone"));
  EXPECT_THAT(Find(text, Tagger({}, 1.0f)), IsEmpty());
  EXPECT_THAT(Find(text, Tagger({}, 0.8f)), ElementsAre("NAME:Emily:rules"));
}

TEST(FuseTest, NamesHaveTheTaggersBordersWidenedByWhatMayBelong) {
  const std::string text = "My name is Jane Doe.";
  EXPECT_THAT(Find(text, Tagger({{"Doe", {kName, 0.9f}}}, 1.0f)), ElementsAre("NAME:Doe:both"));
  EXPECT_THAT(Find(text, Tagger({{"Doe", {kName, 0.9f}}, {"Jane", {kName, 0.15f}}}, 1.0f)),
              ElementsAre("NAME:Jane Doe:both"));
}

TEST(FuseTest, ArticlesAndTheLikeAreNoEndOfAName) {
  EXPECT_THAT(
      Find("see the Zorvans and go",
           Tagger({{"the", {kName, 0.4f}}, {"Zorvans", {kName, 0.9f}}, {"and", {kName, 0.3f}}})),
      ElementsAre("NAME:Zorvans:tagger"));
  EXPECT_THAT(Find("ask and zorvan", Tagger({{"and", {kName, 0.6f}}, {"zorvan", {kName, 0.9f}}})),
              ElementsAre("NAME:and zorvan:tagger"));
}

TEST(FuseTest, ANameIsFoundWhereItIsSaidAgain) {
  const auto tagger = [] {
    return Tagger({{"Zorvan", {kName, 0.9f}}, {"zorvan", {kName, 0.1f}}, {"plim", {kName, 0.1f}}});
  };
  EXPECT_THAT(Find("it was Zorvan\nso zorvan and plim", tagger()),
              ElementsAre("NAME:Zorvan:tagger", "NAME:zorvan:tagger"));
  EXPECT_THAT(Find("so zorvan and plim", tagger()), IsEmpty());
}

TEST(FuseTest, AWordThatTheRecogniserDoubtsIsSoonerAName) {
  const std::string text = "it was zorvan";
  const auto confidence = [&](double of_zorvan) {
    return *WordConfidences(text, std::vector{0.99, 0.99, of_zorvan});
  };
  EXPECT_THAT(Find(text, Tagger({{"zorvan", {kName, 0.3f}}}), confidence(0.99)), IsEmpty());
  EXPECT_THAT(Find(text, Tagger({{"zorvan", {kName, 0.3f}}}), confidence(0.5)),
              ElementsAre("NAME:zorvan:tagger"));
  EXPECT_THAT(Find(text, Tagger({{"zorvan", {kName, 0.01f}}}), confidence(0.5)), IsEmpty());
}

TEST(FuseTest, TitlesAndOrganisationsAreNoNames) {
  EXPECT_THAT(Find("ask dr. zorvan", Tagger({{"dr", {kName, 0.9f}}, {"zorvan", {kName, 0.9f}}})),
              ElementsAre("NAME:zorvan:both"));
  EXPECT_THAT(Find("the zorvan bank", Tagger({{"zorvan", {kName, 0.7f}}})), IsEmpty());
}

TEST(FuseTest, LeadInsAreNoPartOfAgesAndDates) {
  EXPECT_THAT(Find("zor of telmir", Tagger({{"of", {kAge, 0.9f}}, {"telmir", {kAge, 0.9f}}})),
              ElementsAre("AGE:telmir:tagger"));
  EXPECT_THAT(Find("zor of telmir", Tagger({{"of", {kAge, 0.9f}}})), IsEmpty());
}

TEST(FuseTest, NamesSideBySideStayTwoWhereTheTaggerSaysSo) {
  EXPECT_THAT(Find("zorvan telmir",
                   Tagger({{"zorvan", {kName, 0.9f, true}}, {"telmir", {kName, 0.9f, true}}})),
              ElementsAre("NAME:zorvan:tagger", "NAME:telmir:tagger"));
  EXPECT_THAT(
      Find("zorvan telmir", Tagger({{"zorvan", {kName, 0.9f, true}}, {"telmir", {kName, 0.9f}}})),
      ElementsAre("NAME:zorvan telmir:tagger"));
}

TEST(FuseTest, TheRestOfANumberGoesWithItsBeginning) {
  EXPECT_THAT(
      Find("so 4821 9930 and then um 5714 2086",
           Tagger({{"4821", {kCreditDebitNumber, 0.9f}}, {"9930", {kCreditDebitNumber, 0.9f}}},
                  1.0f)),
      ElementsAre("CREDIT_DEBIT_NUMBER:4821 9930 and then um 5714 2086:both"));
  EXPECT_THAT(Find("it goes 482 199\nOkay.\n3057, thanks",
                   Tagger({{"482", {kPhone, 0.9f}}, {"199", {kPhone, 0.9f}}}, 1.0f)),
              ElementsAre("PHONE:482 199:tagger", "PHONE:3057:tagger"));
  // A whole number takes no more.
  EXPECT_THAT(
      Find("it goes 4821993057 and then 12 people", Tagger({{"4821993057", {kPhone, 0.9f}}}, 1.0f)),
      ElementsAre("PHONE:4821993057:tagger"));
}

TEST(FuseTest, ACorrectionAndAnExtensionGoWithTheNumber) {
  EXPECT_THAT(Find("My cell is 242-740-8553, no, sorry, 8550.", nullptr),
              ElementsAre("PHONE:242-740-8553, no, sorry, 8550:rules_alone"));
  EXPECT_THAT(Find("my telephone is 824-5200, extension 1427.", nullptr),
              ElementsAre("PHONE:824-5200, extension 1427:rules_alone"));
  EXPECT_THAT(Find("My cell is 242-740-8553 and I have 12 dogs.", nullptr),
              ElementsAre("PHONE:242-740-8553:rules_alone"));
}

TEST(FuseTest, PartsOfAnAddressAreOneFind) {
  std::map<std::string, ScriptedTagger::Opinion> places = {{"zorvan", {kAddress, 0.9f}},
                                                           {"telmir", {kAddress, 0.9f}}};
  EXPECT_THAT(Find("zorvan that's in telmir", Tagger(places)),
              ElementsAre("ADDRESS:zorvan that's in telmir:tagger"));
  EXPECT_THAT(Find("zorvan. So telmir", Tagger(places)),
              ElementsAre("ADDRESS:zorvan:tagger", "ADDRESS:telmir:tagger"));
  EXPECT_THAT(Find("zorvan and then we went to telmir", Tagger(places)),
              ElementsAre("ADDRESS:zorvan:tagger", "ADDRESS:telmir:tagger"));
}

TEST(FuseTest, AFindOverSeveralTurnsIsOneInEach) {
  EXPECT_THAT(
      Find("card number 4111\nMm-hmm.\nand then 1111\nOkay, go ahead.\n1111 1111.", nullptr),
      ElementsAre("CREDIT_DEBIT_NUMBER:4111:rules_alone", "CREDIT_DEBIT_NUMBER:1111:rules_alone",
                  "CREDIT_DEBIT_NUMBER:1111 1111:rules_alone"));
}

TEST(FuseTest, ANumberIsFoundWhereverItIsSaidAgain) {
  const auto found =
      Find("my account number is 48219930.\n" + std::string(100, 'a') + "\n\n\n\n\n\n\n\n48219930",
           Tagger({}, 1.0f));
  EXPECT_THAT(found, ElementsAre("BANK_ACCOUNT_NUMBER:48219930:rules",
                                 "BANK_ACCOUNT_NUMBER:48219930:rules"));
}

TEST(FuseTest, ConfidenceIsThePolicysProbability) {
  PiiPolicy policy = DefaultPiiPolicy();
  policy.calibration[static_cast<size_t>(PiiSource::kTagger)] = {{0, 0.1}, {1, 0.3}};
  const auto detector = PiiDetector::Create(policy, Tagger({{"zorvan", {kName, 0.5f}}}));
  const auto finds = detector->Find("zorvan", {kName}).value();
  ASSERT_EQ(finds.size(), 1u);
  EXPECT_NEAR(finds[0].score, 0.5, 1e-6);
  EXPECT_NEAR(finds[0].entity.confidence, 0.2, 1e-6);
}

// Random tags over the rules' vocabulary: finds stay in order, apart and within the text.
TEST(FuseTest, SurvivesRandomTags) {
  constexpr unsigned kSeed = 11;
  std::mt19937 random(kSeed);
  const std::vector<std::string> words = {
      "my",   "card", "4111", "one",   "two", "Jane", "Doe",   "\n",     "Dr.", "bank", "um",
      "9930", "oh",   "at",   "gmail", "dot", "com",  "order", "number", "is",  "3rd"};
  std::map<std::string, ScriptedTagger::Opinion> opinions;
  const PiiEntityTypeSet all(AllPiiEntityTypes().begin(), AllPiiEntityTypes().end());
  for (unsigned round = 0; round < RandomCases(2000); ++round) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << " round " << round);
    opinions.clear();
    for (const std::string& word : words) {
      opinions[word] = {AllPiiEntityTypes()[random() % kPiiTypes],
                        static_cast<float>(random() % 101) / 100.0f, random() % 3 == 0};
    }
    std::string text;
    for (size_t i = random() % 40; i > 0; --i) text += words[random() % words.size()] + " ";
    const auto detector = PiiDetector::Create(DefaultPiiPolicy(), Tagger(opinions));
    size_t at = 0;
    const auto finds = detector->Find(text, all).value();
    for (const PiiFind& find : finds) {
      ASSERT_GE(find.entity.begin, at);
      ASSERT_LT(find.entity.begin, find.entity.end);
      ASSERT_LE(find.entity.end, text.size());
      ASSERT_GT(find.entity.confidence, 0);
      at = find.entity.end;
    }
  }
}

}  // namespace
}  // namespace tacet::pii
