// Words for tests: from a sentence, with plain times, and back.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "tacet/asr/recognition.h"

namespace tacet::asr::written_form {

inline constexpr int64_t kSpokenWordMs = 240;
inline constexpr int64_t kSpokenPauseMs = 870;

// One word of 240 ms per blank-separated token, touching; "|" is a pause of 870 ms. A last ",",
// ".", "?" or "!" becomes punctuation, but for tokens in `whole` such as "a.m.".
inline std::vector<RecognizedWord> SpokenWords(const std::string& sentence) {
  std::vector<RecognizedWord> words;
  std::istringstream stream(sentence);
  int64_t now = 1000;
  for (std::string token; stream >> token;) {
    if (token == "|") {
      now += kSpokenPauseMs;
      continue;
    }
    RecognizedWord word;
    const bool is_whole = token == "a.m." || token == "p.m." || token == "U.S.";
    if (!is_whole && token.size() > 1 &&
        std::string(",.?!").find(token.back()) != std::string::npos) {
      word.punctuation = token.substr(token.size() - 1);
      token.pop_back();
    }
    word.text = token;
    word.start_ms = now;
    now += kSpokenWordMs;
    word.end_ms = now;
    word.confidence = 0.9;
    word.parts = {{word.text, word.start_ms, word.end_ms}};
    words.push_back(word);
  }
  return words;
}

// The sentence as the transcript shows it.
inline std::string Sentence(const std::vector<RecognizedWord>& words) {
  std::string sentence;
  for (const RecognizedWord& word : words) {
    if (!sentence.empty()) sentence += ' ';
    sentence += word.text + word.punctuation;
  }
  return sentence;
}

}  // namespace tacet::asr::written_form
