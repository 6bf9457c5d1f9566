// Requests against the service model: members, types and constraints of every level. Pure;
// thread-safe.
//
// Texts are those of Amazon's service framework, as far as they were ever recorded:
//   1 validation error detected: Value 'x y' at 'transcriptionJobName' failed to satisfy
//   constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z._-]+
// Paths are in lower camel case; elements of a list count from 1: 'tags.1.member.key'. A list or
// map of plain values is one violation, however many of its values are wrong, and names all
// constraints of its values: 'Member must satisfy constraint: [...]'.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tacet/api/error_mapping.h"
#include "tacet/api/json.h"
#include "tacet/api/service_model.h"

namespace tacet::api {

// What is wrong with `input` as `shape`; nothing when it may be used. In this order, each all at
// once but the first: a value of the wrong type (SerializationException), members that the model
// does not have (BadRequestException), violated constraints (BadRequestException). A member that is
// null counts as absent.
std::optional<ApiError> Validate(const Input& input, const Shape& shape);

}  // namespace tacet::api
