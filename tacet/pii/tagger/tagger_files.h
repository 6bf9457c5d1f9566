// TaggerFiles: what stands in a tagger's folder, read and compared with its description.
#pragma once

#include <string>
#include <string_view>

#include "tacet/base/result.h"
#include "tacet/pii/tagger/tagger_description.h"

namespace tacet::pii {

struct TaggerFiles {
  TaggerDescription description;  // tagger.json
  std::string vocabulary;         // vocab.txt
  std::string onnx;               // tagger.onnx
};

// kNotFound names a file that is missing; kDataLoss one that is broken, too large or not the one
// whose SHA-256 tagger.json has.
Result<TaggerFiles> ReadTaggerFiles(const std::string& folder);

// In small hexadecimal digits.
std::string Sha256(std::string_view bytes);

}  // namespace tacet::pii
