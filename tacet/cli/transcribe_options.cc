#include "tacet/cli/transcribe_options.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <thread>

namespace tacet::cli {
namespace {

constexpr std::string_view kAllTypes = "ALL";
constexpr size_t kMaxJobNameLength = 200;
constexpr int kMaxThreads = 256;

// This program belongs to no account; documents must name one.
constexpr char kLocalAccountId[] = "000000000000";

tl::unexpected<Error> WrongOption(std::string message) {
  return MakeError(ErrorCode::kInvalidArgument, std::move(message));
}

Result<std::optional<ContentRedaction>> ParseRedaction(const TranscribeArguments& arguments) {
  if (arguments.redact.empty()) {
    // A redaction option in a request that would not redact must not pass for redaction.
    if (!arguments.redaction_output.empty() || !arguments.pii_entity_types.empty() ||
        !arguments.pii_model.empty() || !arguments.pii_policy.empty()) {
      return WrongOption(
          "--redaction-output, --pii-entity-types, --pii-model and --pii-policy need --redact pii");
    }
    return std::optional<ContentRedaction>();
  }
  if (arguments.redact != "pii") return WrongOption("--redact takes only 'pii'");
  ContentRedaction redaction;
  if (arguments.redaction_output == "redacted_and_unredacted") {
    redaction.redaction_output = RedactionOutput::kRedactedAndUnredacted;
  } else if (!arguments.redaction_output.empty() && arguments.redaction_output != "redacted") {
    return WrongOption("--redaction-output takes 'redacted' or 'redacted_and_unredacted'");
  }
  ASSIGN_OR_RETURN(redaction.pii_entity_types, ParsePiiEntityTypes(arguments.pii_entity_types));
  return std::optional(redaction);
}

}  // namespace

Result<PiiEntityTypeSet> ParsePiiEntityTypes(const std::vector<std::string>& names) {
  PiiEntityTypeSet types;
  bool all = false;
  for (const std::string& name : names) {
    if (name == kAllTypes) {
      all = true;
      continue;
    }
    const auto type = ParsePiiEntityType(name);
    if (!type) {
      std::string known(kAllTypes);
      for (const PiiEntityType each : AllPiiEntityTypes()) {
        known += ", " + std::string(PiiEntityTypeName(each));
      }
      return WrongOption("--pii-entity-types: '" + name + "' is no type; the types are " + known);
    }
    types.insert(*type);
  }
  // "ALL" beside others: the others do not matter.
  return all ? PiiEntityTypeSet{} : types;
}

Result<TranscribeOptions> ParseTranscribeArguments(const TranscribeArguments& arguments) {
  TranscribeOptions options;
  options.request.media_path = arguments.media;
  options.request.account_id = kLocalAccountId;
  options.request.job_name =
      arguments.job_name.empty() ? JobNameFromMedia(arguments.media) : arguments.job_name;
  if (const Status valid = pipeline::ValidateJobName(options.request.job_name); !valid) {
    return WrongOption("--job-name: " + valid.error().message);
  }
  ASSIGN_OR_RETURN(options.request.content_redaction, ParseRedaction(arguments));
  options.request.language_code = arguments.language_code;
  const auto redaction =
      options.request.content_redaction ? pipeline::Redaction::kYes : pipeline::Redaction::kNo;
  if (const Status valid = pipeline::ValidateLanguage(arguments.language_code, redaction); !valid) {
    return WrongOption("--language-code: " + valid.error().message);
  }
  if (arguments.threads < 0 || arguments.threads > kMaxThreads) {
    return WrongOption("--threads takes 1 to " + std::to_string(kMaxThreads) +
                       ", or 0 for one per core");
  }
  options.threads = arguments.threads > 0
                        ? arguments.threads
                        : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  if (arguments.format == "json") {
    options.format = PrintFormat::kJson;
  } else if (arguments.format != "text") {
    return WrongOption("--format takes 'text' or 'json'");
  }
  options.output_dir = arguments.output_dir;
  options.model = arguments.model;
  options.models_dir = arguments.models_dir;
  options.pii_model = arguments.pii_model;
  options.pii_policy = arguments.pii_policy;
  return options;
}

std::string JobNameFromMedia(const std::string& media) {
  std::string name = std::filesystem::path(media).stem().string();
  for (char& c : name) {
    const std::string one(1, c);
    if (!pipeline::ValidateJobName(one)) c = '-';
  }
  name.resize(std::min(name.size(), kMaxJobNameLength));
  return name.empty() ? "job" : name;
}

}  // namespace tacet::cli
