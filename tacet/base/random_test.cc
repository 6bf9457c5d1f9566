#include "tacet/base/random.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace tacet {
namespace {

TEST(RandomUuidTest, IsAVersion4UuidAndNeverTheSame) {
  const std::regex shape("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = RandomUuid();
    EXPECT_TRUE(std::regex_match(uuid, shape)) << uuid;
    EXPECT_TRUE(seen.insert(uuid).second);
  }
}

}  // namespace
}  // namespace tacet
