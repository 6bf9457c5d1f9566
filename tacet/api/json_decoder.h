// Strict JSON of requests: one object in UTF-8, every name once, nesting bounded. Thread-safe.
#pragma once

#include <string_view>

#include "tacet/api/json.h"
#include "tacet/base/result.h"

namespace tacet::api {

// Levels of objects and arrays. The service model nests 6 deep.
constexpr int kMaxDepth = 32;

// An empty text is {}. kInvalidArgument when it is anything else than one such object; the message
// names the fault but nothing of the text.
Result<Input> DecodeJson(std::string_view text);

}  // namespace tacet::api
