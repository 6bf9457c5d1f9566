#include "tacet/server/server.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "tacet/api/transcribe_api.h"
#include "tacet/asr/language.h"
#include "tacet/audit/audit_log.h"
#include "tacet/auth/authenticator.h"
#include "tacet/auth/service_signer.h"
#include "tacet/base/clock.h"
#include "tacet/base/data_directory.h"
#include "tacet/base/file.h"
#include "tacet/base/log.h"
#include "tacet/http_server/http_server.h"
#include "tacet/jobs/sqlite_database.h"
#include "tacet/jobs/sqlite_job_store.h"
#include "tacet/jobs/sqlite_vocabulary_store.h"
#include "tacet/metrics/metrics.h"
#include "tacet/objectstore/directory_object_store.h"
#include "tacet/objectstore/s3_object_store.h"
#include "tacet/pii/pii_detector.h"
#include "tacet/pipeline/janitor.h"
#include "tacet/pipeline/job_runner.h"
#include "tacet/pipeline/load_detector.h"
#include "tacet/pipeline/load_recognizer.h"
#include "tacet/pipeline/worker_pool.h"
#include "tacet/review/review_api.h"
#include "tacet/s3/s3_endpoint.h"
#include "tacet/server/data_dir.h"
#include "tacet/server/listen_address.h"
#include "tacet/server/make_console.h"
#include "tacet/server/script_file.h"
#include "tacet/server/service_handler.h"

namespace tacet::server {
namespace {

LogLevel ParseLogLevel(const std::string& level) {
  if (level == "debug") return LogLevel::kDebug;
  if (level == "warning") return LogLevel::kWarning;
  if (level == "error") return LogLevel::kError;
  return LogLevel::kInfo;
}

std::string ServiceBucket(const Config& config) {
  return "aws-transcribe-" + config.region + "-prod";
}

std::vector<std::string> JobLanguages() {
  std::vector<std::string> codes;
  for (const asr::Language& language : asr::SupportedLanguages()) codes.emplace_back(language.code);
  return codes;
}

Result<std::unique_ptr<asr::SpeechRecognizer>> OpenRecognizer(const Config& config) {
  if (config.recognition_engine == "scripted") {
    return LoadScript(config.recognition_script_file, config.recognition_script_word_ms);
  }
  return pipeline::LoadRecognizer({.model = config.recognition_model,
                                   .models_dir = config.recognition_models_dir,
                                   .threads = static_cast<size_t>(config.workers_threads)});
}

// TACET_ACCESS_KEY_ID and TACET_SECRET_ACCESS_KEY give a container its first key.
Status ImportKeyOfEnvironment(auth::AccessKeyStore& keys) {
  const char* id = std::getenv("TACET_ACCESS_KEY_ID");
  const char* secret = std::getenv("TACET_SECRET_ACCESS_KEY");
  if (id == nullptr && secret == nullptr) return {};
  if (id == nullptr || secret == nullptr) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "TACET_ACCESS_KEY_ID and TACET_SECRET_ACCESS_KEY go together");
  }
  return keys.Import(id, secret, auth::Role::kAdmin, "from the environment");
}

// The store of customers' buckets when it is not the embedded one.
Result<std::unique_ptr<objectstore::S3ObjectStore>> OpenExternalStore(const Config& config,
                                                                      const Clock& clock) {
  constexpr uint64_t kMaxSecretBytes = 1024;
  ASSIGN_OR_RETURN(std::string secret,
                   ReadFile(config.store_secret_access_key_file, kMaxSecretBytes));
  secret.erase(secret.find_last_not_of(" \r\n") + 1);
  objectstore::S3ObjectStoreOptions options;
  options.endpoint = config.store_endpoint;
  options.region = config.store_region;
  options.credentials = {config.store_access_key_id, secret};
  options.addressing = config.store_path_style ? objectstore::S3Addressing::kPath
                                               : objectstore::S3Addressing::kVirtualHost;
  options.clock = &clock;
  return objectstore::S3ObjectStore::Create(options);
}

void RecordAttempt(const pipeline::EndedAttempt& attempt, metrics::Metrics& metrics) {
  switch (attempt.outcome) {
    case pipeline::EndedAttempt::Outcome::kCompleted:
      return metrics.JobCompleted(attempt.language_code, attempt.duration, attempt.media);
    case pipeline::EndedAttempt::Outcome::kFailed:
      return metrics.JobFailed(attempt.error == ErrorCode::kInternal ? metrics::JobFault::kServer
                                                                     : metrics::JobFault::kUser,
                               attempt.duration);
    case pipeline::EndedAttempt::Outcome::kReleased:
      return metrics.JobRetried();
  }
}

