// Every operation of Amazon Transcribe's service model, in one array: what runs it, who may call
// it, and how it names what is not there.
#pragma once

#include <string_view>

#include "tacet/api/error_mapping.h"
#include "tacet/api/json.h"
#include "tacet/api/operation_context.h"
#include "tacet/base/result.h"

namespace tacet::api {

// `input` has passed Validate(): required members are there, types and constraints hold.
using OperationFunction = Result<Output> (*)(OperationContext& context, const Input& input);

Result<Output> StartTranscriptionJob(OperationContext& context, const Input& input);
Result<Output> GetTranscriptionJob(OperationContext& context, const Input& input);
Result<Output> ListTranscriptionJobs(OperationContext& context, const Input& input);
Result<Output> DeleteTranscriptionJob(OperationContext& context, const Input& input);

Result<Output> CreateVocabulary(OperationContext& context, const Input& input);
Result<Output> GetVocabulary(OperationContext& context, const Input& input);
Result<Output> ListVocabularies(OperationContext& context, const Input& input);
Result<Output> UpdateVocabulary(OperationContext& context, const Input& input);
Result<Output> DeleteVocabulary(OperationContext& context, const Input& input);

Result<Output> CreateVocabularyFilter(OperationContext& context, const Input& input);
Result<Output> GetVocabularyFilter(OperationContext& context, const Input& input);
Result<Output> ListVocabularyFilters(OperationContext& context, const Input& input);
Result<Output> UpdateVocabularyFilter(OperationContext& context, const Input& input);
Result<Output> DeleteVocabularyFilter(OperationContext& context, const Input& input);

Result<Output> TagResource(OperationContext& context, const Input& input);
Result<Output> UntagResource(OperationContext& context, const Input& input);
Result<Output> ListTagsForResource(OperationContext& context, const Input& input);

enum class Access {
  kEveryRole,
  kNotReadRedacted,  // the roles that may see unredacted text or change something
};

struct Operation {
  std::string_view name;
  OperationFunction run = nullptr;  // null = known, but refused as not supported
  Access access = Access::kNotReadRedacted;
  MissingResource missing = MissingResource::kBadRequest;
};

inline constexpr Operation kOperations[] = {
    {"StartTranscriptionJob", &StartTranscriptionJob},
    {"GetTranscriptionJob", &GetTranscriptionJob, Access::kEveryRole},
    {"ListTranscriptionJobs", &ListTranscriptionJobs, Access::kEveryRole},
    {"DeleteTranscriptionJob", &DeleteTranscriptionJob},

    {"CreateVocabulary", &CreateVocabulary},
    {"GetVocabulary", &GetVocabulary, Access::kEveryRole},
    {"ListVocabularies", &ListVocabularies, Access::kEveryRole},
    {"UpdateVocabulary", &UpdateVocabulary},
    {"DeleteVocabulary", &DeleteVocabulary},

    {"CreateVocabularyFilter", &CreateVocabularyFilter},
    {"GetVocabularyFilter", &GetVocabularyFilter, Access::kEveryRole},
    {"ListVocabularyFilters", &ListVocabularyFilters, Access::kEveryRole},
    {"UpdateVocabularyFilter", &UpdateVocabularyFilter},
    {"DeleteVocabularyFilter", &DeleteVocabularyFilter},

    {"TagResource", &TagResource, Access::kNotReadRedacted, MissingResource::kNotFound},
    {"UntagResource", &UntagResource, Access::kNotReadRedacted, MissingResource::kNotFound},
    {"ListTagsForResource", &ListTagsForResource, Access::kEveryRole, MissingResource::kNotFound},

    {"StartCallAnalyticsJob"},
    {"GetCallAnalyticsJob"},
    {"ListCallAnalyticsJobs"},
    {"DeleteCallAnalyticsJob"},
    {"CreateCallAnalyticsCategory"},
    {"GetCallAnalyticsCategory"},
    {"ListCallAnalyticsCategories"},
    {"UpdateCallAnalyticsCategory"},
    {"DeleteCallAnalyticsCategory"},

    {"CreateLanguageModel"},
    {"DescribeLanguageModel"},
    {"ListLanguageModels"},
    {"UpdateLanguageModel"},
    {"DeleteLanguageModel"},

    {"StartMedicalTranscriptionJob"},
    {"GetMedicalTranscriptionJob"},
    {"ListMedicalTranscriptionJobs"},
    {"DeleteMedicalTranscriptionJob"},
    {"CreateMedicalVocabulary"},
    {"GetMedicalVocabulary"},
    {"ListMedicalVocabularies"},
    {"UpdateMedicalVocabulary"},
    {"DeleteMedicalVocabulary"},

    {"StartMedicalScribeJob"},
    {"GetMedicalScribeJob"},
    {"ListMedicalScribeJobs"},
    {"DeleteMedicalScribeJob"},
};

// Null for a name that Amazon Transcribe does not have either.
const Operation* FindOperation(std::string_view name);

}  // namespace tacet::api
