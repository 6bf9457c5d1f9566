#include "tacet/server/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "tacet/aws/checksum.h"
#include "tacet/aws/sigv4.h"
#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/http_client/http_exchange.h"
#include "tacet/server/script_file.h"

namespace tacet::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kScript[] = "Hello, my name is Jane Smith and my number is 4255551212.";

// A second of silence as 16-bit WAV at 8 kHz: the scripted engine hears its script in it.
std::string SilentWav() {
  const uint32_t data_bytes = 16'000;
  std::string wav = "RIFF";
  const auto add = [&](uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) wav += static_cast<char>((value >> (8 * i)) & 0xff);
  };
  add(36 + data_bytes, 4);
  wav += "WAVEfmt ";
  add(16, 4);
  add(1, 2);
  add(1, 2);
  add(8000, 4);
  add(16'000, 4);
  add(2, 2);
  add(16, 2);
  wav += "data";
  add(data_bytes, 4);
  return wav + std::string(data_bytes, '\0');
}

class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(temp_.path() + "/script.txt") << kScript;
    config_.listen = "127.0.0.1:0";
    config_.data_dir = temp_.path() + "/data";
    config_.recognition_engine = "scripted";
    config_.redaction_pii_model = "none";
    config_.recognition_script_file = temp_.path() + "/script.txt";
    config_.log_requests = false;
    config_.log_level = "error";
    Start();
    const auto key = server_->access_keys().Create(auth::Role::kAdmin, "test");
    ASSERT_TRUE(key);
    credentials_ = {key->info.id, key->secret};
  }

  void Start() {
    auto server = Server::Start(config_);
    ASSERT_TRUE(server) << server.error().message;
    server_ = std::move(*server);
  }

  http_client::ExchangeAnswer Send(const std::string& method, const std::string& path,
                                   const std::string& body, const std::string& service,
                                   aws::HeaderList headers = {}) {
    const std::string host = server_->url().substr(std::string("http://").size());
    headers.emplace_back("host", host);
    const aws::SignedHeaders signed_headers =
        aws::Sign({.method = method,
                   .path = path,
                   .query = "",
                   .headers = headers,
                   .payload_hash =
                       service == "s3" ? std::string(aws::kUnsignedPayload) : aws::Sha256Hex(body)},
                  credentials_, "us-east-1", service, SystemClock().Now());
    http_client::ExchangeRequest request;
    request.method = method;
    request.url = server_->url() + path;
    for (const auto& list : {headers, signed_headers.headers}) {
      for (const auto& [name, value] : list) {
        if (name != "host") request.headers.push_back({name, value});
      }
    }
    StringSource source(body);
    request.body = &source;
    request.body_bytes = static_cast<int64_t>(body.size());
    const auto answer = exchanger_.Send(request, 1 << 20);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : http_client::ExchangeAnswer{};
  }

  http_client::ExchangeAnswer Get(const std::string& url) {
    http_client::ExchangeRequest request;
    request.url = url;
    const auto answer = exchanger_.Send(request, 1 << 20);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : http_client::ExchangeAnswer{};
  }

  http_client::ExchangeAnswer Transcribe(const std::string& operation,
                                         const nlohmann::json& input) {
    return Send("POST", "/", input.dump(), "transcribe",
                {{"content-type", "application/x-amz-json-1.1"},
                 {"x-amz-target", "Transcribe." + operation}});
  }

  void Upload() {
    ASSERT_EQ(Send("PUT", "/media", "", "s3").head.status, 200);
    ASSERT_EQ(Send("PUT", "/media/call.wav", SilentWav(), "s3").head.status, 200);
  }

  nlohmann::json StartInput(const std::string& name, const std::string& redaction_output) {
    return {
        {"TranscriptionJobName", name},
        {"LanguageCode", "en-US"},
        {"Media", {{"MediaFileUri", "s3://media/call.wav"}}},
        {"ContentRedaction", {{"RedactionType", "PII"}, {"RedactionOutput", redaction_output}}}};
  }

  // The job once it has ended.
  nlohmann::json Await(const std::string& name) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < until) {
      const auto answer = Transcribe("GetTranscriptionJob", {{"TranscriptionJobName", name}});
      const auto job = nlohmann::json::parse(answer.body, nullptr, false)["TranscriptionJob"];
      const std::string status = job.value("TranscriptionJobStatus", "");
      if (status == "COMPLETED" || status == "FAILED") return job;
      std::this_thread::yield();
    }
    ADD_FAILURE() << "job " << name << " did not end";
    return {};
  }

  const TempDir temp_ = *TempDir::Create();
  Config config_;
  std::unique_ptr<Server> server_;
  aws::Credentials credentials_;
  http_client::HttpExchanger exchanger_;
};

