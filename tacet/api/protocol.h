// The two protocols that Amazon Transcribe's clients speak: requests taken apart, answers put
// together. Pure; thread-safe.
//   AWS JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
//   Smithy RPC v2 CBOR: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
#pragma once

#include <string>
#include <string_view>

#include "tacet/api/error_mapping.h"
#include "tacet/api/json.h"
#include "tacet/api/service_model.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"

namespace tacet::api {

enum class Protocol { kJson, kCbor };

// CBOR by the header `smithy-protocol: rpc-v2-cbor` or the path /service/<name>/operation/<name>;
// everything else counts as JSON.
Protocol ProtocolOf(const http_server::HttpRequest& request);

// Whether it is addressed to this service at all, whatever else is wrong with it: by X-Amz-Target,
// or as CBOR.
bool IsTranscribeRequest(const http_server::HttpRequest& request);

// The operation's name as sent; "" when the request names none. JSON: what follows the last dot of
// X-Amz-Target, so that both "Transcribe.X" and "com.amazonaws.transcribe.Transcribe.X" do.
std::string OperationName(const http_server::HttpRequest& request, Protocol protocol);

// The request's body as a value; errors are DecodeJson's and DecodeCbor's.
Result<Input> DecodeBody(Protocol protocol, std::string_view body);

// `shape` null = no output: the body is empty.
http_server::HttpResponse SuccessResponse(Protocol protocol, const Output& output,
                                          const Shape* shape);
http_server::HttpResponse ErrorResponse(Protocol protocol, const ApiError& error);

}  // namespace tacet::api
