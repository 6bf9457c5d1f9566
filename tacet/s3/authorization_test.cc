#include "tacet/s3/authorization.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tacet/s3/endpoint_fixture.h"
#include "tacet/s3/operations.h"

namespace tacet::s3 {
namespace {

using auth::Role;
using objectstore::ObjectContent;

class AuthorizationTest : public EndpointTest {
 protected:
  void SetUp() override {
    MakeBucket("media");
    MakeBucket(kServiceBucket);
    MakeObject("media", "call.wav", "a recording");
    MakeObject("media", "out/plain.json", "the words", {.content = ObjectContent::kTranscript});
    MakeObject("media", "out/redacted.json", "[PII]",
               {.content = ObjectContent::kRedactedTranscript});
    MakeObject("media", "secret/plain.json", "the words", {.content = ObjectContent::kTranscript});
    MakeObject(kServiceBucket, "1/job/asrOutput.json", "the words",
               {.content = ObjectContent::kTranscript});
    MakeObject(kServiceBucket, "1/job/redacted-asrOutput.json", "[PII]",
               {.content = ObjectContent::kRedactedTranscript});
  }
};

// A request that fits the operation, of an object or bucket that exists.
struct Example {
  std::string method, target;
  HeaderPairs headers;
};

Example ExampleOf(const Operation& operation) {
  Example example{std::string(operation.method),
                  operation.level == Level::kService  ? "/"
                  : operation.level == Level::kBucket ? "/media"
                                                      : "/media/call.wav",
                  {}};
  char separator = '?';
  std::string marker;
  for (const char c : std::string(operation.markers) + " ") {
    if (c != ' ') {
      marker += c;
    } else if (!marker.empty()) {
      example.target += separator + marker;
      if (marker == "partNumber") example.target += "=1";
      separator = '&';
      marker.clear();
    }
  }
  if (!operation.header.empty()) {
    example.headers.emplace_back(std::string(operation.header), "media/call.wav");
  }
  return example;
}

TEST_F(AuthorizationTest, OnlyTheTableOfRolesIsAllowed) {
  const std::set<std::string_view> for_redacted = {"GetObject", "HeadObject", "ListObjects",
                                                   "ListObjectsV2"};
  for (const Operation& operation : Operations()) {
    const Example example = ExampleOf(operation);
    for (const Role role : {Role::kAdmin, Role::kSubmit, Role::kReadRedacted}) {
      identity_.role = role;
      http_server::HttpRequest request =
          Request(example.method, example.target, example.headers, "");
      S3Call call{.store = store_,
                  .options = options_,
                  .clock = clock_,
                  .identity = identity_,
                  .http = request,
                  .operation = &operation,
                  .bucket = operation.level == Level::kService ? "" : "media"};
      const bool expected = role == Role::kAdmin ||
                            (role == Role::kSubmit && operation.name != "DeleteBucket") ||
                            (role == Role::kReadRedacted && for_redacted.contains(operation.name));
      EXPECT_EQ(Authorize(call).has_value(), expected)
          << operation.name << " for " << auth::RoleName(role);
      // And the endpoint asks: what is denied changes nothing and tells nothing.
      if (expected) continue;
      const Answer answer = Send(example.method, example.target, example.headers);
      EXPECT_EQ(answer.status, 403) << operation.name;
      EXPECT_EQ(answer.Code(), "AccessDenied") << operation.name;
    }
  }
  EXPECT_EQ(Stored("media", "call.wav"), "a recording");
}

TEST_F(AuthorizationTest, NoDirectRequestReachesTheServiceBucket) {
  for (const Operation& operation : Operations()) {
    if (operation.level == Level::kService) continue;
    Example example = ExampleOf(operation);
    const size_t object = example.target.find("/call.wav");
    std::string target = "/" + std::string(kServiceBucket);
    if (object != std::string::npos) target += "/1/job/redacted-asrOutput.json";
    target += example.target.substr(std::min(example.target.find('?'), example.target.size()));
    for (const Role role : {Role::kAdmin, Role::kSubmit, Role::kReadRedacted}) {
      for (const bool presigned : {false, true}) {
        identity_ = {.access_key_id = "AKID", .role = role, .presigned = presigned};
        const Answer answer = Send(example.method, target, example.headers);
        const bool taken = operation.name == "CreateBucket" && role != Role::kReadRedacted;
        EXPECT_EQ(answer.status, taken ? 409 : 403) << operation.name << " " << target;
        EXPECT_EQ(answer.Code(), taken ? "BucketAlreadyExists" : "AccessDenied") << operation.name;
      }
    }
  }
  identity_ = {.access_key_id = "AKID", .role = Role::kAdmin};
  EXPECT_EQ(Stored(kServiceBucket, "1/job/redacted-asrOutput.json"), "[PII]");
  EXPECT_EQ(Send("GET", "/").body.find("aws-transcribe"), std::string::npos);
  EXPECT_EQ(Send("PUT", "/media/copy",
                 {{"x-amz-copy-source", std::string(kServiceBucket) + "/1/job/asrOutput.json"}})
                .Code(),
            "AccessDenied");
  // Nor by the other way of naming it.
  EXPECT_EQ(Send("GET", "/1/job/asrOutput.json",
                 {{"Host", std::string(kServiceBucket) + ".localhost:9320"}})
                .Code(),
            "AccessDenied");
}

TEST_F(AuthorizationTest, TheServicesUrlsReadItsBucketAndNothingElse) {
  identity_ = {.access_key_id = "SERVICE",
               .role = Role::kReadRedacted,
               .presigned = true,
               .service_signed = true};
  const std::string target = "/" + std::string(kServiceBucket) + "/1/job/asrOutput.json";
  EXPECT_EQ(Send("GET", target).body, "the words");
  EXPECT_EQ(Send("HEAD", target).status, 200);
  EXPECT_EQ(audited_.size(), 1u);
  for (const auto& [method, other] : std::vector<std::pair<std::string, std::string>>{
           {"PUT", target},
           {"DELETE", target},
           {"GET", target + "?tagging"},
           {"GET", target + "?acl"},
           {"GET", target + "?torrent"},
           {"GET", "/" + std::string(kServiceBucket)},
           {"DELETE", "/" + std::string(kServiceBucket)},
           {"GET", "/media/call.wav"},
           {"HEAD", "/media/call.wav"},
           {"GET", "/media/out/redacted.json"},
           {"GET", "/media"},
           {"GET", "/"}}) {
    EXPECT_EQ(Send(method, other).Code(), "AccessDenied") << method << " " << other;
  }
  EXPECT_EQ(Stored(kServiceBucket, "1/job/asrOutput.json"), "the words");
  EXPECT_EQ(Send("GET", "/" + std::string(kServiceBucket) + "/absent").Code(), "NoSuchKey");
}

TEST_F(AuthorizationTest, WithBucketsElsewhereOnlyTheServicesUrlsAreServed) {
  options_.service_buckets_only = true;
  for (const auto& [method, target] : std::vector<std::pair<std::string, std::string>>{
           {"GET", "/"}, {"GET", "/media/call.wav"}, {"PUT", "/media/new"}, {"PUT", "/other"}}) {
    EXPECT_EQ(Send(method, target).Code(), "AccessDenied") << method << " " << target;
  }
  identity_.service_signed = true;
  EXPECT_EQ(Send("GET", "/" + std::string(kServiceBucket) + "/1/job/asrOutput.json").status, 200);
}

TEST_F(AuthorizationTest, ReadRedactedSeesRedactedTranscriptsAlone) {
  identity_.role = Role::kReadRedacted;
  EXPECT_EQ(Send("GET", "/media/out/redacted.json").body, "[PII]");
  EXPECT_EQ(Send("HEAD", "/media/out/redacted.json").status, 200);
  // What exists and what does not look the same.
  const Answer missing = Send("GET", "/media/absent.json");
  for (const std::string target :
       {"/media/call.wav", "/media/out/plain.json", "/media/absent.json", "/nowhere/a",
        "/media/call.wav?partNumber=2", "/media/call.wav?versionId=null"}) {
    const Answer answer = Send("GET", target);
    EXPECT_EQ(answer.status, 403) << target;
    EXPECT_EQ(answer.Code(), "AccessDenied") << target;
    EXPECT_EQ(answer.body.size() - answer.body.find("<RequestId>"),
              missing.body.size() - missing.body.find("<RequestId>"));
    EXPECT_EQ(Send("HEAD", target).status, 403) << target;
  }
  // Conditions and ranges do not tell either.
  for (const HeaderPairs& headers :
       std::vector<HeaderPairs>{{{"If-None-Match", "*"}},
                                {{"If-Match", "\"x\""}},
                                {{"Range", "bytes=100-"}},
                                {{"If-Modified-Since", "Tue, 24 Nov 2099 00:00:00 GMT"}}}) {
    EXPECT_EQ(Send("GET", "/media/call.wav", headers).status, 403);
    EXPECT_EQ(Send("GET", "/media/absent.json", headers).status, 403);
  }
  EXPECT_TRUE(audited_.empty());
}

TEST_F(AuthorizationTest, ReadRedactedListsRedactedTranscriptsAlone) {
  identity_.role = Role::kReadRedacted;
  for (const std::string version : {"", "&list-type=2"}) {
    const Answer all = Send("GET", "/media?prefix=" + version);
    EXPECT_EQ(all.status, 200);
    EXPECT_NE(all.body.find("<Key>out/redacted.json</Key>"), std::string::npos);
    EXPECT_EQ(all.body.find("plain.json"), std::string::npos);
    EXPECT_EQ(all.body.find("call.wav"), std::string::npos);
    const Answer grouped = Send("GET", "/media?delimiter=%2F" + version);
    EXPECT_NE(grouped.body.find("<Prefix>out/</Prefix>"), std::string::npos);
    EXPECT_EQ(grouped.body.find("secret/"), std::string::npos);
    EXPECT_EQ(Send("GET", "/nowhere?prefix=" + version).Code(), "AccessDenied");
  }
}

TEST_F(AuthorizationTest, ReadRedactedPagesThroughManyOtherObjects) {
  for (int i = 0; i < 1500; ++i) MakeObject("media", "noise/" + std::to_string(i), "x");
  for (int i = 0; i < 5; ++i) {
    MakeObject("media", "zz/" + std::to_string(i) + "/a.json", "[PII]",
               {.content = ObjectContent::kRedactedTranscript});
    MakeObject("media", "zz/" + std::to_string(i) + "/b.json", "[PII]",
               {.content = ObjectContent::kRedactedTranscript});
  }
  identity_.role = Role::kReadRedacted;
  for (const std::string delimiter : {"", "&delimiter=%2F"}) {
    std::string token;
    int seen = 0;
    do {
      std::string target = "/media?list-type=2&max-keys=2&prefix=zz%2F" + delimiter;
      if (!token.empty()) target += "&continuation-token=" + aws::PercentEncode(token);
      const XmlNode list = Send("GET", target).Xml("ListBucketResult");
      const int count = std::stoi(std::string(list.Child("KeyCount")));
      EXPECT_LE(count, 2);
      seen += count;
      token = list.Child("NextContinuationToken");
      EXPECT_EQ(list.Child("IsTruncated"), token.empty() ? "false" : "true");
    } while (!token.empty());
    EXPECT_EQ(seen, delimiter.empty() ? 10 : 5);
  }
}

TEST_F(AuthorizationTest, ReadsOfWhatIsNotRedactedAreAudited) {
  identity_.role = Role::kSubmit;
  EXPECT_EQ(Send("GET", "/media/out/redacted.json").status, 200);
  EXPECT_EQ(Send("HEAD", "/media/call.wav").status, 200);
  EXPECT_EQ(Send("GET", "/media/absent").status, 404);
  EXPECT_EQ(Send("GET", "/media/call.wav", {{"If-Match", "\"other\""}}).status, 412);
  EXPECT_TRUE(audited_.empty());
  EXPECT_EQ(Send("GET", "/media/out/plain.json", {{"Range", "bytes=0-2"}}).body, "the");
  ASSERT_EQ(audited_.size(), 1u);
  EXPECT_EQ(audited_[0].operation, "GetObject");
  EXPECT_EQ(audited_[0].identity.access_key_id, "AKIDTEST");
  EXPECT_EQ(audited_[0].name.key, "out/plain.json");
  EXPECT_EQ(audited_[0].content, ObjectContent::kTranscript);
  EXPECT_EQ(audited_[0].request_id, "request-1");
  EXPECT_EQ(Send("PUT", "/media/copy", {{"x-amz-copy-source", "media/call.wav"}}).status, 200);
  ASSERT_EQ(audited_.size(), 2u);
  EXPECT_EQ(audited_[1].operation, "CopyObject");
}

TEST_F(AuthorizationTest, AReadThatCannotBeAuditedIsRefused) {
  audit_answer_ = MakeError(ErrorCode::kUnavailable, "disk");
  const Answer answer = Send("GET", "/media/out/plain.json");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.Code(), "InternalError");
  EXPECT_EQ(answer.body.find("the words"), std::string::npos);
  EXPECT_EQ(sent_, 0);
  EXPECT_EQ(Send("PUT", "/media/copy", {{"x-amz-copy-source", "media/out/plain.json"}}).status,
            500);
  EXPECT_EQ(Stored("media", "copy"), "(absent)");
  EXPECT_EQ(Send("GET", "/media/out/redacted.json").status, 200);
}

TEST_F(AuthorizationTest, AnObjectKeepsItsContentWhenCopiedAndLosesItWhenOverwritten) {
  identity_.role = Role::kSubmit;
  for (const HeaderPairs& headers :
       std::vector<HeaderPairs>{{{"x-amz-copy-source", "media/out/plain.json"}},
                                {{"x-amz-copy-source", "media/out/plain.json"},
                                 {"x-amz-metadata-directive", "REPLACE"}}}) {
    EXPECT_EQ(Send("PUT", "/media/out/redacted.json", headers).status, 200);
    identity_.role = Role::kReadRedacted;
    EXPECT_EQ(Send("GET", "/media/out/redacted.json").status, 403);
    identity_.role = Role::kSubmit;
  }
  MakeObject("media", "out/redacted.json", "[PII]",
             {.content = ObjectContent::kRedactedTranscript});
  EXPECT_EQ(Send("PUT", "/media/out/redacted.json", {}, "the words").status, 200);
  identity_.role = Role::kReadRedacted;
  EXPECT_EQ(Send("GET", "/media/out/redacted.json").status, 403);
}

}  // namespace
}  // namespace tacet::s3
