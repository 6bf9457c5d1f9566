#include "tacet/pipeline/load_detector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/pii/pii_policy.h"

namespace tacet::pipeline {
namespace {

using ::testing::HasSubstr;

TEST(LoadDetectorTest, AMissingModelIsAnErrorThatNamesItsFolder) {
  const auto dir = TempDir::Create();
  ASSERT_TRUE(dir);
  const auto detector = LoadDetector({.models_dir = dir->path()});
  ASSERT_FALSE(detector);
  EXPECT_EQ(detector.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(detector.error().message, HasSubstr(dir->path() + "/pii"));
}

TEST(LoadDetectorTest, AnEmptyModelFolderIsAnError) {
  const auto dir = TempDir::Create();
  ASSERT_TRUE(dir);
  EXPECT_FALSE(LoadDetector({.pii_model = dir->path()}));
}

TEST(LoadDetectorTest, TheRulesAloneAreForWhoAsksForThem) {
  const auto detector = LoadDetector({.pii_model = kNoPiiModel});
  ASSERT_TRUE(detector);
  EXPECT_EQ((*detector)->policy().version, pii::DefaultPiiPolicy().version);
}

TEST(LoadDetectorTest, APolicyFileReplacesTheDefault) {
  const auto dir = TempDir::Create();
  ASSERT_TRUE(dir);
  std::string policy(pii::kRecallFirstPolicy);
  const std::string version = pii::DefaultPiiPolicy().version;
  policy.replace(policy.find(version), version.size(), "mine-7");
  const std::string path = dir->path() + "/policy.json";
  ASSERT_TRUE(WriteFileAtomically(path, policy));
  const auto detector = LoadDetector({.pii_model = kNoPiiModel, .policy_file = path});
  ASSERT_TRUE(detector);
  EXPECT_EQ((*detector)->policy().version, "mine-7");
  EXPECT_EQ(LoadDetector({.pii_model = kNoPiiModel, .policy_file = path + "x"}).error().code,
            ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tacet::pipeline