// The parts in the order in which they need one another: each is destroyed before what it uses.
class RunningServer : public Server {
 public:
  RunningServer(const Config& config, DataDir data_dir)
      : config_(config), data_dir_(std::move(data_dir)) {}
  ~RunningServer() override { Stop(); }

  Status Begin() {
    RETURN_IF_ERROR(OpenStores());
    RETURN_IF_ERROR(OpenEngines());
    ASSIGN_OR_RETURN(listen_, ParseListen(config_.listen));
    // Before the doors: a request for /metrics looks at the workers.
    RETURN_IF_ERROR(StartWork());
    return OpenDoors();
  }

  std::string url() const override {
    return std::string(config_.tls_key_file.empty() ? "http" : "https") + "://" +
           UrlHost(listen_.host) + ":" + std::to_string(http_->port());
  }
  auth::AccessKeyStore& access_keys() override { return *keys_; }
  Status CreateBucket(const std::string& bucket) override {
    const Status made = objects_->CreateBucket(bucket);
    if (!made && made.error().code != ErrorCode::kAlreadyExists) return made;
    return {};
  }
  void Stop() override {
    if (http_ != nullptr) http_->Stop();
    if (workers_ != nullptr) workers_->Stop();
  }

 private:
  // Where media are read from and documents written to, but for the service bucket.
  objectstore::ObjectStore& customer_objects() {
    return external_objects_ != nullptr ? *external_objects_
                                        : static_cast<objectstore::ObjectStore&>(*objects_);
  }

  Status OpenStores() {
    ASSIGN_OR_RETURN(
        keys_, auth::AccessKeyStore::Open(auth::AccessKeyStore::PathIn(data_dir_.path()), clock_));
    RETURN_IF_ERROR(ImportKeyOfEnvironment(*keys_));
    ASSIGN_OR_RETURN(signer_,
                     auth::ServiceSigner::Open(auth::ServiceSigner::PathIn(data_dir_.path())));
    ASSIGN_OR_RETURN(audit_,
                     audit::AuditLog::Open(audit::AuditLog::PathIn(data_dir_.path()), clock_));
    ASSIGN_OR_RETURN(database_, jobs::SqliteDatabase::Open({.path = data_dir_.database_file()}));
    jobs_ = std::make_unique<jobs::SqliteJobStore>(
        *database_,
        jobs::JobQuotas{.concurrent_jobs = static_cast<int>(config_.jobs_concurrent),
                        .queue_bandwidth = config_.jobs_queue_bandwidth,
                        .queue_length = static_cast<int>(config_.jobs_queue_length)},
        clock_);
    vocabularies_ = std::make_unique<jobs::SqliteVocabularyStore>(*database_, clock_);
    ASSIGN_OR_RETURN(objects_, objectstore::DirectoryObjectStore::Create(
                                   {.path = data_dir_.objects_dir(), .clock = &clock_}));
    if (config_.store_kind == "s3") {
      ASSIGN_OR_RETURN(external_objects_, OpenExternalStore(config_, clock_));
    }
    return CreateBucket(ServiceBucket(config_));
  }

  Status OpenEngines() {
    ASSIGN_OR_RETURN(recognizer_, OpenRecognizer(config_));
    if (config_.redaction_pii_model == pipeline::kNoPiiModel) {
      Log(LogLevel::kWarning, "pii.rules_alone",
          {{"setting", "redaction.pii_model"}, {"effect", "much personal information is missed"}});
    }
    ASSIGN_OR_RETURN(detector_, pipeline::LoadDetector(
                                    {.pii_model = config_.redaction_pii_model,
                                     .models_dir = config_.recognition_models_dir,
                                     .policy_file = config_.redaction_policy_file,
                                     .threads = static_cast<size_t>(config_.workers_threads)}));
    runner_ = std::make_unique<pipeline::JobRunner>(*recognizer_, *detector_);
    return {};
  }

