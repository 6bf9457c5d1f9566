// Types and constraints of the service model, through the API's own requests where one has the
// shape. Texts are those of sections 2.1 and 2.2 of Amazon's framework as recorded.
#include "tacet/api/validation.h"

#include "tacet/api/testing_api.h"

namespace tacet::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ValidationTest : public ApiTest {};

constexpr char kOne[] = "1 validation error detected: ";

struct Violation {
  const char* member;  // of StartTranscriptionJob
  Output value;
  std::string text;  // without its beginning
};

TEST_F(ValidationTest, EveryConstraintHasAmazonsText) {
  const std::string fails = " failed to satisfy constraint: ";
  const std::string name_pattern =
      "Member must satisfy regular expression pattern: ^[0-9a-zA-Z._-]+";
  const Violation cases[] = {
      {"TranscriptionJobName", nullptr,
       "Value null at 'transcriptionJobName'" + fails + "Member must not be null"},
      {"TranscriptionJobName", "a b",
       "Value 'a b' at 'transcriptionJobName'" + fails + name_pattern},
      {"TranscriptionJobName", std::string(201, 'a'),
       "Value '" + std::string(201, 'a') + "' at 'transcriptionJobName'" + fails +
           "Member must have length less than or equal to 200"},
      {"Media", nullptr, "Value null at 'media'" + fails + "Member must not be null"},
      {"Media", Output::object(),
       "Value null at 'media.mediaFileUri'" + fails + "Member must not be null"},
      {"Media",
       {{"MediaFileUri", "a"}},
       "Value 'a' at 'media.mediaFileUri'" + fails +
           "Member must satisfy regular expression pattern: (s3://|http(s*)://).+"},
      {"MediaFormat", "aac",
       "Value 'aac' at 'mediaFormat'" + fails +
           "Member must satisfy enum value set: [mp3, mp4, wav, flac, ogg, amr, webm, m4a]"},
      {"MediaSampleRateHertz", 7999,
       "Value '7999' at 'mediaSampleRateHertz'" + fails +
           "Member must have value greater than or equal to 8000"},
      {"MediaSampleRateHertz", 48001,
       "Value '48001' at 'mediaSampleRateHertz'" + fails +
           "Member must have value less than or equal to 48000"},
      {"OutputBucketName", "Results",
       "Value 'Results' at 'outputBucketName'" + fails +
           "Member must satisfy regular expression pattern: [a-z0-9][\\.\\-a-z0-9]{1,61}[a-z0-9]"},
      {"OutputKey", std::string(1025, 'a'),
       "Value '" + std::string(1025, 'a') + "' at 'outputKey'" + fails +
           "Member must have length less than or equal to 1024"},
      {"Settings",
       {{"MaxSpeakerLabels", 31}},
       "Value '31' at 'settings.maxSpeakerLabels'" + fails +
           "Member must have value less than or equal to 30"},
      {"Settings",
       {{"MaxSpeakerLabels", 1}},
       "Value '1' at 'settings.maxSpeakerLabels'" + fails +
           "Member must have value greater than or equal to 2"},
      {"Settings",
       {{"MaxAlternatives", 11}},
       "Value '11' at 'settings.maxAlternatives'" + fails +
           "Member must have value less than or equal to 10"},
      {"Settings",
       {{"VocabularyFilterMethod", "hide"}},
       "Value 'hide' at 'settings.vocabularyFilterMethod'" + fails +
           "Member must satisfy enum value set: [remove, mask, tag]"},
      {"LanguageOptions", Output::array(),
       "Value '[]' at 'languageOptions'" + fails +
           "Member must have length greater than or equal to 1"},
      {"ContentRedaction",
       {{"RedactionOutput", "redacted"}},
       "Value null at 'contentRedaction.redactionType'" + fails + "Member must not be null"},
      {"ContentRedaction",
       {{"RedactionType", "PHI"}, {"RedactionOutput", "redacted"}},
       "Value 'PHI' at 'contentRedaction.redactionType'" + fails +
           "Member must satisfy enum value set: [PII]"},
      {"ContentRedaction",
       {{"RedactionType", "PII"}, {"RedactionOutput", "unredacted"}},
       "Value 'unredacted' at 'contentRedaction.redactionOutput'" + fails +
           "Member must satisfy enum value set: [redacted, redacted_and_unredacted]"},
      {"Tags", Output::array(),
       "Value '[]' at 'tags'" + fails + "Member must have length greater than or equal to 1"},
      {"Tags", Output::array({{{"Key", "k"}, {"Value", "v"}}, {{"Key", ""}, {"Value", "v"}}}),
       "Value '' at 'tags.2.member.key'" + fails +
           "Member must have length greater than or equal to 1"},
      {"Tags", Output::array({{{"Key", "k"}}}),
       "Value null at 'tags.1.member.value'" + fails + "Member must not be null"},
      {"Subtitles",
       {{"OutputStartIndex", 2}},
       "Value '2' at 'subtitles.outputStartIndex'" + fails +
           "Member must have value less than or equal to 1"},
      {"Subtitles",
       {{"Formats", {"srt", "ass"}}},
       "Value '[srt, ass]' at 'subtitles.formats'" + fails +
           "Member must satisfy constraint: [Member must satisfy enum value set: [vtt, srt], "
           "Member "
           "must not be null]"},
      {"ToxicityDetection", Output::array({Output::object()}),
       "Value null at 'toxicityDetection.1.member.toxicityCategories'" + fails +
           "Member must not be null"},
      {"KMSEncryptionContext",
       {{"", "v"}},
       "Value '{=v}' at 'kMSEncryptionContext'" + fails +
           "Map keys must satisfy constraint: [Member must have length less than or equal to 2000, "
           "Member must have length greater than or equal to 1, Member must satisfy regular "
           "expression pattern: ^[\\x20-\\x7E]+$, Member must not be null]"},
      {"KMSEncryptionContext",
       {{"k", ""}},
       "Value '{k=}' at 'kMSEncryptionContext'" + fails +
           "Map value must satisfy constraint: [Member must have length less than or equal to "
           "2000, "
           "Member must have length greater than or equal to 1, Member must satisfy regular "
           "expression pattern: ^[\\x20-\\x7E]+$, Member must not be null]"},
      {"LanguageIdSettings",
       {{"en-US", {{"VocabularyName", "a b"}}}},
       "Value 'a b' at 'languageIdSettings.en-US.member.vocabularyName'" + fails + name_pattern},
      {"JobExecutionSettings",
       {{"DataAccessRoleArn", "arn:aws:iam::1:role/abcdefghij klm"}},
       "Value 'arn:aws:iam::1:role/abcdefghij klm' at 'jobExecutionSettings.dataAccessRoleArn'" +
           fails +
           "Member must satisfy regular expression pattern: "
           "^arn:(aws|aws-cn|aws-us-gov|aws-iso-{0,1}[a-z]{0,1}):iam::[0-9]{0,63}:role/"
           "[A-Za-z0-9:_/+=,@.-]{0,1024}$"},
  };
  for (const Violation& one : cases) {
    SCOPED_TRACE(one.text);
    const Answer answer = Call("StartTranscriptionJob", StartBody({{one.member, one.value}}));
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.type(), "BadRequestException");
    EXPECT_EQ(answer.message(), kOne + one.text);
  }
}

