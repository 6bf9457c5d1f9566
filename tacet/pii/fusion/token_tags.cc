#include "tacet/pii/fusion/token_tags.h"

namespace tacet::pii {

void MultiplyOdds(const std::array<double, kPiiTypes>& factors, TokenTag* tag) {
  auto sum = static_cast<double>(tag->nothing);
  for (size_t type = 0; type < kPiiTypes; ++type) {
    sum += factors[type] * static_cast<double>(tag->type[type]);
  }
  if (sum <= 0) return;
  for (size_t type = 0; type < kPiiTypes; ++type) {
    const auto factor = static_cast<float>(factors[type] / sum);
    tag->type[type] *= factor;
    tag->begin[type] *= factor;
  }
  tag->nothing /= static_cast<float>(sum);
}

}  // namespace tacet::pii
