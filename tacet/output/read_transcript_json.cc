#include "tacet/output/read_transcript_json.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "tacet/redaction/redacted_transcript.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::output {
namespace {

using Json = nlohmann::ordered_json;
using Names = std::initializer_list<std::string_view>;

// Digits before the point of a time: 31 years are longer than any recording.
constexpr size_t kMaxSecondsDigits = 9;
constexpr size_t kMaxDecimals = 4;

// `where` is ours ("items"), never of the document.
tl::unexpected<Error> Malformed(std::string_view where, std::string_view why) {
  return MakeError(ErrorCode::kDataLoss, "the transcript document is not one of ours: " +
                                             std::string(where) + " " + std::string(why));
}

bool IsIn(std::string_view name, Names names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// That `value` is an object with every member of `required` and none but those and `optional`.
Status CheckMembers(const Json& value, std::string_view where, Names required,
                    Names optional = {}) {
  if (!value.is_object()) return Malformed(where, "is no object");
  for (const std::string_view name : required) {
    if (!value.contains(name)) return Malformed(where, "lacks " + std::string(name));
  }
  for (const auto& [name, member] : value.items()) {
    if (!IsIn(name, required) && !IsIn(name, optional)) {
      return Malformed(where, "has a member that is not known here");
    }
  }
  return {};
}

Result<std::string> Text(const Json& object, const char* name) {
  const Json& value = object[name];
  if (!value.is_string()) return Malformed(name, "is no string");
  return value.get_ref<const std::string&>();
}

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "12.5" in its two parts; false when it is not of that form.
bool SplitDecimal(std::string_view text, std::string_view* whole, std::string_view* decimals) {
  const size_t point = text.find('.');
  if (point == std::string_view::npos) return false;
  *whole = text.substr(0, point);
  *decimals = text.substr(point + 1);
  return IsDigits(*whole) && IsDigits(*decimals) && decimals->size() <= kMaxDecimals;
}

Result<int64_t> Milliseconds(const Json& object, const char* name) {
  ASSIGN_OR_RETURN(const std::string text, Text(object, name));
  std::string_view whole, decimals;
  if (!SplitDecimal(text, &whole, &decimals) || whole.size() > kMaxSecondsDigits ||
      decimals.size() > 3) {
    return Malformed(name, "is no time");
  }
  const std::string digits = std::string(whole) + std::string(decimals);
  int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  for (size_t i = decimals.size(); i < 3; ++i) value *= 10;
  return value;
}

Result<double> Confidence(const Json& object) {
  ASSIGN_OR_RETURN(const std::string text, Text(object, "confidence"));
  std::string_view whole, decimals;
  double value = 0;
  if (!SplitDecimal(text, &whole, &decimals) || whole.size() != 1) {
    return Malformed("confidence", "is no probability");
  }
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (value > 1) return Malformed("confidence", "is above 1");
  return value;
}

Result<Redaction> ReadRedaction(const Json& json) {
  RETURN_IF_ERROR(CheckMembers(json, "redactions", {"confidence", "type", "category"}));
  Redaction redaction;
  ASSIGN_OR_RETURN(redaction.confidence, Confidence(json));
  ASSIGN_OR_RETURN(const std::string type_name, Text(json, "type"));
  const auto type = ParsePiiEntityType(type_name);
  if (!type || json["category"] != "PII") return Malformed("redactions", "has an unknown type");
  redaction.type = *type;
  return redaction;
}

Status ReadAlternative(const Json& alternatives, Item* item) {
  if (!alternatives.is_array() || alternatives.size() != 1) {
    return Malformed("alternatives", "is no list of one");
  }
  const Json& alternative = alternatives[0];
  const bool redacted = alternative.is_object() && alternative.contains("redactions");
  RETURN_IF_ERROR(redacted ? CheckMembers(alternative, "alternatives", {"content", "redactions"})
                           : CheckMembers(alternative, "alternatives", {"content", "confidence"}));
  ASSIGN_OR_RETURN(item->content, Text(alternative, "content"));
  if (item->content.empty()) return Malformed("content", "is empty");
  if (!redacted) {
    ASSIGN_OR_RETURN(item->confidence, Confidence(alternative));
    return {};
  }
  const Json& redactions = alternative["redactions"];
  if (!redactions.is_array() || redactions.size() != 1 || item->type != ItemType::kPronunciation ||
      item->content != redaction::kPiiTag) {
    return Malformed("redactions", "stand where they cannot");
  }
  ASSIGN_OR_RETURN(const Redaction redaction, ReadRedaction(redactions[0]));
  item->redactions.push_back(redaction);
  return {};
}

Result<Item> ReadItem(const Json& json, size_t id) {
  Item item;
  if (!json.is_object() || !json.contains("type")) return Malformed("items", "lacks type");
  if (json["type"] == "punctuation") {
    RETURN_IF_ERROR(CheckMembers(json, "items", {"id", "type", "alternatives"}));
    item.type = ItemType::kPunctuation;
  } else if (json["type"] == "pronunciation") {
    RETURN_IF_ERROR(CheckMembers(json, "items",
                                 {"id", "type", "alternatives", "start_time", "end_time"},
                                 {"vocabularyFilterMatch"}));
    ASSIGN_OR_RETURN(item.start_time_ms, Milliseconds(json, "start_time"));
    ASSIGN_OR_RETURN(item.end_time_ms, Milliseconds(json, "end_time"));
    if (item.end_time_ms < item.start_time_ms) return Malformed("items", "ends before it begins");
    if (const auto match = json.find("vocabularyFilterMatch"); match != json.end()) {
      if (!match->is_boolean()) return Malformed("vocabularyFilterMatch", "is no boolean");
      item.vocabulary_filter_match = match->get<bool>();
    }
  } else {
    return Malformed("items", "has an unknown type");
  }
  if (!json["id"].is_number_unsigned() || json["id"] != id) {
    return Malformed("items", "is out of order");
  }
  RETURN_IF_ERROR(ReadAlternative(json["alternatives"], &item));
  return item;
}

// The segment that begins with the item `first`.
Result<AudioSegment> ReadSegment(const Json& json, size_t id, size_t first) {
  RETURN_IF_ERROR(CheckMembers(json, "audio_segments",
                               {"id", "transcript", "start_time", "end_time", "items"}));
  AudioSegment segment;
  ASSIGN_OR_RETURN(segment.start_time_ms, Milliseconds(json, "start_time"));
  ASSIGN_OR_RETURN(segment.end_time_ms, Milliseconds(json, "end_time"));
  RETURN_IF_ERROR(Text(json, "transcript"));
  if (!json["id"].is_number_unsigned() || json["id"] != id) {
    return Malformed("audio_segments", "is out of order");
  }
  const Json& items = json["items"];
  if (!items.is_array() || items.empty()) return Malformed("audio_segments", "has no items");
  segment.first_item = first;
  segment.item_count = items.size();
  for (size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_number_unsigned() || items[i] != first + i) {
      return Malformed("audio_segments", "has items out of order");
    }
  }
  return segment;
}

Result<Transcript> ReadResults(const Json& json) {
  RETURN_IF_ERROR(CheckMembers(json, "results", {"transcripts", "items", "audio_segments"}));
  const Json& transcripts = json["transcripts"];
  if (!transcripts.is_array() || transcripts.size() != 1) {
    return Malformed("transcripts", "is no list of one");
  }
  RETURN_IF_ERROR(CheckMembers(transcripts[0], "transcripts", {"transcript"}));
  RETURN_IF_ERROR(Text(transcripts[0], "transcript"));
  if (!json["items"].is_array() || !json["audio_segments"].is_array()) {
    return Malformed("results", "has no lists");
  }
  Transcript transcript;
  transcript.items.reserve(json["items"].size());
  for (const Json& item_json : json["items"]) {
    ASSIGN_OR_RETURN(Item item, ReadItem(item_json, transcript.items.size()));
    transcript.items.push_back(std::move(item));
  }
  size_t next = 0;
  for (const Json& segment_json : json["audio_segments"]) {
    ASSIGN_OR_RETURN(const AudioSegment segment,
                     ReadSegment(segment_json, transcript.audio_segments.size(), next));
    next += segment.item_count;
    transcript.audio_segments.push_back(segment);
  }
  if (next != transcript.items.size()) return Malformed("audio_segments", "do not hold every item");
  return transcript;
}

}  // namespace

Result<TranscriptDocument> ReadTranscriptJson(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return Malformed("it", "is no JSON");
  RETURN_IF_ERROR(
      CheckMembers(json, "it", {"jobName", "accountId", "status", "results"}, {"isRedacted"}));
  TranscriptDocument document;
  ASSIGN_OR_RETURN(document.header.job_name, Text(json, "jobName"));
  ASSIGN_OR_RETURN(document.header.account_id, Text(json, "accountId"));
  if (json["status"] != "COMPLETED") return Malformed("status", "is not COMPLETED");
  if (const auto redacted = json.find("isRedacted"); redacted != json.end()) {
    if (!redacted->is_boolean()) return Malformed("isRedacted", "is no boolean");
    document.is_redacted = redacted->get<bool>();
  }
  ASSIGN_OR_RETURN(document.transcript, ReadResults(json["results"]));
  const bool any = std::any_of(document.transcript.items.begin(), document.transcript.items.end(),
                               [](const Item& item) { return !item.redactions.empty(); });
  if (any && !document.is_redacted.value_or(false)) {
    return Malformed("redactions", "stand in a document that is not redacted");
  }
  return document;
}

}  // namespace tacet::output
