// TaggerDescription: tagger.json, what the program has to know of the network beside it. A value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pii/tagger/tagger_windows.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

// One of the network's tags.
struct Tag {
  enum class Kind { kNothing, kStarts, kInside };  // "O", "B-NAME", "I-NAME"
  Kind kind = Kind::kNothing;
  PiiEntityType type = PiiEntityType::kName;  // of no meaning for kNothing
  bool operator==(const Tag&) const = default;
};

struct TaggerDescription {
  std::string version;    // 1 to 64 letters, digits, '.', '_' and '-'
  std::vector<Tag> tags;  // by the network's output; one kNothing, no tag twice
  WindowLimits limits;
  double temperature = 1;    // what scores are divided by before they become probabilities; > 0
  std::string model_sha256;  // small hexadecimal digits: of tagger.onnx
  std::string vocabulary_sha256;  // of vocab.txt
};

// The whole of it is checked; kDataLoss names the member that is wrong. Members that are not known
// are left alone.
Result<TaggerDescription> ParseTaggerDescription(std::string_view json);

}  // namespace tacet::pii
