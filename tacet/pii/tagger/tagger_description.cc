#include "tacet/pii/tagger/tagger_description.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace tacet::pii {
namespace {

using nlohmann::json;

// BERT's places; also bounds the memory of one window.
constexpr size_t kMaxLength = 512;
// JSON nests no deeper than this in what we write; a parser would use the stack for more.
constexpr int kMaxDepth = 8;

tl::unexpected<Error> Wrong(const std::string& member, const std::string& what) {
  return MakeError(ErrorCode::kDataLoss, "tagger.json: " + member + " must be " + what);
}

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool IsVersionCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == '-';
}

// The member `name`, null when it is not there.
const json& Member(const json& object, const char* name) {
  static const json kNull;
  const auto it = object.find(name);
  return it == object.end() ? kNull : *it;
}

std::optional<size_t> Count(const json& value) {
  if (!value.is_number_unsigned() || value.get<uint64_t>() > kMaxLength) return std::nullopt;
  return value.get<size_t>();
}

std::optional<Tag> ParseTag(std::string_view name) {
  if (name == "O") return Tag{};
  const bool starts = name.starts_with("B-");
  if (!starts && !name.starts_with("I-")) return std::nullopt;
  const std::optional<PiiEntityType> type = ParsePiiEntityType(name.substr(2));
  if (!type) return std::nullopt;
  return Tag{starts ? Tag::Kind::kStarts : Tag::Kind::kInside, *type};
}

Status ReadTags(const json& names, std::vector<Tag>* tags) {
  const std::string what = "\"O\" and B- and I- with types of personal information, each once";
  if (!names.is_array()) return Wrong("tags", what);
  for (const json& name : names) {
    if (!name.is_string()) return Wrong("tags", what);
    const std::optional<Tag> tag = ParseTag(name.get_ref<const std::string&>());
    if (!tag || std::find(tags->begin(), tags->end(), *tag) != tags->end()) {
      return Wrong("tags", what);
    }
    tags->push_back(*tag);
  }
  if (std::find(tags->begin(), tags->end(), Tag{}) == tags->end()) return Wrong("tags", what);
  return {};
}

Status ReadHash(const json& files, const std::string& file, std::string* hash) {
  const json& value = Member(files, file.c_str());
  if (value.is_string()) *hash = value.get<std::string>();
  if (hash->size() != 64 || !std::all_of(hash->begin(), hash->end(), IsHexDigit)) {
    return Wrong("files." + file, "a SHA-256 in small hexadecimal digits");
  }
  return {};
}

}  // namespace

Result<TaggerDescription> ParseTaggerDescription(std::string_view text) {
  bool too_deep = false;
  const json root = json::parse(
      text,
      [&](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > kMaxDepth;
        return !too_deep;
      },
      /*allow_exceptions=*/false);
  if (too_deep || !root.is_object()) {
    return MakeError(ErrorCode::kDataLoss, "tagger.json is no JSON object");
  }
  TaggerDescription description;
  const json& version = Member(root, "version");
  if (version.is_string()) description.version = version.get<std::string>();
  if (description.version.empty() || description.version.size() > 64 ||
      !std::all_of(description.version.begin(), description.version.end(), IsVersionCharacter)) {
    return Wrong("version", "1 to 64 letters, digits, '.', '_' and '-'");
  }
  RETURN_IF_ERROR(ReadTags(Member(root, "tags"), &description.tags));

  const std::optional<size_t> max_length = Count(Member(root, "max_length"));
  if (!max_length || *max_length < 8) {
    return Wrong("max_length", "a whole number from 8 to " + std::to_string(kMaxLength));
  }
  const std::optional<size_t> context_length = Count(Member(root, "context_length"));
  if (!context_length || *context_length > *max_length / 2) {
    return Wrong("context_length", "a whole number up to half of max_length");
  }
  description.limits.max_length = *max_length;
  description.limits.context_length = *context_length;
  description.limits.longest_turn =
      std::min(WindowLimits().longest_turn, *max_length - *context_length - 2);

  const json& temperature = Member(root, "temperature");
  if (temperature.is_number()) description.temperature = temperature.get<double>();
  if (!temperature.is_number() ||
      !(description.temperature >= 0.01 && description.temperature <= 100)) {
    return Wrong("temperature", "a number from 0.01 to 100");
  }
  const json& files = Member(root, "files");
  if (!files.is_object()) return Wrong("files", "an object");
  RETURN_IF_ERROR(ReadHash(files, "tagger.onnx", &description.model_sha256));
  RETURN_IF_ERROR(ReadHash(files, "vocab.txt", &description.vocabulary_sha256));
  return description;
}

}  // namespace tacet::pii
