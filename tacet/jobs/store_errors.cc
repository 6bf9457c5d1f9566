#include "tacet/jobs/store_errors.h"

#include <algorithm>

namespace tacet::jobs {
namespace {

std::string Noun(VocabularyKind kind) {
  return kind == VocabularyKind::kVocabulary ? "vocabulary" : "vocabulary filter";
}

}  // namespace

int JobQuotas::deferred_jobs() const {
  return std::max(1, static_cast<int>(concurrent_jobs * queue_bandwidth));
}

tl::unexpected<Error> JobNotFound() {
  return MakeError(ErrorCode::kNotFound,
                   "The requested job couldn't be found. Check the job name and try your request "
                   "again.");
}

tl::unexpected<Error> JobExists() {
  return MakeError(ErrorCode::kAlreadyExists,
                   "The requested job name already exists. Use a different job name.");
}

tl::unexpected<Error> JobsExhausted(const JobQuotas& quotas) {
  return MakeError(ErrorCode::kResourceExhausted,
                   "There are " + std::to_string(quotas.concurrent_jobs) +
                       " transcription jobs in progress, as many as the service allows. Try your "
                       "request again later, or set JobExecutionSettings.AllowDeferredExecution to "
                       "have the job queued.");
}

tl::unexpected<Error> QueueExhausted(const JobQuotas& quotas) {
  return MakeError(ErrorCode::kResourceExhausted,
                   "There are " + std::to_string(quotas.queue_length) +
                       " transcription jobs queued, as many as the service allows. Try your "
                       "request again later.");
}

tl::unexpected<Error> ClaimLost() {
  return MakeError(ErrorCode::kCancelled,
                   "the claim of the job no longer holds: the job was deleted, has ended or was "
                   "claimed by another worker");
}

tl::unexpected<Error> VocabularyNotFound(VocabularyKind kind) {
  return MakeError(ErrorCode::kNotFound, "The requested " + Noun(kind) +
                                             " couldn't be found. Check the " + Noun(kind) +
                                             " name and try your request again.");
}

tl::unexpected<Error> VocabularyExists(VocabularyKind kind) {
  return MakeError(ErrorCode::kAlreadyExists, "The requested " + Noun(kind) +
                                                  " name already exists. Use a different " +
                                                  Noun(kind) + " name.");
}

tl::unexpected<Error> VocabulariesExhausted(VocabularyKind kind) {
  const bool filter = kind == VocabularyKind::kVocabularyFilter;
  return MakeError(ErrorCode::kResourceExhausted,
                   std::string("You have too many ") +
                       (filter ? "vocabulary filters" : "vocabularies") + ". Delete a " +
                       Noun(kind) + " and try your request again");
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string TokenScope(const ListJobsQuery& query) {
  return "jobs|" + std::string(query.status ? TranscriptionJobStatusName(*query.status) : "") +
         "|" + LowerCase(query.name_contains);
}

std::string TokenScope(VocabularyKind kind, const ListVocabulariesQuery& query) {
  return Noun(kind) + "|" +
         (query.state ? std::to_string(static_cast<int>(*query.state)) : std::string()) + "|" +
         LowerCase(query.name_contains);
}

Status CheckMaxResults(int max_results) {
  if (max_results >= 1 && max_results <= 100) return {};
  return MakeError(ErrorCode::kInvalidArgument, "MaxResults must be from 1 to 100");
}

}  // namespace tacet::jobs