TEST_F(ValidationTest, LimitsThemselvesAreAllowed) {
  EXPECT_EQ(
      Call("StartTranscriptionJob", StartBody({{"TranscriptionJobName", std::string(200, 'a')},
                                               {"MediaSampleRateHertz", 8000}}))
          .status,
      200);
  EXPECT_EQ(Call("StartTranscriptionJob", StartBody({{"MediaSampleRateHertz", 48000}})).status,
            200);
}

TEST_F(ValidationTest, AllViolationsComeAtOnce) {
  const Answer answer =
      Call("StartTranscriptionJob", StartBody({{"TranscriptionJobName", ""},
                                               {"MediaFormat", "aac"},
                                               {"Settings", {{"MaxAlternatives", 1}}}}));
  EXPECT_EQ(
      answer.message(),
      "4 validation errors detected: Value '' at 'transcriptionJobName' failed to satisfy "
      "constraint: Member must have length greater than or equal to 1; Value '' at "
      "'transcriptionJobName' failed to satisfy constraint: Member must satisfy regular "
      "expression pattern: ^[0-9a-zA-Z._-]+; Value 'aac' at 'mediaFormat' failed to satisfy "
      "constraint: Member must satisfy enum value set: [mp3, mp4, wav, flac, ogg, amr, webm, "
      "m4a]; Value '1' at 'settings.maxAlternatives' failed to satisfy constraint: Member must "
      "have value greater than or equal to 2");
}

