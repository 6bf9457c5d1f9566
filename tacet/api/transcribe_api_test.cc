// What surrounds every operation: protocols, unknown and unsupported operations, roles and rates.
#include "tacet/api/transcribe_api.h"

#include "tacet/api/cbor.h"
#include "tacet/api/operations.h"
#include "tacet/api/protocol.h"
#include "tacet/api/testing_api.h"
#include "tacet/api/token_bucket.h"

namespace tacet::api {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class TranscribeApiTest : public ApiTest {
 protected:
  http_server::HttpRequest CborRequest(const std::string& path, const std::string& body) {
    http_server::HttpRequest request;
    request.method = "POST";
    request.path = path;
    request.headers = {{"Host", "127.0.0.1:9320"},
                       {"smithy-protocol", "rpc-v2-cbor"},
                       {"Content-Type", "application/cbor"}};
    request.body = std::make_unique<StringSource>(body);
    return request;
  }
  static constexpr char kGet[] = "/service/Transcribe/operation/GetTranscriptionJob";
};

TEST_F(TranscribeApiTest, BothFormsOfTheTargetAndAnyPathWillDo) {
  for (const char* target : {"Transcribe.ListTranscriptionJobs",
                             "com.amazonaws.transcribe.Transcribe.ListTranscriptionJobs"}) {
    for (const char* path : {"/", "/transcribe"}) {
      http_server::HttpRequest request = JsonRequest("", "{}");
      request.path = path;
      request.headers = {{"x-amz-target", target}};
      EXPECT_TRUE(TranscribeApi::IsFor(request));
      EXPECT_EQ(Send(std::move(request)).status, 200) << target;
    }
  }
}

TEST_F(TranscribeApiTest, AnEmptyBodyIsAnEmptyRequest) {
  EXPECT_EQ(Call("ListTranscriptionJobs", "").status, 200);
  EXPECT_EQ(Send(CborRequest("/service/Transcribe/operation/ListTranscriptionJobs", "")).status,
            200);
}

TEST_F(TranscribeApiTest, UnknownOperationsAreRefused) {
  for (const char* target :
       {"Transcribe.TranscribeAudio", "Transcribe.", "Transcribe", "", "StartTranscriptionJob",
        "Comprehend.StartTranscriptionJob", "Transcribe.startTranscriptionJob"}) {
    http_server::HttpRequest request = JsonRequest("", "{}");
    request.headers = {{"X-Amz-Target", target}};
    const Answer answer = Send(std::move(request));
    EXPECT_EQ(answer.status, 400) << target;
    EXPECT_EQ(answer.type(), "UnknownOperationException") << target;
  }
  http_server::HttpRequest get = JsonRequest("ListTranscriptionJobs", "{}");
  get.method = "GET";
  EXPECT_EQ(Send(std::move(get)).type(), "UnknownOperationException");
}

TEST_F(TranscribeApiTest, EveryUnsupportedOperationIsRefusedByName) {
  int unsupported = 0;
  for (const Operation& operation : kOperations) {
    if (operation.run != nullptr) continue;
    ++unsupported;
    const Answer answer = Call(std::string(operation.name), "{}");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.type(), "BadRequestException");
    EXPECT_THAT(answer.message(),
                HasSubstr("doesn't support the operation " + std::string(operation.name) + "."));
  }
  EXPECT_EQ(unsupported, 27);
}

TEST_F(TranscribeApiTest, ABrokenBodyIsASerializationError) {
  for (const char* body : {"{", "[]", "\xff", R"({"Status":"FAILED","Status":"FAILED"})"}) {
    const Answer answer = Call("ListTranscriptionJobs", body);
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.type(), "SerializationException");
  }
}

TEST_F(TranscribeApiTest, ATooLongBodyIsRefused) {
  const Answer answer = Call("ListTranscriptionJobs", std::string((1 << 20) + 1, ' '));
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.type(), "SerializationException");
}

class FailingSource : public ByteSource {
 public:
  explicit FailingSource(ErrorCode code) : code_(code) {}
  Result<size_t> Read(std::span<char>) override { return MakeError(code_, "checksum"); }

 private:
  ErrorCode code_;
};

TEST_F(TranscribeApiTest, ABodyThatCannotBeReadIsRefused) {
  const std::pair<ErrorCode, std::pair<int, const char*>> cases[] = {
      {ErrorCode::kInvalidArgument, {403, "InvalidSignatureException"}},
      {ErrorCode::kDataLoss, {400, "SerializationException"}},
      {ErrorCode::kDeadlineExceeded, {408, "SerializationException"}},
      {ErrorCode::kResourceExhausted, {413, "SerializationException"}},
  };
  for (const auto& [code, expected] : cases) {
    http_server::HttpRequest request = JsonRequest("ListTranscriptionJobs", "");
    request.body = std::make_unique<FailingSource>(code);
    const Answer answer = Send(std::move(request));
    EXPECT_EQ(answer.status, expected.first);
    EXPECT_EQ(answer.type(), expected.second);
  }
}

