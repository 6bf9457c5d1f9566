// Every operation of the target TacetReview, in one array. Private to review/.
#pragma once

#include <string_view>

#include "tacet/api/json.h"
#include "tacet/api/operations.h"
#include "tacet/api/service_model.h"
#include "tacet/base/result.h"
#include "tacet/review/review_context.h"

namespace tacet::review {

// `input` has passed Validate() against review_model.json.
using OperationFunction = Result<api::Output> (*)(ReviewContext& context, const api::Input& input);

Result<api::Output> GetIdentity(ReviewContext& context, const api::Input& input);
Result<api::Output> GetMediaUrl(ReviewContext& context, const api::Input& input);
Result<api::Output> GetTranscript(ReviewContext& context, const api::Input& input);
Result<api::Output> GetWaveform(ReviewContext& context, const api::Input& input);
Result<api::Output> ListRedactions(ReviewContext& context, const api::Input& input);
Result<api::Output> RevealRedaction(ReviewContext& context, const api::Input& input);
Result<api::Output> PublishRedactions(ReviewContext& context, const api::Input& input);

struct Operation {
  std::string_view name;
  OperationFunction run = nullptr;
  api::Access access = api::Access::kNotReadRedacted;
};

inline constexpr Operation kOperations[] = {
    {"GetIdentity", &GetIdentity, api::Access::kEveryRole},
    {"GetMediaUrl", &GetMediaUrl},
    {"GetTranscript", &GetTranscript, api::Access::kEveryRole},
    {"GetWaveform", &GetWaveform},
    {"ListRedactions", &ListRedactions, api::Access::kEveryRole},
    {"RevealRedaction", &RevealRedaction},
    {"PublishRedactions", &PublishRedactions},
};

// The model of requests and answers that the program was built with.
const api::ServiceModel& ReviewModel();

}  // namespace tacet::review