TEST_F(ServerTest, AnswersHealthAndMetricsWithoutASignature) {
  EXPECT_EQ(Get(server_->url() + "/healthz").head.status, 200);
  EXPECT_EQ(Get(server_->url() + "/readyz").body, "ready\n");
  EXPECT_THAT(Get(server_->url() + "/metrics").body, HasSubstr("\ntacet_workers 1"));
  EXPECT_EQ(Get(server_->url() + "/media/call.wav").head.status, 403);
}

TEST_F(ServerTest, ServesTheConsoleBesideApiAndBuckets) {
  EXPECT_EQ(Get(server_->url() + "/console/").head.status, 404) << "it is not beside this program";
  const std::string folder = temp_.path() + "/console";
  std::filesystem::create_directory(folder);
  std::ofstream(folder + "/index.html") << "<!doctype html>the console";
  server_.reset();
  config_.console_dir = folder;
  config_.public_url = "https://tacet.example.org";
  Start();
  EXPECT_THAT(Get(server_->url() + "/console/").body, HasSubstr("the console"));
  const auto config =
      nlohmann::json::parse(Get(server_->url() + "/console/config.json").body, nullptr, false);
  EXPECT_EQ(config["region"], "us-east-1");
  EXPECT_EQ(config["accountId"], "000000000000");
  EXPECT_EQ(config["endpoint"], "https://tacet.example.org");
  EXPECT_EQ(config["serviceBucket"], "aws-transcribe-us-east-1-prod");
  EXPECT_EQ(config["objectStore"], "embedded");
  EXPECT_THAT(config["languages"].dump(), HasSubstr("\"en-US\""));
  // A bucket may have the name: who signs means it.
  ASSERT_EQ(Send("PUT", "/console", "", "s3").head.status, 200);
  ASSERT_EQ(Send("PUT", "/console/index.html", "an object", "s3").head.status, 200);
  EXPECT_EQ(Send("GET", "/console/index.html", "", "s3").body, "an object");
  EXPECT_THAT(Get(server_->url() + "/console/index.html").body, HasSubstr("the console"));
}

TEST_F(ServerTest, AnObjectDoesNotActAsAPageOfTheConsolesOrigin) {
  Upload();
  const auto answer = Send("GET", "/media/call.wav", "", "s3");
  ASSERT_EQ(answer.head.status, 200);
  EXPECT_EQ(answer.head.Get("content-security-policy"), "sandbox");
}

TEST_F(ServerTest, AReviewChangesTheRedactedTranscriptUnderItsAddress) {
  Upload();
  Transcribe("StartTranscriptionJob", StartInput("call", "redacted_and_unredacted"));
  const nlohmann::json job = Await("call");
  ASSERT_EQ(job["TranscriptionJobStatus"], "COMPLETED") << job.dump();
  const auto review = [&](const std::string& operation, const nlohmann::json& input) {
    return Send("POST", "/", input.dump(), "transcribe",
                {{"content-type", "application/x-amz-json-1.1"},
                 {"x-amz-target", "TacetReview." + operation}});
  };
  EXPECT_THAT(review("GetIdentity", nlohmann::json::object()).body, HasSubstr("\"admin\""));
  const auto listed = nlohmann::json::parse(
      review("ListRedactions", {{"TranscriptionJobName", "call"}}).body, nullptr, false);
  ASSERT_TRUE(listed["Redactions"].is_array()) << listed.dump();
  ASSERT_EQ(listed["Redactions"].size(), 2u) << listed.dump();
  const nlohmann::json input = {{"TranscriptionJobName", "call"},
                                {"RedactionId", listed["Redactions"][0]["RedactionId"]},
                                {"Version", 1}};
  EXPECT_EQ(review("RevealRedaction", input).body, R"({"Text":"Jane Smith"})");
  const auto published = review(
      "PublishRedactions",
      {{"TranscriptionJobName", "call"}, {"Version", 1}, {"Redactions", nlohmann::json::array()}});
  EXPECT_EQ(published.head.status, 200) << published.body;
  const std::string uri = Await("call")["Transcript"]["RedactedTranscriptFileUri"];
  EXPECT_EQ(
      uri.substr(0, uri.find('?')),
      job["Transcript"]["RedactedTranscriptFileUri"].get<std::string>().substr(0, uri.find('?')));
  EXPECT_THAT(Get(uri).body, HasSubstr("Jane"));
  const auto log = ReadFile(config_.data_dir + "/audit.log", 1 << 20);
  ASSERT_TRUE(log);
  EXPECT_THAT(*log, HasSubstr("\"redaction.revealed\""));
  EXPECT_THAT(*log, HasSubstr("\"redactions.published\""));
  EXPECT_THAT(*log, Not(HasSubstr("Jane")));
}

