#include "tacet/api/validation.h"

#include <re2/re2.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace tacet::api {
namespace {

// Amazon echoes whole values; a value of a megabyte helps nobody.
constexpr size_t kMaxEchoBytes = 2000;

// "MediaFileUri" -> "mediaFileUri", "KMSKey" -> "kMSKey": Amazon's paths lower the first letter
// only.
std::string LowerFirst(std::string name) {
  if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z') name[0] = static_cast<char>(name[0] + 32);
  return name;
}

// A path from the request's top to one value, as Amazon prints it and as the request spells it.
struct Path {
  std::string printed;  // "tags.1.member.key"
  std::string sent;     // "Tags.1.Key"

  Path Child(const std::string& name) const {
    return {Join(printed, LowerFirst(name)), Join(sent, name)};
  }
  Path Element(size_t index) const {
    const std::string number = std::to_string(index + 1);
    return {Join(printed, number + ".member"), Join(sent, number)};
  }
  Path Value(const std::string& key) const {
    return {Join(printed, key + ".member"), Join(sent, key)};
  }

 private:
  static std::string Join(const std::string& above, const std::string& name) {
    return above.empty() ? name : above + "." + name;
  }
};

std::string Shortened(std::string text) {
  if (text.size() <= kMaxEchoBytes) return text;
  size_t end = kMaxEchoBytes;
  while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // not inside a character
  return text.substr(0, end) + "...";
}

// As Java prints it: [a, b] and {a=1, b=2}.
void AppendValue(const Input& value, std::string& out) {
  if (out.size() > kMaxEchoBytes) return;
  if (value.is_string()) {
    out += value.get_ref<const std::string&>();
  } else if (value.is_array()) {
    out += "[";
    for (size_t i = 0; i < value.size() && out.size() <= kMaxEchoBytes; ++i) {
      if (i > 0) out += ", ";
      AppendValue(value[i], out);
    }
    out += "]";
  } else if (value.is_object()) {
    out += "{";
    bool first = true;
    for (const auto& [name, member] : value.items()) {
      if (!first) out += ", ";
      first = false;
      out += name + "=";
      AppendValue(member, out);
    }
    out += "}";
  } else {
    out += value.dump();
  }
}

size_t CodePoints(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
  }));
}

std::string EnumText(const Shape& shape) {
  std::string text = "Member must satisfy enum value set: [";
  for (const std::string& value : shape.enum_values) {
    if (text.back() != '[') text += ", ";
    text += value;
  }
  return text + "]";
}

std::string BoundText(const Shape& shape, bool upper) {
  const bool number = shape.type == ShapeType::kInteger || shape.type == ShapeType::kLong;
  return std::string("Member must have ") + (number ? "value " : "length ") +
         (upper ? "less than or equal to " : "greater than or equal to ") +
         std::to_string(upper ? *shape.max : *shape.min);
}

std::string PatternText(const Shape& shape) {
  return "Member must satisfy regular expression pattern: " + shape.pattern;
}

// The size that min and max are about.
int64_t Measure(const Input& value, const Shape& shape) {
  if (shape.type == ShapeType::kString) {
    return static_cast<int64_t>(CodePoints(value.get_ref<const std::string&>()));
  }
  if (value.is_array() || value.is_object()) return static_cast<int64_t>(value.size());
  // No model bounds a fraction; one beyond the range of int64_t must not be converted.
  return value.is_number_integer() ? value.get<int64_t>() : 0;
}

// The texts of what `value` itself violates, without its parts.
std::vector<std::string> BrokenConstraints(const Input& value, const Shape& shape) {
  std::vector<std::string> broken;
  const int64_t size = Measure(value, shape);
  if (shape.max && size > *shape.max) broken.push_back(BoundText(shape, /*upper=*/true));
  if (shape.min && size < *shape.min) broken.push_back(BoundText(shape, /*upper=*/false));
  if (shape.type != ShapeType::kString) return broken;
  const auto& text = value.get_ref<const std::string&>();
  // What is too long is not worth a look by the regular expression.
  const bool too_long = shape.max && size > *shape.max;
  if (shape.regex && !too_long && !re2::RE2::FullMatch(text, *shape.regex)) {
    broken.push_back(PatternText(shape));
  }
  if (!shape.enum_values.empty() && std::find(shape.enum_values.begin(), shape.enum_values.end(),
                                              text) == shape.enum_values.end()) {
    broken.push_back(EnumText(shape));
  }
  return broken;
}

