#include "tacet/asr/repeated_words.h"

#include <algorithm>
#include <cstddef>

namespace tacet::asr {
namespace {

// A stretch further away has its own words.
constexpr int64_t kNearMs = 1500;

bool SameWord(const RecognizedWord& a, const RecognizedWord& b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.text.begin(), a.text.end(), b.text.begin(), b.text.end(),
                    [&lower](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

void RemoveRepeatedWords(std::vector<SpeechSegment>& stretches, size_t again) {
  const std::vector<RecognizedWord>& words = stretches[again].words;
  if (words.empty()) return;
  const auto count = static_cast<std::ptrdiff_t>(words.size());
  if (again > 0) {
    SpeechSegment& before = stretches[again - 1];
    if (before.words.size() > words.size() &&
        stretches[again].start_ms - before.end_ms <= kNearMs &&
        std::equal(words.begin(), words.end(), before.words.end() - count, SameWord)) {
      before.words.erase(before.words.end() - count, before.words.end());
      return;
    }
  }
  if (again + 1 < stretches.size()) {
    SpeechSegment& after = stretches[again + 1];
    if (after.words.size() > words.size() && after.start_ms - stretches[again].end_ms <= kNearMs &&
        std::equal(words.begin(), words.end(), after.words.begin(), SameWord)) {
      after.words.erase(after.words.begin(), after.words.begin() + count);
    }
  }
}

}  // namespace tacet::asr
