#include "tacet/asr/hallucination.h"

#include <algorithm>
#include <array>
#include <string>

namespace tacet::asr {
namespace {

constexpr size_t kLoopRepeats = 4;
constexpr size_t kLoopTokens = 16;
constexpr size_t kLongestLoop = 48;  // tokens of one round
constexpr double kMostTokensPerSecond = 14;
constexpr double kNoSpeechProb = 0.6;
constexpr double kLogProb = -1.0;
constexpr double kPhantomConfidence = 0.7;  // a least token probability of about 0.45
constexpr int64_t kShortestWordMs = 90;     // on average over a phrase

bool IsDigitToken(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Lower-case words joined by spaces, without marks.
std::string Plain(const std::vector<RecognizedWord>& words) {
  std::string plain;
  for (const RecognizedWord& word : words) {
    if (!plain.empty()) plain += ' ';
    for (const char c : word.text) {
      plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return plain;
}

// Said by Whisper over silence, noise and music; endings of the videos that it was trained on.
constexpr std::array kPhantoms = {
    "thank you",
    "thank you very much",
    "thank you so much",
    "thank you for watching",
    "thanks for watching",
    "thanks for listening",
    "thank you for listening",
    "thanks",
    "please subscribe",
    "please subscribe to my channel",
    "subscribe",
    "like and subscribe",
    "don't forget to subscribe",
    "see you next time",
    "see you in the next video",
    "i'll see you in the next video",
    "we'll be right back",
    "bye",
    "bye bye",
    "bye-bye",
    "you",
    "the",
    "so",
    "oh",
    "uh",
    "um",
    "ah",
    "hmm",
    "mm",
    "mmm",
    "okay",
    "yeah",
    "music",
    "applause",
    "laughter",
    "silence",
    "the end",
    "subtitles by the amara.org community",
    "beep",
    "whoosh",
    "vielen dank",
    "vielen dank fürs zuschauen",
    "vielen dank für's zuschauen",
    "vielen dank fürs zuhören",
    "vielen dank für ihre aufmerksamkeit",
    "danke",
    "danke fürs zuschauen",
    "bis zum nächsten mal",
    "bis dann",
    "tschüss",
    "musik",
    "untertitel der amara.org-community",
    "untertitel im auftrag des zdf für funk 2017",
    "untertitelung des zdf 2020",
    "untertitelung im auftrag des zdf 2021",
    "untertitel von stephanie geiges",
    "swr 2020",
    "swr 2021",
    "copyright wdr 2020",
    "copyright wdr 2021",
};

}  // namespace

bool IsLoop(std::span<const size_t> tokens, const WhisperTokenizer& tokenizer) {
  for (size_t round = 1; round <= std::min(kLongestLoop, tokens.size() / kLoopRepeats); ++round) {
    size_t same = 0;  // tokens in a row that equal those one round before
    bool digits = false;
    for (size_t i = round; i < tokens.size(); ++i) {
      if (tokens[i] != tokens[i - round]) {
        same = 0;
        digits = false;
        continue;
      }
      ++same;
      digits = digits || IsDigitToken(tokenizer.Bytes(tokens[i]));
      const size_t length = same + round;
      if (!digits && length >= kLoopTokens && length >= kLoopRepeats * round) return true;
    }
  }
  return false;
}

bool IsTooFast(size_t token_count, int64_t speech_ms) {
  constexpr size_t kFewTokens = 8;  // so few that the speed says nothing
  return token_count > kFewTokens && static_cast<double>(token_count) * 1000 >
                                         kMostTokensPerSecond * static_cast<double>(speech_ms);
}

bool IsSilent(const Hypothesis& hypothesis) {
  return hypothesis.tokens.empty() ||
         (hypothesis.no_speech_prob > kNoSpeechProb && hypothesis.average_log_prob < kLogProb);
}

bool IsPhantom(const std::vector<RecognizedWord>& words, int64_t speech_ms) {
  if (words.empty()) return false;
  const std::string plain = Plain(words);
  if (std::find(kPhantoms.begin(), kPhantoms.end(), plain) == kPhantoms.end()) return false;
  double sum = 0;
  for (const RecognizedWord& word : words) sum += word.confidence;
  const auto count = static_cast<double>(words.size());
  return sum / count < kPhantomConfidence ||
         speech_ms < kShortestWordMs * static_cast<int64_t>(words.size());
}

}  // namespace tacet::asr