TEST_F(ServerTest, AJobGoesFromUploadToRedactedTranscript) {
  Upload();
  const auto started = Transcribe("StartTranscriptionJob", StartInput("call", "redacted"));
  ASSERT_EQ(started.head.status, 200) << started.body;
  const nlohmann::json job = Await("call");
  ASSERT_EQ(job["TranscriptionJobStatus"], "COMPLETED") << job.dump();
  ASSERT_FALSE(job["Transcript"].contains("TranscriptFileUri"));
  const auto document = Get(job["Transcript"]["RedactedTranscriptFileUri"]);
  EXPECT_EQ(document.head.status, 200);
  EXPECT_THAT(document.body, HasSubstr("my name is [PII]"));
  EXPECT_THAT(document.body, Not(HasSubstr("Smith")));
  const std::string metrics = Get(server_->url() + "/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("tacet_jobs_ended_total{state=\"COMPLETED\"} 1"));
  EXPECT_THAT(metrics, HasSubstr("tacet_job_duration_seconds_count 1"));
}

TEST_F(ServerTest, RedactedOnlyLeavesNoUnredactedTextInTheDataFolder) {
  Upload();
  Transcribe("StartTranscriptionJob", StartInput("call", "redacted"));
  ASSERT_EQ(Await("call")["TranscriptionJobStatus"], "COMPLETED");
  server_.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(config_.data_dir)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = ReadFile(entry.path(), 1 << 26);
    ASSERT_TRUE(bytes) << entry.path();
    for (const char* secret : {"Smith", "4255551212"}) {
      EXPECT_EQ(bytes->find(secret), std::string::npos) << entry.path();
    }
  }
}

TEST_F(ServerTest, WhoWasGivenAnUnredactedTranscriptIsInTheAuditLog) {
  Upload();
  Transcribe("StartTranscriptionJob", StartInput("call", "redacted_and_unredacted"));
  const nlohmann::json job = Await("call");
  ASSERT_EQ(job["TranscriptionJobStatus"], "COMPLETED") << job.dump();
  EXPECT_THAT(Get(job["Transcript"]["TranscriptFileUri"]).body, HasSubstr("Smith"));
  const auto log = ReadFile(config_.data_dir + "/audit.log", 1 << 20);
  ASSERT_TRUE(log);
  EXPECT_THAT(*log, HasSubstr("\"url.issued\""));
  EXPECT_THAT(*log, HasSubstr(credentials_.access_key_id));
  EXPECT_THAT(*log, HasSubstr("\"object.read\""));
}

TEST_F(ServerTest, ARestartKeepsJobsKeysAndLinks) {
  Upload();
  Transcribe("StartTranscriptionJob", StartInput("call", "redacted"));
  ASSERT_EQ(Await("call")["TranscriptionJobStatus"], "COMPLETED");
  server_.reset();
  Start();
  EXPECT_EQ(Await("call")["TranscriptionJobStatus"], "COMPLETED");
}

TEST_F(ServerTest, ManyClientsAtOnceEachGetTheirJob) {
  Upload();
  std::atomic<int> completed = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client) {
    clients.emplace_back([&, client] {
      for (int i = 0; i < 4; ++i) {
        const std::string name = "job-" + std::to_string(client) + "-" + std::to_string(i);
        Transcribe("StartTranscriptionJob", StartInput(name, "redacted"));
        if (Await(name)["TranscriptionJobStatus"] == "COMPLETED") ++completed;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(completed, 32);
}

TEST_F(ServerTest, ASecondServiceIsKeptOutOfTheDataFolder) {
  const auto second = Server::Start(config_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(second.error().message, HasSubstr(config_.data_dir));
}

TEST_F(ServerTest, SaysWhatIsWrongWithTheAddress) {
  Config config = config_;
  config.data_dir = temp_.path() + "/other";
  config.listen = "127.0.0.1:99999";
  const auto server = Server::Start(config);
  ASSERT_FALSE(server);
  EXPECT_THAT(server.error().message, HasSubstr("'listen'"));
}

}  // namespace
}  // namespace tacet::server
