// ServiceHandler: the one door. Every request of the port is one of ours (health, metrics, the web
// console's files), one to Amazon Transcribe or to the reviews beside it, or one to S3; here it is
// decided which, and who sent it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tacet/api/transcribe_api.h"
#include "tacet/auth/authenticator.h"
#include "tacet/console/console.h"
#include "tacet/http_server/http_server.h"
#include "tacet/metrics/metrics.h"
#include "tacet/review/review_api.h"
#include "tacet/s3/s3_endpoint.h"

namespace tacet::server {

// All must outlive the handler.
struct ServiceParts {
  auth::Authenticator& authenticator;
  api::TranscribeApi& transcribe;
  review::ReviewApi& review;
  const console::Console& console;
  const s3::S3Endpoint& s3;
  metrics::Metrics& metrics;
  // What keeps the service from working now, a line each; empty = ready.
  std::function<std::vector<std::string>()> problems;
  // The text of /metrics.
  std::function<std::string()> metrics_text;
};

// Thread-safe.
class ServiceHandler : public http_server::HttpHandler {
 public:
  explicit ServiceHandler(ServiceParts parts) : parts_(std::move(parts)) {}

  // GET /healthz, /readyz, /metrics and /console/ without a signature are ours, a bucket's of these
  // names with one.
  http_server::HttpResponse Handle(http_server::HttpRequest& request) override;
  http_server::HttpResponse Refuse(int status, const http_server::HttpRequest& request) override;

 private:
  http_server::HttpResponse HandleTranscribe(http_server::HttpRequest& request);
  http_server::HttpResponse HandleS3(http_server::HttpRequest& request);
  http_server::HttpResponse Readiness() const;

  const ServiceParts parts_;
};

// The answered request as a line of the log and as counts of `metrics`.
void RecordRequest(const http_server::FinishedRequest& request, bool log_it,
                   metrics::Metrics& metrics);

}  // namespace tacet::server
