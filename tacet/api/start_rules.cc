#include "tacet/api/start_rules.h"

#include <algorithm>

#include "tacet/api/tags.h"

namespace tacet::api {
namespace {

// The value at a path of members, null when one of them is absent or null.
const Input* Find(const Input& input, std::initializer_list<const char*> path) {
  const Input* value = &input;
  for (const char* name : path) {
    const auto found = value->find(name);
    if (found == value->end() || found->is_null()) return nullptr;
    value = &*found;
  }
  return value;
}

bool Has(const Input& input, std::initializer_list<const char*> path) {
  return Find(input, path) != nullptr;
}

// false counts as absent.
bool IsTrue(const Input& input, std::initializer_list<const char*> path) {
  const Input* value = Find(input, path);
  return value != nullptr && value->get<bool>();
}

std::optional<std::string> Text(const Input& input, std::initializer_list<const char*> path) {
  const Input* value = Find(input, path);
  if (value == nullptr) return std::nullopt;
  return value->get<std::string>();
}

bool Contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string Joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& value : list) text += (text.empty() ? "" : ", ") + value;
  return text;
}

tl::unexpected<Error> Broken(std::string message) {
  return MakeError(ErrorCode::kInvalidArgument, std::move(message));
}

std::string Needs(const std::string& member, const std::string& other) {
  return "If you set " + member + ", you must also set " + other + ". Add " +
         other.substr(0, other.find(' ')) + " and try your request again.";
}

std::string Excludes(const std::string& member, const std::string& other) {
  return "You can't use " + member + " with " + other +
         ". Remove one of them and try your request "
         "again.";
}

Status CheckLanguageChoice(const Input& input) {
  const bool identify =
      IsTrue(input, {"IdentifyLanguage"}) || IsTrue(input, {"IdentifyMultipleLanguages"});
  if (!identify && !Has(input, {"LanguageCode"})) {
    return Broken(
        "The language code is missing. Either add a language code or turn on language "
        "identification.");
  }
  if (identify && Has(input, {"LanguageCode"})) {
    return Broken(
        "You can't specify more than one of LanguageCode, IdentifyLanguage, and "
        "IdentifyMultipleLanguages. Remove the extra parameters and try your request again.");
  }
  return {};
}

// A setting that is switched on by one member and sized by another.
Status CheckPair(bool on, bool sized, const std::string& switch_name,
                 const std::string& size_name) {
  if (on && !sized) return Broken(Needs(switch_name + " to true", size_name));
  if (sized && !on) return Broken(Needs(size_name, switch_name + " to true"));
  return {};
}

Status CheckSettings(const Input& input) {
  RETURN_IF_ERROR(CheckPair(IsTrue(input, {"Settings", "ShowSpeakerLabels"}),
                            Has(input, {"Settings", "MaxSpeakerLabels"}), "ShowSpeakerLabels",
                            "MaxSpeakerLabels"));
  RETURN_IF_ERROR(CheckPair(IsTrue(input, {"Settings", "ShowAlternatives"}),
                            Has(input, {"Settings", "MaxAlternatives"}), "ShowAlternatives",
                            "MaxAlternatives"));
  const bool filter_name = Has(input, {"Settings", "VocabularyFilterName"});
  const bool filter_method = Has(input, {"Settings", "VocabularyFilterMethod"});
  if (filter_name && !filter_method) {
    return Broken(Needs("VocabularyFilterName", "VocabularyFilterMethod"));
  }
  if (filter_method && !filter_name) {
    return Broken(Needs("VocabularyFilterMethod", "VocabularyFilterName"));
  }
  return {};
}

Status CheckExecutionAndOutput(const Input& input) {
  if (const Input* settings = Find(input, {"JobExecutionSettings"})) {
    const bool deferred = Has(*settings, {"AllowDeferredExecution"});
    const bool role = Has(*settings, {"DataAccessRoleArn"});
    if (!deferred) return Broken(Needs("JobExecutionSettings", "AllowDeferredExecution"));
    if (!role) return Broken(Needs("JobExecutionSettings", "DataAccessRoleArn"));
  }
  const bool bucket = Has(input, {"OutputBucketName"});
  const bool key_id = Has(input, {"OutputEncryptionKMSKeyId"});
  if (Has(input, {"OutputKey"}) && !bucket) return Broken(Needs("OutputKey", "OutputBucketName"));
  if (key_id && !bucket) return Broken(Needs("OutputEncryptionKMSKeyId", "OutputBucketName"));
  if (Has(input, {"KMSEncryptionContext"}) && !key_id) {
    return Broken(Needs("KMSEncryptionContext", "OutputEncryptionKMSKeyId"));
  }
  return {};
}

