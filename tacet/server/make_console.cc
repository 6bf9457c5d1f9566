#include "tacet/server/make_console.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "tacet/base/log.h"
#include "tacet/models/model_store.h"

namespace tacet::server {
namespace {

// Nothing that a user chose is in it: it is served without a signature.
std::string ConfigJson(const Config& config, const std::string& service_bucket,
                       const std::vector<std::string>& languages) {
  nlohmann::ordered_json json = {{"version", TACET_VERSION},
                                 {"region", config.region},
                                 {"accountId", config.account_id},
                                 {"serviceBucket", service_bucket},
                                 {"objectStore", config.store_kind},
                                 {"retentionDays", config.jobs_retention_days},
                                 {"languages", languages}};
  if (!config.public_url.empty()) json["endpoint"] = config.public_url;
  if (!config.store_endpoint.empty()) json["objectEndpoint"] = config.store_endpoint;
  return json.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/true,
                   nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

std::string DefaultConsoleDir() {
  return (std::filesystem::path(models::ProgramPath()).parent_path() / "console").string();
}

std::unique_ptr<console::Console> MakeConsole(const Config& config,
                                              const std::string& service_bucket,
                                              const std::vector<std::string>& languages) {
  const std::string folder = config.console_dir.empty() ? DefaultConsoleDir() : config.console_dir;
  console::ConsoleFiles files;
  if (auto read = console::ConsoleFiles::Read(folder)) {
    files = *std::move(read);
  } else {
    LogError(LogLevel::kWarning, "console.missing", read.error());
  }
  console::ConsoleOptions options = {.config_json = ConfigJson(config, service_bucket, languages),
                                     .more_origins = {}};
  if (!config.store_endpoint.empty()) {
    options.more_origins.push_back(config.store_endpoint);
    // Links to recordings name the bucket there.
    if (!config.store_path_style) {
      std::string any_bucket = config.store_endpoint;
      any_bucket.insert(any_bucket.find("://") + 3, "*.");
      options.more_origins.push_back(any_bucket);
    }
  }
  return std::make_unique<console::Console>(std::move(files), std::move(options));
}

}  // namespace tacet::server
