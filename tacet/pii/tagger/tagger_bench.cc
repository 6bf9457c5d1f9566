// Words a second of the tagger. The model: models/pii of the source, or TACET_PII_MODEL_DIR.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "tacet/pii/tagger/tagger.h"

namespace tacet::pii {
namespace {

std::string ModelFolder() {
  if (const char* const folder = std::getenv("TACET_PII_MODEL_DIR")) return folder;
  const char* const source = std::getenv("TACET_SOURCE_DIR");
  return std::string(source == nullptr ? "." : source) + "/models/pii";
}

// Turns of a conversation as a recogniser writes them, about 10 words each.
std::string Conversation(size_t turns) {
  constexpr const char* kTurns[] = {
      "Thank you for calling, my name is Dana, how may I help you today?",
      "Hi, yeah, um, I was charged twice for my order last Tuesday.",
      "I'm sorry to hear that. Can I have your account number, please?",
      "Sure, it's 4471 0092 38, and the order is number 5567.",
      "Okay.",
      "And could you also confirm the address that we have on file for you? "
      "We moved our records over last month and want to be sure that it is right.",
      "It's 12 Oak Street, apartment 4, Denver, Colorado 80203.",
      "Perfect, thank you so much. I have sent the refund back to your card, "
      "and you should see it in three to five days.",
      "Great, thanks. Bye.",
  };
  std::string text;
  // Not in turn, so that windows are of all lengths.
  for (size_t i = 0; i < turns; ++i) (text += kTurns[i * i % 97 % std::size(kTurns)]) += '\n';
  return text;
}

size_t PeakKilobytes() {
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<size_t>(usage.ru_maxrss);
}

// An hour of talk.
void BM_TagConversation(benchmark::State& state) {
  const size_t before = PeakKilobytes();
  const auto tagger =
      Tagger::Create({.model_dir = ModelFolder(), .threads = static_cast<size_t>(state.range(0))});
  if (!tagger) return state.SkipWithError(tagger.error().message.c_str());
  const std::string text = Conversation(720);
  size_t words = 0;
  for (auto _ : state) {
    const auto tagging = (*tagger)->Tag(text);
    if (!tagging) return state.SkipWithError(tagging.error().message.c_str());
    words += tagging->words.size();
  }
  state.counters["words/s"] =
      benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
  // Of the process, over what it had before this benchmark.
  state.counters["peak_MB"] = static_cast<double>(PeakKilobytes() - before) / 1024;
}
BENCHMARK(BM_TagConversation)
    ->Arg(1)
    ->Arg(2)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// One turn with what came before it, as `tacet pii --jsonl` asks.
void BM_TagTurn(benchmark::State& state) {
  const auto tagger = Tagger::Create({.model_dir = ModelFolder()});
  if (!tagger) return state.SkipWithError(tagger.error().message.c_str());
  const std::string text = Conversation(4);
  for (auto _ : state) benchmark::DoNotOptimize((*tagger)->Tag(text));
}
BENCHMARK(BM_TagTurn)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tacet::pii
