#include <nlohmann/json.hpp>

#include "tacet/evaluation/report.h"

namespace tacet::evaluation {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson ShareJson(size_t hits, size_t count) {
  const Share share = {hits, count};
  const Interval interval = share.interval();
  return {{"hits", hits},
          {"count", count},
          {"value", share.value()},
          {"low", interval.low},
          {"high", interval.high}};
}

OrderedJson RateJson(const Rate& rate) {
  return {{"value", rate.value}, {"low", rate.interval.low}, {"high", rate.interval.high}};
}

OrderedJson CountsJson(const PiiCounts& counts) {
  return {{"recall_any_type", ShareJson(counts.found, counts.labelled)},
          {"recall_same_type", ShareJson(counts.found_same_type, counts.labelled)},
          {"touched", ShareJson(counts.touched, counts.labelled)},
          {"precision", ShareJson(counts.right, counts.spans)},
          {"precision_same_type", ShareJson(counts.right_same_type, counts.spans)}};
}

OrderedJson CountsJson(const TimeCounts& counts) {
  return {{"labelled", counts.labelled},
          {"recall_any_type", ShareJson(counts.redacted, counts.heard)},
          {"recall_same_type", ShareJson(counts.redacted_same_type, counts.heard)},
          {"cannot_be_read", ShareJson(counts.unreadable, counts.heard)},
          {"precision", ShareJson(counts.right, counts.redactions)},
          {"seconds", static_cast<double>(counts.labelled_ms) / 1000},
          {"readable_seconds", static_cast<double>(counts.readable_ms) / 1000},
          {"audible_seconds", static_cast<double>(counts.audible_ms) / 1000}};
}

OrderedJson TalkJson(const PiiScores::Talk& talk) {
  OrderedJson json = {{"dialogues", talk.dialogues},
                      {"words", talk.words},
                      {"false_spans", talk.false_spans},
                      {"false_per_thousand_words", RateJson(talk.false_per_thousand_words)}};
  json.update(CountsJson(talk.counts));
  return json;
}

// {"types": {...}, "groups": {...}} of either kind of scores.
template <typename Scores>
OrderedJson TypesJson(const Scores& scores) {
  OrderedJson types = OrderedJson::object();
  for (const auto& [type, counts] : scores.by_type()) {
    types[std::string(PiiEntityTypeName(type))] = CountsJson(counts);
  }
  OrderedJson groups = OrderedJson::object();
  for (const TypeGroup& group : TypeGroups()) {
    groups[std::string(group.name)] = CountsJson(scores.Of(group.types));
  }
  groups["all"] = CountsJson(scores.All());
  return {{"types", std::move(types)}, {"groups", std::move(groups)}};
}

OrderedJson MistakesJson(const std::vector<PiiMistake>& mistakes) {
  OrderedJson list = OrderedJson::array();
  for (const PiiMistake& each : mistakes) {
    list.push_back({{"type", PiiEntityTypeName(each.type)},
                    {"dialogue", each.dialogue},
                    {"turn", each.turn},
                    {"text", each.text}});
  }
  return list;
}

OrderedJson MistakesJson(const std::vector<SpokenMistake>& mistakes) {
  OrderedJson list = OrderedJson::array();
  for (const SpokenMistake& each : mistakes) {
    list.push_back({{"type", PiiEntityTypeName(each.type)},
                    {"recording", each.recording},
                    {"start", static_cast<double>(each.start_ms) / 1000},
                    {"said", each.said},
                    {"readable", each.readable}});
  }
  return list;
}

}  // namespace

std::string ToJson(const PiiScores& scores, const ReportOptions& options) {
  OrderedJson json = TypesJson(scores);
  OrderedJson sources = OrderedJson::object();
  for (const std::string& source : scores.sources()) {
    sources[source] = TalkJson(scores.OfSource(source));
  }
  json["sources"] = std::move(sources);
  json["ordinary"] = options.ordinary;
  json["whole"] = TalkJson(scores.Whole());
  json["calibration_error"] = RateJson(scores.CalibrationError());
  json["calibration_error_any_type"] = RateJson(scores.CalibrationErrorAnyType());
  OrderedJson bins = OrderedJson::array();
  const Calibration calibration = scores.calibration();
  for (const Calibration::Bin& bin : calibration.bins()) {
    bins.push_back({{"count", bin.count},
                    {"mean_confidence", bin.count > 0 ? bin.confidences / bin.count : 0},
                    {"share_right", bin.count > 0 ? bin.right / bin.count : 0}});
  }
  json["calibration"] = std::move(bins);
  OrderedJson leaks = OrderedJson::array();
  for (const DigitLeak& leak : scores.leaks()) {
    leaks.push_back({{"type", PiiEntityTypeName(leak.type)},
                     {"dialogue", leak.dialogue},
                     {"turn", leak.turn},
                     {"digits", leak.run_length}});
  }
  json["leaks"] = std::move(leaks);
  json["missed"] = MistakesJson(scores.missed());
  json["false_spans"] = MistakesJson(scores.false_spans());
  return json.dump(1) + "\n";
}

std::string ToJson(const TimeScores& scores, const ReportOptions&) {
  OrderedJson json = TypesJson(scores);
  json["recordings"] = scores.recordings();
  json["words"] = scores.words();
  json["false_redactions"] = scores.false_redactions();
  json["false_per_thousand_words"] = RateJson(scores.FalsePerThousandWords());
  json["seconds_per_hour"] = {{"readable", RateJson(scores.ReadableSecondsPerHour())},
                              {"audible", RateJson(scores.AudibleSecondsPerHour())},
                              {"lost", RateJson(scores.LostSecondsPerHour())}};
  const TimeCounts all = scores.All();
  json["seconds"] = {{"said", static_cast<double>(scores.said_ms()) / 1000},
                     {"labelled", static_cast<double>(all.labelled_ms) / 1000},
                     {"readable", static_cast<double>(all.readable_ms) / 1000},
                     {"audible", static_cast<double>(all.audible_ms) / 1000},
                     {"lost", static_cast<double>(scores.lost_ms()) / 1000}};
  json["calibration_error"] = RateJson(scores.CalibrationError());
  json["calibration_error_any_type"] = RateJson(scores.CalibrationErrorAnyType());
  json["leaks"] = MistakesJson(scores.leaks());
  json["missed"] = MistakesJson(scores.missed());
  json["false_finds"] = MistakesJson(scores.false_finds());
  return json.dump(1) + "\n";
}

}  // namespace tacet::evaluation
