// What a handler's thread does for one request.
#pragma once

#include <memory>

#include "tacet/http_server/exchange.h"
#include "tacet/http_server/http_server.h"

namespace tacet::http_server {

// Handles the request, hands the response over and sends its stream. Does nothing, but for an empty
// response, when the connection is gone by then. Never throws.
void RunHandlerTask(HttpHandler& handler, HttpRequest& request, Exchange& exchange);

// The handler's answer to what it is not to handle; empty, with only a status, when it fails. Never
// throws and always safe to send.
HttpResponse RefusalFor(HttpHandler& handler, int status, const HttpRequest& request);

}  // namespace tacet::http_server