TEST_F(ValidationTest, EveryPiiEntityTypeAtOnceIsAllowed) {
  Output types = Output::array();
  for (const auto& type : TranscribeModel().FindShape("PiiEntityType")->enum_values) {
    types.push_back(type);
  }
  ASSERT_EQ(types.size(), 30u);
  const auto redaction = [](const Output& list) {
    return StartBody(
        {{"ContentRedaction",
          {{"RedactionType", "PII"}, {"RedactionOutput", "redacted"}, {"PiiEntityTypes", list}}}});
  };
  EXPECT_EQ(Call("StartTranscriptionJob", redaction(types)).status, 200);
  types.push_back("NAME");
  EXPECT_THAT(Call("StartTranscriptionJob", redaction(types)).message(),
              HasSubstr("at 'contentRedaction.piiEntityTypes' failed to satisfy constraint: Member "
                        "must have length less than or equal to 30"));
  EXPECT_THAT(
      Call("StartTranscriptionJob", redaction({"NAME", "name"})).message(),
      HasSubstr("Value '[NAME, name]' at 'contentRedaction.piiEntityTypes' failed to satisfy "
                "constraint: Member must satisfy constraint: [Member must satisfy enum value "
                "set: [BANK_ACCOUNT_NUMBER, "));
}

TEST_F(ValidationTest, UnknownMembersAreRefusedByTheirPath) {
  struct Case {
    Output changes;
    std::string text;
  };
  const Case cases[] = {
      {{{"RedactionOutput", "redacted"}}, "Unknown member 'RedactionOutput'."},
      {{{"contentRedaction", {{"RedactionType", "PII"}}}}, "Unknown member 'contentRedaction'."},
      {{{"Settings", {{"ContentRedaction", Output::object()}}}},
       "Unknown member 'Settings.ContentRedaction'."},
      {{{"ShowSpeakerLabels", true},
        {"Tags", Output::array({{{"Key", "k"}, {"Value", "v"}, {"X", 1}}})}},
       "Unknown members 'ShowSpeakerLabels', 'Tags.1.X'."},
      {{{"Nonsense", nullptr}}, "Unknown member 'Nonsense'."},
  };
  for (const Case& one : cases) {
    const Answer answer = Call("StartTranscriptionJob", StartBody(one.changes));
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.type(), "BadRequestException");
    EXPECT_THAT(answer.message(), HasSubstr(one.text.substr(0, one.text.size() - 1)));
    EXPECT_THAT(answer.message(), HasSubstr("try your request again."));
  }
  EXPECT_EQ(jobs_.Counts()->in_progress, 0);
}

TEST_F(ValidationTest, WrongTypesAreSerializationErrors) {
  struct Case {
    const char* member;
    Output value;
    std::string text;
  };
  const Case cases[] = {
      {"TranscriptionJobName", 1, "The value at 'TranscriptionJobName' is not a string."},
      {"Media", "s3://media/in/a.wav", "The value at 'Media' is not an object."},
      {"MediaSampleRateHertz", "16000", "The value at 'MediaSampleRateHertz' is not an integer."},
      {"MediaSampleRateHertz", 16000.5, "The value at 'MediaSampleRateHertz' is not an integer."},
      {"MediaSampleRateHertz", 3000000000,
       "The value at 'MediaSampleRateHertz' is not an integer."},
      {"IdentifyLanguage", "true", "The value at 'IdentifyLanguage' is not true or false."},
      {"LanguageOptions", "en-US", "The value at 'LanguageOptions' is not a list."},
      {"LanguageOptions", {"en-US", 5}, "The value at 'LanguageOptions.2' is not a string."},
      {"KMSEncryptionContext",
       {{"k", 1}},
       "The value at 'KMSEncryptionContext.k' is not a string."},
      {"Tags", Output::array({1}), "The value at 'Tags.1' is not an object."},
  };
  for (const Case& one : cases) {
    const Answer answer = Call("StartTranscriptionJob", StartBody({{one.member, one.value}}));
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.type(), "SerializationException");
    EXPECT_EQ(answer.message(), one.text);
  }
}

