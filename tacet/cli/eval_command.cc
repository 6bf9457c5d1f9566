#include "tacet/cli/eval_command.h"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/file.h"
#include "tacet/cli/detector_options.h"
#include "tacet/cli/exit_code.h"
#include "tacet/evaluation/labelled_dialogue.h"
#include "tacet/evaluation/pii_scores.h"
#include "tacet/evaluation/report.h"
#include "tacet/evaluation/spoken_recording.h"
#include "tacet/evaluation/time_scores.h"
#include "tacet/pii/pii_detector.h"
#include "tacet/pipeline/job_runner.h"
#include "tacet/pipeline/load_recognizer.h"

namespace tacet::cli {
namespace {

constexpr uint64_t kMaxFileBytes = uint64_t{1} << 30;

// What both commands take.
struct EvalArguments {
  std::vector<std::string> files;
  std::string format = "text";
  std::string json;  // a file for the figures, besides what is printed
  size_t show = 0;
  DetectorOptions detector;
  // eval pii
  bool alone = false;
  std::string found;
  std::string write_found;
  std::vector<std::string> ordinary = {"ordinary_talk"};
  // eval redaction
  std::string model = "base";
};

// As a transcript is looked at: all turns at once.
Result<evaluation::FoundInTurns> FindInWhole(const pii::PiiDetector& detector,
                                             const evaluation::LabelledDialogue& dialogue,
                                             const PiiEntityTypeSet& wanted) {
  ASSIGN_OR_RETURN(const std::vector<PiiEntity> entities,
                   detector.Detect(TextOf(dialogue), wanted, ConfidencesOf(dialogue)));
  return evaluation::SplitByTurns(dialogue, entities);
}

// As `tacet pii --jsonl` looks at a line: each turn with those before it, none after.
Result<evaluation::FoundInTurns> FindTurnByTurn(const pii::PiiDetector& detector,
                                                const evaluation::LabelledDialogue& dialogue,
                                                const PiiEntityTypeSet& wanted) {
  const std::string whole = TextOf(dialogue);
  const std::vector<WordConfidence> confidences = ConfidencesOf(dialogue);
  std::vector<pii::PiiDetector::TextAndContext> texts;
  size_t begin = 0;
  for (const evaluation::LabelledTurn& turn : dialogue.turns) {
    const size_t end = begin + turn.text.size();
    texts.push_back({std::string_view(whole).substr(0, end), begin, confidences});
    begin = end + 1;  // the line's end
  }
  ASSIGN_OR_RETURN(const auto finds, detector.FindAll(texts, wanted));
  std::vector<PiiEntity> entities;
  for (const auto& of_turn : finds) {
    for (const pii::PiiFind& find : of_turn) entities.push_back(find.entity);
  }
  return evaluation::SplitByTurns(dialogue, entities);
}

// Prints the scores, and writes their figures where asked to.
template <typename Scores>
int Print(const Scores& scores, const EvalArguments& arguments) {
  const evaluation::ReportOptions options = {.ordinary = arguments.ordinary,
                                             .mistakes = arguments.show};
  const std::string json = evaluation::ToJson(scores, options);
  if (!arguments.json.empty()) {
    if (const Status written = WriteFileAtomically(arguments.json, json); !written) {
      std::cerr << "tacet: " << written.error().message << "\n";
      return kUnwritable;
    }
  }
  if (arguments.format == "json") {
    std::cout << json;
  } else {
    const evaluation::Report report = evaluation::BuildReport(scores, options);
    std::cout << (arguments.format == "markdown" ? ToMarkdown(report) : ToText(report));
  }
  return std::cout.flush() ? kSuccess : kUnwritable;
}

Result<std::vector<evaluation::LabelledDialogue>> ReadDialogues(
    const std::vector<std::string>& files) {
  std::vector<evaluation::LabelledDialogue> dialogues;
  for (const std::string& file : files) {
    ASSIGN_OR_RETURN(const std::string lines, ReadFile(file, kMaxFileBytes));
    auto read = evaluation::ParseLabelledDialogues(lines);
    if (!read) return MakeError(read.error().code, file + ": " + read.error().message);
    std::move(read->begin(), read->end(), std::back_inserter(dialogues));
  }
  return dialogues;
}

// One entry per dialogue: those of --found, or the detector's.
Result<std::vector<evaluation::FoundInTurns>> Find(
    const EvalArguments& arguments, const std::vector<evaluation::LabelledDialogue>& dialogues,
    const PiiEntityTypeSet& wanted) {
  if (!arguments.found.empty()) {
    ASSIGN_OR_RETURN(const std::string lines, ReadFile(arguments.found, kMaxFileBytes));
    auto found = evaluation::ParseFound(lines, dialogues);
    if (!found) {
      return MakeError(found.error().code, arguments.found + ": " + found.error().message);
    }
    return found;
  }
  ASSIGN_OR_RETURN(const auto detector, OpenDetector(arguments.detector));
  std::vector<evaluation::FoundInTurns> found;
  for (const evaluation::LabelledDialogue& dialogue : dialogues) {
    ASSIGN_OR_RETURN(evaluation::FoundInTurns own, arguments.alone
                                                       ? FindTurnByTurn(*detector, dialogue, wanted)
                                                       : FindInWhole(*detector, dialogue, wanted));
    found.push_back(std::move(own));
  }
  return found;
}

int RunPii(const EvalArguments& arguments) {
  const auto wanted = WantedTypes(arguments.detector);
  if (!wanted) return ReportFailure(wanted.error());
  const auto dialogues = ReadDialogues(arguments.files);
  if (!dialogues) return ReportFailure(dialogues.error());
  const auto found = Find(arguments, *dialogues, *wanted);
  if (!found) return ReportFailure(found.error());
  if (!arguments.write_found.empty()) {
    const Status written =
        WriteFileAtomically(arguments.write_found, evaluation::FoundLines(*dialogues, *found));
    if (!written) {
      std::cerr << "tacet: " << written.error().message << "\n";
      return kUnwritable;
    }
  }
  evaluation::PiiScores scores(*wanted);
  for (size_t i = 0; i < dialogues->size(); ++i) scores.Add((*dialogues)[i], (*found)[i]);
  return Print(scores, arguments);
}

// The words of the redacted document that a job makes of one recording.
Result<std::vector<evaluation::HeardWord>> Redact(pipeline::JobRunner& runner,
                                                  const std::string& media,
                                                  const PiiEntityTypeSet& wanted) {
  pipeline::JobRequest request;
  request.job_name = "eval";
  request.account_id = "000000000000";
  request.media_path = media;
  request.content_redaction = ContentRedaction{RedactionOutput::kRedacted, wanted};
  ASSIGN_OR_RETURN(const pipeline::JobOutputs outputs, runner.Run(request, {}));
  return evaluation::ParseHeardWords(*outputs.redacted_transcript_json);
}

int RunRedaction(const EvalArguments& arguments) {
  const auto wanted = WantedTypes(arguments.detector);
  if (!wanted) return ReportFailure(wanted.error());
  const std::string& manifest = arguments.files.front();
  const auto lines = ReadFile(manifest, kMaxFileBytes);
  if (!lines) return ReportFailure(lines.error());
  const auto recordings = evaluation::ParseSpokenRecordings(*lines);
  if (!recordings) return ReportFailure(recordings.error());
  const auto detector = OpenDetector(arguments.detector);
  if (!detector) return ReportFailure(detector.error());
  const auto recognizer = pipeline::LoadRecognizer({.model = arguments.model,
                                                    .models_dir = arguments.detector.models_dir,
                                                    .threads = arguments.detector.threads});
  if (!recognizer) return ReportFailure(recognizer.error());
  pipeline::JobRunner runner(**recognizer, **detector);
  evaluation::TimeScores scores;
  for (size_t i = 0; i < recordings->size(); ++i) {
    const evaluation::SpokenRecording& recording = (*recordings)[i];
    const std::string media = recording.media.starts_with('/')
                                  ? recording.media
                                  : FolderOf(manifest) + "/" + recording.media;
    const auto heard = Redact(runner, media, *wanted);
    if (!heard) {
      std::cerr << "tacet: " << recording.id << ": ";
      std::cerr << heard.error().message << "\n";
      return ExitCodeFor(heard.error().code);
    }
    scores.Add(recording, *heard);
    if ((i + 1) % 20 == 0) std::cerr << i + 1 << " of " << recordings->size() << " recordings\n";
  }
  return Print(scores, arguments);
}

void AddCommonOptions(CLI::App* command, EvalArguments* arguments) {
  command->add_option("--format", arguments->format, "What to print: text, markdown or json")
      ->check(CLI::IsMember({"text", "markdown", "json"}))
      ->capture_default_str();
  command->add_option("--json", arguments->json, "Also write the figures to this file, as JSON");
  command
      ->add_option("--show", arguments->show,
                   "Missed and false finds to print of each, evenly chosen")
      ->capture_default_str();
  AddDetectorOptions(*command, arguments->detector);
}

}  // namespace

void AddEvalCommand(CLI::App& app, int& exit_code) {
  CLI::App* eval =
      app.add_subcommand("eval", "Score the finding of personal information on labelled text");
  eval->require_subcommand(1);

  const auto pii = std::make_shared<EvalArguments>();
  CLI::App* text = eval->add_subcommand(
      "pii", "Recall, precision and calibration on labelled dialogues, with 95 % intervals");
  text->add_option(
          "FILE", pii->files,
          "JSON lines {\"id\", \"source\", \"turns\": [{\"text\", \"spans\": [{\"start\",\n"
          "\"end\", \"type\"}]}]}; places count code points")
      ->required();
  text->add_flag("--alone", pii->alone,
                 "Look at each turn with those before it only, as `tacet pii --jsonl`;\n"
                 "default: at the whole dialogue, as a transcript is looked at");
  text->add_option("--found", pii->found,
                   "Score these finds instead of the detector's: lines {\"id\", \"turns\":\n"
                   "[{\"entities\": [{\"start\", \"end\", \"type\", \"confidence\"}]}]}");
  text->add_option("--write-found", pii->write_found, "Write what was found, as --found reads it");
  text->add_option("--ordinary", pii->ordinary, "Comma-separated sources that are ordinary talk")
      ->delimiter(',')
      ->capture_default_str();
  AddCommonOptions(text, pii.get());
  text->callback([pii, &exit_code] { exit_code = RunPii(*pii); });

  const auto redaction = std::make_shared<EvalArguments>();
  CLI::App* spoken = eval->add_subcommand(
      "redaction", "From sound to redacted document: what stays readable, what is lost");
  spoken
      ->add_option("MANIFEST", redaction->files,
                   "JSON lines {\"id\", \"media\", \"words\": [{\"text\", \"start\", \"end\",\n"
                   "\"type\"}]}; media beside the file, times in seconds, type null or a type")
      ->required()
      ->expected(1);
  spoken
      ->add_option("--model", redaction->model,
                   "Speech model: a name of `tacet models list`, or a folder")
      ->capture_default_str();
  AddCommonOptions(spoken, redaction.get());
  spoken->callback([redaction, &exit_code] { exit_code = RunRedaction(*redaction); });
}

}  // namespace tacet::cli