TEST_F(TranscribeApiTest, CborErrorsHaveTheWholeShapeId) {
  const Answer answer =
      Send(CborRequest(kGet, EncodeCbor({{"TranscriptionJobName", "none"}}, nullptr)));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.headers.Get("smithy-protocol"), "rpc-v2-cbor");
  const auto body = DecodeCbor(answer.body);
  ASSERT_TRUE(body.has_value());
  EXPECT_EQ((*body)["__type"], "com.amazonaws.transcribe#BadRequestException");
  EXPECT_EQ((*body)["Message"],
            "The requested job couldn't be found. Check the job name and try your request again.");
}

TEST_F(TranscribeApiTest, CborWithoutOutputHasNeitherBodyNorContentType) {
  ASSERT_EQ(Call("StartTranscriptionJob", StartBody()).status, 200);
  const Answer answer = Send(CborRequest("/service/Transcribe/operation/DeleteTranscriptionJob",
                                         EncodeCbor({{"TranscriptionJobName", "call"}}, nullptr)));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
  EXPECT_FALSE(answer.headers.Has("Content-Type"));
}

TEST_F(TranscribeApiTest, CborIsCheckedLikeJson) {
  const auto type_of = [this](const std::string& body) {
    const Answer answer = Send(CborRequest(kGet, body));
    return DecodeCbor(answer.body)->value("__type", "");
  };
  EXPECT_THAT(type_of(EncodeCbor({{"TranscriptionJobName", 1}}, nullptr)),
              HasSubstr("SerializationException"));
  EXPECT_THAT(type_of(EncodeCbor({{"TranscriptionJobName", "a b"}}, nullptr)),
              HasSubstr("BadRequestException"));
  EXPECT_THAT(type_of(EncodeCbor({{"TranscriptionJobName", "a"}, {"X", 1}}, nullptr)),
              HasSubstr("BadRequestException"));
  EXPECT_THAT(type_of("\xff"), HasSubstr("SerializationException"));
}

TEST_F(TranscribeApiTest, CborNeedsItsHeadersAndPath) {
  http_server::HttpRequest no_protocol = CborRequest(kGet, "");
  no_protocol.headers = {{"Content-Type", "application/cbor"}};
  EXPECT_TRUE(TranscribeApi::IsFor(no_protocol));
  EXPECT_EQ(Send(std::move(no_protocol)).status, 400);
  http_server::HttpRequest json_type = CborRequest(kGet, "");
  json_type.headers = {{"smithy-protocol", "rpc-v2-cbor"}, {"Content-Type", "application/json"}};
  EXPECT_EQ(Send(std::move(json_type)).status, 415);
  for (const char* path : {"/", "/service/Comprehend/operation/GetTranscriptionJob",
                           "/service/Transcribe/GetTranscriptionJob",
                           "/service/Transcribe/operation/", "/service/Transcribe/operation/X"}) {
    const Answer answer = Send(CborRequest(path, ""));
    EXPECT_THAT(DecodeCbor(answer.body)->value("__type", ""), HasSubstr("UnknownOperation"))
        << path;
  }
  const Answer prefixed =
      Send(CborRequest("/a/service/com.amazonaws.transcribe.Transcribe/"
                       "operation/ListTranscriptionJobs",
                       ""));
  EXPECT_EQ(prefixed.status, 200);
}

TEST_F(TranscribeApiTest, RequestsToS3AreNotForThisService) {
  http_server::HttpRequest request;
  request.method = "PUT";
  request.path = "/media/service/a/operation/b";
  EXPECT_FALSE(TranscribeApi::IsFor(request));
  request.path = "/service/Transcribe/operation/GetTranscriptionJob";
  EXPECT_FALSE(TranscribeApi::IsFor(request));
  request.method = "POST";
  request.query = "uploads";
  EXPECT_FALSE(TranscribeApi::IsFor(request));
}

