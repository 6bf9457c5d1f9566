// What the stores of either kind have in common: their errors, whose texts are Amazon Transcribe's
// where those are known, and the rules of lists. Private to jobs/.
#pragma once

#include <string>
#include <string_view>

#include "tacet/base/result.h"
#include "tacet/jobs/job_store.h"
#include "tacet/jobs/vocabulary_store.h"

namespace tacet::jobs {

tl::unexpected<Error> JobNotFound();
tl::unexpected<Error> JobExists();
tl::unexpected<Error> JobsExhausted(const JobQuotas& quotas);
tl::unexpected<Error> QueueExhausted(const JobQuotas& quotas);
tl::unexpected<Error> ClaimLost();

tl::unexpected<Error> VocabularyNotFound(VocabularyKind kind);
tl::unexpected<Error> VocabularyExists(VocabularyKind kind);
tl::unexpected<Error> VocabulariesExhausted(VocabularyKind kind);

// ASCII letters in lower case: names have no others.
std::string LowerCase(std::string_view text);

// What a page token is bound to.
std::string TokenScope(const ListJobsQuery& query);
std::string TokenScope(VocabularyKind kind, const ListVocabulariesQuery& query);

// kInvalidArgument unless it is 1 to 100.
Status CheckMaxResults(int max_results);

}  // namespace tacet::jobs
