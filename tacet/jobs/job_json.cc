#include "tacet/jobs/job_json.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "tacet/transcript/pii_entity_type.h"

namespace tacet::jobs {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;

template <typename T>
void Put(Json& json, const char* name, const std::optional<T>& value) {
  if (value) json[name] = *value;
}

template <typename T>
void Take(const Json& json, const char* name, std::optional<T>* value) {
  if (const auto member = json.find(name); member != json.end()) *value = member->get<T>();
}

std::string Dump(const Json& json) {
  return json.dump(/*indent=*/-1, /*indent_char=*/' ', /*ensure_ascii=*/false,
                   Json::error_handler_t::replace);
}

tl::unexpected<Error> Damaged(const char* what) {
  return MakeError(ErrorCode::kDataLoss,
                   std::string("the database holds a job whose ") + what + " cannot be read");
}

Json RedactionJson(const ContentRedaction& redaction) {
  Json types = Json::array();
  for (const PiiEntityType type : redaction.pii_entity_types) {
    types.push_back(PiiEntityTypeName(type));
  }
  return {{"both", redaction.redaction_output == RedactionOutput::kRedactedAndUnredacted},
          {"types", std::move(types)}};
}

// False for an entity type that is none: never to be taken for "all types".
bool TakeRedaction(const Json& json, ContentRedaction* redaction) {
  redaction->redaction_output = json.at("both").get<bool>()
                                    ? RedactionOutput::kRedactedAndUnredacted
                                    : RedactionOutput::kRedacted;
  for (const Json& name : json.at("types")) {
    const auto type = ParsePiiEntityType(name.get_ref<const std::string&>());
    if (!type) return false;
    redaction->pii_entity_types.insert(*type);
  }
  return true;
}

bool TakeRequest(const Json& json, TranscriptionJobRequest* request) {
  if (json.at("version").get<int>() != kVersion) return false;
  request->transcription_job_name = json.at("name").get<std::string>();
  request->language_code = json.at("language").get<std::string>();
  request->media_file_uri = json.at("media").get<std::string>();
  Take(json, "media_format", &request->media_format);
  Take(json, "media_sample_rate", &request->media_sample_rate_hertz);
  Take(json, "output_bucket", &request->output_bucket_name);
  Take(json, "output_key", &request->output_key);
  Take(json, "pii_entity_types", &request->pii_entity_types);
  if (json.contains("redaction") &&
      !TakeRedaction(json.at("redaction"), &request->content_redaction.emplace())) {
    return false;
  }
  if (const auto settings = json.find("settings"); settings != json.end()) {
    JobSettings& taken = request->settings.emplace();
    Take(*settings, "channel_identification", &taken.channel_identification);
    Take(*settings, "show_alternatives", &taken.show_alternatives);
    Take(*settings, "show_speaker_labels", &taken.show_speaker_labels);
    Take(*settings, "filter_name", &taken.vocabulary_filter_name);
    Take(*settings, "filter_method", &taken.vocabulary_filter_method);
  }
  if (const auto execution = json.find("execution"); execution != json.end()) {
    JobExecutionSettings& taken = request->job_execution_settings.emplace();
    taken.allow_deferred_execution = execution->at("deferred").get<bool>();
    taken.data_access_role_arn = execution->at("role").get<std::string>();
  }
  return true;
}

}  // namespace

std::string WriteRequestJson(const TranscriptionJobRequest& request) {
  Json json = {{"version", kVersion},
               {"name", request.transcription_job_name},
               {"language", request.language_code},
               {"media", request.media_file_uri}};
  Put(json, "media_format", request.media_format);
  Put(json, "media_sample_rate", request.media_sample_rate_hertz);
  Put(json, "output_bucket", request.output_bucket_name);
  Put(json, "output_key", request.output_key);
  Put(json, "pii_entity_types", request.pii_entity_types);
  if (request.content_redaction) json["redaction"] = RedactionJson(*request.content_redaction);
  if (request.settings) {
    Json settings = Json::object();
    Put(settings, "channel_identification", request.settings->channel_identification);
    Put(settings, "show_alternatives", request.settings->show_alternatives);
    Put(settings, "show_speaker_labels", request.settings->show_speaker_labels);
    Put(settings, "filter_name", request.settings->vocabulary_filter_name);
    Put(settings, "filter_method", request.settings->vocabulary_filter_method);
    json["settings"] = std::move(settings);
  }
  if (request.job_execution_settings) {
    json["execution"] = {{"deferred", request.job_execution_settings->allow_deferred_execution},
                         {"role", request.job_execution_settings->data_access_role_arn}};
  }
  return Dump(json);
}

Result<TranscriptionJobRequest> ParseRequestJson(const std::string& text) {
  try {
    TranscriptionJobRequest request;
    if (TakeRequest(Json::parse(text), &request)) return request;
  } catch (const Json::exception&) {
  }
  return Damaged("request");
}

std::string WriteTagsJson(const std::map<std::string, std::string>& tags) {
  return Dump(Json(tags));
}

Result<std::map<std::string, std::string>> ParseTagsJson(const std::string& text) {
  try {
    return Json::parse(text).get<std::map<std::string, std::string>>();
  } catch (const Json::exception&) {
    return Damaged("tags");
  }
}

}  // namespace tacet::jobs