TEST_F(TranscribeApiTest, AReadRedactedKeyMayOnlyLookAtJobsAndLists) {
  const std::string allowed[] = {
      "GetTranscriptionJob", "ListTranscriptionJobs", "GetVocabulary",      "ListVocabularies",
      "GetVocabularyFilter", "ListVocabularyFilters", "ListTagsForResource"};
  for (const Operation& operation : kOperations) {
    const Answer answer = Call(std::string(operation.name), "{}", auth::Role::kReadRedacted);
    const bool may =
        std::find(std::begin(allowed), std::end(allowed), operation.name) != std::end(allowed);
    EXPECT_EQ(answer.type() == "AccessDeniedException", !may) << operation.name;
    if (!may) {
      EXPECT_EQ(answer.status, 400);
      EXPECT_THAT(answer.message(), AllOf(HasSubstr("read-redacted"),
                                          HasSubstr("transcribe:" + std::string(operation.name))));
    }
    for (const auth::Role role : {auth::Role::kSubmit, auth::Role::kAdmin}) {
      EXPECT_NE(Call(std::string(operation.name), "{}", role).type(), "AccessDeniedException");
    }
  }
}

TEST_F(TranscribeApiTest, AReadRedactedKeyGetsNoDownloadUri) {
  ASSERT_EQ(Call("CreateVocabularyFilter", R"({"VocabularyFilterName":"f","LanguageCode":"en-US",)"
                                           R"("Words":["uh"]})")
                .status,
            200);
  const char body[] = R"({"VocabularyFilterName":"f"})";
  EXPECT_TRUE(Call("GetVocabularyFilter", body).json.contains("DownloadUri"));
  EXPECT_FALSE(
      Call("GetVocabularyFilter", body, auth::Role::kReadRedacted).json.contains("DownloadUri"));
}

TEST_F(TranscribeApiTest, TheServicesOwnUrlsAreNoKeyToOperations) {
  http_server::HttpRequest request = JsonRequest("ListTranscriptionJobs", "{}");
  auth::Identity identity{.access_key_id = "", .role = auth::Role::kAdmin, .service_signed = true};
  EXPECT_THAT(api_->Handle(request, identity).body, HasSubstr("AccessDeniedException"));
}

TEST_F(TranscribeApiTest, RatesAreLimitedPerOperationWhenConfigured) {
  options_.requests_per_second = {{"ListTranscriptionJobs", 2}};
  Restart();
  EXPECT_EQ(Call("ListTranscriptionJobs", "{}").status, 200);
  EXPECT_EQ(Call("ListTranscriptionJobs", "{}").status, 200);
  const Answer refused = Call("ListTranscriptionJobs", "{}");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.type(), "LimitExceededException");
  EXPECT_EQ(Call("ListVocabularies", "{}").status, 200);
  clock_.Advance(std::chrono::milliseconds(500));
  EXPECT_EQ(Call("ListTranscriptionJobs", "{}").status, 200);
  EXPECT_EQ(Call("ListTranscriptionJobs", "{}").status, 400);
}

TEST(TokenBucketTest, HoldsAtMostOneSecondsCalls) {
  FakeClock clock;
  TokenBucket bucket(3, clock);
  clock.Advance(std::chrono::hours(1));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.Take());
  EXPECT_FALSE(bucket.Take());
  clock.Advance(-std::chrono::hours(1));
  EXPECT_FALSE(bucket.Take());
}

TEST_F(TranscribeApiTest, AmazonsRatesAreOfKnownOperations) {
  options_.requests_per_second = AmazonRates();
  Restart();
  EXPECT_EQ(AmazonRates().at("StartTranscriptionJob"), 25);
}

