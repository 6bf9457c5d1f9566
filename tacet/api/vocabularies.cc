// The operations of custom vocabularies and of vocabulary filters: two kinds of one thing, which
// differ in the names of their members and in that only a vocabulary has a state.
#include "tacet/api/job_json.h"
#include "tacet/api/operations.h"
#include "tacet/api/tags.h"
#include "tacet/api/vocabulary_content.h"

namespace tacet::api {
namespace {

using jobs::Vocabulary;
using jobs::VocabularyKind;
using jobs::VocabularyState;

struct Names {
  VocabularyKind kind;
  const char* name;      // the member with its name
  const char* list;      // with its contents
  const char* file_uri;  // or with where they are
  const char* page;      // the list of a List operation
  const char* folder;    // of its copies in the service bucket
};

constexpr Names kVocabularyNames = {VocabularyKind::kVocabulary, "VocabularyName", "Phrases",
                                    "VocabularyFileUri",         "Vocabularies",   "vocabulary"};
constexpr Names kFilterNames = {
    VocabularyKind::kVocabularyFilter, "VocabularyFilterName", "Words",
    "VocabularyFilterFileUri",         "VocabularyFilters",    "vocabulary-filter"};

std::string_view StateName(VocabularyState state) {
  switch (state) {
    case VocabularyState::kPending:
      return "PENDING";
    case VocabularyState::kReady:
      return "READY";
    case VocabularyState::kFailed:
      return "FAILED";
  }
  return "FAILED";
}

const Input* Find(const Input& input, const char* name) {
  const auto found = input.find(name);
  return found == input.end() || found->is_null() ? nullptr : &*found;
}

std::string TextOf(const Input& input, const char* name) {
  const Input* value = Find(input, name);
  return value == nullptr ? "" : value->get<std::string>();
}

// What a vocabulary's answers begin with.
Output Summary(const Names& names, const Vocabulary& vocabulary) {
  Output json = Output::object();
  json[names.name] = vocabulary.name;
  json["LanguageCode"] = vocabulary.language_code;
  json["LastModifiedTime"] = EpochSeconds(vocabulary.last_modified_time);
  if (names.kind == VocabularyKind::kVocabulary) {
    json["VocabularyState"] = StateName(vocabulary.state);
  }
  return json;
}

Status CheckSupported(const Input& input) {
  for (const char* member : {"DataAccessRoleArn", "EncryptionConfiguration"}) {
    if (Find(input, member) != nullptr) {
      return MakeError(ErrorCode::kUnimplemented,
                       std::string("This service doesn't support ") + member +
                           " for vocabularies. Remove it from your request and try again.");
    }
  }
  return {};
}

Result<std::string> ReadFileAt(OperationContext& context, const std::string& uri) {
  ASSIGN_OR_RETURN(const objectstore::ObjectName name, ParseObjectUri(context, uri));
  ASSIGN_OR_RETURN(const objectstore::ObjectInfo info, HeadObject(context, name));
  if (info.size_bytes > static_cast<int64_t>(kMaxVocabularyBytes)) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        "The file that you provided exceeds the maximum size of 50 KB. Try again with a "
        "smaller file.");
  }
  ASSIGN_OR_RETURN(const auto reader, context.parts.objects.Get(name));
  return ReadAll(*reader, kMaxVocabularyBytes);
}

