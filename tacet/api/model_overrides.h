// Where the service is known to differ from the service model that botocore carries: every such
// difference, in one list.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tacet::api {

struct ModelOverride {
  std::string_view shape;
  // With a member: it becomes required. Without: `max` replaces the shape's.
  std::string_view member;
  std::optional<int64_t> max;
  std::string_view reason;
};

std::span<const ModelOverride> ModelOverrides();

}  // namespace tacet::api
