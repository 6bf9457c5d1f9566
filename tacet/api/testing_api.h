// What the tests of this folder share: an API over memory stores, and calls of it. Not shipped.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "tacet/api/json.h"
#include "tacet/api/transcribe_api.h"
#include "tacet/base/file.h"
#include "tacet/jobs/memory_job_store.h"
#include "tacet/jobs/memory_vocabulary_store.h"
#include "tacet/objectstore/memory_object_store.h"

namespace tacet::api {

struct Answer {
  int status = 0;
  std::string body;
  // Null when the body is empty. Mutable, so that looking for a member that is not there gives null
  // and fails a comparison, instead of stopping the program.
  mutable Output json;
  http_server::Headers headers;
  std::vector<std::pair<std::string, std::string>> log_fields;

  std::string type() const { return json.value("__type", ""); }
  std::string message() const { return json.value("Message", ""); }
};

inline Output Golden(const std::string& name) {
  const char* source = std::getenv("TACET_SOURCE_DIR");
  return Output::parse(
      ReadFile(std::string(source == nullptr ? "." : source) + "/tests/golden/api/" + name, 1 << 20)
          .value());
}

class ApiTest : public testing::Test {
 protected:
  ApiTest() : jobs_(jobs::JobQuotas(), clock_), vocabularies_(clock_), objects_(&clock_) {
    options_.job_languages = {"en-US", "en-GB", "de-DE"};
    options_.presign = [](const UrlRequest& url) {
      return Result<std::string>(url.endpoint + "/" + url.object.bucket + "/" + url.object.key +
                                 "?X-Amz-Signature=made-up");
    };
    for (const char* bucket : {"media", "results", "aws-transcribe-us-east-1-prod"}) {
      EXPECT_TRUE(objects_.CreateBucket(bucket).has_value());
    }
    PutObject("media", "in/a.wav", "RIFF");
    Restart();
  }

  // Makes the API anew, with options_ as they are now.
  void Restart() {
    auto made = TranscribeApi::Create({jobs_, vocabularies_, objects_, objects_, clock_}, options_);
    ASSERT_TRUE(made.has_value()) << made.error().message;
    api_ = std::move(*made);
  }

  void PutObject(const std::string& bucket, const std::string& key, const std::string& bytes) {
    StringSource source(bytes);
    ASSERT_TRUE(objects_.Put({bucket, key}, source, {}).has_value());
  }

  static http_server::HttpRequest JsonRequest(const std::string& operation,
                                              const std::string& body) {
    http_server::HttpRequest request;
    request.id = "5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11";
    request.method = "POST";
    request.path = "/";
    request.headers = {{"Host", "127.0.0.1:9320"},
                       {"Content-Type", "application/x-amz-json-1.1"},
                       {"X-Amz-Target", "Transcribe." + operation}};
    request.body = std::make_unique<StringSource>(body);
    request.content_length = static_cast<int64_t>(body.size());
    return request;
  }

  Answer Send(http_server::HttpRequest request, auth::Role role = auth::Role::kSubmit) {
    auth::Identity identity{.access_key_id = "AKIDEXAMPLE", .role = role};
    const http_server::HttpResponse response = api_->Handle(request, identity);
    Answer answer{.status = response.status,
                  .body = response.body,
                  .headers = response.headers,
                  .log_fields = response.log_fields};
    if (!response.body.empty() &&
        response.headers.Get("Content-Type") == "application/x-amz-json-1.1") {
      answer.json = Output::parse(response.body);
    }
    return answer;
  }
  Answer Call(const std::string& operation, const std::string& body,
              auth::Role role = auth::Role::kSubmit) {
    return Send(JsonRequest(operation, body), role);
  }
  Answer Call(const std::string& operation, const char* body,
              auth::Role role = auth::Role::kSubmit) {
    return Call(operation, std::string(body), role);
  }
  Answer Call(const std::string& operation, const Output& body,
              auth::Role role = auth::Role::kSubmit) {
    return Call(operation, body.dump(), role);
  }

  // A request that Start accepts, with `changes` laid over it; a null takes a member away.
  static Output StartBody(const Output& changes = Output::object()) {
    Output body = {{"TranscriptionJobName", "call"},
                   {"LanguageCode", "en-US"},
                   {"Media", {{"MediaFileUri", "s3://media/in/a.wav"}}}};
    for (const auto& [name, value] : changes.items()) body[name] = value;
    return body;
  }

  // Has a worker finish the oldest job.
  void Complete(const jobs::JobResult& result) {
    const auto claim = jobs_.ClaimNext(std::chrono::minutes(1), 3);
    ASSERT_TRUE(claim.has_value() && claim->has_value());
    ASSERT_TRUE(jobs_.Complete(**claim, result).has_value());
  }
  void Fail(const std::string& reason) {
    const auto claim = jobs_.ClaimNext(std::chrono::minutes(1), 3);
    ASSERT_TRUE(claim.has_value() && claim->has_value());
    ASSERT_TRUE(jobs_.Fail(**claim, reason).has_value());
  }

  FakeClock clock_;
  jobs::MemoryJobStore jobs_;
  jobs::MemoryVocabularyStore vocabularies_;
  objectstore::MemoryObjectStore objects_;
  TranscribeApiOptions options_;
  std::unique_ptr<TranscribeApi> api_;
};

}  // namespace tacet::api
