#include "tacet/cli/progress_meter.h"

#include <sstream>

namespace tacet::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

class ProgressMeterTest : public testing::Test {
 protected:
  ProgressMeter Meter(ProgressStyle style) {
    return ProgressMeter(out_, style, "transcribing", [this] { return now_; });
  }
  int Lines() const {
    const std::string text = out_.str();
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  }

  std::ostringstream out_;
  std::chrono::steady_clock::time_point now_;
};

TEST_F(ProgressMeterTest, RedrawsOneLineOnATerminal) {
  ProgressMeter meter = Meter(ProgressStyle::kRedrawnLine);
  meter.Update(0, 60'000);
  now_ += seconds(2);
  meter.Update(30'000, 60'000);
  EXPECT_EQ(Lines(), 0);
  EXPECT_THAT(out_.str(), HasSubstr("\r\033[Ktranscribing [###############...............]  50 %  "
                                    "0:30 of 1:00  15.0 x real time"));
  meter.Finish();
  meter.Finish();
  EXPECT_EQ(Lines(), 1);
}

TEST_F(ProgressMeterTest, DoesNotRedrawMoreOftenThanAnEyeCanSee) {
  ProgressMeter meter = Meter(ProgressStyle::kRedrawnLine);
  meter.Update(1, 60'000);
  const std::string first = out_.str();
  now_ += milliseconds(50);
  meter.Update(2, 60'000);
  EXPECT_EQ(out_.str(), first);
}

TEST_F(ProgressMeterTest, WritesALinePerTenPercentElsewhere) {
  ProgressMeter meter = Meter(ProgressStyle::kPlainLines);
  for (int64_t done = 0; done <= 100; ++done) meter.Update(done * 1000, 100'000);
  meter.Finish();
  EXPECT_EQ(Lines(), 11);
  EXPECT_THAT(out_.str(), HasSubstr("transcribing 100 %  1:40 of 1:40"));
}

TEST_F(ProgressMeterTest, SaysOnceThatAllIsDone) {
  ProgressMeter meter = Meter(ProgressStyle::kPlainLines);
  for (int i = 0; i < 3; ++i) meter.Update(60'000, 60'000);
  EXPECT_EQ(Lines(), 1);
}

TEST_F(ProgressMeterTest, WritesALineNowAndThenWithoutATotal) {
  ProgressMeter meter = Meter(ProgressStyle::kPlainLines);
  meter.Update(1000, std::nullopt);
  now_ += seconds(29);
  meter.Update(2000, std::nullopt);
  EXPECT_EQ(Lines(), 1);
  now_ += seconds(1);
  meter.Update(3'723'000, std::nullopt);
  EXPECT_EQ(Lines(), 2);
  EXPECT_THAT(out_.str(), HasSubstr("transcribing 1:02:03"));
}

TEST_F(ProgressMeterTest, SurvivesATotalOfNothingAndAPositionPastTheEnd) {
  ProgressMeter meter = Meter(ProgressStyle::kPlainLines);
  meter.Update(0, 0);
  meter.Update(70'000, 60'000);
  EXPECT_THAT(out_.str(), HasSubstr("100 %"));
}

}  // namespace
}  // namespace tacet::cli
