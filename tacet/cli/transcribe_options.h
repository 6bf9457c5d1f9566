// The options of `tacet transcribe` as typed, and what they mean. No files are touched here.
#pragma once

#include <string>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pipeline/job_runner.h"

namespace tacet::cli {

enum class PrintFormat { kText, kJson };

// As typed; the defaults are those of the options.
struct TranscribeArguments {
  std::string media;
  std::string redact;            // "pii" or empty
  std::string redaction_output;  // empty = "redacted"
  std::vector<std::string> pii_entity_types;
  std::string language_code = "en-US";
  std::string pii_model;   // empty = `pii` in the folder of models
  std::string pii_policy;  // empty = the default policy
  std::string job_name;    // empty = from the media's file name
  std::string output_dir = ".";
  std::string model = "base";
  std::string models_dir;  // empty = the default folder of `tacet models`
  int threads = 0;         // 0 = one per core
  std::string format = "text";
};

struct TranscribeOptions {
  pipeline::JobRequest request;
  std::string output_dir;
  std::string model;
  std::string models_dir;
  std::string pii_model;
  std::string pii_policy;
  int threads = 1;
  PrintFormat format = PrintFormat::kText;
};

// The types that --pii-entity-types names; empty = all of them. kInvalidArgument lists the types.
Result<PiiEntityTypeSet> ParsePiiEntityTypes(const std::vector<std::string>& names);

// Checks every argument. kInvalidArgument names the option and what it takes.
Result<TranscribeOptions> ParseTranscribeArguments(const TranscribeArguments& arguments);

// A job name from a media path: the file name without its extension, other characters than a job
// name may have replaced by '-', cut to 200. "job" when nothing is left.
std::string JobNameFromMedia(const std::string& media);

}  // namespace tacet::cli
