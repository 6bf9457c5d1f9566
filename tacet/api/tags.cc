#include "tacet/api/tags.h"

#include "tacet/api/job_json.h"
#include "tacet/api/operations.h"

namespace tacet::api {
namespace {

using Tags = std::map<std::string, std::string>;

constexpr size_t kMaxTags = 50;

struct Resource {
  std::string type;  // "transcription-job", "vocabulary", "vocabulary-filter"
  std::string name;
};

tl::unexpected<Error> NotFound() {
  return MakeError(
      ErrorCode::kNotFound,
      "The resource that you specified couldn't be found. Check the ResourceArn and try "
      "your request again.");
}

// arn:aws:transcribe:<region>:<account>:<type>/<name>, its form checked already.
Result<Resource> ParseArn(const OperationContext& context, const std::string& arn) {
  std::vector<std::string> fields(1);
  for (const char c : arn) {
    if (c == ':' && fields.size() < 6) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  const size_t slash = fields.back().find('/');
  if (fields.size() < 6 || slash == std::string::npos) return NotFound();
  if (fields[3] != context.options.region || fields[4] != context.options.account_id) {
    return NotFound();
  }
  const Resource resource{fields[5].substr(0, slash), fields[5].substr(slash + 1)};
  if (resource.type != "transcription-job" && resource.type != "vocabulary" &&
      resource.type != "vocabulary-filter") {
    return MakeError(
        ErrorCode::kUnimplemented,
        "This service doesn't support the resource type of the ResourceArn. It supports "
        "transcription-job, vocabulary and vocabulary-filter.");
  }
  return resource;
}

jobs::VocabularyKind KindOf(const Resource& resource) {
  return resource.type == "vocabulary" ? jobs::VocabularyKind::kVocabulary
                                       : jobs::VocabularyKind::kVocabularyFilter;
}

template <typename T>
Result<T> OrNotFound(Result<T> result) {
  if (!result && result.error().code == ErrorCode::kNotFound) return NotFound();
  return result;
}

Result<Tags> ReadTags(OperationContext& context, const Resource& resource) {
  if (resource.type == "transcription-job") {
    ASSIGN_OR_RETURN(const jobs::TranscriptionJob job,
                     OrNotFound(context.parts.jobs.Get(resource.name)));
    return job.request.tags;
  }
  ASSIGN_OR_RETURN(const jobs::Vocabulary vocabulary,
                   OrNotFound(context.parts.vocabularies.Get(KindOf(resource), resource.name)));
  return vocabulary.tags;
}

Status WriteTags(OperationContext& context, const Resource& resource, const Tags& tags) {
  if (resource.type == "transcription-job") {
    return OrNotFound(context.parts.jobs.SetTags(resource.name, tags));
  }
  return OrNotFound(context.parts.vocabularies.SetTags(KindOf(resource), resource.name, tags));
}

}  // namespace

Status CheckTagCount(const Tags& tags) {
  if (tags.size() <= kMaxTags) return {};
  return MakeError(ErrorCode::kInvalidArgument,
                   "A resource can have at most 50 tags. Remove tags and try your request again.");
}

Result<Tags> ParseTags(const Input& input) {
  Tags tags;
  const auto list = input.find("Tags");
  if (list == input.end() || list->is_null()) return tags;
  for (const Input& tag : *list) {
    const auto& key = tag.at("Key").get_ref<const std::string&>();
    if (key.starts_with("aws:")) {
      return MakeError(
          ErrorCode::kInvalidArgument,
          "A tag's key can't begin with aws:. Use a different key and try your request "
          "again.");
    }
    if (!tags.emplace(key, tag.at("Value").get<std::string>()).second) {
      return MakeError(ErrorCode::kInvalidArgument,
                       "A tag's key is given more than once. Remove the duplicate and try your "
                       "request again.");
    }
  }
  RETURN_IF_ERROR(CheckTagCount(tags));
  return tags;
}

Result<Output> TagResource(OperationContext& context, const Input& input) {
  ASSIGN_OR_RETURN(const Tags added, ParseTags(input));
  ASSIGN_OR_RETURN(const Resource resource, ParseArn(context, input.at("ResourceArn")));
  const std::lock_guard lock(context.shared.tags_mutex);
  ASSIGN_OR_RETURN(Tags tags, ReadTags(context, resource));
  for (const auto& [key, value] : added) tags[key] = value;
  RETURN_IF_ERROR(CheckTagCount(tags));
  RETURN_IF_ERROR(WriteTags(context, resource, tags));
  return Output::object();
}

Result<Output> UntagResource(OperationContext& context, const Input& input) {
  ASSIGN_OR_RETURN(const Resource resource, ParseArn(context, input.at("ResourceArn")));
  const std::lock_guard lock(context.shared.tags_mutex);
  ASSIGN_OR_RETURN(Tags tags, ReadTags(context, resource));
  for (const Input& key : input.at("TagKeys")) tags.erase(key.get<std::string>());
  RETURN_IF_ERROR(WriteTags(context, resource, tags));
  return Output::object();
}

Result<Output> ListTagsForResource(OperationContext& context, const Input& input) {
  ASSIGN_OR_RETURN(const Resource resource, ParseArn(context, input.at("ResourceArn")));
  ASSIGN_OR_RETURN(const Tags tags, ReadTags(context, resource));
  Output output = Output::object();
  output["ResourceArn"] = input.at("ResourceArn").get<std::string>();
  output["Tags"] = TagsJson(tags);
  return output;
}

}  // namespace tacet::api
