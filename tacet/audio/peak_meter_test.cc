#include "tacet/audio/peak_meter.h"

#include <gtest/gtest.h>

namespace tacet {
namespace {

constexpr size_t kPiece = kAudioSampleRateHertz / PeakMeter::kPeaksPerSecond;

TEST(PeakMeterTest, HasTheLoudestSampleOfEachPieceWhateverIsReadAtOnce) {
  std::vector<float> samples(3 * kPiece + 1, 0.0F);
  samples[3] = 0.5F;
  samples[kPiece - 1] = -1.0F;    // the end of the first piece
  samples[2 * kPiece] = 0.2F;     // the beginning of the third
  samples[3 * kPiece] = -0.001F;  // alone in the fourth, and nearly nothing
  for (const size_t block : {size_t{1}, size_t{100}, kPiece, size_t{777}, size_t{100'000}}) {
    MemoryAudioSource source(samples);
    PeakMeter meter(source);
    std::vector<float> read;
    std::vector<float> buffer(block);
    for (size_t count = block; count == block;) {
      count = meter.Read(buffer).value();
      read.insert(read.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
    }
    EXPECT_EQ(read, samples) << block;
    EXPECT_EQ(meter.Peaks(), std::string("\xFF\x00\x33\x00", 4)) << block;
  }
}

TEST(PeakMeterTest, HasNothingOfNothing) {
  MemoryAudioSource source({});
  PeakMeter meter(source);
  std::vector<float> buffer(10);
  EXPECT_EQ(meter.Read(buffer).value(), 0U);
  EXPECT_EQ(meter.Peaks(), "");
}

TEST(PeakMeterTest, StaysWithinFullScale) {
  MemoryAudioSource source({1.5F});
  PeakMeter meter(source);
  std::vector<float> buffer(10);
  EXPECT_EQ(meter.Read(buffer).value(), 1U);
  EXPECT_EQ(meter.Peaks(), "\xFF");
}

class BrokenSource : public AudioSource {
 public:
  Result<size_t> Read(std::span<float> /*samples*/) override {
    return MakeError(ErrorCode::kDataLoss, "broken on purpose");
  }
};

TEST(PeakMeterTest, PassesErrorsOn) {
  BrokenSource source;
  PeakMeter meter(source);
  std::vector<float> buffer(10);
  EXPECT_EQ(meter.Read(buffer).error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(meter.Peaks(), "");
}

}  // namespace
}  // namespace tacet
