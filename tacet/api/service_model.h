// ServiceModel: what a service model says of each operation's input and output, as data. That of
// Amazon Transcribe: service_model.json, derived from botocore by tools/service_model/derive.py,
// with the differences of model_overrides.cc laid over it. Immutable once made; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/api/model_overrides.h"
#include "tacet/base/result.h"

namespace re2 {
class RE2;
}

namespace tacet::api {

enum class ShapeType { kStructure, kList, kMap, kString, kInteger, kLong, kBoolean, kFloat, kTime };

struct Shape;

struct Member {
  std::string name;
  const Shape* shape = nullptr;  // owned by the model
  bool required = false;
};

// Only what fits the type is set.
struct Shape {
  std::string name;
  ShapeType type = ShapeType::kStructure;
  std::vector<Member> members;           // in the model's order
  bool is_union = false;                 // exactly one member may be set
  bool sensitive = false;                // the value must not be echoed
  std::vector<std::string> enum_values;  // empty = any
  std::string pattern;                   // as the model spells it; "" = none
  std::shared_ptr<const re2::RE2> regex;
  // Length of a string in code points, size of a list or map, or value of a number.
  std::optional<int64_t> min;
  std::optional<int64_t> max;
  const Shape* element = nullptr;  // of a list
  const Shape* key = nullptr;      // of a map
  const Shape* value = nullptr;

  const Member* Find(std::string_view member) const;  // null when there is none
};

struct OperationShapes {
  const Shape* input = nullptr;   // never null
  const Shape* output = nullptr;  // null = the operation answers nothing
};

class ServiceModel {
 public:
  // `overrides` are laid over the model. kInternal when `json` is not what derive.py writes, or a
  // pattern is not linear-time.
  static Result<std::unique_ptr<const ServiceModel>> Parse(
      std::string_view json, std::span<const ModelOverride> overrides = {});

  const std::map<std::string, OperationShapes, std::less<>>& operations() const {
    return operations_;
  }
  const Shape* FindShape(std::string_view name) const;  // null when there is none

 private:
  ServiceModel() = default;

  std::map<std::string, std::unique_ptr<Shape>, std::less<>> shapes_;
  std::map<std::string, OperationShapes, std::less<>> operations_;
};

// The model that the program was built with.
const ServiceModel& TranscribeModel();

}  // namespace tacet::api
