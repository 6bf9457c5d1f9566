#include "tacet/api/protocol.h"

#include <optional>

#include "tacet/api/cbor.h"
#include "tacet/api/json_decoder.h"
#include "tacet/aws/encoding.h"

namespace tacet::api {
namespace {

using http_server::HttpRequest;
using http_server::HttpResponse;

constexpr std::string_view kCborProtocol = "rpc-v2-cbor";

// The operation of ".../service/Transcribe/operation/<name>". Smithy allows a prefix before it and
// a namespace before the service's name.
std::optional<std::string_view> OperationOfPath(std::string_view path) {
  const auto take_segment = [&path](std::string_view& segment) {
    const size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return false;
    segment = path.substr(slash + 1);
    path = path.substr(0, slash);
    return !segment.empty();
  };
  std::string_view operation, operation_word, service, service_word;
  if (!take_segment(operation) || !take_segment(operation_word) || !take_segment(service) ||
      !take_segment(service_word) || operation_word != "operation" || service_word != "service") {
    return std::nullopt;
  }
  if (service.substr(service.rfind('.') + 1) != "Transcribe") return std::nullopt;
  return operation;
}

HttpResponse Respond(Protocol protocol, int status, std::string body) {
  HttpResponse response{.status = status};
  if (protocol == Protocol::kCbor) {
    response.headers.Add("smithy-protocol", std::string(kCborProtocol));
    // "A Content-Type header should not be set if the response body is empty": Smithy's tests.
    if (!body.empty()) response.headers.Add("Content-Type", "application/cbor");
  } else {
    response.headers.Add("Content-Type", "application/x-amz-json-1.1");
  }
  response.body = std::move(body);
  return response;
}

std::string Encode(Protocol protocol, const Output& value, const Shape* shape) {
  if (protocol == Protocol::kCbor) return EncodeCbor(value, shape);
  return value.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/false, Output::error_handler_t::replace);
}

}  // namespace

Protocol ProtocolOf(const HttpRequest& request) {
  // By the path alone only what cannot be meant for S3: an upload to such a key has a query.
  const bool cbor = request.headers.Get("smithy-protocol") == kCborProtocol ||
                    (!request.headers.Has("X-Amz-Target") && request.method == "POST" &&
                     request.query.empty() && OperationOfPath(request.path));
  return cbor ? Protocol::kCbor : Protocol::kJson;
}

bool IsTranscribeRequest(const HttpRequest& request) {
  return request.headers.Has("X-Amz-Target") || ProtocolOf(request) == Protocol::kCbor;
}

std::string OperationName(const HttpRequest& request, Protocol protocol) {
  if (protocol == Protocol::kCbor) {
    return std::string(OperationOfPath(request.path).value_or(""));
  }
  const std::string_view target = request.headers.Get("X-Amz-Target");
  const size_t dot = target.rfind('.');
  if (dot == std::string_view::npos) return "";
  const std::string_view service = target.substr(0, dot);
  if (service.substr(service.rfind('.') + 1) != "Transcribe") return "";
  return std::string(target.substr(dot + 1));
}

Result<Input> DecodeBody(Protocol protocol, std::string_view body) {
  return protocol == Protocol::kCbor ? DecodeCborObject(body) : DecodeJson(body);
}

HttpResponse SuccessResponse(Protocol protocol, const Output& output, const Shape* shape) {
  if (shape == nullptr) return Respond(protocol, 200, "");
  return Respond(protocol, 200, Encode(protocol, output, shape));
}

HttpResponse ErrorResponse(Protocol protocol, const ApiError& error) {
  // The JSON clients want the bare name; Smithy's CBOR has the whole shape id.
  const std::string prefix = protocol == Protocol::kCbor ? "com.amazonaws.transcribe#" : "";
  Output body = Output::object();
  body["__type"] = prefix + std::string(error.type);
  body["Message"] = error.message;
  return Respond(protocol, error.status, Encode(protocol, body, nullptr));
}

}  // namespace tacet::api
