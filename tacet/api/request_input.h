// The body of a request as a value. Thread-safe for different requests.
#pragma once

#include <tl/expected.hpp>

#include "tacet/api/error_mapping.h"
#include "tacet/api/json.h"
#include "tacet/api/protocol.h"
#include "tacet/http_server/http_server.h"

namespace tacet::api {

// Reads the body to its end; blocks. The error is what the client is told of a body that is cut
// off, too slow, above 1 MiB, not what was signed, or not what the protocol says.
tl::expected<Input, ApiError> ReadInput(http_server::HttpRequest& request, Protocol protocol);

}  // namespace tacet::api
