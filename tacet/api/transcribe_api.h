// TranscribeApi: Amazon Transcribe's batch operations over the stores. Takes an authenticated HTTP
// request apart (AWS JSON 1.1 or Smithy RPC v2 CBOR), checks it against the service model and the
// service's rules, runs the operation and writes the answer.
// https://docs.aws.amazon.com/transcribe/latest/APIReference/Welcome.html
//
// Does not check signatures (auth/) and runs no jobs: it meets the workers in the job store alone.
// Which operations there are stands in operations.h; what is the same as Amazon's and what differs
// in docs/compatibility.md.
//
//   auto api = TranscribeApi::Create({jobs, vocabularies, objects, service_objects, clock},
//   options); HttpResponse response = (*api)->Handle(request, identity);
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/auth/authenticator.h"
#include "tacet/aws/s3_uri.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"
#include "tacet/http_server/http_server.h"
#include "tacet/jobs/job_store.h"
#include "tacet/jobs/vocabulary_store.h"
#include "tacet/objectstore/object_store.h"

namespace tacet::api {

// All must outlive the TranscribeApi.
struct TranscribeApiParts {
  jobs::JobStore& jobs;
  jobs::VocabularyStore& vocabularies;
  objectstore::ObjectStore& objects;          // media, vocabulary files, customers' output buckets
  objectstore::ObjectStore& service_objects;  // holds the service bucket; may be the same
  const Clock& clock;
};

// Who asks for a URL of which object; the views outlive the call.
struct UrlRequest {
  std::string endpoint;  // scheme and authority that the URL begins with
  objectstore::ObjectName object;
  std::string_view access_key_id;
  auth::Role role = auth::Role::kReadRedacted;
  std::string_view request_id;
  std::string_view peer;
};

enum class UnfinishedJobs {
  kStop,    // DeleteTranscriptionJob stops a job that is queued or in progress
  kRefuse,  // it is refused, as by Amazon Transcribe
};

struct TranscribeApiOptions {
  std::string region = "us-east-1";
  std::string account_id = "000000000000";  // 12 digits
  std::string service_bucket;               // "" = aws-transcribe-<region>-prod
  // Scheme and authority that stand before bucket and key in the URIs of results, such as
  // "https://s3.example.org". "" = as the client wrote them in its request.
  std::string public_endpoint;
  // The same for customers' output buckets, when they lie in an S3 elsewhere. "" = public_endpoint.
  std::string object_endpoint;
  // Under which media URIs of the form http://host/bucket/key are ours: see aws/s3_uri.h.
  aws::EndpointHosts endpoint_hosts;
  // A short-lived signed URL to GET an object of the service bucket. Required.
  std::function<Result<std::string>(const UrlRequest&)> presign;
  std::vector<std::string> job_languages = {"en-US"};        // of transcription jobs
  std::vector<std::string> redaction_languages = {"en-US"};  // of those, where PII can be redacted
  UnfinishedJobs delete_unfinished = UnfinishedJobs::kStop;
  int max_vocabularies = 100;
  int max_vocabulary_filters = 100;
  // Calls of each operation, by its name; those not named are not limited. AmazonRates() has the
  // quotas of Amazon Transcribe.
  std::map<std::string, double> requests_per_second;
};

// The request rates that the guide's page of quotas gives for the operations of this service.
// https://docs.aws.amazon.com/transcribe/latest/dg/limits-guidelines.html
std::map<std::string, double> AmazonRates();

// Thread-safe.
class TranscribeApi {
 public:
  // kInvalidArgument when an option is missing or out of its limits, or names an operation that is
  // not there.
  static Result<std::unique_ptr<TranscribeApi>> Create(const TranscribeApiParts& parts,
                                                       TranscribeApiOptions options);
  ~TranscribeApi();

  // Whether `request` is addressed to this service rather than to S3 on the same port.
  static bool IsFor(const http_server::HttpRequest& request);

  // `request` as the Authenticator let it in.
  http_server::HttpResponse Handle(http_server::HttpRequest& request,
                                   const auth::Identity& identity);

  // The answers to what never reaches Handle: a request that the Authenticator refused, and one
  // that the HTTP server did (see HttpHandler::Refuse). Neither blocks.
  static http_server::HttpResponse Refuse(const http_server::HttpRequest& request,
                                          const auth::AuthResult& result);
  static http_server::HttpResponse Refuse(const http_server::HttpRequest& request, int status);

 private:
  struct State;
  explicit TranscribeApi(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tacet::api
