#include "tacet/server/data_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tacet/base/temp_dir.h"

namespace tacet::server {
namespace {

class DataDirTest : public ::testing::Test {
 protected:
  const TempDir temp_ = *TempDir::Create();
  const std::string path_ = temp_.path() + "/deep/data";
};

TEST_F(DataDirTest, MakesAFolderForItsOwnerOnly) {
  const auto data_dir = DataDir::Open(path_);
  ASSERT_TRUE(data_dir) << data_dir.error().message;
  struct stat status = {};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
}

TEST_F(DataDirTest, IsForOneAtATime) {
  {
    const auto first = DataDir::Open(path_);
    ASSERT_TRUE(first);
    const auto second = DataDir::Open(path_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::kAlreadyExists);
  }
  EXPECT_TRUE(DataDir::Open(path_));
}

TEST_F(DataDirTest, EmptiesTheTemporaryFolder) {
  std::string left;
  {
    const auto data_dir = DataDir::Open(path_);
    left = data_dir->tmp_dir() + "/media";
    std::ofstream(left) << "what a killed process left";
  }
  ASSERT_TRUE(DataDir::Open(path_));
  EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(DataDirTest, RefusesAFolderThatOthersMayRead) {
  std::filesystem::create_directories(path_);
  std::filesystem::permissions(path_, std::filesystem::perms(0755));
  const auto data_dir = DataDir::Open(path_);
  ASSERT_FALSE(data_dir);
  EXPECT_THAT(data_dir.error().message, ::testing::HasSubstr("chmod 700"));
}

TEST_F(DataDirTest, RefusesAFile) {
  std::ofstream(temp_.path() + "/file") << "x";
  EXPECT_FALSE(DataDir::Open(temp_.path() + "/file"));
}

}  // namespace
}  // namespace tacet::server