  Status OpenDoors() {
    const std::vector<std::string> hosts = OwnHosts();
    ASSIGN_OR_RETURN(transcribe_,
                     api::TranscribeApi::Create(
                         {.jobs = *jobs_,
                          .vocabularies = *vocabularies_,
                          .objects = customer_objects(),
                          .service_objects = *objects_,
                          .clock = clock_},
                         {.region = config_.region,
                          .account_id = config_.account_id,
                          .service_bucket = ServiceBucket(config_),
                          .public_endpoint = config_.public_url,
                          .object_endpoint = config_.store_endpoint,
                          .endpoint_hosts = hosts,
                          .presign = [this](const api::UrlRequest& url) { return IssueUrl(url); },
                          .job_languages = JobLanguages()}));
    review::ReviewApiOptions review_options = {
        .service_bucket = ServiceBucket(config_),
        .audit = [this](const audit::AuditRecord& record) { return Audit(record); },
        .endpoint_hosts = hosts,
        .presign = nullptr};
    if (external_objects_ != nullptr) {
      review_options.presign = [this](const objectstore::ObjectName& name,
                                      std::chrono::seconds expires) {
        return external_objects_->PresignGet(name, expires);
      };
    }
    ASSIGN_OR_RETURN(review_, review::ReviewApi::Create({.jobs = *jobs_,
                                                         .objects = customer_objects(),
                                                         .service_objects = *objects_,
                                                         .clock = clock_},
                                                        std::move(review_options)));
    console_ = MakeConsole(config_, ServiceBucket(config_), JobLanguages());
    s3_ = std::make_unique<s3::S3Endpoint>(
        s3::S3Options{.region = config_.region,
                      .owner_id = config_.account_id,
                      .hosts = hosts,
                      .service_buckets = {ServiceBucket(config_)},
                      .service_buckets_only = config_.store_kind == "s3",
                      .audit =
                          [this](const s3::ObjectRead& read) {
                            return Audit({.action = "object.read",
                                          .actor = read.identity.access_key_id,
                                          .role = std::string(auth::RoleName(read.identity.role)),
                                          .object = read.name.bucket + "/" + read.name.key,
                                          .job = "",
                                          .request_id = read.request_id,
                                          .peer = read.peer});
                          },
                      .on_bytes =
                          [this](s3::Direction direction, int64_t bytes) {
                            if (direction == s3::Direction::kReceived) {
                              metrics_.S3Received(bytes);
                            } else {
                              metrics_.S3Sent(bytes);
                            }
                          }},
        *objects_, clock_);
    authenticator_ = std::make_unique<auth::Authenticator>(
        *keys_, clock_,
        auth::AuthenticatorOptions{
            .region = config_.region, .endpoint_hosts = hosts, .service_signer = signer_.get()});
    handler_ = std::make_unique<ServiceHandler>(
        ServiceParts{.authenticator = *authenticator_,
                     .transcribe = *transcribe_,
                     .review = *review_,
                     .console = *console_,
                     .s3 = *s3_,
                     .metrics = metrics_,
                     .problems = [this] { return Problems(); },
                     .metrics_text = [this] { return MetricsText(); }});
    using std::chrono::seconds;
    ASSIGN_OR_RETURN(http_, http_server::HttpServer::Create(
                                {.address = listen_.host,
                                 .port = listen_.port,
                                 .tls_certificate_file = config_.tls_certificate_file,
                                 .tls_key_file = config_.tls_key_file,
                                 .socket_threads = static_cast<int>(config_.http_socket_threads),
                                 .handler_threads = static_cast<int>(config_.http_handler_threads),
                                 .max_connections = static_cast<int>(config_.http_max_connections),
                                 .header_timeout = seconds(config_.http_header_timeout_seconds),
                                 .idle_timeout = seconds(config_.http_idle_timeout_seconds),
                                 .stall_timeout = seconds(config_.http_stall_timeout_seconds),
                                 .shutdown_grace = seconds(config_.http_shutdown_grace_seconds),
                                 .on_finished =
                                     [this](const http_server::FinishedRequest& request) {
                                       RecordRequest(request, config_.log_requests, metrics_);
                                     }},
                                *handler_));
    return {};
  }

  Status StartWork() {
    const pipeline::ObjectStores stores{.service_bucket = ServiceBucket(config_),
                                        .service = *objects_,
                                        .customer = customer_objects()};
    if (config_.workers_count > 0) {
      ASSIGN_OR_RETURN(
          workers_,
          pipeline::WorkerPool::Start(
              {.account_id = config_.account_id,
               .temp_folder = data_dir_.tmp_dir(),
               .endpoint_hosts = OwnHosts(),
               .max_attempts = static_cast<int>(config_.workers_max_attempts),
               .lease = std::chrono::seconds(config_.workers_lease_seconds),
               .on_ended =
                   [this](const pipeline::EndedAttempt& attempt) {
                     RecordAttempt(attempt, metrics_);
                   }},
              static_cast<int>(config_.workers_count), *jobs_, *vocabularies_, stores, *runner_));
    }
    metrics_.SetWorkers(static_cast<int>(config_.workers_count));
    janitor_ = std::make_unique<pipeline::Janitor>(
        pipeline::JanitorOptions{.account_id = config_.account_id,
                                 .temp_folder = data_dir_.tmp_dir(),
                                 .retention = std::chrono::hours(24 * config_.jobs_retention_days)},
        *jobs_, stores, clock_);
    janitor_->Start();
    return {};
  }

