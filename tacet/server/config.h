// Config: every setting of `tacet serve`, in one struct. Read from one TOML or JSON file, validated
// whole before anything starts. Values; thread-safe to read.
#pragma once

#include <cstdint>
#include <string>

#include "tacet/base/result.h"

namespace tacet::server {

// Names are those of the file, with '_' for '.': `workers.count` is workers_count. What each means,
// its unit and its limits stand in config_settings.cc, which also prints them for users.
struct Config {
  std::string listen = "127.0.0.1:9320";
  std::string data_dir;  // "" = DefaultDataDir()
  std::string public_url;
  std::string region = "us-east-1";
  std::string account_id = "000000000000";

  std::string tls_certificate_file;
  std::string tls_key_file;

  std::string console_dir;  // "" = DefaultConsoleDir() of make_console.h

  std::string log_level = "info";
  bool log_requests = true;

  int64_t http_socket_threads = 2;
  int64_t http_handler_threads = 32;
  int64_t http_max_connections = 1024;
  int64_t http_header_timeout_seconds = 20;
  int64_t http_idle_timeout_seconds = 75;
  int64_t http_stall_timeout_seconds = 30;
  int64_t http_shutdown_grace_seconds = 10;

  int64_t workers_count = 1;
  int64_t workers_threads = 0;
  int64_t workers_max_attempts = 3;
  int64_t workers_lease_seconds = 60;

  std::string recognition_engine = "whisper";
  std::string recognition_model = "base";
  std::string recognition_models_dir;
  std::string recognition_script_file;
  int64_t recognition_script_word_ms = 50;

  std::string redaction_pii_model;
  std::string redaction_policy_file;

  int64_t jobs_retention_days = 90;
  int64_t jobs_concurrent = 250;
  int64_t jobs_queue_length = 10'000;
  double jobs_queue_bandwidth = 0.9;

  std::string store_kind = "embedded";
  std::string store_host_suffix = "localhost";
  std::string store_endpoint;
  std::string store_region = "us-east-1";
  std::string store_access_key_id;
  std::string store_secret_access_key_file;
  bool store_path_style = true;
};

// Reads a file whose name ends in .toml or .json. Every unknown setting, wrong type and value
// outside its limits is in one message (kInvalidArgument), each with the setting's name; kNotFound
// when there is no file.
Result<Config> ReadConfig(const std::string& path);

// The same for texts, and without a look at other files. `json` else TOML.
Result<Config> ParseConfig(const std::string& text, bool json);

// What ReadConfig checks at its end and what must hold after flags have changed the config:
// combinations of settings, and files that must exist.
Status ValidateConfig(const Config& config);

// A TOML file with every setting at its default, each under a comment that says what it does.
std::string ConfigTemplate();

}  // namespace tacet::server
