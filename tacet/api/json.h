// The two JSON types of this folder and of review/, which speaks the same protocol.
#pragma once

#include <nlohmann/json.hpp>

namespace tacet::api {

// A request's value as decoded, from JSON or CBOR; names sorted, bytes of CBOR as binary.
using Input = nlohmann::json;

// A response's value; members in the order in which they are added.
using Output = nlohmann::ordered_json;

}  // namespace tacet::api
