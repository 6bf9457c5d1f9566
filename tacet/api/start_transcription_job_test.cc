// StartTranscriptionJob: the rules between members, what is refused, the order of the checks, and
// what the answer shows.
#include "tacet/api/testing_api.h"
#include "tacet/api/write_check.h"

namespace tacet::api {
namespace {

using ::testing::HasSubstr;

class StartTranscriptionJobTest : public ApiTest {
 protected:
  Answer Start(const Output& changes = Output::object()) {
    return Call("StartTranscriptionJob", StartBody(changes));
  }
};

constexpr char kRole[] = "arn:aws:iam::000000000000:role/transcribe";

TEST_F(StartTranscriptionJobTest, AnswersWhatWasSentAndTheState) {
  const Answer answer = Start();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.Get("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(
      answer.body,
      R"({"TranscriptionJob":{"TranscriptionJobName":"call","TranscriptionJobStatus":)"
      R"("IN_PROGRESS","LanguageCode":"en-US","Media":{"MediaFileUri":"s3://media/in/a.wav"},)"
      R"("StartTime":1795492800.0,"CreationTime":1795492800.0}})");
}

TEST_F(StartTranscriptionJobTest, TimesAreNumbersWithMilliseconds) {
  clock_.Advance(std::chrono::milliseconds(123));
  EXPECT_THAT(Start().body, HasSubstr(R"("CreationTime":1795492800.123)"));
}

TEST_F(StartTranscriptionJobTest, EchoesOptionsAsSent) {
  ASSERT_EQ(Call("CreateVocabularyFilter", R"({"VocabularyFilterName":"f","LanguageCode":"en-US",)"
                                           R"("Words":["uh"]})")
                .status,
            200);
  const Output options = {
      {"MediaFormat", "wav"},
      {"MediaSampleRateHertz", 16000},
      {"Settings",
       {{"ShowSpeakerLabels", false},
        {"ShowAlternatives", false},
        {"VocabularyFilterName", "f"},
        {"VocabularyFilterMethod", "mask"}}},
      {"JobExecutionSettings", {{"AllowDeferredExecution", true}, {"DataAccessRoleArn", kRole}}},
      {"ContentRedaction",
       {{"RedactionType", "PII"},
        {"RedactionOutput", "redacted_and_unredacted"},
        {"PiiEntityTypes", {"NAME", "ALL", "NAME"}}}},
      {"Tags", Output::array({{{"Key", "a"}, {"Value", ""}}})}};
  const Answer answer = Start(options);
  ASSERT_EQ(answer.status, 200) << answer.body;
  for (const auto& [name, value] : options.items()) {
    EXPECT_EQ(Input(answer.json["TranscriptionJob"][name]), Input(value)) << name;
  }
}

TEST_F(StartTranscriptionJobTest, OutputPlaceIsNeverShown) {
  const Answer answer = Start({{"OutputBucketName", "results"}, {"OutputKey", "a/"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_FALSE(answer.json["TranscriptionJob"].contains("OutputBucketName"));
  EXPECT_FALSE(answer.json["TranscriptionJob"].contains("OutputKey"));
}

TEST_F(StartTranscriptionJobTest, PiiEntityTypesMeanWhatTheyName) {
  struct Case {
    Output types;
    PiiEntityTypeSet expected;  // empty = all
  };
  const Case cases[] = {
      {nullptr, {}},
      {Output::array(), {}},
      {{"ALL"}, {}},
      {{"NAME", "ALL"}, {}},
      {{"NAME", "PHONE", "NAME"}, {PiiEntityType::kName, PiiEntityType::kPhone}},
  };
  for (const Case& one : cases) {
    Output redaction = {{"RedactionType", "PII"}, {"RedactionOutput", "redacted"}};
    if (!one.types.is_null()) redaction["PiiEntityTypes"] = one.types;
    ASSERT_EQ(Start({{"ContentRedaction", redaction}}).status, 200) << one.types;
    const auto job = jobs_.Delete("call");
    ASSERT_TRUE(job.has_value() && job->request.content_redaction.has_value());
    EXPECT_EQ(job->request.content_redaction->pii_entity_types, one.expected) << one.types;
    EXPECT_EQ(job->request.content_redaction->redaction_output, RedactionOutput::kRedacted);
  }
}

struct Rule {
  const char* name;
  Output changes;
  std::string text;  // part of the message
};

// Each rule between members, and that it names what to do.
TEST_F(StartTranscriptionJobTest, RulesBetweenMembersHold) {
  const Output redaction = {{"RedactionType", "PII"}, {"RedactionOutput", "redacted"}};
  const Output identify = {{"LanguageCode", nullptr}, {"IdentifyLanguage", true}};
  const auto with = [](Output base, const Output& more) {
    for (const auto& [name, value] : more.items()) base[name] = value;
    return base;
  };
  const std::string two_languages =
      "You can't specify more than one of LanguageCode, IdentifyLanguage, and "
      "IdentifyMultipleLanguages. Remove the extra parameters and try your request again.";
  const std::string no_language =
      "The language code is missing. Either add a language code or turn on language "
      "identification.";
  const Rule rules[] = {
      {"no language", {{"LanguageCode", nullptr}}, no_language},
      {"false counts as absent",
       {{"LanguageCode", nullptr}, {"IdentifyLanguage", false}},
       no_language},
      {"two languages", {{"IdentifyLanguage", true}}, two_languages},
      {"two languages, several", {{"IdentifyMultipleLanguages", true}}, two_languages},
      {"labels without number",
       {{"Settings", {{"ShowSpeakerLabels", true}}}},
       "If you set ShowSpeakerLabels to true, you must also set MaxSpeakerLabels. Add "
       "MaxSpeakerLabels and try your request again."},
      {"number without labels",
       {{"Settings", {{"MaxSpeakerLabels", 2}}}},
       "If you set MaxSpeakerLabels, you must also set ShowSpeakerLabels to true."},
      {"alternatives without number",
       {{"Settings", {{"ShowAlternatives", true}}}},
       "If you set ShowAlternatives to true, you must also set MaxAlternatives."},
      {"number without alternatives",
       {{"Settings", {{"MaxAlternatives", 2}, {"ShowAlternatives", false}}}},
       "If you set MaxAlternatives, you must also set ShowAlternatives to true."},
      {"filter without method",
       {{"Settings", {{"VocabularyFilterName", "f"}}}},
       "you must also set VocabularyFilterMethod"},
      {"method without filter",
       {{"Settings", {{"VocabularyFilterMethod", "mask"}}}},
       "you must also set VocabularyFilterName"},
      {"deferred without role",
       {{"JobExecutionSettings", {{"AllowDeferredExecution", true}}}},
       "you must also set DataAccessRoleArn"},
      {"role without deferred",
       {{"JobExecutionSettings", {{"DataAccessRoleArn", kRole}}}},
       "you must also set AllowDeferredExecution"},
      {"key without bucket", {{"OutputKey", "a"}}, "you must also set OutputBucketName"},
      {"encryption without bucket",
       {{"OutputEncryptionKMSKeyId", "k"}},
       "you must also set OutputBucketName"},
      {"context without key id",
       {{"OutputBucketName", "results"}, {"KMSEncryptionContext", {{"k", "v"}}}},
       "you must also set OutputEncryptionKMSKeyId"},
      {"options without identification",
       {{"LanguageOptions", {"en-US", "de-DE"}}},
       "If you set LanguageOptions, you must also set IdentifyLanguage or "
       "IdentifyMultipleLanguages. Add IdentifyLanguage and try your request again."},
      {"id settings without identification",
       {{"LanguageIdSettings", {{"en-US", Output::object()}}}},
       "If you set LanguageIdSettings, you must also set"},
      {"id settings outside options",
       with(identify, {{"LanguageOptions", {"en-US", "de-DE"}},
                       {"LanguageIdSettings", {{"fr-FR", Output::object()}}}}),
       "The language code fr-FR of LanguageIdSettings isn't in LanguageOptions."},
      {"model with several languages",
       {{"LanguageCode", nullptr},
        {"IdentifyMultipleLanguages", true},
        {"LanguageOptions", {"en-US", "de-DE"}},
        {"LanguageIdSettings", {{"en-US", {{"LanguageModelName", "m"}}}}}},
       "You can't use LanguageModelName with IdentifyMultipleLanguages."},
      {"vocabulary with identification", with(identify, {{"Settings", {{"VocabularyName", "v"}}}}),
       "You can't use Settings.VocabularyName with language identification."},
      {"filter with identification",
       with(identify,
            {{"Settings", {{"VocabularyFilterName", "f"}, {"VocabularyFilterMethod", "tag"}}}}),
       "You can't use Settings.VocabularyFilterName with language identification."},
      {"model with identification",
       with(identify, {{"ModelSettings", {{"LanguageModelName", "m"}}}}),
       "You can't use ModelSettings with language identification."},
      {"redaction with several languages",
       {{"LanguageCode", nullptr},
        {"IdentifyMultipleLanguages", true},
        {"ContentRedaction", redaction}},
       "You can't use ContentRedaction with IdentifyMultipleLanguages."},
      {"redaction in another language",
       {{"LanguageCode", "de-DE"}, {"ContentRedaction", redaction}},
       "Content redaction isn't supported for the language code de-DE. Use a supported language "
       "code "
       "and try your request again."},
      {"redaction in other English",
       {{"LanguageCode", "en-GB"}, {"ContentRedaction", redaction}},
       "Content redaction isn't supported for the language code en-GB."},
      {"toxicity in another language",
       {{"LanguageCode", "de-DE"},
        {"ToxicityDetection", Output::array({{{"ToxicityCategories", {"ALL"}}}})}},
       "Toxicity detection isn't supported for the language code de-DE."},
      {"a name that is a folder", {{"TranscriptionJobName", ".."}}, "Use a different job name."},
      {"a name that is this folder", {{"TranscriptionJobName", "."}}, "Use a different job name."},
      {"the service's bucket",
       {{"OutputBucketName", "aws-transcribe-us-east-1-prod"}},
       "The bucket in OutputBucketName belongs to the service."},
      {"a tag of Amazon's",
       {{"Tags", Output::array({{{"Key", "aws:k"}, {"Value", "v"}}})}},
       "A tag's key can't begin with aws:."},
      {"a tag twice",
       {{"Tags", Output::array({{{"Key", "k"}, {"Value", "v"}}, {{"Key", "k"}, {"Value", "w"}}})}},
       "A tag's key is given more than once."},
  };
  for (const Rule& rule : rules) {
    SCOPED_TRACE(rule.name);
    const Answer answer = Start(rule.changes);
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.type(), "BadRequestException");
    EXPECT_THAT(answer.message(), HasSubstr(rule.text));
  }
  EXPECT_EQ(jobs_.Counts()->in_progress, 0);
}

TEST_F(StartTranscriptionJobTest, FiftyOneTagsAreTooMany) {
  Output tags = Output::array();
  for (int i = 0; i < 50; ++i) tags.push_back({{"Key", std::to_string(i)}, {"Value", "v"}});
  EXPECT_EQ(Start({{"TranscriptionJobName", "fifty"}, {"Tags", tags}}).status, 200);
  tags.push_back({{"Key", "more"}, {"Value", "v"}});
  EXPECT_THAT(Start({{"Tags", tags}}).message(), HasSubstr("at most 50 tags"));
}

// Whatever asks for something that the service does not do is refused by name, never passed over.
TEST_F(StartTranscriptionJobTest, UnsupportedMembersAreNamed) {
  const Rule cases[] = {
      {"", {{"LanguageCode", nullptr}, {"IdentifyLanguage", true}}, "IdentifyLanguage"},
      {"",
       {{"LanguageCode", nullptr}, {"IdentifyMultipleLanguages", true}, {"IdentifyLanguage", true}},
       "IdentifyLanguage, IdentifyMultipleLanguages"},
      {"",
       {{"Settings", {{"ShowSpeakerLabels", true}, {"MaxSpeakerLabels", 2}}}},
       "Settings.ShowSpeakerLabels"},
      {"", {{"Settings", {{"ChannelIdentification", true}}}}, "Settings.ChannelIdentification"},
      {"",
       {{"Settings", {{"ShowAlternatives", true}, {"MaxAlternatives", 2}}}},
       "Settings.ShowAlternatives"},
      {"", {{"Settings", {{"VocabularyName", "v"}}}}, "Settings.VocabularyName"},
      {"", {{"ModelSettings", {{"LanguageModelName", "m"}}}}, "ModelSettings"},
      {"", {{"ModelSettings", Output::object()}}, "ModelSettings"},
      {"", {{"Subtitles", {{"Formats", {"vtt"}}}}}, "Subtitles"},
      {"",
       {{"ToxicityDetection", Output::array({{{"ToxicityCategories", {"ALL"}}}})}},
       "ToxicityDetection"},
      {"",
       {{"OutputBucketName", "results"}, {"OutputEncryptionKMSKeyId", "k"}},
       "OutputEncryptionKMSKeyId"},
      {"",
       {{"OutputBucketName", "results"},
        {"OutputEncryptionKMSKeyId", "k"},
        {"KMSEncryptionContext", {{"k", "v"}}}},
       "OutputEncryptionKMSKeyId, KMSEncryptionContext"},
      {"",
       {{"Media",
         {{"MediaFileUri", "s3://media/in/a.wav"}, {"RedactedMediaFileUri", "s3://media/r.wav"}}}},
       "Media.RedactedMediaFileUri"},
  };
  for (const Rule& one : cases) {
    const Answer answer = Start(one.changes);
    EXPECT_EQ(answer.status, 400) << one.text;
    EXPECT_EQ(answer.type(), "BadRequestException");
    EXPECT_EQ(answer.message(), "This service doesn't support " + one.text +
                                    ". Remove it from your request and try again.");
  }
  EXPECT_THAT(
      Start({{"LanguageCode", "zu-ZA"}}).message(),
      HasSubstr("doesn't support the language code zu-ZA for transcription jobs. Supported: "
                "en-US, en-GB, de-DE."));
  EXPECT_EQ(jobs_.Counts()->in_progress, 0);
}

TEST_F(StartTranscriptionJobTest, SwitchesThatAreOffAreAllowed) {
  EXPECT_EQ(Start({{"IdentifyLanguage", false},
                   {"IdentifyMultipleLanguages", false},
                   {"Settings",
                    {{"ShowSpeakerLabels", false},
                     {"ChannelIdentification", false},
                     {"ShowAlternatives", false}}}})
                .status,
            200);
}

TEST_F(StartTranscriptionJobTest, MediaAreCheckedBeforeTheJobIsMade) {
  const std::string no_access =
      "The S3 URI that you provided can't be accessed. Make sure that you have read permission and "
      "try your request again.";
  const std::string missing =
      "The URI that you provided doesn't point to an S3 object. Make sure that the object exists "
      "and "
      "try your request again.";
  const std::pair<const char*, std::string> cases[] = {
      {"s3://media/in/b.wav", missing},
      {"s3://nowhere/in/a.wav", no_access},
      {"s3://media", no_access},
      {"s3://aws-transcribe-us-east-1-prod/000000000000/j/u/asrOutput.json", no_access},
      {"https://example.org/media/in/a.wav", no_access},
      {"https://s3.us-east-1.amazonaws.com/media/in/a.wav?X-Amz-Signature=x", no_access},
  };
  for (const auto& [uri, text] : cases) {
    const Answer answer = Start({{"Media", {{"MediaFileUri", uri}}}});
    EXPECT_EQ(answer.type(), "BadRequestException") << uri;
    EXPECT_EQ(answer.message(), text) << uri;
  }
  int number = 0;
  for (const char* uri : {"https://s3.us-east-1.amazonaws.com/media/in/a.wav",
                          "https://media.s3.us-east-1.amazonaws.com/in/a.wav"}) {
    const Answer answer = Start({{"TranscriptionJobName", "j" + std::to_string(++number)},
                                 {"Media", {{"MediaFileUri", uri}}}});
    EXPECT_EQ(answer.status, 200) << answer.message();
    EXPECT_EQ(answer.json["TranscriptionJob"]["Media"]["MediaFileUri"], uri);
  }
}

TEST_F(StartTranscriptionJobTest, TheOutputPrefixIsWrittenToAndLeftEmpty) {
  EXPECT_THAT(Start({{"OutputBucketName", "nowhere"}}).message(),
              HasSubstr("OutputBucketName can't be written to"));
  EXPECT_EQ(jobs_.Counts()->in_progress, 0);
  EXPECT_EQ(Start({{"OutputBucketName", "results"}, {"OutputKey", "a/t.json"}}).status, 200);
  EXPECT_TRUE(objects_.List("results", {})->objects.empty());
}

TEST_F(StartTranscriptionJobTest, AWritablePlaceIsBelievedForAMinute) {
  const Output out = {{"TranscriptionJobName", "a"}, {"OutputBucketName", "results"}};
  ASSERT_EQ(Start(out).status, 200);
  ASSERT_TRUE(objects_.DeleteBucket("results").has_value());
  EXPECT_EQ(Start({{"TranscriptionJobName", "b"}, {"OutputBucketName", "results"}}).status, 200);
  // Another prefix is another place.
  EXPECT_EQ(Start({{"OutputBucketName", "results"}, {"OutputKey", "x/"}}).status, 400);
  clock_.Advance(std::chrono::seconds(61));
  EXPECT_EQ(Start({{"OutputBucketName", "results"}}).status, 400);
}

TEST_F(StartTranscriptionJobTest, OutputKeysAreFilesOrFolders) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},        {"t.json", ""},        {"a/t.json", "a/"}, {"a/", "a/"},
      {"a/t", "a/t/"}, {"a.JSON", "a.JSON/"}, {"a/b/", "a/b/"},
  };
  for (const auto& [key, prefix] : cases) EXPECT_EQ(OutputPrefix(key), prefix) << key;
}

// Each case has two things wrong; the one that is checked first answers.
TEST_F(StartTranscriptionJobTest, ChecksComeInAmazonsOrder) {
  ASSERT_EQ(Start().status, 200);
  const Output no_media = {{"MediaFileUri", "s3://media/none"}};
  const Rule cases[] = {
      {"constraints before language",
       {{"LanguageCode", nullptr}, {"MediaFormat", "aac"}},
       "validation error"},
      {"language before rules",
       {{"LanguageCode", nullptr}, {"OutputKey", "a"}},
       "language code is missing"},
      {"rules before the name", {{"OutputKey", "a"}}, "must also set OutputBucketName"},
      {"the name before the filter",
       {{"Settings", {{"VocabularyFilterName", "f"}, {"VocabularyFilterMethod", "tag"}}}},
       "job name already exists"},
      {"the filter before media",
       {{"TranscriptionJobName", "b"},
        {"Media", no_media},
        {"Settings", {{"VocabularyFilterName", "f"}, {"VocabularyFilterMethod", "tag"}}}},
       "The requested vocabulary filter couldn't be found. Check the vocabulary filter name and "
       "try "
       "your request again."},
      {"media before output",
       {{"TranscriptionJobName", "b"}, {"Media", no_media}, {"OutputBucketName", "nowhere"}},
       "doesn't point to an S3 object"},
  };
  for (const Rule& one : cases) {
    EXPECT_THAT(Start(one.changes).message(), HasSubstr(one.text)) << one.name;
  }
}

TEST_F(StartTranscriptionJobTest, OverTheQuotaJobsAreRefusedOrQueued) {
  jobs::MemoryJobStore small({.concurrent_jobs = 1, .queue_length = 1}, clock_);
  api_ = std::move(
      *TranscribeApi::Create({small, vocabularies_, objects_, objects_, clock_}, options_));
  const Output deferred = {
      {"JobExecutionSettings", {{"AllowDeferredExecution", true}, {"DataAccessRoleArn", kRole}}}};
  const auto named = [](Output changes, const char* name) {
    changes["TranscriptionJobName"] = name;
    return changes;
  };
  EXPECT_EQ(Start().status, 200);
  const Answer refused = Start(named(Output::object(), "b"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.type(), "LimitExceededException");
  const Answer queued = Start(named(deferred, "c"));
  EXPECT_EQ(queued.json["TranscriptionJob"]["TranscriptionJobStatus"], "QUEUED");
  EXPECT_FALSE(queued.json["TranscriptionJob"].contains("StartTime"));
  EXPECT_EQ(Start(named(deferred, "d")).type(), "LimitExceededException");
}

}  // namespace
}  // namespace tacet::api
