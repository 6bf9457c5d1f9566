// What the tests of this folder share: a ReviewApi over a directory, a database and an audit log as
// the service has them, and finished jobs in it. Not shipped.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tacet/api/json.h"
#include "tacet/audit/audit_log.h"
#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/jobs/sqlite_database.h"
#include "tacet/jobs/sqlite_job_store.h"
#include "tacet/objectstore/directory_object_store.h"
#include "tacet/output/transcript_json.h"
#include "tacet/redaction/redacted_transcript.h"
#include "tacet/review/review_api.h"
#include "tacet/transcript/content_redaction.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::review {

inline constexpr char kServiceBucket[] = "aws-transcribe-us-east-1-prod";

// What is said in every job, and what of it is personal.
inline Transcript SpokenCall() {
  const auto word = [](std::string content, int64_t start_ms, int64_t end_ms) {
    return Item{.content = std::move(content),
                .confidence = 0.998,
                .start_time_ms = start_ms,
                .end_time_ms = end_ms};
  };
  const auto mark = [](std::string content) {
    return Item{.type = ItemType::kPunctuation, .content = std::move(content)};
  };
  return {.items = {word("Hello", 350, 790), mark(","), word("this", 910, 1120),
                    word("is", 1120, 1250), word("Rosa", 1250, 1680), word("Delgado", 1680, 2310),
                    mark("."), word("My", 2900, 3080), word("number", 3080, 3420),
                    word("is", 3420, 3550), word("2065550142", 3550, 6840), mark(".")},
          .audio_segments = {{320, 2400, 0, 7}, {2850, 6840, 7, 5}}};
}
inline const std::vector<std::string> kSecrets = {"Rosa", "Delgado", "2065550142"};

inline redaction::RedactedTranscript RedactedCall() {
  const Transcript call = SpokenCall();
  const TranscriptText text = BuildTranscriptText(call);
  const auto entity = [&](PiiEntityType type, double confidence, size_t first, size_t last) {
    return PiiEntity{type, confidence, text.items[first].begin, text.items[last].end};
  };
  const std::vector<PiiEntity> entities = {entity(PiiEntityType::kName, 0.9998, 4, 5),
                                           entity(PiiEntityType::kPhone, 0.9993, 10, 10)};
  return redaction::RedactTranscript(call, text, entities);
}

// Of every job's recording: "AH//" in Base64.
inline const std::string kPeaks("\x00\x7F\xFF", 3);

// Passes everything on; `before_put` may refuse a write, as a full disk or a crash would.
class WatchedStore : public objectstore::ObjectStore {
 public:
  explicit WatchedStore(objectstore::ObjectStore& store) : store_(store) {}

  std::function<Status(const objectstore::ObjectName&)> before_put;

  Status HeadBucket(const std::string& bucket) override { return store_.HeadBucket(bucket); }
  Result<objectstore::ObjectInfo> Head(const objectstore::ObjectName& name) override {
    return store_.Head(name);
  }
  Result<std::unique_ptr<objectstore::ObjectReader>> Get(
      const objectstore::ObjectName& name, std::optional<objectstore::ByteRange> range) override {
    return store_.Get(name, range);
  }
  Result<objectstore::ObjectInfo> Put(const objectstore::ObjectName& name, ByteSource& body,
                                      const objectstore::PutOptions& options) override {
    if (before_put) RETURN_IF_ERROR(before_put(name));
    return store_.Put(name, body, options);
  }
  Status Delete(const objectstore::ObjectName& name) override { return store_.Delete(name); }
  Result<objectstore::ObjectList> List(const std::string& bucket,
                                       const objectstore::ListOptions& options) override {
    return store_.List(bucket, options);
  }

 private:
  objectstore::ObjectStore& store_;
};

struct Answer {
  int status = 0;
  std::string body;
  // Mutable, so that looking for a member that is not there gives null and fails a comparison,
  // instead of stopping the program.
  mutable api::Output json;
  std::vector<std::pair<std::string, std::string>> log_fields;

  std::string type() const { return json.value("__type", ""); }
  std::string message() const { return json.value("Message", ""); }
};

class ReviewTest : public testing::Test {
 protected:
  ReviewTest() {
    database_ = std::move(*jobs::SqliteDatabase::Open({.path = folder_.path() + "/tacet.db"}));
    jobs_ = std::make_unique<jobs::SqliteJobStore>(*database_, jobs::JobQuotas(), clock_);
    objects_ = std::move(*objectstore::DirectoryObjectStore::Create(
        {.path = folder_.path() + "/objects", .clock = &clock_}));
    store_ = std::make_unique<WatchedStore>(*objects_);
    audit_ = std::move(*audit::AuditLog::Open(audit_path(), clock_));
    for (const char* bucket : {kServiceBucket, "results"}) {
      EXPECT_TRUE(objects_->CreateBucket(bucket));
    }
    MakeApi();
  }

  void MakeApi() {
    api_ = std::move(*ReviewApi::Create(
        {.jobs = *jobs_, .objects = *store_, .service_objects = *store_, .clock = clock_},
        {.service_bucket = kServiceBucket,
         .audit =
             [this](const audit::AuditRecord& record) {
               return audit_fails_ ? Status(MakeError(ErrorCode::kUnavailable, "disk full"))
                                   : audit_->Append(record);
             },
         .endpoint_hosts = {},
         .presign = presign_}));
  }