TEST_F(TranscribeApiTest, BadOptionsAreRefused) {
  const auto refused = [this](const std::function<void(TranscribeApiOptions&)>& change) {
    TranscribeApiOptions options = options_;
    change(options);
    const auto made =
        TranscribeApi::Create({jobs_, vocabularies_, objects_, objects_, clock_}, options);
    return !made && made.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_FALSE(refused([](auto&) {}));
  EXPECT_TRUE(refused([](auto& options) { options.presign = nullptr; }));
  EXPECT_TRUE(refused([](auto& options) { options.account_id = "12345678901"; }));
  EXPECT_TRUE(refused([](auto& options) { options.account_id = "12345678901x"; }));
  EXPECT_TRUE(refused([](auto& options) { options.region = ""; }));
  EXPECT_TRUE(refused([](auto& options) { options.job_languages.clear(); }));
  EXPECT_TRUE(refused([](auto& options) { options.max_vocabularies = -1; }));
  EXPECT_TRUE(refused([](auto& options) { options.requests_per_second["X"] = 1; }));
  EXPECT_TRUE(refused([](auto& options) { options.requests_per_second["ListVocabularies"] = 0; }));
}

TEST_F(TranscribeApiTest, RefusedSignaturesAreAnsweredInTheProtocolOfTheRequest) {
  const auth::AuthResult result{.failure = auth::AuthFailure::kUnknownKey,
                                .message = "The access key is unknown.",
                                .identity = {}};
  const auto json = TranscribeApi::Refuse(JsonRequest("ListVocabularies", ""), result);
  EXPECT_EQ(json.status, 403);
  EXPECT_EQ(json.body,
            R"({"__type":"InvalidClientTokenId","Message":"The access key is unknown."})");
  const auto cbor = TranscribeApi::Refuse(CborRequest(kGet, ""), result);
  EXPECT_EQ((*DecodeCbor(cbor.body))["__type"], "com.amazonaws.transcribe#InvalidClientTokenId");
}

TEST_F(TranscribeApiTest, AFullServerAnswersTheErrorThatClientsBackOffOn) {
  const auto busy = TranscribeApi::Refuse(JsonRequest("ListVocabularies", ""), 503);
  EXPECT_EQ(busy.status, 400);
  EXPECT_THAT(busy.body, HasSubstr("LimitExceededException"));
  EXPECT_EQ(TranscribeApi::Refuse(JsonRequest("X", ""), 431).status, 431);
  const auto failed = TranscribeApi::Refuse(JsonRequest("X", ""), 500);
  EXPECT_EQ(failed.status, 500);
  EXPECT_THAT(failed.body, HasSubstr("InternalFailureException"));
}

// Every member of every answer is one that the service model's output has.
void ExpectInModel(const Output& json, const Shape& shape, const std::string& path) {
  if (json.is_object() && shape.type == ShapeType::kStructure) {
    for (const auto& [name, value] : json.items()) {
      const Member* member = shape.Find(name);
      ASSERT_NE(member, nullptr) << path << "." << name;
      ExpectInModel(value, *member->shape, path + "." + name);
    }
  } else if (json.is_array()) {
    ASSERT_EQ(shape.type, ShapeType::kList) << path;
    for (const Output& element : json) ExpectInModel(element, *shape.element, path + "[]");
  } else {
    EXPECT_FALSE(json.is_null()) << path << ": members without a value are left out";
    EXPECT_NE(shape.type, ShapeType::kStructure) << path;
  }
}

TEST_F(TranscribeApiTest, AnswersHaveOnlyMembersOfTheModel) {
  const std::pair<const char*, Output> calls[] = {
      {"CreateVocabularyFilter",
       {{"VocabularyFilterName", "f"}, {"LanguageCode", "en-US"}, {"Words", {"uh"}}}},
      {"CreateVocabulary",
       {{"VocabularyName", "v"}, {"LanguageCode", "en-US"}, {"Phrases", {"4"}}}},
      {"GetVocabulary", {{"VocabularyName", "v"}}},
      {"ListVocabularies", {{"StateEquals", "FAILED"}}},
      {"UpdateVocabulary",
       {{"VocabularyName", "v"}, {"LanguageCode", "en-US"}, {"Phrases", {"a"}}}},
      {"GetVocabulary", {{"VocabularyName", "v"}}},
      {"GetVocabularyFilter", {{"VocabularyFilterName", "f"}}},
      {"ListVocabularyFilters", Output::object()},
      {"UpdateVocabularyFilter", {{"VocabularyFilterName", "f"}, {"Words", {"um"}}}},
      {"StartTranscriptionJob",
       StartBody({{"MediaFormat", "wav"},
                  {"ContentRedaction",
                   {{"RedactionType", "PII"},
                    {"RedactionOutput", "redacted_and_unredacted"},
                    {"PiiEntityTypes", {"ALL"}}}},
                  {"Settings", {{"VocabularyFilterName", "f"}, {"VocabularyFilterMethod", "tag"}}},
                  {"JobExecutionSettings",
                   {{"AllowDeferredExecution", false},
                    {"DataAccessRoleArn", "arn:aws:iam::000000000000:role/r"}}},
                  {"Tags", Output::array({{{"Key", "k"}, {"Value", "v"}}})}})},
      {"GetTranscriptionJob", {{"TranscriptionJobName", "call"}}},
      {"ListTranscriptionJobs", {{"Status", "IN_PROGRESS"}}},
      {"ListTagsForResource",
       {{"ResourceArn", "arn:aws:transcribe:us-east-1:000000000000:transcription-job/call"}}},
  };
  for (const auto& [operation, body] : calls) {
    const Answer answer = Call(operation, body);
    ASSERT_EQ(answer.status, 200) << operation << answer.body;
    ExpectInModel(answer.json, *TranscribeModel().operations().find(operation)->second.output,
                  operation);
  }
}

}  // namespace
}  // namespace tacet::api