// Sets content and state. A vocabulary with wrong contents is made and FAILED, as clients that wait
// for its state expect; a filter, which has none, is refused.
Status SetContent(OperationContext& context, const Names& names, const Input& input,
                  Vocabulary& vocabulary) {
  const Input* list = Find(input, names.list);
  const Input* uri = Find(input, names.file_uri);
  if ((list == nullptr) == (uri == nullptr)) {
    return MakeError(ErrorCode::kInvalidArgument, std::string("Either ") + names.list + " or " +
                                                      names.file_uri +
                                                      " field should be provided.");
  }
  const bool filter = names.kind == VocabularyKind::kVocabularyFilter;
  Result<std::string> content;
  if (list != nullptr) {
    const auto entries = list->get<std::vector<std::string>>();
    content = filter ? WordsContent(entries, vocabulary.language_code)
                     : PhrasesContent(entries, vocabulary.language_code);
  } else {
    ASSIGN_OR_RETURN(std::string bytes, ReadFileAt(context, uri->get<std::string>()));
    content = filter ? FilterFileContent(bytes, vocabulary.language_code)
                     : VocabularyFileContent(std::move(bytes), vocabulary.language_code);
  }
  if (!content && filter) return tl::unexpected<Error>(content.error());
  vocabulary.state = content ? VocabularyState::kReady : VocabularyState::kFailed;
  vocabulary.failure_reason = content ? "" : content.error().message;
  vocabulary.content = content ? *std::move(content) : "";
  return {};
}

// Where copies of a vocabulary's contents lie for DownloadUri, by the time of its last change. No
// account id is "vocabularies", so that no job's results are there.
std::string CopyPrefix(const OperationContext& context, const Names& names,
                       const std::string& name) {
  return std::string("vocabularies/") + context.options.account_id + "/" + names.folder + "/" +
         name + "/";
}

Result<std::string> DownloadUri(OperationContext& context, const Names& names,
                                const Vocabulary& vocabulary) {
  const objectstore::ObjectName copy{
      context.options.service_bucket,
      CopyPrefix(context, names, vocabulary.name) +
          std::to_string(vocabulary.last_modified_time.time_since_epoch().count()) + "/input.txt"};
  // Made when first asked for: a copy that a crash left out would be missed at the latest here.
  if (const auto there = context.parts.service_objects.Head(copy); !there) {
    StringSource content(vocabulary.content);
    RETURN_IF_ERROR(context.parts.service_objects.Put(
        copy, content, {.content_type = "text/plain; charset=utf-8"}));
  }
  return context.Presign(copy);
}

Status DeleteCopies(OperationContext& context, const Names& names, const std::string& name) {
  const std::string& bucket = context.options.service_bucket;
  const auto copies =
      context.parts.service_objects.List(bucket, {.prefix = CopyPrefix(context, names, name)});
  if (!copies && copies.error().code == ErrorCode::kNotFound) return {};
  if (!copies) return tl::unexpected<Error>(copies.error());
  for (const objectstore::ListedObject& copy : copies->objects) {
    RETURN_IF_ERROR(context.parts.service_objects.Delete({bucket, copy.key}));
  }
  return {};
}

Result<Output> Create(OperationContext& context, const Names& names, const Input& input) {
  RETURN_IF_ERROR(CheckSupported(input));
  Vocabulary vocabulary;
  vocabulary.name = TextOf(input, names.name);
  vocabulary.language_code = TextOf(input, "LanguageCode");
  ASSIGN_OR_RETURN(vocabulary.tags, ParseTags(input));
  RETURN_IF_ERROR(SetContent(context, names, input, vocabulary));
  const int quota = names.kind == VocabularyKind::kVocabulary
                        ? context.options.max_vocabularies
                        : context.options.max_vocabulary_filters;
  ASSIGN_OR_RETURN(const Vocabulary created,
                   context.parts.vocabularies.Create(names.kind, vocabulary, quota));
  Output output = Summary(names, created);
  if (!created.failure_reason.empty()) output["FailureReason"] = created.failure_reason;
  return output;
}

Result<Output> Update(OperationContext& context, const Names& names, const Input& input) {
  RETURN_IF_ERROR(CheckSupported(input));
  const std::string name = TextOf(input, names.name);
  ASSIGN_OR_RETURN(Vocabulary vocabulary, context.parts.vocabularies.Get(names.kind, name));
  // A filter keeps its language: its request has no such member.
  if (Find(input, "LanguageCode") != nullptr) {
    vocabulary.language_code = TextOf(input, "LanguageCode");
  }
  RETURN_IF_ERROR(SetContent(context, names, input, vocabulary));
  ASSIGN_OR_RETURN(const Vocabulary updated,
                   context.parts.vocabularies.Update(names.kind, vocabulary));
  RETURN_IF_ERROR(DeleteCopies(context, names, name));
  return Summary(names, updated);
}

