// The CBOR of Smithy's protocol RPC v2:
// https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html on RFC 8949. nlohmann's codec
// is not used, as it refuses the value undefined, cannot write tags and lets invalid UTF-8, doubled
// names and nesting without end pass. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "tacet/api/json.h"
#include "tacet/api/service_model.h"
#include "tacet/base/result.h"

namespace tacet::api {

// One item, with nothing behind it: integers of 64 bits, floats of every width, definite and
// indefinite lengths. undefined becomes null, a timestamp (tag 1) its number. kInvalidArgument for
// other tags (so for numbers above 64 bits), other simple values, names that are not text or given
// twice, invalid UTF-8, and nesting deeper than kMaxDepth; the message names the fault alone.
Result<Input> DecodeCbor(std::string_view bytes);

// DecodeCbor of a request's body: a map; no bytes are an empty one.
Result<Input> DecodeCborObject(std::string_view bytes);

// Definite lengths. `shape` says which numbers are timestamps (tag 1, a double) and which are
// floats of 32 bits; null for values without such.
std::string EncodeCbor(const Output& value, const Shape* shape);

}  // namespace tacet::api
