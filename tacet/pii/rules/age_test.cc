#include "tacet/pii/rules/age.h"

#include <gtest/gtest.h>

#include "tacet/pii/rules/found_texts.h"

namespace tacet::pii {
namespace {

void CheckAges(const std::vector<FoundCase>& cases) {
  CheckFound(*MakeAgeRecognizer(), PiiEntityType::kAge, cases);
}

TEST(AgeTest, FindsAges) {
  CheckAges({
      {"I'm 67 years old.", {"67 years old"}},
      {"She is forty years old now", {"forty years old"}},
      {"my son is a 3-year-old", {"3-year-old"}},
      {"a three year old boy", {"three year old"}},
      {"a forty-two-year-old man", {"forty-two-year-old"}},
      {"He's 82 years of age.", {"82 years of age"}},
      {"I'm 67.", {"67"}},
      {"I'm sixty seven, and my wife is 70.", {"sixty seven", "70"}},
      {"a man aged 40", {"40"}},
      {"at the age of thirty five", {"thirty five"}},
      {"She just turned 18.", {"18"}},
      {"the baby is six months old", {"six months old"}},
      {"How old are you?\nForty-five.", {"Forty-five"}},
      {"And your age?\nI'm, uh, 51 years.", {"51 years"}},
      {"my mother is 101 years old", {"101 years old"}},
      {"She is in her mid fifties, he in his early-forties.", {"mid fifties", "early-forties"}},
      {"He's five and a half years old.", {"five and a half years old"}},
  });
}

TEST(AgeTest, LeavesDurationsAndOtherNumbers) {
  CheckAges({
      {"I've worked there for 40 years.", {}},
      {"It is 10 minutes away.", {}},
      {"I'm 100 percent sure.", {}},
      {"I'm 5 foot 4.", {}},
      {"My laptop is 5 years old.", {}},
      {"a ten-year-old car", {}},
      {"I'm 2 blocks away.", {}},
      {"She's 10 minutes late.", {}},
      {"It's 67.", {}},
      {"The account is 3 years old.", {}},
      {"I'm one of them.", {}},
      {"in 5 years", {}},
      {"music of the late eighties", {}},
      {"I was 3rd.", {}},
  });
}

}  // namespace
}  // namespace tacet::pii
