// Tables of texts and what a recognizer finds in them, for tests.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tacet/pii/pii_detector.h"
#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

inline PiiEntityTypeSet AllTypes() {
  const auto types = AllPiiEntityTypes();
  return {types.begin(), types.end()};
}

struct FoundCase {
  std::string text;
  std::vector<std::string> found;
};

// The texts of the entities of `type`, in order, overlaps settled.
inline std::vector<std::string> FoundTexts(const PiiRecognizer& recognizer, PiiEntityType type,
                                           const std::string& text) {
  std::vector<std::string> found;
  for (const PiiEntity& entity : SettleOverlaps(text, recognizer.Analyze(text, {type}))) {
    found.push_back(text.substr(entity.begin, entity.end - entity.begin));
  }
  return found;
}

inline void CheckFound(const PiiRecognizer& recognizer, PiiEntityType type,
                       const std::vector<FoundCase>& cases) {
  for (const FoundCase& c : cases) {
    EXPECT_THAT(FoundTexts(recognizer, type, c.text), testing::ElementsAreArray(c.found)) << c.text;
  }
}

}  // namespace tacet::pii
