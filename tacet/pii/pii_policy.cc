#include "tacet/pii/pii_policy.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "tacet/base/check.h"
#include "tacet/base/file.h"

namespace tacet::pii {
namespace {

using Json = nlohmann::json;

constexpr uint64_t kMaxFileBytes = 1 << 20;
constexpr size_t kMaxVersionLength = 64;
constexpr size_t kMaxPoints = 100;
constexpr size_t kMaxNesting = 8;

constexpr std::array<std::string_view, kPiiSources> kSourceNames = {"rules", "tagger", "both",
                                                                    "rules_alone"};

// Collects what is wrong, so that one message names everything.
class PolicyReader {
 public:
  Result<PiiPolicy> Read(const Json& json) {
    static_assert(kPiiTypes ==
                  static_cast<size_t>(PiiEntityType::kVehicleIdentificationNumber) + 1);
    if (!json.is_object()) return MakeError(ErrorCode::kInvalidArgument, "it is no JSON object");
    CheckMembers(
        json, "",
        {"version", "sure_rule", "denied_number", "name_again", "thresholds", "calibration"});
    ReadVersion(json);
    ReadShare(json, "sure_rule", "sure_rule", &policy_.sure_rule);
    ReadShare(json, "denied_number", "denied_number", &policy_.denied_number);
    ReadNumber(json, "name_again", "name_again", 1, kMaxOddsFactor, &policy_.name_again);
    ReadThresholds(json);
    ReadCalibration(json);
    if (!problems_.empty()) return MakeError(ErrorCode::kInvalidArgument, problems_);
    return std::move(policy_);
  }

 private:
  void Problem(const std::string& field, const std::string& problem) {
    problems_ += (problems_.empty() ? "" : "; ") + field + " " + problem;
  }

  // A field's name as it may stand in a message: what a file holds may be anything.
  static std::string Printable(const std::string& name) {
    std::string text;
    for (const char c : name.substr(0, 64)) text += c >= ' ' && c <= '~' ? c : '?';
    return text;
  }

  void CheckMembers(const Json& object, const std::string& prefix,
                    const std::set<std::string>& known) {
    for (const auto& [name, value] : object.items()) {
      if (!known.contains(name)) Problem(prefix + Printable(name), "is unknown");
    }
  }

  void ReadVersion(const Json& json) {
    const auto version = json.find("version");
    if (version == json.end()) return Problem("version", "is missing");
    const auto allowed = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             c == '.' || c == '_' || c == '-';
    };
    const std::string* text = version->get_ptr<const std::string*>();
    if (text == nullptr || text->empty() || text->size() > kMaxVersionLength ||
        !std::all_of(text->begin(), text->end(), allowed)) {
      return Problem("version", "must be 1 to 64 letters, digits, '.', '_' and '-'");
    }
    policy_.version = *text;
  }

  // A number in [0, 1].
  void ReadShare(const Json& object, const std::string& name, const std::string& field,
                 double* value) {
    if (!object.contains(name)) return Problem(field, "is missing");
    ReadNumber(object, name, field, 0, 1, value);
  }

