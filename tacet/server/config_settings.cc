#include "tacet/server/config_settings.h"

namespace tacet::server {

const std::vector<Setting>& Settings() {
  static const std::vector<Setting> settings = {
      {"listen",
       "Address and port. Other machines reach the service only at an address of their\n"
       "network, such as 0.0.0.0:9320; use TLS then. Port 0 takes any free one.",
       TextSetting{&Config::listen}},
      {"data_dir",
       "Folder of everything the service keeps: keys, jobs, objects, audit log.\n"
       "\"\" = $TACET_DATA_DIR, else that of `tacet keys`.",
       TextSetting{&Config::data_dir}},
      {"public_url",
       "Where clients reach the service, such as https://tacet.example.org; begins the\n"
       "addresses of transcripts. \"\" = as in the request's Host header.",
       TextSetting{&Config::public_url}},
      {"region", "The region that clients sign for and that stands in ARNs.",
       TextSetting{&Config::region}},
      {"account_id", "12 digits; in ARNs and documents.", TextSetting{&Config::account_id}},

      {"tls.certificate_file", "PEM file of the certificate and its chain. \"\" = plain HTTP.",
       TextSetting{&Config::tls_certificate_file}},
      {"tls.key_file", "PEM file of its key.", TextSetting{&Config::tls_key_file}},

      {"console.dir",
       "Folder of the web console's files, served at /console/. \"\" = console beside the\n"
       "program. Without one the service runs all the same.",
       TextSetting{&Config::console_dir}},

      {"log.level", "debug, info, warning or error. The log never holds what was said.",
       TextSetting{&Config::log_level, "debug|info|warning|error"}},
      {"log.requests", "A line for each request.", FlagSetting{&Config::log_requests}},

      {"http.socket_threads", "Threads that move bytes.",
       IntegerSetting{&Config::http_socket_threads, 1, 64}},
      {"http.handler_threads", "Requests answered at the same time.",
       IntegerSetting{&Config::http_handler_threads, 1, 1024}},
      {"http.max_connections", "", IntegerSetting{&Config::http_max_connections, 1, 100'000}},
      {"http.header_timeout_seconds", "For the whole head of a request.",
       IntegerSetting{&Config::http_header_timeout_seconds, 1, 3600}},
      {"http.idle_timeout_seconds", "How long a silent connection is kept.",
       IntegerSetting{&Config::http_idle_timeout_seconds, 1, 3600}},
      {"http.stall_timeout_seconds", "Longest pause within a body.",
       IntegerSetting{&Config::http_stall_timeout_seconds, 1, 3600}},
      {"http.shutdown_grace_seconds", "How long running requests may go on after SIGTERM.",
       IntegerSetting{&Config::http_shutdown_grace_seconds, 0, 3600}},

      {"workers.count", "Jobs that run at the same time. 0 = this process only answers requests.",
       IntegerSetting{&Config::workers_count, 0, 256}},
      {"workers.threads",
       "Computing threads of the recogniser, shared by all workers. 0 = all cores.",
       IntegerSetting{&Config::workers_threads, 0, 1024}},
      {"workers.max_attempts",
       "How often a job is begun, after crashes and passing failures, before\n"
       "it is FAILED.",
       IntegerSetting{&Config::workers_max_attempts, 1, 100}},
      {"workers.lease_seconds", "How long after a crash another worker may take a job over.",
       IntegerSetting{&Config::workers_lease_seconds, 3, 3600}},

      {"recognition.engine",
       "whisper, or scripted: the words of recognition.script_file, for tries without a model.",
       TextSetting{&Config::recognition_engine, "whisper|scripted"}},
      {"recognition.model", "A name of `tacet models list`, or a folder.",
       TextSetting{&Config::recognition_model}},
      {"recognition.models_dir", "Folder of pulled models. \"\" = that of `tacet models`.",
       TextSetting{&Config::recognition_models_dir}},
      {"recognition.script_file", "A text that the scripted engine hears in every recording.",
       TextSetting{&Config::recognition_script_file}},
      {"recognition.script_word_ms", "How long each of its words takes, in milliseconds.",
       IntegerSetting{&Config::recognition_script_word_ms, 1, 10'000}},

      {"redaction.pii_model",
       "Folder of the model that finds personal information. \"\" = pii in\n"
       "recognition.models_dir. \"none\" = rules alone, which miss much; for tries without a "
       "model.",
       TextSetting{&Config::redaction_pii_model}},
      {"redaction.policy_file",
       "JSON file that says how much evidence makes a find, by type. \"\" = recall first.",
       TextSetting{&Config::redaction_policy_file}},

      {"jobs.retention_days",
       "Days after which an ended job is deleted, with its results in the\n"
       "service bucket.",
       IntegerSetting{&Config::jobs_retention_days, 1, 36'500}},
      {"jobs.concurrent", "Jobs IN_PROGRESS; more are refused, or QUEUED if they allow it.",
       IntegerSetting{&Config::jobs_concurrent, 1, 1'000'000}},
      {"jobs.queue_length", "Jobs QUEUED.",
       IntegerSetting{&Config::jobs_queue_length, 0, 10'000'000}},
      {"jobs.queue_bandwidth", "Share of jobs.concurrent that queued jobs may fill.",
       NumberSetting{&Config::jobs_queue_bandwidth, 0.01, 1.0}},

      {"store.kind",
       "embedded: buckets in data_dir, served at this address. s3: the buckets of\n"
       "another S3 service; the settings below say which.",
       TextSetting{&Config::store_kind, "embedded|s3"}},
      {"store.host_suffix", "Host name whose first label is a bucket: bucket.localhost:9320.",
       TextSetting{&Config::store_host_suffix}},
      {"store.endpoint", "Address of the other S3 service, such as https://s3.example.org.",
       TextSetting{&Config::store_endpoint}},
      {"store.region", "", TextSetting{&Config::store_region}},
      {"store.access_key_id", "", TextSetting{&Config::store_access_key_id}},
      {"store.secret_access_key_file", "File with the secret alone, readable by its owner only.",
       TextSetting{&Config::store_secret_access_key_file}},
      {"store.path_style", "Bucket in the path instead of the host name.",
       FlagSetting{&Config::store_path_style}},
  };
  return settings;
}

}  // namespace tacet::server
