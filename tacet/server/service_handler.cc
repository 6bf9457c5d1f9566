#include "tacet/server/service_handler.h"

#include <string_view>
#include <utility>

#include "tacet/base/log.h"

namespace tacet::server {
namespace {

using http_server::HttpRequest;
using http_server::HttpResponse;

constexpr std::string_view kServiceField = "service";
constexpr std::string_view kTranscribe = "transcribe";
constexpr std::string_view kS3 = "s3";

bool IsUnsigned(const HttpRequest& request) {
  return !request.headers.Has("Authorization") && request.query.empty();
}

HttpResponse Plain(int status, std::string text, std::string_view operation,
                   std::string_view content_type = "text/plain; charset=utf-8") {
  HttpResponse response;
  response.status = status;
  response.headers.Add("Content-Type", std::string(content_type));
  response.headers.Add("Cache-Control", "no-store");
  response.body = std::move(text);
  response.log_fields.emplace_back("operation", operation);
  return response;
}

std::string_view FailureKind(auth::AuthFailure failure) {
  switch (failure) {
    case auth::AuthFailure::kNone:
      return "";
    case auth::AuthFailure::kMissing:
      return "missing";
    case auth::AuthFailure::kIncomplete:
      return "incomplete";
    case auth::AuthFailure::kUnknownKey:
      return "unknown_key";
    case auth::AuthFailure::kBadSignature:
      return "bad_signature";
    case auth::AuthFailure::kExpired:
      return "expired";
    case auth::AuthFailure::kReplayed:
      return "replayed";
    case auth::AuthFailure::kBadPayloadHash:
      return "bad_payload_hash";
  }
  return "";
}

// The request's field of that name; "" when it has none.
std::string_view Field(const http_server::FinishedRequest& request, std::string_view name) {
  for (const auto& [field, value] : request.log_fields) {
    if (field == name) return value;
  }
  return "";
}

metrics::Service ServiceOf(std::string_view name) {
  if (name == kTranscribe) return metrics::Service::kTranscribe;
  if (name == kS3) return metrics::Service::kS3;
  return metrics::Service::kOther;
}

}  // namespace

HttpResponse ServiceHandler::Handle(HttpRequest& request) {
  if ((request.method == "GET" || request.method == "HEAD") && IsUnsigned(request)) {
    if (request.path == "/healthz") return Plain(200, "ok\n", "healthz");
    if (request.path == "/readyz") return Readiness();
    if (request.path == "/metrics") {
      return Plain(200, parts_.metrics_text(), "metrics", metrics::kContentType);
    }
  }
  if (console::Console::IsFor(request)) return parts_.console.Handle(request);
  return api::TranscribeApi::IsFor(request) ? HandleTranscribe(request) : HandleS3(request);
}

HttpResponse ServiceHandler::HandleTranscribe(HttpRequest& request) {
  const auth::AuthResult who = parts_.authenticator.Authenticate(request, kTranscribe);
  if (who.failure != auth::AuthFailure::kNone) {
    parts_.metrics.AuthFailed(FailureKind(who.failure));
  }
  HttpResponse response;
  if (who.failure != auth::AuthFailure::kNone) {
    response = api::TranscribeApi::Refuse(request, who);
  } else if (review::ReviewApi::IsFor(request)) {
    response = parts_.review.Handle(request, who.identity);
  } else {
    response = parts_.transcribe.Handle(request, who.identity);
  }
  response.log_fields.emplace_back("access_key", who.identity.access_key_id);
  response.log_fields.emplace_back(kServiceField, kTranscribe);
  return response;
}

HttpResponse ServiceHandler::HandleS3(HttpRequest& request) {
  const auth::AuthResult who = parts_.authenticator.Authenticate(request, kS3);
  if (who.failure != auth::AuthFailure::kNone) {
    parts_.metrics.AuthFailed(FailureKind(who.failure));
  }
  HttpResponse response = parts_.s3.Handle(request, who);
  // An object that a browser shows must not act as a page of this origin: the console has it too.
  response.headers.Add("Content-Security-Policy", "sandbox");
  response.log_fields.emplace_back(kServiceField, kS3);
  return response;
}

HttpResponse ServiceHandler::Readiness() const {
  const std::vector<std::string> problems = parts_.problems();
  if (problems.empty()) return Plain(200, "ready\n", "readyz");
  std::string text = "not ready\n";
  for (const std::string& problem : problems) text += problem + "\n";
  return Plain(503, text, "readyz");
}

HttpResponse ServiceHandler::Refuse(int status, const HttpRequest& request) {
  return api::TranscribeApi::IsFor(request) ? api::TranscribeApi::Refuse(request, status)
                                            : s3::S3Endpoint::Refuse(status, request);
}

void RecordRequest(const http_server::FinishedRequest& request, bool log_it,
                   metrics::Metrics& metrics) {
  metrics.RequestFinished({.service = ServiceOf(Field(request, kServiceField)),
                           .operation = std::string(Field(request, "operation")),
                           .status = request.status,
                           .error_code = std::string(Field(request, "error")),
                           .duration = request.duration,
                           .received_bytes = request.request_bytes,
                           .sent_bytes = request.response_bytes});
  if (!log_it) return;
  // The path stays out: object keys are the users' words and may name a person.
  LogFields fields = {{"id", request.id},
                      {"peer", request.peer},
                      {"method", request.method},
                      {"status", std::to_string(request.status)},
                      {"received_bytes", std::to_string(request.request_bytes)},
                      {"sent_bytes", std::to_string(request.response_bytes)},
                      {"duration_us", std::to_string(request.duration.count())}};
  if (!request.complete) fields.emplace_back("complete", "false");
  for (const auto& [name, value] : request.log_fields) fields.emplace_back(name, value);
  Log(LogLevel::kInfo, "request", fields);
}

}  // namespace tacet::server