Status CheckIdentification(const Input& input) {
  const bool several = IsTrue(input, {"IdentifyMultipleLanguages"});
  const bool identify = several || IsTrue(input, {"IdentifyLanguage"});
  const std::string either = "IdentifyLanguage or IdentifyMultipleLanguages";
  const Input* options = Find(input, {"LanguageOptions"});
  const Input* by_language = Find(input, {"LanguageIdSettings"});
  if (!identify) {
    if (options != nullptr) return Broken(Needs("LanguageOptions", either));
    if (by_language != nullptr) return Broken(Needs("LanguageIdSettings", either));
    return {};
  }
  for (const char* member : {"VocabularyName", "VocabularyFilterName"}) {
    if (Has(input, {"Settings", member})) {
      return Broken(Excludes(std::string("Settings.") + member, "language identification"));
    }
  }
  if (Has(input, {"ModelSettings"})) {
    return Broken(Excludes("ModelSettings", "language identification"));
  }
  if (several && Has(input, {"ContentRedaction"})) {
    return Broken(Excludes("ContentRedaction", "IdentifyMultipleLanguages"));
  }
  if (by_language == nullptr) return {};
  for (const auto& [language, settings] : by_language->items()) {
    if (options == nullptr ||
        std::find(options->begin(), options->end(), Input(language)) == options->end()) {
      return Broken("The language code " + language +
                    " of LanguageIdSettings isn't in LanguageOptions. Add it there and try your "
                    "request again.");
    }
    if (several && Has(settings, {"LanguageModelName"})) {
      return Broken(Excludes("LanguageModelName", "IdentifyMultipleLanguages"));
    }
  }
  return {};
}

Status CheckRest(const Input& input, const TranscribeApiOptions& options) {
  const std::string name = *Text(input, {"TranscriptionJobName"});
  if (name == "." || name == "..") {
    return Broken("The job name can't be . or ... Use a different job name.");
  }
  const std::optional<std::string> language = Text(input, {"LanguageCode"});
  if (Has(input, {"ToxicityDetection"}) && language && *language != "en-US") {
    return Broken("Toxicity detection isn't supported for the language code " + *language +
                  ". Use en-US and try your request again.");
  }
  if (Has(input, {"ContentRedaction"}) && language &&
      !Contains(options.redaction_languages, *language)) {
    return Broken("Content redaction isn't supported for the language code " + *language +
                  ". Use a supported language code and try your request again. Supported: " +
                  Joined(options.redaction_languages) + ".");
  }
  if (Text(input, {"OutputBucketName"}) == options.service_bucket) {
    return Broken(
        "The bucket in OutputBucketName belongs to the service. Use a different bucket, or remove "
        "OutputBucketName.");
  }
  return {};
}

// A member that asks for what this service does not do is never passed over: the client would take
// the result for something that it is not.
Status CheckSupported(const Input& input, const TranscribeApiOptions& options) {
  std::vector<std::string> members;
  for (const char* flag : {"IdentifyLanguage", "IdentifyMultipleLanguages"}) {
    if (IsTrue(input, {flag})) members.emplace_back(flag);
  }
  for (const char* flag : {"ShowSpeakerLabels", "ChannelIdentification", "ShowAlternatives"}) {
    if (IsTrue(input, {"Settings", flag})) members.push_back(std::string("Settings.") + flag);
  }
  if (Has(input, {"Settings", "VocabularyName"})) members.emplace_back("Settings.VocabularyName");
  if (Has(input, {"Media", "RedactedMediaFileUri"})) {
    members.emplace_back("Media.RedactedMediaFileUri");
  }
  for (const char* member :
       {"ModelSettings", "Subtitles", "ToxicityDetection", "LanguageOptions", "LanguageIdSettings",
        "OutputEncryptionKMSKeyId", "KMSEncryptionContext"}) {
    if (Has(input, {member})) members.emplace_back(member);
  }
  if (!members.empty()) {
    return MakeError(ErrorCode::kUnimplemented, "This service doesn't support " + Joined(members) +
                                                    ". Remove it from your request and try again.");
  }
  const std::string language = *Text(input, {"LanguageCode"});
  if (!Contains(options.job_languages, language)) {
    return MakeError(ErrorCode::kUnimplemented,
                     "This service doesn't support the language code " + language +
                         " for transcription jobs. Supported: " + Joined(options.job_languages) +
                         ".");
  }
  return {};
}

