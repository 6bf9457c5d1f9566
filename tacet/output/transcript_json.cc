#include "tacet/output/transcript_json.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "tacet/output/number_text.h"
#include "tacet/transcript/pii_entity_type.h"
#include "tacet/transcript/transcript_text.h"

namespace tacet::output {
namespace {

// Members keep the order in which they are added, as in the service's documents.
using Json = nlohmann::ordered_json;

constexpr int kConfidenceDecimals = 3;
constexpr int kRedactionConfidenceDecimals = 4;

Json AlternativeJson(const Item& item) {
  // A redacted item has no speech confidence: readers take that of the redaction.
  if (!item.redactions.empty()) {
    Json redactions = Json::array();
    for (const Redaction& redaction : item.redactions) {
      redactions.push_back(
          {{"confidence", ConfidenceText(redaction.confidence, kRedactionConfidenceDecimals)},
           {"type", PiiEntityTypeName(redaction.type)},
           {"category", "PII"}});
    }
    return {{"content", item.content}, {"redactions", std::move(redactions)}};
  }
  return {{"confidence", ConfidenceText(item.confidence, kConfidenceDecimals)},
          {"content", item.content}};
}

Json ItemJson(size_t id, const Item& item) {
  const bool pronunciation = item.type == ItemType::kPronunciation;
  Json json = {{"id", id},
               {"type", pronunciation ? "pronunciation" : "punctuation"},
               {"alternatives", Json::array({AlternativeJson(item)})}};
  if (pronunciation) {
    json["start_time"] = SecondsText(item.start_time_ms);
    json["end_time"] = SecondsText(item.end_time_ms);
    if (item.vocabulary_filter_match) {
      json["vocabularyFilterMatch"] = *item.vocabulary_filter_match;
    }
  }
  return json;
}

Json SegmentJson(size_t id, const AudioSegment& segment, const Transcript& transcript) {
  Json items = Json::array();
  for (size_t i = 0; i < segment.item_count; ++i) items.push_back(segment.first_item + i);
  return {{"id", id},
          {"transcript", JoinItems(transcript, segment.first_item, segment.item_count)},
          {"start_time", SecondsText(segment.start_time_ms)},
          {"end_time", SecondsText(segment.end_time_ms)},
          {"items", std::move(items)}};
}

Json ResultsJson(const Transcript& transcript) {
  Json items = Json::array();
  for (size_t i = 0; i < transcript.items.size(); ++i) {
    items.push_back(ItemJson(i, transcript.items[i]));
  }
  Json segments = Json::array();
  for (size_t i = 0; i < transcript.audio_segments.size(); ++i) {
    segments.push_back(SegmentJson(i, transcript.audio_segments[i], transcript));
  }
  const std::string text = JoinItems(transcript, 0, transcript.items.size());
  return {{"transcripts", Json::array({Json{{"transcript", text}}})},
          {"items", std::move(items)},
          {"audio_segments", std::move(segments)}};
}

std::string DocumentText(const Transcript& transcript, const DocumentHeader& header,
                         std::optional<bool> is_redacted) {
  Json json = {{"jobName", header.job_name}, {"accountId", header.account_id}};
  if (is_redacted) json["isRedacted"] = *is_redacted;
  json["status"] = "COMPLETED";
  json["results"] = ResultsJson(transcript);
  // Broken UTF-8 cannot come from the recognizer; were it to, a replacement beats a lost document.
  return json.dump(/*indent=*/-1, /*indent_char=*/' ', /*ensure_ascii=*/false,
                   Json::error_handler_t::replace);
}

}  // namespace

std::string WriteTranscriptJson(const Transcript& transcript, const DocumentHeader& header,
                                RedactionJob redaction_job) {
  return DocumentText(transcript, header,
                      redaction_job == RedactionJob::kYes ? std::optional(false) : std::nullopt);
}

std::string WriteRedactedTranscriptJson(const redaction::RedactedTranscript& transcript,
                                        const DocumentHeader& header) {
  return DocumentText(transcript.transcript(), header, /*is_redacted=*/true);
}

}  // namespace tacet::output
