#include "tacet/models/pins.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tacet/base/temp_dir.h"

namespace tacet::models {
namespace {

const std::string kHash(64, 'a');

TEST(PinsTest, SurviveARoundTrip) {
  const Pins pins = {{"m", {{"config.json", {kHash, 2690}}, {"x.bin", {std::string(64, '0'), 0}}}},
                     {"n", {{"config.json", {kHash, 1}}}}};
  const Result<Pins> again = ParsePins(FormatPins(pins));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, pins);
  EXPECT_EQ(FormatPins({}), "{}\n");
}

TEST(PinsTest, RefusesWhatIsNoPinsFile) {
  const std::string good_hash = "\"sha256\":\"" + kHash + "\"";
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{"), std::string("{\"m\":1}"),
        std::string("{\"m\":{\"f\":1}}"), "{\"m\":{\"f\":{" + good_hash + "}}}",
        "{\"m\":{\"f\":{" + good_hash + ",\"sizeBytes\":-1}}}",
        "{\"m\":{\"f\":{" + good_hash + ",\"sizeBytes\":1.5}}}",
        "{\"m\":{\"f\":{" + good_hash + ",\"sizeBytes\":18446744073709551615}}}",
        std::string("{\"m\":{\"f\":{\"sha256\":\"A\",\"sizeBytes\":1}}}"),
        "{\"m\":{\"../f\":{" + good_hash + ",\"sizeBytes\":1}}}",
        "{\"..\":{\"f\":{" + good_hash + ",\"sizeBytes\":1}}}", std::string(100'000, '['),
        std::string(2 << 20, ' ')}) {
    const Result<Pins> pins = ParsePins(text);
    ASSERT_FALSE(pins) << text.substr(0, 80);
    EXPECT_EQ(pins.error().code, ErrorCode::kDataLoss);
  }
}

TEST(PinsTest, AMissingFileHasNoPinsAndADamagedOneIsAnError) {
  const Result<TempDir> dir = TempDir::Create();
  ASSERT_TRUE(dir);
  const std::string path = dir->path() + "/pins.json";
  const Result<Pins> none = ReadPins(path);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
  std::ofstream(path) << "{\"m\":";
  EXPECT_FALSE(ReadPins(path));
}

}  // namespace
}  // namespace tacet::models
