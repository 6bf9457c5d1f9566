// DATE_TIME: explicit dates, weekdays, years as dates and clock times, written and spoken: "March
// 3rd", "03/04/1985", "March third nineteen eighty-five", "oh three oh four eighty five" as a date
// of birth, "Tuesday", "in 1985", "10:30 a.m.", "half past ten". Relative words alone ("tomorrow"),
// durations ("two weeks"), frequencies ("on Mondays") and months alone are none.
#pragma once

#include <memory>

#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

// Confidence: 0.97 date of day and month, or a time with "a.m."; 0.9 weekdays; 0.85 month with year
// and a year by the word before it; 0.75 a spoken hour and minute by the word before it.
std::unique_ptr<PiiRecognizer> MakeDateTimeRecognizer();

}  // namespace tacet::pii
