#include "tacet/pii/rules/date_time.h"

#include <gtest/gtest.h>

#include "tacet/pii/rules/found_texts.h"

namespace tacet::pii {
namespace {

void CheckDates(const std::vector<FoundCase>& cases) {
  CheckFound(*MakeDateTimeRecognizer(), PiiEntityType::kDateTime, cases);
}

TEST(DateTimeTest, FindsDatesOfDayAndMonth) {
  CheckDates({
      {"Your appointment is on March 3rd.", {"March 3rd"}},
      {"It was March 3rd, 1985, I think.", {"March 3rd, 1985"}},
      {"I was born on March third nineteen eighty-five.", {"March third nineteen eighty-five"}},
      {"born the third of march nineteen eighty five", {"the third of march nineteen eighty five"}},
      {"on the 3rd of March, 2020", {"the 3rd of March, 2020"}},
      {"we arrive on 15 March and leave on 20 April 2024", {"15 March", "20 April 2024"}},
      {"December twenty fifth", {"December twenty fifth"}},
      {"july the fourth twenty twenty four", {"july the fourth twenty twenty four"}},
      {"January 19 2020", {"January 19 2020"}},
      {"Sept. 5th works", {"Sept. 5th"}},
      {"03/04/1985", {"03/04/1985"}},
      {"It's 3-4-85.", {"3-4-85"}},
      {"2024-01-15", {"2024-01-15"}},
      {"four slash nineteen slash eighty five", {"four slash nineteen slash eighty five"}},
      {"It is due on the 15th.", {"the 15th"}},
      {"Tuesday, March 3rd", {"Tuesday, March 3rd"}},
      {"See you Tuesday the 3rd.", {"Tuesday the 3rd"}},
  });
}

TEST(DateTimeTest, FindsWeekdaysAndYears) {
  CheckDates({
      {"How about Tuesday morning?", {"Tuesday"}},
      {"We met in March 2020.", {"March 2020"}},
      {"I moved here in 1985.", {"1985"}},
      {"since nineteen ninety nine", {"nineteen ninety nine"}},
      {"January 10th, uh, 2021", {"January 10th, uh, 2021"}},
      {"from 2016 to now", {"2016"}},
      {"in two thousand and five", {"two thousand and five"}},
      {"What year were you born?\nNineteen sixty-two.", {"Nineteen sixty-two"}},
  });
}

TEST(DateTimeTest, FindsDigitsSaidAsADateOfBirth) {
  CheckDates({
      {"And your date of birth?\nOh three, oh four, eighty five.",
       {"Oh three, oh four, eighty five"}},
      {"My date of birth is 03041985", {"03041985"}},
      {"date of birth 3 14 62", {"3 14 62"}},
      {"My DOB is three three eighty.", {"three three eighty"}},
      {"DOB?\nTHREE THREE EIGHTY", {"THREE THREE EIGHTY"}},
      {"DOB? THAT IS THREE, UH, THREE EIGHTY.", {"THREE, UH, THREE EIGHTY"}},
      {"Date of birth and zip code?\n98109", {}},
      {"Date of birth? And the box number.\n3380", {}},
  });
}

TEST(DateTimeTest, FindsClockTimes) {
  CheckDates({
      {"at 3:30 pm", {"3:30 pm"}},
      {"at 3:30 p.m. sharp", {"3:30 p.m"}},
      {"It starts at 10 a.m.", {"10 a.m"}},
      {"by 5pm", {"5pm"}},
      {"at half past ten", {"half past ten"}},
      {"a quarter to five", {"quarter to five"}},
      {"ten thirty a.m.", {"ten thirty a.m"}},
      {"at ten thirty", {"ten thirty"}},
      {"seven o'clock", {"seven o'clock"}},
      {"five in the morning", {"five in the morning"}},
      {"nine thirty in the evening", {"nine thirty in the evening"}},
      {"around noon", {"noon"}},
      {"ten oh five p.m.", {"ten oh five p.m"}},
      {"17:45", {"17:45"}},
      {"Come at five.", {"five"}},
      {"What time works?\nFour thirty is good.", {"Four thirty"}},
  });
}

TEST(DateTimeTest, LeavesDurationsRelativeWordsAndOtherNumbers) {
  CheckDates({
      {"See you tomorrow, or next week, or in two weeks.", {}},
      {"It takes 3 to 5 business days.", {}},
      {"I may go. We march on. Ask April.", {}},
      {"You may 5 times.", {}},
      {"He won 3 of 4 games.", {}},
      {"The second of two calls.", {}},
      {"We sold 2000 units in 2000 stores.", {}},
      {"It's on the 5th floor.", {}},
      {"version 1.2.34", {}},
      {"I called 10 times, at ten dollars.", {}},
      {"twenty to thirty people", {}},
      {"look at five people", {}},
      {"What is it?\nFour thirty is good.", {}},
      {"on Mondays", {}},
      {"In March it rains.", {}},
      {"call 206-555-0142", {}},
      {"The ratio is 3:1.", {}},
      {"13/45/1985", {}},
      {"the first of all", {}},
      {"I am the one I am", {}},
  });
}

}  // namespace
}  // namespace tacet::pii