// Every constraint of a value inside a list or map, as Amazon lists them.
std::string AllConstraints(const Shape& shape) {
  std::vector<std::string> texts;
  if (shape.max) texts.push_back(BoundText(shape, /*upper=*/true));
  if (shape.min) texts.push_back(BoundText(shape, /*upper=*/false));
  if (!shape.pattern.empty()) texts.push_back(PatternText(shape));
  if (!shape.enum_values.empty()) texts.push_back(EnumText(shape));
  texts.emplace_back("Member must not be null");
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return "[" + joined + "]";
}

std::string_view TypeText(ShapeType type) {
  switch (type) {
    case ShapeType::kStructure:
    case ShapeType::kMap:
      return "an object";
    case ShapeType::kList:
      return "a list";
    case ShapeType::kString:
      return "a string";
    case ShapeType::kInteger:
    case ShapeType::kLong:
      return "an integer";
    case ShapeType::kBoolean:
      return "true or false";
    case ShapeType::kFloat:
    case ShapeType::kTime:
      return "a number";
  }
  return "something else";
}

bool HasType(const Input& value, ShapeType type) {
  switch (type) {
    case ShapeType::kStructure:
    case ShapeType::kMap:
      return value.is_object();
    case ShapeType::kList:
      return value.is_array();
    case ShapeType::kString:
      return value.is_string();
    case ShapeType::kInteger:
    case ShapeType::kLong: {
      if (!value.is_number_integer()) return false;
      const int64_t most = type == ShapeType::kInteger ? std::numeric_limits<int32_t>::max()
                                                       : std::numeric_limits<int64_t>::max();
      if (value.is_number_unsigned()) return value.get<uint64_t>() <= static_cast<uint64_t>(most);
      return value.get<int64_t>() >= -most - 1;
    }
    case ShapeType::kBoolean:
      return value.is_boolean();
    case ShapeType::kFloat:
    case ShapeType::kTime:
      return value.is_number();
  }
  return false;
}

bool IsPlain(const Shape& shape) {
  return shape.type != ShapeType::kStructure && shape.type != ShapeType::kList &&
         shape.type != ShapeType::kMap;
}

class Validator {
 public:
  void Check(const Input& value, const Shape& shape, const Path& path) {
    if (!HasType(value, shape.type)) {
      if (type_fault_.empty()) {
        type_fault_ =
            "The value at '" + path.sent + "' is not " + std::string(TypeText(shape.type)) + ".";
      }
      return;
    }
    for (const std::string& broken : BrokenConstraints(value, shape)) {
      Violate(value, shape, path, broken);
    }
    if (shape.type == ShapeType::kStructure) CheckMembers(value, shape, path);
    if (shape.type == ShapeType::kList) CheckElements(value, shape, path);
    if (shape.type == ShapeType::kMap) CheckEntries(value, shape, path);
  }

  std::optional<ApiError> Verdict() const {
    if (!type_fault_.empty()) return SerializationError(type_fault_);
    if (!unknown_.empty()) {
      const bool one = unknown_.size() == 1;
      std::string text = one ? "Unknown member " : "Unknown members ";
      for (size_t i = 0; i < unknown_.size(); ++i) {
        text += (i > 0 ? ", '" : "'") + Shortened(unknown_[i]) + "'";
      }
      text += one ? ". Check its spelling and its place in the request"
                  : ". Check their spelling and their place in the request";
      return ApiError{"BadRequestException", 400, text + ", and try your request again."};
    }
    if (violations_.empty()) return std::nullopt;
    std::string text = std::to_string(violations_.size()) +
                       (violations_.size() == 1 ? " validation error" : " validation errors") +
                       " detected: ";
    for (size_t i = 0; i < violations_.size(); ++i) text += (i > 0 ? "; " : "") + violations_[i];
    return ApiError{"BadRequestException", 400, std::move(text)};
  }