Result<Output> Get(OperationContext& context, const Names& names, const Input& input) {
  ASSIGN_OR_RETURN(const Vocabulary vocabulary,
                   context.parts.vocabularies.Get(names.kind, TextOf(input, names.name)));
  Output output = Summary(names, vocabulary);
  if (vocabulary.state == VocabularyState::kFailed) {
    output["FailureReason"] = vocabulary.failure_reason;
  } else if (context.sees_unredacted()) {
    ASSIGN_OR_RETURN(output["DownloadUri"], DownloadUri(context, names, vocabulary));
  }
  return output;
}

Result<Output> List(OperationContext& context, const Names& names, const Input& input) {
  const std::string state = TextOf(input, "StateEquals");
  jobs::ListVocabulariesQuery query;
  for (const auto candidate :
       {VocabularyState::kPending, VocabularyState::kReady, VocabularyState::kFailed}) {
    if (state == StateName(candidate)) query.state = candidate;
  }
  query.name_contains = TextOf(input, "NameContains");
  query.next_token = TextOf(input, "NextToken");
  if (const Input* max = Find(input, "MaxResults")) query.max_results = max->get<int>();
  ASSIGN_OR_RETURN(const jobs::VocabularyPage page,
                   OrBadToken(context.parts.vocabularies.List(names.kind, query)));
  Output output = Output::object();
  if (!state.empty()) output["Status"] = state;
  if (page.next_token) output["NextToken"] = *page.next_token;
  output[names.page] = Output::array();
  for (const Vocabulary& vocabulary : page.vocabularies) {
    output[names.page].push_back(Summary(names, vocabulary));
  }
  return output;
}

Result<Output> Delete(OperationContext& context, const Names& names, const Input& input) {
  const std::string name = TextOf(input, names.name);
  ASSIGN_OR_RETURN(const Vocabulary vocabulary, context.parts.vocabularies.Get(names.kind, name));
  RETURN_IF_ERROR(DeleteCopies(context, names, vocabulary.name));
  RETURN_IF_ERROR(context.parts.vocabularies.Delete(names.kind, name));
  return Output::object();
}

}  // namespace

Result<Output> CreateVocabulary(OperationContext& context, const Input& input) {
  return Create(context, kVocabularyNames, input);
}
Result<Output> GetVocabulary(OperationContext& context, const Input& input) {
  return Get(context, kVocabularyNames, input);
}
Result<Output> ListVocabularies(OperationContext& context, const Input& input) {
  return List(context, kVocabularyNames, input);
}
Result<Output> UpdateVocabulary(OperationContext& context, const Input& input) {
  return Update(context, kVocabularyNames, input);
}
Result<Output> DeleteVocabulary(OperationContext& context, const Input& input) {
  return Delete(context, kVocabularyNames, input);
}

Result<Output> CreateVocabularyFilter(OperationContext& context, const Input& input) {
  return Create(context, kFilterNames, input);
}
Result<Output> GetVocabularyFilter(OperationContext& context, const Input& input) {
  return Get(context, kFilterNames, input);
}
Result<Output> ListVocabularyFilters(OperationContext& context, const Input& input) {
  return List(context, kFilterNames, input);
}
Result<Output> UpdateVocabularyFilter(OperationContext& context, const Input& input) {
  return Update(context, kFilterNames, input);
}
Result<Output> DeleteVocabularyFilter(OperationContext& context, const Input& input) {
  return Delete(context, kFilterNames, input);
}

}  // namespace tacet::api