  std::string audit_path() const { return audit::AuditLog::PathIn(folder_.path()); }
  std::string AuditText() const { return ReadFile(audit_path(), 1 << 20).value_or(""); }

  void PutDocument(const jobs::OutputObject& object, const std::string& json,
                   objectstore::ObjectContent content) {
    StringSource body(json);
    ASSERT_TRUE(objects_->Put({object.bucket, object.key}, body, {.content = content}));
  }
  std::string Read(const jobs::OutputObject& object) {
    const auto reader = objects_->Get({object.bucket, object.key});
    return reader ? ReadAll(**reader, 1 << 20).value_or("") : "";
  }

  // A finished job with the documents that a worker writes; `bucket` "" = the service bucket.
  jobs::TranscriptionJob FinishJob(const std::string& name,
                                   std::optional<RedactionOutput> redaction,
                                   const std::string& bucket = "") {
    jobs::TranscriptionJobRequest request;
    request.transcription_job_name = name;
    request.language_code = "en-US";
    request.media_file_uri = "s3://media/" + name + ".wav";
    if (redaction) request.content_redaction = ContentRedaction{.redaction_output = *redaction};
    if (!bucket.empty()) request.output_bucket_name = bucket;
    const auto job = jobs_->Create(request).value();
    const std::string folder =
        bucket.empty() ? "111122223333/" + name + "/" + job.id + "/" : "out/";
    const jobs::OutputObject plain = {bucket.empty() ? kServiceBucket : bucket,
                                      folder + name + ".json"};
    const jobs::OutputObject redacted = {plain.bucket, folder + "redacted-" + name + ".json"};
    const output::DocumentHeader header = {name, "111122223333"};
    jobs::JobResult result;
    if (redaction) {
      PutDocument(redacted, output::WriteRedactedTranscriptJson(RedactedCall(), header),
                  objectstore::ObjectContent::kRedactedTranscript);
      result.redacted_transcript = redacted;
    }
    if (redaction != RedactionOutput::kRedacted) {
      PutDocument(plain,
                  output::WriteTranscriptJson(
                      SpokenCall(), header,
                      redaction ? output::RedactionJob::kYes : output::RedactionJob::kNo),
                  objectstore::ObjectContent::kTranscript);
      result.transcript = plain;
    }
    if (redaction) {
      result.waveform = {kServiceBucket, "111122223333/" + name + "/" + job.id + "/waveform.peaks"};
      PutDocument(*result.waveform, kPeaks, objectstore::ObjectContent::kOther);
    }
    const auto claim = jobs_->ClaimNext(std::chrono::minutes(1), 3).value().value();
    EXPECT_TRUE(jobs_->Complete(claim, result));
    return jobs_->Get(name).value();
  }

  Answer Send(http_server::HttpRequest request, const auth::Identity& identity) {
    const http_server::HttpResponse response = api_->Handle(request, identity);
    return {.status = response.status,
            .body = response.body,
            .json = api::Output::parse(response.body),
            .log_fields = response.log_fields};
  }
  Answer Send(const std::string& operation, const std::string& body,
              auth::Role role = auth::Role::kSubmit) {
    http_server::HttpRequest request;
    request.id = "5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11";
    request.method = "POST";
    request.path = "/";
    request.peer = "127.0.0.1";
    request.headers = {{"X-Amz-Target", "TacetReview." + operation}};
    request.body = std::make_unique<StringSource>(body);
    return Send(std::move(request), {.access_key_id = "AKIDREVIEWER", .role = role});
  }
  Answer Call(const std::string& operation, const api::Output& body,
              auth::Role role = auth::Role::kSubmit) {
    return Send(operation, body.dump(), role);
  }
  Answer List(const std::string& name, auth::Role role = auth::Role::kSubmit) {
    return Call("ListRedactions", {{"TranscriptionJobName", name}}, role);
  }
  static api::Output Span(double start, double end, const std::string& type) {
    return {{"StartTime", start}, {"EndTime", end}, {"Type", type}};
  }
  // `spans` is a list, or one span: JSON in braces around one value is that value.
  Answer PublishSpans(const std::string& name, int version, const api::Output& spans) {
    const api::Output list = spans.is_array() ? spans : api::Output::array({spans});
    return Call("PublishRedactions",
                {{"TranscriptionJobName", name}, {"Version", version}, {"Redactions", list}});
  }

  const TempDir folder_ = *TempDir::Create();
  FakeClock clock_;
  std::unique_ptr<jobs::SqliteDatabase> database_;
  std::unique_ptr<jobs::SqliteJobStore> jobs_;
  std::unique_ptr<objectstore::DirectoryObjectStore> objects_;
  std::unique_ptr<WatchedStore> store_;
  std::unique_ptr<audit::AuditLog> audit_;
  bool audit_fails_ = false;
  decltype(ReviewApiOptions::presign) presign_;  // of the next MakeApi()
  std::unique_ptr<ReviewApi> api_;
};

}  // namespace tacet::review