 private:
  // More than this of either kind help nobody, and would let a small request make a large answer.
  static constexpr size_t kMaxReported = 50;

  void Add(const Path& path, const std::string& value, std::string_view constraint) {
    if (violations_.size() >= kMaxReported) return;
    violations_.push_back("Value " + value + "at '" + path.printed +
                          "' failed to satisfy constraint: " + std::string(constraint));
  }

  void Violate(const Input& value, const Shape& shape, const Path& path,
               const std::string& constraint) {
    std::string text;
    if (!shape.sensitive && (shape.element == nullptr || !shape.element->sensitive)) {
      AppendValue(value, text);
      text = "'" + Shortened(text) + "' ";
    }
    Add(path, text, constraint);
  }

  void CheckMembers(const Input& value, const Shape& shape, const Path& path) {
    for (const auto& [name, member] : value.items()) {
      if (shape.Find(name) == nullptr && unknown_.size() < kMaxReported) {
        unknown_.push_back(path.Child(name).sent);
      }
    }
    size_t given = 0;
    for (const Member& member : shape.members) {
      const auto found = value.find(member.name);
      if (found != value.end() && !found->is_null()) {
        ++given;
        Check(*found, *member.shape, path.Child(member.name));
      } else if (member.required) {
        Add(path.Child(member.name), "null ", "Member must not be null");
      }
    }
    if (shape.is_union && given != 1) {
      Violate(value, shape, path, "Member must have exactly one member set");
    }
  }

  void CheckElements(const Input& value, const Shape& shape, const Path& path) {
    bool broken = false;
    for (size_t i = 0; i < value.size(); ++i) {
      if (value[i].is_null()) {
        broken = true;
      } else if (!IsPlain(*shape.element)) {
        Check(value[i], *shape.element, path.Element(i));
      } else {
        broken = CheckPlain(value[i], *shape.element, path.Element(i)) || broken;
      }
    }
    if (!broken) return;
    Violate(value, shape, path,
            IsPlain(*shape.element)
                ? "Member must satisfy constraint: " + AllConstraints(*shape.element)
                : "Member must not be null");
  }

  void CheckEntries(const Input& value, const Shape& shape, const Path& path) {
    bool key_broken = false, value_broken = false;
    for (const auto& [key, entry] : value.items()) {
      key_broken = !BrokenConstraints(Input(key), *shape.key).empty() || key_broken;
      if (entry.is_null()) {
        value_broken = true;
      } else if (!IsPlain(*shape.value)) {
        Check(entry, *shape.value, path.Value(key));
      } else {
        value_broken = CheckPlain(entry, *shape.value, path.Value(key)) || value_broken;
      }
    }
    if (key_broken) {
      Violate(value, shape, path,
              "Map keys must satisfy constraint: " + AllConstraints(*shape.key));
    }
    if (value_broken) {
      Violate(value, shape, path,
              "Map value must satisfy constraint: " + AllConstraints(*shape.value));
    }
  }

  // Whether a value inside a list or map breaks a constraint; a wrong type is noted.
  bool CheckPlain(const Input& value, const Shape& shape, const Path& path) {
    if (HasType(value, shape.type)) return !BrokenConstraints(value, shape).empty();
    Check(value, shape, path);
    return false;
  }

  std::string type_fault_;
  std::vector<std::string> unknown_;
  std::vector<std::string> violations_;
};

}  // namespace

std::optional<ApiError> Validate(const Input& input, const Shape& shape) {
  Validator validator;
  validator.Check(input, shape, {});
  return validator.Verdict();
}

}  // namespace tacet::api