  // A number in [least, most], or nothing: `value` then stays.
  void ReadNumber(const Json& object, const std::string& name, const std::string& field, int least,
                  int most, double* value) {
    const auto member = object.find(name);
    if (member == object.end()) return;
    if (!member->is_number() ||
        !(member->get<double>() >= least && member->get<double>() <= most)) {
      return Problem(
          field, "must be a number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    *value = member->get<double>();
  }

  void ReadThresholds(const Json& json) {
    const auto thresholds = json.find("thresholds");
    if (thresholds == json.end()) return Problem("thresholds", "is missing");
    if (!thresholds->is_object()) return Problem("thresholds", "must be an object");
    for (const auto& [name, value] : thresholds->items()) {
      if (!ParsePiiEntityType(name)) Problem("thresholds." + Printable(name), "is no entity type");
    }
    for (const PiiEntityType type : AllPiiEntityTypes()) {
      const std::string name(PiiEntityTypeName(type));
      const std::string field = "thresholds." + name;
      const auto entry = thresholds->find(name);
      if (entry == thresholds->end()) {
        Problem(field, "is missing");
        continue;
      }
      if (!entry->is_object()) {
        Problem(field, "must be an object");
        continue;
      }
      CheckMembers(*entry, field + ".", {"tagger", "rules", "nothing", "doubt"});
      PiiThresholds& of_type = policy_.thresholds[static_cast<size_t>(type)];
      ReadShare(*entry, "tagger", field + ".tagger", &of_type.tagger);
      ReadShare(*entry, "rules", field + ".rules", &of_type.rules);
      ReadShare(*entry, "nothing", field + ".nothing", &of_type.nothing);
      ReadNumber(*entry, "doubt", field + ".doubt", 1, kMaxOddsFactor, &of_type.doubt);
    }
  }

  void ReadCalibration(const Json& json) {
    const auto calibration = json.find("calibration");
    if (calibration == json.end()) return Problem("calibration", "is missing");
    if (!calibration->is_object()) return Problem("calibration", "must be an object");
    CheckMembers(*calibration, "calibration.", {kSourceNames.begin(), kSourceNames.end()});
    for (size_t source = 0; source < kPiiSources; ++source) {
      const std::string field = "calibration." + std::string(kSourceNames[source]);
      const auto points = calibration->find(std::string(kSourceNames[source]));
      if (points == calibration->end()) {
        Problem(field, "is missing");
        continue;
      }
      if (!ReadPoints(*points, &policy_.calibration[source])) {
        Problem(field,
                "must be a list of 1 to 100 [score, probability], numbers from 0 to 1, the scores "
                "growing");
      }
    }
  }

  static bool ReadPoints(const Json& list, std::vector<CalibrationPoint>* points) {
    if (!list.is_array() || list.empty() || list.size() > kMaxPoints) return false;
    for (const Json& pair : list) {
      if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number()) {
        return false;
      }
      const CalibrationPoint point{pair[0].get<double>(), pair[1].get<double>()};
      for (const double value : {point.score, point.probability}) {
        if (!(value >= 0 && value <= 1)) return false;
      }
      if (!points->empty() && point.score <= points->back().score) return false;
      points->push_back(point);
    }
    return true;
  }

  PiiPolicy policy_;
  std::string problems_;
};

// JSON nested deeper than a policy is none; checked before it is parsed, since parsing recurses.
bool IsNestedTooDeep(std::string_view json) {
  size_t depth = 0;
  for (const char c : json) {
    if ((c == '{' || c == '[') && ++depth > kMaxNesting) return true;
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return false;
}

}  // namespace

std::string_view PiiSourceName(PiiSource source) {
  return kSourceNames[static_cast<size_t>(source)];
}

double PiiPolicy::Probability(PiiSource source, double score) const {
  const std::vector<CalibrationPoint>& points = calibration[static_cast<size_t>(source)];
  TACET_CHECK(!points.empty()) << "a policy without calibration";
  double probability = points.back().probability;
  if (score <= points.front().score) {
    probability = points.front().probability;
  } else {
    for (size_t i = 1; i < points.size(); ++i) {
      if (score > points[i].score) continue;
      const CalibrationPoint& low = points[i - 1];
      const CalibrationPoint& high = points[i];
      const double share = (score - low.score) / (high.score - low.score);
      probability = low.probability + share * (high.probability - low.probability);
      break;
    }
  }
  return std::clamp(probability, 0.01, 1.0);
}

Result<PiiPolicy> ParsePiiPolicy(std::string_view json) {
  if (IsNestedTooDeep(json)) {
    return MakeError(ErrorCode::kInvalidArgument, "the PII policy is nested too deep");
  }
  const Json parsed = Json::parse(json, /*cb=*/nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) {
    return MakeError(ErrorCode::kInvalidArgument, "the PII policy is no JSON");
  }
  auto policy = PolicyReader().Read(parsed);
  if (!policy) {
    return MakeError(ErrorCode::kInvalidArgument, "the PII policy: " + policy.error().message);
  }
  return policy;
}

Result<PiiPolicy> ReadPiiPolicy(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxFileBytes));
  auto policy = ParsePiiPolicy(text);
  if (!policy) return MakeError(policy.error().code, path + ": " + policy.error().message);
  return policy;
}

const PiiPolicy& DefaultPiiPolicy() {
  static const auto* const policy = [] {
    auto parsed = ParsePiiPolicy(kRecallFirstPolicy);
    TACET_CHECK(parsed.has_value()) << parsed.error().message;
    return new PiiPolicy(*std::move(parsed));
  }();
  return *policy;
}

}  // namespace tacet::pii
