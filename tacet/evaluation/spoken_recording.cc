#include "tacet/evaluation/spoken_recording.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace tacet::evaluation {
namespace {

using Json = nlohmann::json;

// Longer than any recording; far below what could overflow.
constexpr double kMaxSeconds = 1e7;

// Throws std::invalid_argument where it is no time within a recording.
int64_t Milliseconds(double seconds) {
  if (!(seconds >= 0 && seconds <= kMaxSeconds)) throw std::invalid_argument("an impossible time");
  return std::llround(1000 * seconds);
}

double Confidence(double value) {
  if (!(value >= 0 && value <= 1)) throw std::invalid_argument("an impossible confidence");
  return value;
}

// Throws nlohmann's exceptions and std::invalid_argument where members are missing or of another
// kind.
SpokenRecording ReadRecording(const Json& row) {
  SpokenRecording recording;
  recording.id = row.at("id").get<std::string>();
  recording.media = row.at("media").get<std::string>();
  for (const Json& word : row.at("words")) {
    SpokenStretch stretch;
    stretch.text = word.at("text").get<std::string>();
    stretch.start_ms = Milliseconds(word.at("start").get<double>());
    stretch.end_ms = Milliseconds(word.at("end").get<double>());
    if (!word.at("type").is_null()) {
      stretch.type = ParsePiiEntityType(word.at("type").get<std::string>());
      if (!stretch.type) throw std::invalid_argument("a stretch of no known type");
    }
    if (stretch.end_ms < stretch.start_ms) throw std::invalid_argument("a stretch that ends early");
    recording.said.push_back(std::move(stretch));
  }
  return recording;
}

HeardWord ReadWord(const Json& item) {
  const Json& best = item.at("alternatives").at(0);
  HeardWord word;
  word.content = best.at("content").get<std::string>();
  word.start_ms = Milliseconds(std::stod(item.at("start_time").get<std::string>()));
  word.end_ms = Milliseconds(std::stod(item.at("end_time").get<std::string>()));
  if (word.end_ms < word.start_ms) throw std::invalid_argument("a word that ends early");
  if (const auto redactions = best.find("redactions"); redactions != best.end()) {
    const Json& redaction = redactions->at(0);
    const auto type = ParsePiiEntityType(redaction.at("type").get<std::string>());
    if (!type) throw std::invalid_argument("a redaction of no known type");
    word.redaction = {Confidence(std::stod(redaction.at("confidence").get<std::string>())), *type};
  }
  return word;
}

}  // namespace

Result<std::vector<SpokenRecording>> ParseSpokenRecordings(std::string_view json_lines) {
  std::vector<SpokenRecording> recordings;
  for (size_t number = 1; !json_lines.empty(); ++number) {
    const size_t end = std::min(json_lines.find('\n'), json_lines.size());
    const std::string_view line = json_lines.substr(0, end);
    json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
    if (line.empty()) continue;
    try {
      recordings.push_back(ReadRecording(Json::parse(line)));
    } catch (const std::exception& error) {  // nlohmann's, and those of std::sto*
      return MakeError(ErrorCode::kInvalidArgument,
                       "line " + std::to_string(number) + ": " + error.what());
    }
  }
  return recordings;
}

Result<std::vector<HeardWord>> ParseHeardWords(std::string_view document) {
  std::vector<HeardWord> words;
  try {
    const Json parsed = Json::parse(document);
    for (const Json& item : parsed.at("results").at("items")) {
      if (item.at("type") == "pronunciation") words.push_back(ReadWord(item));
    }
  } catch (const std::exception& error) {
    return MakeError(ErrorCode::kInvalidArgument,
                     std::string("not a transcript document: ") + error.what());
  }
  return words;
}

}  // namespace tacet::evaluation
