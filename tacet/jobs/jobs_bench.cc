// How fast the store of jobs is with 10,000 jobs queued.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "tacet/base/temp_dir.h"
#include "tacet/jobs/sqlite_job_store.h"

namespace tacet::jobs {
namespace {

constexpr int kQueued = 10'000;

TranscriptionJobRequest Request(int number) {
  TranscriptionJobRequest request;
  request.transcription_job_name = "call-" + std::to_string(number);
  request.language_code = "en-US";
  request.media_file_uri = "s3://media/2026/recordings/call-" + std::to_string(number) + ".wav";
  request.content_redaction = ContentRedaction{.pii_entity_types = {PiiEntityType::kSsn}};
  request.job_execution_settings = JobExecutionSettings{.allow_deferred_execution = true};
  return request;
}

// A store with kQueued jobs queued, made once for all benchmarks.
struct Stored {
  TempDir folder = TempDir::Create().value();
  SystemClock clock;
  std::unique_ptr<SqliteDatabase> database =
      SqliteDatabase::Open({.path = folder.path() + "/jobs.db"}).value();
  SqliteJobStore store{*database, {.queue_length = 10'000'000}, clock};
  std::atomic<int> created = 0;

  Stored() {
    std::vector<std::thread> threads;
    for (int t = 0; t < 16; ++t) {
      threads.emplace_back([this] {
        for (int i; (i = created.fetch_add(1)) < kQueued + 225;) {
          if (!store.Create(Request(i))) std::abort();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
};

Stored& Store() {
  static Stored stored;
  return stored;
}

void ReportQuantiles(benchmark::State& state, std::vector<double> milliseconds) {
  if (milliseconds.empty()) return;
  std::sort(milliseconds.begin(), milliseconds.end());
  state.counters["p50_ms"] = milliseconds[milliseconds.size() / 2];
  state.counters["p99_ms"] = milliseconds[milliseconds.size() * 99 / 100];
}

template <typename Function>
double Milliseconds(Function&& function) {
  const auto start = std::chrono::steady_clock::now();
  function();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

void BM_Create(benchmark::State& state) {
  Stored& stored = Store();
  for (auto _ : state) {
    if (!stored.store.Create(Request(stored.created.fetch_add(1)))) state.SkipWithError("Create");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Create)->Threads(1)->Threads(8)->Threads(32)->UseRealTime();

void BM_ClaimAndComplete(benchmark::State& state) {
  Stored& stored = Store();
  for (auto _ : state) {
    const auto claim = stored.store.ClaimNext(std::chrono::seconds(30), 3);
    if (!claim || !*claim || !stored.store.Complete(**claim, {})) state.SkipWithError("Claim");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ClaimAndComplete)->Threads(1)->Threads(4)->UseRealTime();

void BM_Get(benchmark::State& state) {
  Stored& stored = Store();
  int i = 0;
  for (auto _ : state) {
    if (!stored.store.Get("call-" + std::to_string((i += 7919) % kQueued))) {
      state.SkipWithError("Get");
    }
  }
}
BENCHMARK(BM_Get);

void BM_List(benchmark::State& state) {
  Stored& stored = Store();
  for (auto _ : state) benchmark::DoNotOptimize(stored.store.List({.max_results = 100}));
}
BENCHMARK(BM_List);

void BM_ListOfNoSuchName(benchmark::State& state) {
  Stored& stored = Store();
  for (auto _ : state) {
    benchmark::DoNotOptimize(stored.store.List({.name_contains = "no such name"}));
  }
}
BENCHMARK(BM_ListOfNoSuchName);

void BM_Counts(benchmark::State& state) {
  Stored& stored = Store();
  for (auto _ : state) benchmark::DoNotOptimize(stored.store.Counts());
}
BENCHMARK(BM_Counts);

// What a client waits for an answer while others create jobs as fast as they can.
void BM_GetAndListDuringCreates(benchmark::State& state) {
  Stored& stored = Store();
  std::atomic<bool> stop = false;
  std::atomic<int> creates = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&] {
      while (!stop) {
        if (stored.store.Create(Request(stored.created.fetch_add(1)))) ++creates;
      }
    });
  }
  std::vector<double> times;
  const auto start = std::chrono::steady_clock::now();
  for (auto _ : state) {
    times.push_back(Milliseconds([&] { (void)stored.store.Get("call-77"); }));
    times.push_back(Milliseconds([&] { (void)stored.store.List({.max_results = 100}); }));
  }
  const double elapsed =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  state.counters["creates_per_s"] = creates / elapsed;
  ReportQuantiles(state, std::move(times));
}
BENCHMARK(BM_GetAndListDuringCreates)->MinTime(5)->UseRealTime();

}  // namespace
}  // namespace tacet::jobs
