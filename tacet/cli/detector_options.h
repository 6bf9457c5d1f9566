// DetectorOptions: what the commands that look for personal information in text take alike.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pii/pii_detector.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::cli {

struct DetectorOptions {
  std::vector<std::string> pii_entity_types;  // AWS's spelling, or ALL; empty = all
  std::string pii_model;                      // a folder, or "none"; "" = pii in models_dir
  std::string pii_policy;                     // a file; "" = the one that the program carries
  std::string models_dir;                     // "" = that of `tacet models`
  bool tagger_only = false;
  bool rules_only = false;
  size_t threads = 0;  // 0 = one per core
};

// Adds the options to `command`; `options` must live until it is parsed.
void AddDetectorOptions(CLI::App& command, DetectorOptions& options);

// kInvalidArgument for a type that is not known.
Result<PiiEntityTypeSet> WantedTypes(const DetectorOptions& options);

// Errors: pipeline::LoadDetector's.
Result<std::unique_ptr<pii::PiiDetector>> OpenDetector(const DetectorOptions& options);

}  // namespace tacet::cli
