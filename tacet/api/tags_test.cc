// TagResource, UntagResource and ListTagsForResource on every kind of resource.
#include "tacet/api/testing_api.h"

namespace tacet::api {
namespace {

using ::testing::HasSubstr;

class TagsTest : public ApiTest, public testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    const Output tags = Output::array({{{"Key", "b"}, {"Value", "1"}}});
    ASSERT_EQ(
        Call("StartTranscriptionJob", StartBody({{"TranscriptionJobName", "r"}, {"Tags", tags}}))
            .status,
        200);
    ASSERT_EQ(Call("CreateVocabulary", Output{{"VocabularyName", "r"},
                                              {"LanguageCode", "en-US"},
                                              {"Phrases", {"a"}},
                                              {"Tags", tags}})
                  .status,
              200);
    ASSERT_EQ(Call("CreateVocabularyFilter", Output{{"VocabularyFilterName", "r"},
                                                    {"LanguageCode", "en-US"},
                                                    {"Words", {"a"}},
                                                    {"Tags", tags}})
                  .status,
              200);
  }
  static std::string Arn(const std::string& resource) {
    return "arn:aws:transcribe:us-east-1:000000000000:" + resource;
  }
  std::string arn() const { return Arn(std::string(GetParam()) + "/r"); }
  Answer Tag(const Output& tags) {
    return Call("TagResource", Output{{"ResourceArn", arn()}, {"Tags", tags}});
  }
  Answer List() { return Call("ListTagsForResource", Output{{"ResourceArn", arn()}}); }
};

INSTANTIATE_TEST_SUITE_P(Resources, TagsTest,
                         testing::Values("transcription-job", "vocabulary", "vocabulary-filter"),
                         [](const auto& suite) {
                           std::string name = suite.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST_P(TagsTest, TagsOfTheMakingAreListed) {
  EXPECT_EQ(List().body, R"({"ResourceArn":")" + arn() + R"(","Tags":[{"Key":"b","Value":"1"}]})");
}

TEST_P(TagsTest, TaggingAddsAndReplaces) {
  const Answer answer =
      Tag(Output::array({{{"Key", "B"}, {"Value", "2"}}, {{"Key", "b"}, {"Value", "3"}}}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "{}");
  EXPECT_EQ(List().json["Tags"].dump(), R"([{"Key":"B","Value":"2"},{"Key":"b","Value":"3"}])");
}

TEST_P(TagsTest, UntaggingTakesAwayAndToleratesAbsentKeys) {
  const Answer answer =
      Call("UntagResource", Output{{"ResourceArn", arn()}, {"TagKeys", {"b", "none"}}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "{}");
  EXPECT_EQ(List().json["Tags"], Output::array());
}

TEST_P(TagsTest, AResourceHasAtMostFifty) {
  Output tags = Output::array();
  for (int i = 0; i < 49; ++i) tags.push_back({{"Key", std::to_string(i)}, {"Value", "v"}});
  EXPECT_EQ(Tag(tags).status, 200);
  const Answer more = Tag(Output::array({{{"Key", "more"}, {"Value", "v"}}}));
  EXPECT_EQ(more.type(), "BadRequestException");
  EXPECT_THAT(more.message(), HasSubstr("at most 50 tags"));
  EXPECT_EQ(List().json["Tags"].size(), 50u);
}

TEST_P(TagsTest, AmazonsOwnKeysAndDuplicatesAreRefused) {
  EXPECT_EQ(Tag(Output::array({{{"Key", "aws:k"}, {"Value", "v"}}})).type(), "BadRequestException");
  EXPECT_EQ(
      Tag(Output::array({{{"Key", "k"}, {"Value", "v"}}, {{"Key", "k"}, {"Value", "w"}}})).type(),
      "BadRequestException");
  EXPECT_EQ(List().json["Tags"].size(), 1u);
}

TEST_P(TagsTest, WhatIsNotThereIsNotFound) {
  for (const std::string& missing :
       {Arn(std::string(GetParam()) + "/none"),
        "arn:aws:transcribe:eu-west-1:000000000000:" + std::string(GetParam()) + "/r",
        "arn:aws:transcribe:us-east-1:000000000001:" + std::string(GetParam()) + "/r"}) {
    const Output arn_only = {{"ResourceArn", missing}};
    Output with_tags = arn_only, with_keys = arn_only;
    with_tags["Tags"] = Output::array({{{"Key", "k"}, {"Value", "v"}}});
    with_keys["TagKeys"] = {"k"};
    EXPECT_EQ(Call("ListTagsForResource", arn_only).type(), "NotFoundException") << missing;
    EXPECT_EQ(Call("TagResource", with_tags).type(), "NotFoundException");
    EXPECT_EQ(Call("UntagResource", with_keys).type(), "NotFoundException");
    EXPECT_EQ(Call("UntagResource", with_keys).status, 400);
  }
}

class OtherArnsTest : public ApiTest {};

TEST_F(OtherArnsTest, OtherTypesOfResourcesAreNotSupported) {
  for (const char* type : {"language-model", "medical-transcription-job", "medical-vocabulary",
                           "analytics", "analytics-category", "nonsense"}) {
    const Answer answer =
        Call("ListTagsForResource",
             Output{{"ResourceArn",
                     "arn:aws:transcribe:us-east-1:000000000000:" + std::string(type) + "/r"}});
    EXPECT_EQ(answer.type(), "BadRequestException") << type;
    EXPECT_THAT(answer.message(), HasSubstr("doesn't support the resource type"));
  }
}

TEST_F(OtherArnsTest, AnArnThatIsNoneViolatesItsPattern) {
  for (const char* arn : {"r", "arn:aws:s3:us-east-1:000000000000:vocabulary/r",
                          "arn:aws:transcribe:us-east-1:000000000000:vocabulary"}) {
    EXPECT_THAT(
        Call("ListTagsForResource", Output{{"ResourceArn", arn}}).message(),
        HasSubstr("at 'resourceArn' failed to satisfy constraint: Member must satisfy regular "
                  "expression pattern"));
  }
}

}  // namespace
}  // namespace tacet::api
