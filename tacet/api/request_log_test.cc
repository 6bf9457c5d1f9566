// What of a request and of a fault inside reaches clients and the log.
#include "tacet/api/testing_api.h"
#include "tacet/base/log.h"

namespace tacet::api {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RequestLogTest : public ApiTest {};

// An object store whose every call fails as told.
class BrokenStore : public objectstore::MemoryObjectStore {
 public:
  using MemoryObjectStore::MemoryObjectStore;
  Result<objectstore::ObjectInfo> Head(const objectstore::ObjectName&) override {
    return MakeError(ErrorCode::kUnavailable, "disk 7 of rack 3", "inside detail");
  }
};

TEST_F(RequestLogTest, FaultsInsideAreHiddenFromClientsAndLogged) {
  BrokenStore broken(&clock_);
  api_ =
      std::move(*TranscribeApi::Create({jobs_, vocabularies_, broken, objects_, clock_}, options_));
  testing::internal::CaptureStderr();
  const Answer answer = Call("StartTranscriptionJob", StartBody());
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.type(), "InternalFailureException");
  EXPECT_THAT(answer.message(), Not(HasSubstr("rack")));
  EXPECT_THAT(log, AllOf(HasSubstr("api.failure"), HasSubstr("disk 7 of rack 3"),
                         HasSubstr("5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11"),
                         HasSubstr("StartTranscriptionJob")));
}

// Values of requests may be anything, a card number or a key too; the answer echoes them to their
// sender, and nothing else does.
TEST_F(RequestLogTest, NothingOfARequestsValuesReachesTheLog) {
  const std::string canary = "CANARY4111111111111111";
  BrokenStore broken(&clock_);
  SetLogLevel(LogLevel::kDebug);
  testing::internal::CaptureStderr();
  std::vector<Answer> answers;
  for (const bool fails : {false, true}) {
    api_ = std::move(*TranscribeApi::Create(
        {jobs_, vocabularies_, fails ? static_cast<objectstore::ObjectStore&>(broken) : objects_,
         objects_, clock_},
        options_));
    const std::string uri = "s3://media/" + canary;
    for (const Output& changes :
         {Output{{"TranscriptionJobName", canary + " "}}, Output{{"TranscriptionJobName", canary}},
          Output{{"Media", {{"MediaFileUri", uri}}}}, Output{{canary, canary}},
          Output{{"LanguageCode", canary}}, Output{{"OutputKey", canary}},
          Output{{"OutputBucketName", "results"}, {"OutputKey", canary}},
          Output{{"Tags", Output::array({{{"Key", canary}, {"Value", canary}}})}},
          Output{{"MediaSampleRateHertz", canary}}}) {
      answers.push_back(Call("StartTranscriptionJob", StartBody(changes)));
    }
    answers.push_back(Call("StartTranscriptionJob", "{\"a\":\"" + canary));
    answers.push_back(Call(canary, "{}"));
    answers.push_back(Call("GetTranscriptionJob", Output{{"TranscriptionJobName", canary}}));
    answers.push_back(
        Call("CreateVocabulary",
             Output{{"VocabularyName", canary}, {"LanguageCode", "en-US"}, {"Phrases", {canary}}}));
    answers.push_back(Call(
        "CreateVocabulary",
        Output{{"VocabularyName", "v"}, {"LanguageCode", "en-US"}, {"VocabularyFileUri", uri}}));
    answers.push_back(Call("ListTranscriptionJobs", Output{{"NextToken", canary}}));
  }
  SetLogLevel(LogLevel::kInfo);
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("api.failure"));
  EXPECT_THAT(log, Not(HasSubstr(canary)));
  bool echoed = false;
  for (const Answer& answer : answers) {
    echoed = echoed || answer.body.find(canary) != std::string::npos;
    for (const auto& [name, value] : answer.log_fields) EXPECT_THAT(value, Not(HasSubstr(canary)));
  }
  EXPECT_TRUE(echoed);
}

TEST_F(RequestLogTest, TheAccessLogGetsTheOperationAndTheErrorsCode) {
  const Answer answer = Call("GetTranscriptionJob", R"({"TranscriptionJobName":"none"})");
  EXPECT_THAT(answer.log_fields,
              testing::UnorderedElementsAre(testing::Pair("operation", "GetTranscriptionJob"),
                                            testing::Pair("error", "BadRequestException")));
}

}  // namespace
}  // namespace tacet::api