std::optional<bool> Flag(const Input& input, const char* name) {
  const Input* value = Find(input, {"Settings", name});
  if (value == nullptr) return std::nullopt;
  return value->get<bool>();
}

ContentRedaction ParseRedaction(const Input& redaction) {
  ContentRedaction parsed;
  parsed.redaction_output = redaction.at("RedactionOutput") == "redacted"
                                ? RedactionOutput::kRedacted
                                : RedactionOutput::kRedactedAndUnredacted;
  if (const Input* types = Find(redaction, {"PiiEntityTypes"})) {
    for (const Input& type : *types) {
      const auto known = ParsePiiEntityType(type.get_ref<const std::string&>());
      if (known) {
        parsed.pii_entity_types.insert(*known);
      } else {
        // ALL, the one value of the enum that is no type: it makes the others count for nothing.
        parsed.pii_entity_types.clear();
        break;
      }
    }
  }
  return parsed;
}

}  // namespace

Result<jobs::TranscriptionJobRequest> ParseStartRequest(const Input& input,
                                                        const TranscribeApiOptions& options) {
  RETURN_IF_ERROR(CheckLanguageChoice(input));
  RETURN_IF_ERROR(CheckSettings(input));
  RETURN_IF_ERROR(CheckExecutionAndOutput(input));
  RETURN_IF_ERROR(CheckIdentification(input));
  RETURN_IF_ERROR(CheckRest(input, options));
  jobs::TranscriptionJobRequest request;
  ASSIGN_OR_RETURN(request.tags, ParseTags(input));
  RETURN_IF_ERROR(CheckSupported(input, options));

  request.transcription_job_name = *Text(input, {"TranscriptionJobName"});
  request.language_code = *Text(input, {"LanguageCode"});
  request.media_file_uri = *Text(input, {"Media", "MediaFileUri"});
  request.media_format = Text(input, {"MediaFormat"});
  if (const Input* rate = Find(input, {"MediaSampleRateHertz"})) {
    request.media_sample_rate_hertz = rate->get<int>();
  }
  request.output_bucket_name = Text(input, {"OutputBucketName"});
  request.output_key = Text(input, {"OutputKey"});
  if (const Input* redaction = Find(input, {"ContentRedaction"})) {
    request.content_redaction = ParseRedaction(*redaction);
    if (const Input* types = Find(*redaction, {"PiiEntityTypes"})) {
      request.pii_entity_types = types->get<std::vector<std::string>>();
    }
  }
  if (Has(input, {"Settings"})) {
    request.settings = jobs::JobSettings{
        .channel_identification = Flag(input, "ChannelIdentification"),
        .show_alternatives = Flag(input, "ShowAlternatives"),
        .show_speaker_labels = Flag(input, "ShowSpeakerLabels"),
        .vocabulary_filter_name = Text(input, {"Settings", "VocabularyFilterName"}),
        .vocabulary_filter_method = Text(input, {"Settings", "VocabularyFilterMethod"})};
  }
  if (const Input* settings = Find(input, {"JobExecutionSettings"})) {
    request.job_execution_settings = jobs::JobExecutionSettings{
        .allow_deferred_execution = settings->at("AllowDeferredExecution").get<bool>(),
        .data_access_role_arn = settings->at("DataAccessRoleArn").get<std::string>()};
  }
  return request;
}

}  // namespace tacet::api
