#include "tacet/pii/pii_recognizer.h"

namespace tacet::pii {

void PiiRecognizer::AddFinds(std::string_view text, RuleFinds* finds) const {
  static const auto* const all =
      new PiiEntityTypeSet(AllPiiEntityTypes().begin(), AllPiiEntityTypes().end());
  const std::vector<PiiEntity> entities = Analyze(text, *all);
  finds->entities.insert(finds->entities.end(), entities.begin(), entities.end());
}

}  // namespace tacet::pii
