#include "tacet/api/job_json.h"

#include "tacet/aws/encoding.h"

namespace tacet::api {
namespace {

using jobs::TranscriptionJob;
using jobs::TranscriptionJobStatus;

Output SettingsJson(const jobs::JobSettings& settings, bool with_defaults) {
  Output json = Output::object();
  if (settings.show_speaker_labels) json["ShowSpeakerLabels"] = *settings.show_speaker_labels;
  if (settings.channel_identification || with_defaults) {
    json["ChannelIdentification"] = settings.channel_identification.value_or(false);
  }
  if (settings.show_alternatives || with_defaults) {
    json["ShowAlternatives"] = settings.show_alternatives.value_or(false);
  }
  if (settings.vocabulary_filter_name) {
    json["VocabularyFilterName"] = *settings.vocabulary_filter_name;
  }
  if (settings.vocabulary_filter_method) {
    json["VocabularyFilterMethod"] = *settings.vocabulary_filter_method;
  }
  return json;
}

Output RedactionJson(const jobs::TranscriptionJobRequest& request) {
  Output json = Output::object();
  json["RedactionType"] = "PII";
  json["RedactionOutput"] =
      request.content_redaction->redaction_output == RedactionOutput::kRedacted
          ? "redacted"
          : "redacted_and_unredacted";
  if (request.pii_entity_types) json["PiiEntityTypes"] = *request.pii_entity_types;
  return json;
}

Result<std::string> ObjectUri(OperationContext& context, const jobs::OutputObject& object) {
  if (object.bucket == context.options.service_bucket) {
    return context.Presign({object.bucket, object.key});
  }
  const std::string& endpoint =
      context.options.object_endpoint.empty() ? context.endpoint : context.options.object_endpoint;
  return endpoint + "/" + object.bucket + "/" +
         aws::PercentEncode(object.key, aws::SlashEncoding::kKeep);
}

// What Start and Get show first; `detected` says whether the finished media's facts may stand in.
Output HeadJson(const TranscriptionJob& job) {
  const jobs::TranscriptionJobRequest& request = job.request;
  const bool completed = job.status == TranscriptionJobStatus::kCompleted;
  Output json = Output::object();
  json["TranscriptionJobName"] = request.transcription_job_name;
  json["TranscriptionJobStatus"] = jobs::TranscriptionJobStatusName(job.status);
  json["LanguageCode"] = request.language_code;
  if (completed && job.detected_sample_rate_hertz > 0) {
    json["MediaSampleRateHertz"] = job.detected_sample_rate_hertz;
  } else if (request.media_sample_rate_hertz) {
    json["MediaSampleRateHertz"] = *request.media_sample_rate_hertz;
  }
  if (completed && !job.detected_media_format.empty()) {
    json["MediaFormat"] = job.detected_media_format;
  } else if (request.media_format) {
    json["MediaFormat"] = *request.media_format;
  }
  json["Media"]["MediaFileUri"] = request.media_file_uri;
  return json;
}

void AddTimes(const TranscriptionJob& job, Output& json) {
  if (job.start_time) json["StartTime"] = EpochSeconds(*job.start_time);
  json["CreationTime"] = EpochSeconds(job.creation_time);
  // A recorded FAILED job has none.
  if (job.completion_time && job.status == TranscriptionJobStatus::kCompleted) {
    json["CompletionTime"] = EpochSeconds(*job.completion_time);
  }
  if (job.status == TranscriptionJobStatus::kFailed) json["FailureReason"] = job.failure_reason;
}

void AddRequestedOptions(const jobs::TranscriptionJobRequest& request, Output& json) {
  if (request.job_execution_settings) {
    Output& settings = json["JobExecutionSettings"];
    settings["AllowDeferredExecution"] = request.job_execution_settings->allow_deferred_execution;
    settings["DataAccessRoleArn"] = request.job_execution_settings->data_access_role_arn;
  }
  if (request.content_redaction) json["ContentRedaction"] = RedactionJson(request);
}

}  // namespace

double EpochSeconds(Time time) {
  return static_cast<double>(time.time_since_epoch().count()) / 1000.0;
}

Output StartedJobJson(const TranscriptionJob& job) {
  Output json = HeadJson(job);
  AddTimes(job, json);
  if (job.request.settings) {
    json["Settings"] = SettingsJson(*job.request.settings, /*with_defaults=*/false);
  }
  AddRequestedOptions(job.request, json);
  if (!job.request.tags.empty()) json["Tags"] = TagsJson(job.request.tags);
  return json;
}

Result<Output> JobJson(OperationContext& context, const TranscriptionJob& job) {
  Output json = HeadJson(job);
  json["Transcript"] = Output::object();
  if (job.status == TranscriptionJobStatus::kCompleted) {
    if (job.transcript && context.sees_unredacted()) {
      ASSIGN_OR_RETURN(json["Transcript"]["TranscriptFileUri"],
                       ObjectUri(context, *job.transcript));
    }
    if (job.redacted_transcript) {
      ASSIGN_OR_RETURN(json["Transcript"]["RedactedTranscriptFileUri"],
                       ObjectUri(context, *job.redacted_transcript));
    }
  }
  AddTimes(job, json);
  json["Settings"] = SettingsJson(job.request.settings.value_or(jobs::JobSettings()),
                                  /*with_defaults=*/true);
  AddRequestedOptions(job.request, json);
  return json;
}

Output JobSummaryJson(const OperationContext& context, const TranscriptionJob& job) {
  Output json = Output::object();
  json["TranscriptionJobName"] = job.request.transcription_job_name;
  AddTimes(job, json);
  json["LanguageCode"] = job.request.language_code;
  json["TranscriptionJobStatus"] = jobs::TranscriptionJobStatusName(job.status);
  const bool service = !job.request.output_bucket_name ||
                       *job.request.output_bucket_name == context.options.service_bucket;
  json["OutputLocationType"] = service ? "SERVICE_BUCKET" : "CUSTOMER_BUCKET";
  if (job.request.content_redaction) json["ContentRedaction"] = RedactionJson(job.request);
  return json;
}

Output TagsJson(const std::map<std::string, std::string>& tags) {
  Output json = Output::array();
  for (const auto& [key, value] : tags) json.push_back({{"Key", key}, {"Value", value}});
  return json;
}

}  // namespace tacet::api
