// PiiEntity: one piece of personal information found in a text.
#pragma once

#include <cstddef>

#include "tacet/transcript/pii_entity_type.h"

namespace tacet {

struct PiiEntity {
  PiiEntityType type = PiiEntityType::kName;
  double confidence = 0;  // that this is personal information of this type, in [0, 1]
  size_t begin = 0;       // half-open byte range of the analysed text
  size_t end = 0;
  bool operator==(const PiiEntity&) const = default;
};

}  // namespace tacet
