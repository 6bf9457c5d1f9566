// What the tests of workers share. For tests only.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tacet/asr/scripted_speech_recognizer.h"
#include "tacet/base/byte_source.h"
#include "tacet/base/temp_dir.h"
#include "tacet/jobs/memory_job_store.h"
#include "tacet/jobs/memory_vocabulary_store.h"
#include "tacet/objectstore/memory_object_store.h"
#include "tacet/pipeline/testing_media.h"
#include "tacet/pipeline/worker.h"

namespace tacet::pipeline {

inline constexpr char kAccount[] = "111122223333";
inline constexpr char kServiceBucket[] = "aws-transcribe-us-east-1-prod";

// A store that fails where a test says so.
class FaultyStore : public objectstore::MemoryObjectStore {
 public:
  using MemoryObjectStore::MemoryObjectStore;
  Result<std::unique_ptr<objectstore::ObjectReader>> Get(
      const objectstore::ObjectName& name, std::optional<objectstore::ByteRange> range) override {
    if (get_error) return tl::unexpected<Error>(*get_error);
    return MemoryObjectStore::Get(name, range);
  }
  Result<objectstore::ObjectInfo> Put(const objectstore::ObjectName& name, ByteSource& body,
                                      const objectstore::PutOptions& options) override {
    if (before_put) before_put(name);
    if (put_error && name.key.find(put_error_key) != std::string::npos) {
      return tl::unexpected<Error>(*put_error);
    }
    ++puts;
    return MemoryObjectStore::Put(name, body, options);
  }
  std::optional<Error> get_error;
  std::optional<Error> put_error;
  std::string put_error_key;
  std::function<void(const objectstore::ObjectName&)> before_put;
  std::atomic<int> puts = 0;
};

class CountingJobStore : public jobs::MemoryJobStore {
 public:
  using MemoryJobStore::MemoryJobStore;
  Status RenewLease(const jobs::JobClaim& claim, std::chrono::milliseconds lease) override {
    const Status status = MemoryJobStore::RenewLease(claim, lease);
    ++renewals;
    return status;
  }
  std::atomic<int> renewals = 0;
};

class WorkerTest : public testing::Test {
 protected:
  WorkerTest()
      : folder_(TempDir::Create().value()),
        detector_(pii::PiiDetector::Create({}).value()),
        jobs_(jobs::JobQuotas{.concurrent_jobs = 10}, clock_),
        vocabularies_(clock_),
        service_(&clock_),
        customer_(&clock_) {
    EXPECT_TRUE(service_.CreateBucket(kServiceBucket));
    EXPECT_TRUE(customer_.CreateBucket("media"));
    EXPECT_TRUE(customer_.CreateBucket("results"));
    PutMedia("call.wav", SilentWav({.milliseconds = 5000}));
    script_.segments = {
        {.start_ms = 100,
         .end_ms = 2000,
         .words = {Word("Well", "", 200), Word("my", "", 500), Word("name", "", 800),
                   Word("is", "", 1100), Word("Rosa", "", 1300), Word("Delgado", ".", 1600)}}};
    options_.account_id = kAccount;
    options_.temp_folder = folder_.path();
    options_.on_step = [this](std::string_view step, const std::string& name) {
      steps_.push_back(std::string(step));
      const auto hook = hooks_.find(std::string(step));
      if (hook != hooks_.end()) hook->second();
      (void)name;
    };
  }

  static asr::RecognizedWord Word(const std::string& text, const std::string& punctuation,
                                  int64_t start_ms) {
    return {.text = text,
            .punctuation = punctuation,
            .start_ms = start_ms,
            .end_ms = start_ms + 200,
            .confidence = 0.9,
            .parts = {{text, start_ms, start_ms + 200}}};
  }

  void PutMedia(const std::string& key, const std::string& bytes) {
    StringSource body(bytes);
    EXPECT_TRUE(customer_.Put({"media", key}, body, {}));
    customer_.puts = 0;
  }

  jobs::TranscriptionJobRequest Request(const std::string& name) {
    jobs::TranscriptionJobRequest request;
    request.transcription_job_name = name;
    request.language_code = "en-US";
    request.media_file_uri = "s3://media/call.wav";
    return request;
  }
  jobs::TranscriptionJobRequest RedactedRequest(const std::string& name, RedactionOutput output) {
    jobs::TranscriptionJobRequest request = Request(name);
    request.content_redaction = ContentRedaction{.redaction_output = output};
    return request;
  }

  // One attempt at the next job, as a worker thread makes it.
  bool RunOne() {
    asr::ScriptedSpeechRecognizer recognizer(script_);
    JobRunner runner(recognizer, *detector_);
    LeaseKeeper leases(jobs_, options_.lease);
    Worker worker({jobs_, vocabularies_, stores_, runner, leases}, options_);
    if (stop_first_) worker.Stop();
    worker_ = &worker;
    const bool ran = worker.RunOne().value();
    worker_ = nullptr;
    return ran;
  }
  jobs::TranscriptionJob Run(const jobs::TranscriptionJobRequest& request) {
    EXPECT_TRUE(jobs_.Create(request));
    EXPECT_TRUE(RunOne());
    return jobs_.Get(request.transcription_job_name).value();
  }

  static std::string Read(objectstore::ObjectStore& store, const jobs::OutputObject& object) {
    const auto reader = store.Get({object.bucket, object.key});
    if (!reader) return "missing: " + object.key;
    return ReadAll(**reader, 1 << 20).value();
  }
  std::vector<std::string> Keys(objectstore::ObjectStore& store, const std::string& bucket) {
    std::vector<std::string> keys;
    const objectstore::ObjectList list = store.List(bucket, {}).value();
    for (const auto& object : list.objects) keys.push_back(object.key);
    return keys;
  }
  std::vector<std::string> TempFiles() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      files.push_back(entry.path().filename());
    }
    return files;
  }

  FakeClock clock_;
  TempDir folder_;
  std::unique_ptr<pii::PiiDetector> detector_;
  CountingJobStore jobs_;
  jobs::MemoryVocabularyStore vocabularies_;
  FaultyStore service_;
  FaultyStore customer_;
  ObjectStores stores_{kServiceBucket, service_, customer_};
  asr::Recognition script_;
  WorkerOptions options_;
  std::vector<std::string> steps_;
  std::map<std::string, std::function<void()>> hooks_;  // by step
  Worker* worker_ = nullptr;
  bool stop_first_ = false;
};

}  // namespace tacet::pipeline
