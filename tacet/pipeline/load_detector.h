// From the names of a tagger's folder and a policy's file to a detector that is ready to work.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "tacet/base/result.h"
#include "tacet/pii/pii_detector.h"

namespace tacet::pipeline {

// What is written instead of a folder to have the rules alone find personal information.
inline constexpr char kNoPiiModel[] = "none";

struct DetectorSource {
  std::string pii_model;      // a folder; "" = `pii` in models_dir; kNoPiiModel = the rules alone
  std::string models_dir;     // of pulled models; "" = ModelStore::DefaultDirectory()
  std::string policy_file;    // "" = the policy that the program carries
  bool tagger_alone = false;  // without the rules, for comparison
  size_t threads = 0;         // computing threads of the tagger, 0 = one per core
};

// kNotFound says which folder or file is missing: there is no silent way to less. Else the errors
// of ReadPiiPolicy and PiiDetector::Create.
Result<std::unique_ptr<pii::PiiDetector>> LoadDetector(const DetectorSource& source);

}  // namespace tacet::pipeline
