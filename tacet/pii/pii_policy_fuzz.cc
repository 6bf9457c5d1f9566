// libFuzzer target: any bytes as a policy. One that is accepted gives probabilities for all scores.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/pii/pii_policy.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace pii = tacet::pii;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto policy = pii::ParsePiiPolicy(text);
  if (!policy) {
    TACET_CHECK(!policy.error().message.empty()) << "an error without a message";
    return 0;
  }
  for (size_t source = 0; source < pii::kPiiSources; ++source) {
    for (const double score : {0.0, 0.3, 1.0}) {
      const double probability = policy->Probability(static_cast<pii::PiiSource>(source), score);
      TACET_CHECK(probability > 0 && probability <= 1) << "no probability";
    }
  }
  return 0;
}
