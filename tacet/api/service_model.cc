#include "tacet/api/service_model.h"

#include <re2/re2.h>

#include <algorithm>

#include "tacet/api/json.h"
#include "tacet/base/check.h"

namespace tacet::api {

extern const std::string_view kServiceModelJson;  // service_model_data.cc.in

namespace {

// RE2 refuses a repetition above this (RE2's documentation of syntax).
constexpr int64_t kMaxRepeat = 1000;

const std::map<std::string, ShapeType, std::less<>>& TypeNames() {
  static const std::map<std::string, ShapeType, std::less<>> names = {
      {"structure", ShapeType::kStructure},
      {"list", ShapeType::kList},
      {"map", ShapeType::kMap},
      {"string", ShapeType::kString},
      {"integer", ShapeType::kInteger},
      {"long", ShapeType::kLong},
      {"boolean", ShapeType::kBoolean},
      {"float", ShapeType::kFloat},
      {"timestamp", ShapeType::kTime},
  };
  return names;
}

// The same language in RE2's terms: "[a]{0,1024}" becomes "(?:[a]{0,1000}[a]{0,24})", and where the
// shape allows no more characters than the repetition anyway, "[a]*". Only repetitions of a
// character class are known to occur.
std::string ForRe2(const std::string& pattern, std::optional<int64_t> max_length) {
  static const RE2 repeat(R"((\[(?:[^\]\\]|\\.)+\])\{(\d+),(\d+)\})");
  std::string result;
  re2::StringPiece rest(pattern);
  std::string piece;
  re2::StringPiece before = rest;
  while (true) {
    std::string set;
    int64_t least = 0, most = 0;
    before = rest;
    if (!RE2::FindAndConsume(&rest, repeat, &set, &least, &most)) break;
    const std::string whole = set + "{" + std::to_string(least) + "," + std::to_string(most) + "}";
    result.append(before.data(), static_cast<size_t>(rest.data() - before.data()) - whole.size());
    if (most <= kMaxRepeat) {
      result += whole;
    } else if (max_length && *max_length <= most && least <= 1) {
      result += set + (least == 0 ? "*" : "+");
    } else {
      result += "(?:" + set + "{" + std::to_string(least) + "," + std::to_string(kMaxRepeat) + "}" +
                set + "{0," + std::to_string(most - kMaxRepeat) + "})";
    }
  }
  result.append(before.data(), before.size());
  return result;
}

Status SetPattern(Shape& shape) {
  RE2::Options options;
  options.set_log_errors(false);
  shape.regex = std::make_shared<const RE2>(ForRe2(shape.pattern, shape.max), options);
  if (!shape.regex->ok()) {
    return MakeError(ErrorCode::kInternal, "a pattern of the service model cannot be used",
                     shape.name + ": " + shape.regex->error());
  }
  return {};
}

Status Override(const ModelOverride& difference, Shape& shape) {
  if (difference.max) shape.max = difference.max;
  if (difference.member.empty()) return {};
  for (Member& member : shape.members) {
    if (member.name == difference.member) {
      member.required = true;
      return {};
    }
  }
  return MakeError(ErrorCode::kInternal, "an override names a member that is not in the model");
}

}  // namespace

const Member* Shape::Find(std::string_view member) const {
  for (const Member& candidate : members) {
    if (candidate.name == member) return &candidate;
  }
  return nullptr;
}

const Shape* ServiceModel::FindShape(std::string_view name) const {
  const auto found = shapes_.find(name);
  return found == shapes_.end() ? nullptr : found->second.get();
}

Result<std::unique_ptr<const ServiceModel>> ServiceModel::Parse(
    std::string_view text, std::span<const ModelOverride> overrides) try {
  const Output document = Output::parse(text.begin(), text.end());
  std::unique_ptr<ServiceModel> model(new ServiceModel());
  for (const auto& [name, facts] : document.at("shapes").items()) {
    model->shapes_[name] = std::make_unique<Shape>();
    model->shapes_[name]->name = name;
  }
  const auto find = [&model](const Output& name) {
    return model->shapes_.at(name.get<std::string>()).get();
  };
  for (const auto& [name, facts] : document.at("shapes").items()) {
    Shape& shape = *model->shapes_.at(name);
    shape.type = TypeNames().at(facts.at("type").get<std::string>());
    shape.is_union = facts.value("union", false);
    shape.sensitive = facts.value("sensitive", false);
    shape.enum_values = facts.value("enum", std::vector<std::string>());
    shape.pattern = facts.value("pattern", "");
    if (facts.contains("min")) shape.min = facts["min"].get<int64_t>();
    if (facts.contains("max")) shape.max = facts["max"].get<int64_t>();
    if (facts.contains("member")) shape.element = find(facts["member"]);
    if (facts.contains("key")) shape.key = find(facts["key"]);
    if (facts.contains("value")) shape.value = find(facts["value"]);
    if (facts.contains("members")) {
      const auto required = facts.value("required", std::vector<std::string>());
      for (const auto& [member, member_shape] : facts["members"].items()) {
        shape.members.push_back(
            {member, find(member_shape),
             std::find(required.begin(), required.end(), member) != required.end()});
      }
    }
  }
  for (const ModelOverride& difference : overrides) {
    RETURN_IF_ERROR(Override(difference, *model->shapes_.at(std::string(difference.shape))));
  }
  for (const auto& [name, shape] : model->shapes_) {
    if (!shape->pattern.empty()) RETURN_IF_ERROR(SetPattern(*shape));
  }
  for (const auto& [name, sides] : document.at("operations").items()) {
    model->operations_[name] = {
        .input = find(sides.at("input")),
        .output = sides.contains("output") ? find(sides["output"]) : nullptr};
  }
  return std::unique_ptr<const ServiceModel>(std::move(model));
} catch (const std::exception& failure) {
  return MakeError(ErrorCode::kInternal, "the service model cannot be read", failure.what());
}

const ServiceModel& TranscribeModel() {
  static const std::unique_ptr<const ServiceModel> model = [] {
    auto parsed = ServiceModel::Parse(kServiceModelJson, ModelOverrides());
    TACET_CHECK(parsed.has_value()) << parsed.error().message << " " << parsed.error().detail;
    return std::move(*parsed);
  }();
  return *model;
}

}  // namespace tacet::api
