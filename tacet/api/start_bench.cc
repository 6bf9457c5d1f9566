// How many StartTranscriptionJob a second the API itself lets through: parsing, validation, rules,
// media check and the memory job store, without HTTP, signatures and the disk.
#include <benchmark/benchmark.h>

#include "tacet/api/transcribe_api.h"
#include "tacet/jobs/memory_job_store.h"
#include "tacet/jobs/memory_vocabulary_store.h"
#include "tacet/objectstore/memory_object_store.h"

namespace tacet::api {
namespace {

void StartTranscriptionJob(benchmark::State& state) {
  SystemClock clock;
  jobs::MemoryJobStore jobs(jobs::JobQuotas(), clock);
  jobs::MemoryVocabularyStore vocabularies(clock);
  objectstore::MemoryObjectStore objects(&clock);
  StringSource media("RIFF");
  if (!objects.CreateBucket("media") || !objects.Put({"media", "a.wav"}, media, {})) {
    state.SkipWithError("the media cannot be stored");
    return;
  }
  TranscribeApiOptions options;
  options.presign = [](const UrlRequest& url) { return Result<std::string>(url.endpoint); };
  const auto api = TranscribeApi::Create({jobs, vocabularies, objects, objects, clock}, options);
  int64_t number = 0;
  for (auto _ : state) {
    http_server::HttpRequest request;
    request.method = "POST";
    request.path = "/";
    request.headers = {{"Host", "localhost"}, {"X-Amz-Target", "Transcribe.StartTranscriptionJob"}};
    request.body = std::make_unique<StringSource>(
        R"({"TranscriptionJobName":"call-)" + std::to_string(++number) +
        R"(","LanguageCode":"en-US","Media":{"MediaFileUri":"s3://media/a.wav"},)"
        R"("OutputBucketName":"media","OutputKey":"out/","ContentRedaction":{"RedactionType":)"
        R"("PII","RedactionOutput":"redacted","PiiEntityTypes":["NAME","PHONE"]}})");
    const auto response =
        (*api)->Handle(request, {.access_key_id = "k", .role = auth::Role::kSubmit});
    if (response.status != 200) {
      state.SkipWithError("refused");
      break;
    }
    // The memory store looks at every job in progress, which is not what is measured here.
    if (!jobs.Delete("call-" + std::to_string(number))) break;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(StartTranscriptionJob);

}  // namespace
}  // namespace tacet::api