TEST_F(ValidationTest, NullIsAbsent) {
  EXPECT_EQ(Call("StartTranscriptionJob",
                 StartBody({{"Settings", nullptr}, {"ContentRedaction", nullptr}}))
                .status,
            200);
}

TEST_F(ValidationTest, NullInsideAListIsAViolation) {
  EXPECT_THAT(
      Call("StartTranscriptionJob", StartBody({{"LanguageOptions", {"en-US", nullptr}}})).message(),
      HasSubstr(
          "Value '[en-US, null]' at 'languageOptions' failed to satisfy constraint: Member must "
          "satisfy constraint: ["));
  EXPECT_THAT(
      Call("StartTranscriptionJob", StartBody({{"Tags", Output::array({nullptr})}})).message(),
      HasSubstr("Value '[null]' at 'tags' failed to satisfy constraint: Member must not be null"));
}

TEST_F(ValidationTest, LengthsCountCharactersNotBytes) {
  std::string key;
  for (int i = 0; i < 128; ++i) key += "ü";
  EXPECT_EQ(Call("StartTranscriptionJob",
                 StartBody({{"Tags", Output::array({{{"Key", key}, {"Value", "v"}}})}}))
                .status,
            200);
  EXPECT_EQ(Call("StartTranscriptionJob",
                 StartBody({{"Tags", Output::array({{{"Key", key + "u"}, {"Value", "v"}}})}}))
                .status,
            400);
}

TEST_F(ValidationTest, LongValuesAreCutInTheAnswer) {
  std::string name;
  for (int i = 0; i < 100'000; ++i) name += "ü";
  const Answer answer = Call("StartTranscriptionJob", StartBody({{"TranscriptionJobName", name}}));
  EXPECT_THAT(answer.message(), HasSubstr("...' at 'transcriptionJobName'"));
  EXPECT_LT(answer.body.size(), 3000u);
}

TEST_F(ValidationTest, ManyViolationsMakeNoLargeAnswer) {
  Output tags = Output::array();
  for (int i = 0; i < 10'000; ++i) tags.push_back({{"Key", ""}, {"Value", "v"}});
  const Answer answer = Call("StartTranscriptionJob", StartBody({{"Tags", tags}}));
  EXPECT_EQ(answer.status, 400);
  EXPECT_LT(answer.body.size(), 20'000u);
}

TEST_F(ValidationTest, AUnionMayHaveOneMember) {
  const Shape& rule = *TranscribeModel().FindShape("Rule");
  const Input one = {{"SentimentFilter", {{"Sentiments", {"NEGATIVE"}}}}};
  Input two = one;
  two["NonTalkTimeFilter"] = Input::object();
  EXPECT_FALSE(Validate(one, rule).has_value());
  EXPECT_THAT(Validate(two, rule)->message, HasSubstr("exactly one member"));
  EXPECT_THAT(Validate(Input::object(), rule)->message, HasSubstr("exactly one member"));
}

TEST_F(ValidationTest, ASensitiveValueIsNotEchoed) {
  const Shape& patient = *TranscribeModel().FindShape("MedicalScribePatientContext");
  const auto error = Validate({{"Pronouns", "canary"}}, patient);
  ASSERT_TRUE(error.has_value());
  EXPECT_THAT(error->message, HasSubstr("Value at 'pronouns' failed"));
  EXPECT_THAT(error->message, Not(HasSubstr("canary")));
}

}  // namespace
}  // namespace tacet::api
