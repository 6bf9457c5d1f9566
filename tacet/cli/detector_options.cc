#include "tacet/cli/detector_options.h"

#include "tacet/cli/transcribe_options.h"
#include "tacet/pipeline/load_detector.h"

namespace tacet::cli {

void AddDetectorOptions(CLI::App& command, DetectorOptions& options) {
  command
      .add_option("--pii-entity-types", options.pii_entity_types,
                  "Comma-separated types, such as NAME,SSN, or ALL (default)")
      ->delimiter(',');
  command.add_option("--pii-model", options.pii_model,
                     "Folder of the model that finds personal information. Default: pii in\n"
                     "--models-dir. 'none': rules alone, which miss much");
  command.add_option("--pii-policy", options.pii_policy,
                     "JSON file of thresholds by type. Default: recall first");
  command.add_option("--models-dir", options.models_dir,
                     "Folder of models. Default: that of `tacet models`");
  const auto tagger = command.add_flag("--tagger-only", options.tagger_only,
                                       "The model without the rules, for comparison");
  command
      .add_flag("--rules-only", options.rules_only, "The rules without the model, for comparison")
      ->excludes(tagger);
  command.add_option("--threads", options.threads, "Computing threads, 0 = one per core")
      ->check(CLI::Range(0, 256));
}

Result<PiiEntityTypeSet> WantedTypes(const DetectorOptions& options) {
  ASSIGN_OR_RETURN(PiiEntityTypeSet wanted, ParsePiiEntityTypes(options.pii_entity_types));
  if (wanted.empty()) wanted.insert(AllPiiEntityTypes().begin(), AllPiiEntityTypes().end());
  return wanted;
}

Result<std::unique_ptr<pii::PiiDetector>> OpenDetector(const DetectorOptions& options) {
  pipeline::DetectorSource source;
  source.pii_model = options.rules_only ? pipeline::kNoPiiModel : options.pii_model;
  source.models_dir = options.models_dir;
  source.policy_file = options.pii_policy;
  source.threads = options.threads;
  source.tagger_alone = options.tagger_only;
  return pipeline::LoadDetector(source);
}

}  // namespace tacet::cli
