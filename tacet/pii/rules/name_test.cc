#include "tacet/pii/rules/name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tacet/pii/rules/found_texts.h"

namespace tacet::pii {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

std::vector<std::string> Names(const std::string& text) {
  return FoundTexts(*MakeNameRecognizer(), PiiEntityType::kName, text);
}

void CheckNames(const std::vector<FoundCase>& cases) {
  CheckFound(*MakeNameRecognizer(), PiiEntityType::kName, cases);
}

TEST(NameTest, FindsNamesThatAreAnnounced) {
  CheckNames({
      {"Hello, my name is Violet King and I bought a car.", {"Violet King"}},
      {"My name's Nguyen Thi Hoa.", {"Nguyen Thi Hoa"}},
      {"My first name is Oluwaseun, last name Adeyemi.", {"Oluwaseun", "Adeyemi"}},
      {"My name is Maria de la Cruz, and I need help.", {"Maria de la Cruz"}},
      {"Yes, my name is Violet. My last name is King.", {"Violet", "King"}},
      {"The name on the card is Priya Raghunathan.", {"Priya Raghunathan"}},
      {"Hi, this is Travis from billing.", {"Travis"}},
      {"You're speaking with Fatima.", {"Fatima"}},
      {"I'm Will Smith.", {"Will Smith"}},
      {"My name is Grace.", {"Grace"}},
      {"My name is, uh, Jean-Luc O'Brien.", {"Jean-Luc O'Brien"}},
      {"You can call me Bob.", {"Bob"}},
      {"I'd like to speak to Hiroshi Tanaka, please.", {"Hiroshi Tanaka"}},
      {"My name is José García.", {"José García"}},
      {"My name is John Q. Public.", {"John Q. Public"}},
  });
}

TEST(NameTest, FindsNamesInTextWithoutCapitals) {
  CheckNames({
      {"hi my name is george smith and i want to file a claim", {"george smith"}},
      {"my name is violet king and i bought a car", {"violet king"}},
      {"my first name is kwame last name nkrumah", {"kwame", "nkrumah"}},
      {"MY NAME IS JOHN SMITH AND I NEED HELP", {"JOHN SMITH"}},
      {"this is jessica from the front desk", {"jessica"}},
      {"thanks jessica", {"jessica"}},
      {"i spoke with dr patel yesterday", {"patel"}},
      {"my husband john will pick it up", {"john"}},
  });
}

TEST(NameTest, TakesNoWordsForNamesAfterAnnouncingWords) {
  CheckNames({
      {"This is great, thank you.", {}},
      {"I'm sorry, I'm going to have to check.", {}},
      {"i'm calling about my order this is important", {}},
      {"Call me back tomorrow.", {}},
      {"My name is spelled wrong on the page.", {}},
      {"I'm Canadian.", {}},
      {"My company name is Acme.", {}},
      {"What is the name of the street?", {}},
      {"the first name that comes to mind", {}},
      {"This is Amazon, how can I help?", {}},
      {"Hello! Hope all is well.", {}},
  });
}

TEST(NameTest, LeavesTitlesOutside) {
  CheckNames({
      {"I saw Dr. Ana Maria Lopez.", {"Ana Maria Lopez"}},
      {"Good morning, Mr. Okonkwo.", {"Okonkwo"}},
      {"Mrs. Brown called.", {"Brown"}},
      {"You should see the doctor soon.", {}},
      {"I had a Dr. Pepper.", {}},
  });
}

TEST(NameTest, FindsPeopleWhoAreAddressed) {
  CheckNames({
      {"Thanks, Bob.", {"Bob"}},
      {"Hi Alice, how are you?", {"Alice"}},
      {"Thank you so much, Maria.", {"Maria"}},
      {"Alright, Jessica, anything else?", {"Jessica"}},
      {"Travis speaking, how can I help?", {"Travis"}},
      {"Hi there, how are you?", {}},
      {"Thank you, goodbye.", {}},
  });
}

TEST(NameTest, FindsAnswersToAQuestionForAName) {
  CheckNames({
      {"Can I have your name?\nSure, Jane Doe.", {"Jane Doe"}},
      {"Could I get your first and last name please\nyeah it's tamika washington",
       {"tamika washington"}},
      {"What's your name?\nXochitl.", {"Xochitl"}},
      {"Who am I speaking with?\nUh, Marcus.", {"Marcus"}},
      {"And your last name?\nSure.\nKowalczyk.", {"Kowalczyk"}},
      {"Can I have your name?\nI don't want to say.", {}},
      {"What's the company name?\nSure, it is a bakery.", {}},
  });
}

TEST(NameTest, FindsListedNamesInRunningText) {
  CheckNames({
      {"I talked to Stephanie about the refund.", {"Stephanie"}},
      {"I talked to Charlotte, who came from Sri Lanka.", {"Charlotte"}},
      {"Then Karthik Subramanian sent the form.", {"Karthik Subramanian"}},
      {"Maria's order is late, and so is Ahmed's.", {"Maria's", "Ahmed's"}},
      {"I asked Alex Jordan and Denzel Washington.", {"Alex Jordan", "Denzel Washington"}},
      {"I will grant access in May, and mark the page.", {}},
      {"Roger. We copy.", {}},
      {"I met Roger Baker.", {"Roger Baker"}},
      {"The bill is due, I hope you may frank it.", {}},
      {"It will rain in Austin and in Charlotte.", {}},
      {"We drove from Paris to Florence in June.", {"Florence"}},
  });
}

TEST(NameTest, LeavesNamesInsideOrganisationsAndStreets) {
  CheckNames({
      {"I bank with Wells Fargo and Morgan Stanley.", {}},
      {"There is a John Deere dealer in town.", {}},
      {"It's on Jane Doe Street.", {}},
      {"Thank you for calling Big Jim's Auto.", {}},
      {"He studied at Johns Hopkins.", {}},
      {"The Smith Insurance Company called.", {}},
  });
}

TEST(NameTest, FindsSpelledNames) {
  CheckNames({
      {"My last name is King, K-I-N-G.", {"King", "K-I-N-G"}},
      {"The name is Smith, S M I T H.", {"Smith", "S M I T H"}},
      {"my last name is smith s m i t h", {"smith", "s m i t h"}},
      {"Last name, B as in boy, R as in Robert, O as in Oscar.",
       {"B as in boy, R as in Robert, O as in Oscar"}},
      {"Can you spell that?\nW-I-L-L-I-A-M-S.", {"W-I-L-L-I-A-M-S"}},
      {"Yes, my name is Violet, the IOLET.", {"Violet", "IOLET"}},
      {"It's spelled MARCZAK.", {"MARCZAK"}},
      {"Yes my name is violet v i o l e t and king is k i n g",
       {"violet", "v i o l e t", "king", "k i n g"}},
      {"Yes, my name is Violet, B-I-O-L-E-T.", {"Violet", "B-I-O-L-E-T"}},
      {"Yes, my name is Violet, the-vi-o-l-e-t.", {"Violet", "the-vi-o-l-e-t"}},
      {"So that's W as in whiskey, double L, A, C, E? My name is Wallace.", {"Wallace"}},
      {"Your name is W as in whiskey, double L, A?", {"W as in whiskey, double L, A"}},
      {"I went to the A T M.", {}},
      {"I, I, I haven't done that.", {}},
      {"I have a question about my I R A.", {}},
  });
}

TEST(NameTest, FindsANameAgainWhereverItIsSaidAgain) {
  CheckNames({{"My name is Ngozi.\nOkay, wonderful.\nSo I told him that Ngozi is on the lease.",
               {"Ngozi", "Ngozi"}}});
}

TEST(NameTest, CoversWholeWordsOfTheText) {
  const std::string text = "Hi, I'm Zoë; my wife is called Anaïs Müller-Lüdenscheidt.";
  for (const PiiEntity& entity : MakeNameRecognizer()->Analyze(text, {PiiEntityType::kName})) {
    EXPECT_TRUE(entity.begin == 0 || text[entity.begin - 1] == ' ');
    EXPECT_TRUE(entity.end == text.size() ||
                std::string(" .;,").find(text[entity.end]) != std::string::npos);
  }
  EXPECT_THAT(Names(text), ElementsAreArray({"Zoë", "Anaïs Müller-Lüdenscheidt"}));
}

TEST(NameTest, LooksForNothingWhenNamesAreNotWanted) {
  EXPECT_THAT(MakeNameRecognizer()->Analyze("My name is Bob.", {PiiEntityType::kPhone}), IsEmpty());
}

}  // namespace
}  // namespace tacet::pii