  // The names under which clients reach this server, for URIs that name an object by it.
  std::vector<std::string> OwnHosts() const {
    std::vector<std::string> hosts = {"127.0.0.1", "localhost", "[::1]"};
    const auto add = [&](const std::string& host) {
      if (!host.empty() && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
        hosts.push_back(host);
      }
    };
    add(config_.store_host_suffix);
    add(HostOf(config_.public_url));
    if (listen_.host != "0.0.0.0" && listen_.host != "::") add(UrlHost(listen_.host));
    return hosts;
  }

  // Whoever reads with such a URL is known only as its holder, so the log says who was given it.
  Result<std::string> IssueUrl(const api::UrlRequest& url) {
    ASSIGN_OR_RETURN(const objectstore::ObjectInfo info, objects_->Head(url.object));
    if (info.content != objectstore::ObjectContent::kRedactedTranscript) {
      RETURN_IF_ERROR(Audit({.action = "url.issued",
                             .actor = std::string(url.access_key_id),
                             .role = std::string(auth::RoleName(url.role)),
                             .object = url.object.bucket + "/" + url.object.key,
                             .job = "",
                             .request_id = std::string(url.request_id),
                             .peer = std::string(url.peer)}));
    }
    return signer_->PresignGet(url.endpoint, url.object.bucket, url.object.key, config_.region,
                               clock_.Now());
  }

  Status Audit(const audit::AuditRecord& record) {
    const Status written = audit_->Append(record);
    if (!written) metrics_.StoreFailed("audit", written.error().code);
    return written;
  }

  std::vector<std::string> Problems() {
    const auto counts = jobs_->Counts();
    if (!counts) return {"job store: " + counts.error().message};
    return {};
  }

  std::string MetricsText() {
    metrics_.SetBusyWorkers(workers_ == nullptr ? 0
                                                : static_cast<int>(workers_->progress().size()));
    if (const auto counts = jobs_->Counts()) {
      const auto age = counts->oldest_waiting ? clock_.Now() - *counts->oldest_waiting
                                              : std::chrono::milliseconds(0);
      metrics_.SetJobs({.queued = counts->queued,
                        .in_progress = counts->in_progress,
                        .completed = counts->completed,
                        .failed = counts->failed,
                        .oldest_queued_age = age});
    }
    return metrics_.Text();
  }

  const Config config_;
  DataDir data_dir_;
  SystemClock clock_;
  metrics::Metrics metrics_{TACET_VERSION, clock_.Now()};
  std::unique_ptr<auth::AccessKeyStore> keys_;
  std::unique_ptr<auth::ServiceSigner> signer_;
  std::unique_ptr<audit::AuditLog> audit_;
  std::unique_ptr<jobs::SqliteDatabase> database_;
  std::unique_ptr<jobs::JobStore> jobs_;
  std::unique_ptr<jobs::VocabularyStore> vocabularies_;
  std::unique_ptr<objectstore::BucketStore> objects_;             // the embedded ones
  std::unique_ptr<objectstore::S3ObjectStore> external_objects_;  // null = there are none
  std::unique_ptr<asr::SpeechRecognizer> recognizer_;
  std::unique_ptr<pii::PiiDetector> detector_;
  std::unique_ptr<pipeline::JobRunner> runner_;
  std::unique_ptr<pipeline::WorkerPool> workers_;
  std::unique_ptr<pipeline::Janitor> janitor_;
  ListenAddress listen_;
  std::unique_ptr<api::TranscribeApi> transcribe_;
  std::unique_ptr<review::ReviewApi> review_;
  std::unique_ptr<console::Console> console_;
  std::unique_ptr<s3::S3Endpoint> s3_;
  std::unique_ptr<auth::Authenticator> authenticator_;
  std::unique_ptr<ServiceHandler> handler_;
  std::unique_ptr<http_server::HttpServer> http_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::Start(const Config& config) {
  RETURN_IF_ERROR(ValidateConfig(config));
  SetLogLevel(ParseLogLevel(config.log_level));
  ASSIGN_OR_RETURN(DataDir data_dir, DataDir::Open(config.data_dir.empty() ? DefaultDataDirectory()
                                                                           : config.data_dir));
  auto server = std::make_unique<RunningServer>(config, std::move(data_dir));
  RETURN_IF_ERROR(server->Begin());
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace tacet::server
