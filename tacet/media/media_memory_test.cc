#include <fstream>
#include <string>
#include <vector>

#include "tacet/media/media_test_files.h"

namespace tacet::media {
namespace {

// Peak resident memory of this process in MB, since the last reset.
double PeakMegabytes() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

void ResetPeak() { std::ofstream("/proc/self/clear_refs") << "5"; }

class MediaMemoryTest : public MediaFilesTest {};

TEST_F(MediaMemoryTest, LongRecordingsAreReadInLittleMemory) {
  for (const auto& [arguments, name] :
       {std::pair{" -c:a pcm_mulaw", "long.wav"},
        std::pair{" -c:a libmp3lame -b:a 16k -compression_level 9", "long.mp3"}}) {
    const std::string path = Make(Tone(3600, 8000) + arguments, name);
    ResetPeak();
    const double before = PeakMegabytes();
    ASSERT_GT(before, 0);
    const auto decoder = MediaDecoder::Open(path);
    ASSERT_TRUE(decoder) << decoder.error().message;
    std::vector<float> block(kAudioSampleRateHertz);
    size_t total = 0;
    while (true) {
      const auto count = (*decoder)->Read(block);
      ASSERT_TRUE(count) << count.error().message;
      total += *count;
      if (*count < block.size()) break;
    }
    EXPECT_NEAR(static_cast<double>(total) / kAudioSampleRateHertz, 3600, 0.1);
    // An hour of floats is 230 MB.
    EXPECT_LT(PeakMegabytes() - before, 50) << name;
    std::filesystem::remove(path);
  }
}

}  // namespace
}  // namespace tacet::media
