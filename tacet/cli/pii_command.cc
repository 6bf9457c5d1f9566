#include "tacet/cli/pii_command.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "tacet/cli/detector_options.h"
#include "tacet/cli/exit_code.h"
#include "tacet/cli/pii_lines.h"
#include "tacet/pii/pii_detector.h"

namespace tacet::cli {
namespace {

struct PiiArguments {
  bool redact = false;
  bool jsonl = false;
  bool explain = false;
  DetectorOptions detector;
};

int RunText(const pii::PiiDetector& detector, const PiiEntityTypeSet& wanted, bool redact) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const auto finds = detector.Find(text, wanted);
  if (!finds) return ReportFailure(finds.error());
  std::cout << (redact ? RedactPii(text, *finds) : PiiTable(text, *finds));
  return std::cout.flush() ? kSuccess : kUnwritable;
}

int Run(PiiArguments arguments) {
  const auto wanted = WantedTypes(arguments.detector);
  if (!wanted) {
    ReportFailure(wanted.error());
    return kWrongUsage;
  }
  size_t& threads = arguments.detector.threads;
  if (threads == 0) threads = std::max<size_t>(1, std::thread::hardware_concurrency());
  const auto detector = OpenDetector(arguments.detector);
  if (!detector) return ReportFailure(detector.error());
  if (!arguments.jsonl) return RunText(**detector, *wanted, arguments.redact);
  const Status done =
      AnswerPiiLines(STDIN_FILENO, std::cout, **detector,
                     {.wanted = *wanted, .threads = threads, .explain = arguments.explain});
  if (done) return kSuccess;
  int code = ReportFailure(done.error());
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
      "turn or the list of turns before the text; and \"confidences\", which may be absent, a\n"
      "recogniser's for each word of the text. Answers, in order, are lines {\"id\",\n"
      "\"entities\": [{\"start\", \"end\", \"type\", \"confidence\"}]}; places count Unicode code\n"
      "points, half open");
  jsonl->excludes(redact);
  AddDetectorOptions(*command, arguments->detector);
  command
      ->add_flag("--explain", arguments->explain,
                 "With --jsonl: adds to each entity its \"source\" (rules, tagger, both) and its\n"
                 "\"score\" before calibration")
      ->needs(jsonl);
  command->footer(
      "Reads text, a turn or a stretch between pauses a line, and prints a line per find: type,\n"
      "confidence, line:column, words. Finding is a prediction: it may miss something.");
  command->callback([arguments, &exit_code] { exit_code = Run(*arguments); });
}

}  // namespace tacet::cli
