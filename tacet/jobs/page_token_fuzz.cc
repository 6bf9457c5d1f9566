// Whatever a client sends as NextToken is refused, unless it is a token that was made.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tacet/base/check.h"
#include "tacet/jobs/page_token.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const tacet::jobs::PageTokens tokens(tacet::jobs::PageTokenKey{1, 2, 3});
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const tacet::Result<int64_t> position = tokens.Parse("jobs", text);
  if (position) TACET_CHECK(tokens.Make("jobs", *position) == text);
  return 0;
}
