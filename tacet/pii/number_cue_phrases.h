// The phrases of every number cue. Thread-safe: constants.
#pragma once

#include <string_view>
#include <vector>

#include "tacet/pii/number_cues.h"

namespace tacet::pii {

struct CueGroup {
  Cue cue;
  bool strong;
  // Of small letters, without dots and "'s", spelled letters ("p-i-n") joined: as FindCues
  // compares.
  std::vector<std::string_view> phrases;
};

const std::vector<CueGroup>& CueGroups();

}  // namespace tacet::pii
