// PiiFind: an entity with where it comes from, for calibration and for looking at single cases.
#pragma once

#include "tacet/pii/pii_policy.h"
#include "tacet/transcript/pii_entity.h"

namespace tacet::pii {

struct PiiFind {
  PiiEntity entity;  // its confidence is the calibrated one
  PiiSource source = PiiSource::kRules;
  double score = 0;  // before calibration: the rules' confidence, the tagger's mean, or their mean
  bool operator==(const PiiFind&) const = default;
};

}  // namespace tacet::pii
