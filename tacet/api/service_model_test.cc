#include "tacet/api/service_model.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <set>

#include "tacet/api/model_overrides.h"
#include "tacet/api/operations.h"

namespace tacet::api {
namespace {

TEST(ServiceModelTest, TheArrayOfOperationsIsExactlyTheModels) {
  std::set<std::string_view> ours, models;
  for (const Operation& operation : kOperations) {
    EXPECT_TRUE(ours.insert(operation.name).second) << operation.name << " is there twice";
  }
  for (const auto& [name, shapes] : TranscribeModel().operations()) models.insert(name);
  EXPECT_EQ(ours, models);
  EXPECT_EQ(models.size(), 44u);
}

TEST(ServiceModelTest, EveryOperationHasAnInput) {
  for (const auto& [name, shapes] : TranscribeModel().operations()) {
    ASSERT_NE(shapes.input, nullptr) << name;
    EXPECT_EQ(shapes.input->type, ShapeType::kStructure) << name;
  }
}

TEST(ServiceModelTest, HasTheEnumsThatTheServiceHas) {
  EXPECT_EQ(TranscribeModel().FindShape("LanguageCode")->enum_values.size(), 117u);
  EXPECT_EQ(TranscribeModel().FindShape("PiiEntityType")->enum_values.size(), 30u);
}

TEST(ServiceModelTest, OverridesAreLaidOverTheModel) {
  EXPECT_EQ(TranscribeModel().FindShape("PiiEntityTypes")->max, 30);
  EXPECT_TRUE(TranscribeModel().FindShape("Media")->Find("MediaFileUri")->required);
  for (const ModelOverride& difference : ModelOverrides()) {
    EXPECT_NE(TranscribeModel().FindShape(difference.shape), nullptr) << difference.shape;
    EXPECT_FALSE(difference.reason.empty());
  }
}

TEST(ServiceModelTest, RefusesAModelThatIsNotOne) {
  EXPECT_FALSE(ServiceModel::Parse("").has_value());
  EXPECT_FALSE(ServiceModel::Parse("{}").has_value());
  EXPECT_FALSE(ServiceModel::Parse(R"({"operations":{},"shapes":{"a":{"type":"blob"}}})"));
}

struct PatternCase {
  const char* shape;
  std::string text;
  bool matches;
};

// A pattern must match the whole value, whether or not it says so with ^ and $.
TEST(ServiceModelTest, PatternsMatchWholeValues) {
  const std::string role = "arn:aws:iam::000000000000:role/";
  const PatternCase cases[] = {
      {"TranscriptionJobName", "call-1.wav_2", true},
      {"TranscriptionJobName", "a b", false},
      {"TranscriptionJobName", "a/b", false},
      {"TranscriptionJobName", "a\n", false},
      {"TranscriptionJobName", "ü", false},
      {"Uri", "s3://b/k", true},
      {"Uri", "https://h/b/k", true},
      {"Uri", "httpsss://h", true},  // as the model has it
      {"Uri", "ftp://h/k", false},
      {"Uri", "s3://", false},
      {"Uri", " s3://b/k", false},
      {"OutputBucketName", "results", true},
      {"OutputBucketName", "re.su-lts", true},
      {"OutputBucketName", "Results", false},
      {"OutputBucketName", "ab", false},
      {"OutputBucketName", "-results", false},
      {"OutputKey", "a/t.json", true},
      {"OutputKey", "a!*'()-_/.", true},
      {"OutputKey", "a b", false},
      {"OutputKey", "a/\xc3\xbc", false},
      {"OutputKey", std::string(1024, 'a'), true},
      {"OutputKey", std::string(1025, 'a'), true},  // the length says no
      {"KMSKeyId", "alias/name", true},
      {"KMSKeyId", "/alias", false},
      {"KMSKeyId", "a" + std::string(2047, 'b'), true},
      {"DataAccessRoleArn", role + "r", true},
      {"DataAccessRoleArn", role + std::string(1024, 'r'), true},
      {"DataAccessRoleArn", role + std::string(1025, 'r'), false},
      {"DataAccessRoleArn", "arn:aws:iam::1:user/r", false},
      {"TranscribeArn", "arn:aws:transcribe:us-east-1:000000000000:vocabulary/a", true},
      {"TranscribeArn", "arn:aws-cn:transcribe:cn-north-1:000000000000:vocabulary/a", true},
      {"TranscribeArn", "arn:aws:transcribe:us-east-1:00000000000:vocabulary/a", false},
      {"TranscribeArn", "arn:aws:transcribe:us-east-1:000000000000:vocabulary/a/b", false},
      {"NextToken", "a", true},
      {"NextToken", "", false},
      {"PrintableNonEmptyString", "a b~", true},
      {"PrintableNonEmptyString", "a\tb", false},
      {"Phrase", "New-York", true},
      {"Phrase", "", false},
  };
  for (const PatternCase& one : cases) {
    const Shape* shape = TranscribeModel().FindShape(one.shape);
    ASSERT_NE(shape, nullptr) << one.shape;
    ASSERT_NE(shape->regex, nullptr) << one.shape;
    EXPECT_EQ(re2::RE2::FullMatch(one.text, *shape->regex), one.matches)
        << one.shape << " " << one.text.substr(0, 60);
  }
}

}  // namespace
}  // namespace tacet::api
