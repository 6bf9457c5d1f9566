// The four operations of transcription jobs.
#include "tacet/api/job_json.h"
#include "tacet/api/operations.h"
#include "tacet/api/start_rules.h"
#include "tacet/api/write_check.h"

namespace tacet::api {
namespace {

using jobs::TranscriptionJob;
using jobs::TranscriptionJobStatus;

// 2 GB as Amazon Transcribe counts them: its error says 2048.00 Mb.
constexpr int64_t kMaxMediaBytes = int64_t{2048} << 20;

bool IsFinished(const TranscriptionJob& job) {
  return job.status == TranscriptionJobStatus::kCompleted ||
         job.status == TranscriptionJobStatus::kFailed;
}

std::string TextOr(const Input& input, const char* name, const char* otherwise) {
  const auto found = input.find(name);
  return found == input.end() || found->is_null() ? otherwise : found->get<std::string>();
}

Status CheckNameIsFree(OperationContext& context, const std::string& name) {
  const Result<TranscriptionJob> existing = context.parts.jobs.Get(name);
  if (existing) {
    return MakeError(ErrorCode::kAlreadyExists,
                     "The requested job name already exists. Use a different job name.");
  }
  if (existing.error().code == ErrorCode::kNotFound) return {};
  return tl::unexpected<Error>(existing.error());
}

Status CheckMedia(OperationContext& context, const std::string& uri) {
  ASSIGN_OR_RETURN(const objectstore::ObjectName name, ParseObjectUri(context, uri));
  ASSIGN_OR_RETURN(const objectstore::ObjectInfo info, HeadObject(context, name));
  if (info.size_bytes > kMaxMediaBytes) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        "The input file that you specified exceeds the maximum size of 2048.00 Mb. Try "
        "again with a smaller file.");
  }
  return {};
}

// A result in the service bucket and all that lies beside it: a job's folder there holds its
// results, its waveform and what reviewers replaced, nothing else.
Status DeleteWithFolder(OperationContext& context, const jobs::OutputObject& object) {
  objectstore::ObjectStore& store = context.parts.service_objects;
  RETURN_IF_ERROR(store.Delete({object.bucket, object.key}));
  const size_t folder_end = object.key.rfind('/');
  if (folder_end == std::string::npos) return {};
  objectstore::ListOptions options;
  options.prefix = object.key.substr(0, folder_end + 1);
  while (true) {
    ASSIGN_OR_RETURN(const objectstore::ObjectList page, store.List(object.bucket, options));
    for (const objectstore::ListedObject& listed : page.objects) {
      RETURN_IF_ERROR(store.Delete({object.bucket, listed.key}));
    }
    if (!page.next_start_after) return {};
    options.start_after = *page.next_start_after;
  }
}

// Results in the service bucket go with the job; those in a customer's bucket are the customer's.
Status DeleteResults(OperationContext& context, const TranscriptionJob& job) {
  for (const auto& object : {job.transcript, job.redacted_transcript, job.waveform}) {
    if (object && object->bucket == context.options.service_bucket) {
      RETURN_IF_ERROR(DeleteWithFolder(context, *object));
    }
  }
  return {};
}

}  // namespace

// The order of the checks decides which of several errors a client sees: constraints (before this
// function), language, rules between members, the name, the filter, the media, the output, quotas.
Result<Output> StartTranscriptionJob(OperationContext& context, const Input& input) {
  ASSIGN_OR_RETURN(const jobs::TranscriptionJobRequest request,
                   ParseStartRequest(input, context.options));
  RETURN_IF_ERROR(CheckNameIsFree(context, request.transcription_job_name));
  if (request.settings && request.settings->vocabulary_filter_name) {
    const auto filter = context.parts.vocabularies.Get(jobs::VocabularyKind::kVocabularyFilter,
                                                       *request.settings->vocabulary_filter_name);
    if (!filter) return tl::unexpected<Error>(filter.error());
  }
  RETURN_IF_ERROR(CheckMedia(context, request.media_file_uri));
  if (request.output_bucket_name) {
    RETURN_IF_ERROR(CheckWritable(context, *request.output_bucket_name,
                                  OutputPrefix(request.output_key.value_or(""))));
  }
  ASSIGN_OR_RETURN(const TranscriptionJob job, context.parts.jobs.Create(request));
  Output output = Output::object();
  output["TranscriptionJob"] = StartedJobJson(job);
  return output;
}

Result<Output> GetTranscriptionJob(OperationContext& context, const Input& input) {
  ASSIGN_OR_RETURN(const TranscriptionJob job,
                   context.parts.jobs.Get(input.at("TranscriptionJobName")));
  Output output = Output::object();
  ASSIGN_OR_RETURN(output["TranscriptionJob"], JobJson(context, job));
  return output;
}

Result<Output> ListTranscriptionJobs(OperationContext& context, const Input& input) {
  const std::string status = TextOr(input, "Status", "");
  jobs::ListJobsQuery query;
  if (!status.empty()) query.status = jobs::ParseTranscriptionJobStatus(status);
  query.name_contains = TextOr(input, "JobNameContains", "");
  query.next_token = TextOr(input, "NextToken", "");
  if (const auto max = input.find("MaxResults"); max != input.end() && !max->is_null()) {
    query.max_results = max->get<int>();
  }
  ASSIGN_OR_RETURN(const jobs::JobPage page, OrBadToken(context.parts.jobs.List(query)));
  Output output = Output::object();
  if (!status.empty()) output["Status"] = status;
  if (page.next_token) output["NextToken"] = *page.next_token;
  output["TranscriptionJobSummaries"] = Output::array();
  for (const TranscriptionJob& job : page.jobs) {
    output["TranscriptionJobSummaries"].push_back(JobSummaryJson(context, job));
  }
  return output;
}

Result<Output> DeleteTranscriptionJob(OperationContext& context, const Input& input) {
  const std::string name = input.at("TranscriptionJobName");
  ASSIGN_OR_RETURN(const TranscriptionJob job, context.parts.jobs.Get(name));
  if (!IsFinished(job) && context.options.delete_unfinished == UnfinishedJobs::kRefuse) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The requested job couldn't be deleted because it is in progress. Wait until "
                     "the job completes and try your request again.");
  }
  // Results first: should the process end in between, the job is still there to be deleted again,
  // and no result is left without a job.
  RETURN_IF_ERROR(DeleteResults(context, job));
  ASSIGN_OR_RETURN(const TranscriptionJob deleted, context.parts.jobs.Delete(name, job.id));
  // A job that ended in between has results that were not there before.
  RETURN_IF_ERROR(DeleteResults(context, deleted));
  return Output::object();
}

}  // namespace tacet::api
