#include "tacet/pipeline/load_detector.h"

#include <filesystem>
#include <system_error>

#include "tacet/models/model_store.h"
#include "tacet/pii/pii_policy.h"

namespace tacet::pipeline {

Result<std::unique_ptr<pii::PiiDetector>> LoadDetector(const DetectorSource& source) {
  pii::PiiDetectorOptions options;
  options.threads = source.threads;
  options.tagger_alone = source.tagger_alone;
  if (!source.policy_file.empty()) {
    ASSIGN_OR_RETURN(options.policy, pii::ReadPiiPolicy(source.policy_file));
  }
  if (source.pii_model == kNoPiiModel) return pii::PiiDetector::Create(options);
  options.model_dir = source.pii_model;
  if (options.model_dir.empty()) {
    options.model_dir =
        (source.models_dir.empty() ? models::ModelStore::DefaultDirectory() : source.models_dir) +
        "/pii";
  }
  std::error_code error;
  if (!std::filesystem::is_directory(options.model_dir, error)) {
    return MakeError(ErrorCode::kNotFound,
                     "the model that finds personal information is not in " + options.model_dir +
                         "; it comes with Tacet as models/pii (`make models` copies it)");
  }
  return pii::PiiDetector::Create(options);
}

}  // namespace tacet::pipeline
