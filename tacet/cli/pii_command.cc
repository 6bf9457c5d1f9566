#include "tacet/cli/pii_command.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tacet/cli/exit_code.h"
#include "tacet/cli/pii_lines.h"
#include "tacet/cli/transcribe_options.h"
#include "tacet/pii/pii_detector.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/pipeline/load_detector.h"

namespace tacet::cli {
namespace {

struct PiiArguments {
  bool redact = false;
  bool jsonl = false;
  bool explain = false;
  bool tagger_only = false;
  bool rules_only = false;
  std::vector<std::string> pii_entity_types;
  std::string pii_model;
  std::string pii_policy;
  std::string models_dir;
  size_t threads = 0;
};

int Fail(const Error& error) {
  std::cerr << "tacet: " << error.message << "\n";
  return ExitCodeFor(error.code);
}

Result<std::unique_ptr<pii::PiiDetector>> OpenDetector(const PiiArguments& arguments) {
  pipeline::DetectorSource source;
  source.pii_model = arguments.rules_only ? pipeline::kNoPiiModel : arguments.pii_model;
  source.models_dir = arguments.models_dir;
  source.policy_file = arguments.pii_policy;
  source.threads = arguments.threads;
  source.tagger_alone = arguments.tagger_only;
  return pipeline::LoadDetector(source);
}

int RunText(const pii::PiiDetector& detector, const PiiEntityTypeSet& wanted, bool redact) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const auto finds = detector.Find(text, wanted);
  if (!finds) return Fail(finds.error());
  std::cout << (redact ? RedactPii(text, *finds) : PiiTable(text, *finds));
  return std::cout.flush() ? kSuccess : kUnwritable;
}

int Run(PiiArguments arguments) {
  auto wanted = ParsePiiEntityTypes(arguments.pii_entity_types);
  if (!wanted) {
    Fail(wanted.error());
    return kWrongUsage;
  }
  if (wanted->empty()) wanted->insert(AllPiiEntityTypes().begin(), AllPiiEntityTypes().end());
  if (arguments.threads == 0) {
    arguments.threads = std::max<size_t>(1, std::thread::hardware_concurrency());
  }
  const auto detector = OpenDetector(arguments);
  if (!detector) return Fail(detector.error());
  if (!arguments.jsonl) return RunText(**detector, *wanted, arguments.redact);
  const Status done = AnswerPiiLines(
      STDIN_FILENO, std::cout, **detector,
      {.wanted = *wanted, .threads = arguments.threads, .explain = arguments.explain});
  if (done) return kSuccess;
  int code = Fail(done.error());
  if (done.error().code == ErrorCode::kInvalidArgument) code = kWrongUsage;  // a line is wrong
  return std::cout.good() ? code : static_cast<int>(kUnwritable);
}

}  // namespace

void AddPiiCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<PiiArguments>();
  CLI::App* command =
      app.add_subcommand("pii", "Find personal information in text on standard input");
  const auto redact = command->add_flag("--redact", arguments->redact,
                                        "Print the text with [PII] for what was found");
  const auto jsonl = command->add_flag(
      "--jsonl", arguments->jsonl,
      "A JSON object a line: {\"id\", \"text\", \"prev\"}, where prev, which may be absent, is "
      "the\n"
      "turn or the list of turns before the text. Answers, in order, are lines {\"id\",\n"
      "\"entities\": [{\"start\", \"end\", \"type\", \"confidence\"}]}; places count Unicode code\n"
      "points, half open");
  jsonl->excludes(redact);
  command
      ->add_option("--pii-entity-types", arguments->pii_entity_types,
                   "Comma-separated types, such as NAME,SSN, or ALL (default)")
      ->delimiter(',');
  command->add_option("--pii-model", arguments->pii_model,
                      "Folder of the model that finds personal information. Default: pii in\n"
                      "--models-dir. 'none': rules alone, which miss much");
  command->add_option("--pii-policy", arguments->pii_policy,
                      "JSON file of thresholds by type. Default: recall first");
  command->add_option("--models-dir", arguments->models_dir,
                      "Folder of models. Default: that of `tacet models`");
  const auto tagger = command->add_flag("--tagger-only", arguments->tagger_only,
                                        "The model without the rules, for comparison");
  command
      ->add_flag("--rules-only", arguments->rules_only,
                 "The rules without the model, for comparison")
      ->excludes(tagger);
  command
      ->add_flag("--explain", arguments->explain,
                 "With --jsonl: adds to each entity its \"source\" (rules, tagger, both) and its\n"
                 "\"score\" before calibration")
      ->needs(jsonl);
  command->add_option("--threads", arguments->threads, "Computing threads, 0 = one per core")
      ->check(CLI::Range(0, 256));
  command->footer(
      "Reads text, a turn or a stretch between pauses a line, and prints a line per find: type,\n"
      "confidence, line:column, words. Finding is a prediction: it may miss something.");
  command->callback([arguments, &exit_code] { exit_code = Run(*arguments); });
}

}  // namespace tacet::cli
