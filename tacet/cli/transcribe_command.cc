#include "tacet/cli/transcribe_command.h"

#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <system_error>

#include "tacet/base/cancel.h"
#include "tacet/base/file.h"
#include "tacet/cli/exit_code.h"
#include "tacet/cli/progress_meter.h"
#include "tacet/cli/transcribe_options.h"
#include "tacet/media/media_decoder.h"
#include "tacet/pii/pii_detector.h"
#include "tacet/pipeline/job_runner.h"
#include "tacet/pipeline/load_detector.h"
#include "tacet/pipeline/load_recognizer.h"

namespace tacet::cli {
namespace {

// Set by SIGINT and SIGTERM. Static, since a signal handler reaches nothing else; its flag is
// atomic.
CancelToken g_interrupt;

void OnInterrupt(int /*signal*/) { g_interrupt.Cancel(); }

void CancelOnInterrupt() {
  struct sigaction action = {};
  action.sa_handler = OnInterrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second Ctrl-C stops at once
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

int Fail(ExitCode code, const Error& error) {
  std::cerr << "tacet: " << error.message << "\n";
  return code;
}

// Before the work, so that an hour of it is not lost to a folder that cannot be written.
Status PrepareOutputDir(const std::string& output_dir) {
  std::error_code error;
  std::filesystem::create_directories(output_dir, error);
  if (error || ::access(output_dir.c_str(), W_OK | X_OK) != 0) {
    const std::error_code why = error ? error : std::error_code(errno, std::system_category());
    return MakeError(ErrorCode::kPermissionDenied,
                     "--output-dir '" + output_dir + "' cannot be written: " + why.message());
  }
  return {};
}

std::string TranscriptPath(const TranscribeOptions& options) {
  return options.output_dir + "/" + options.request.job_name + ".json";
}

std::string RedactedTranscriptPath(const TranscribeOptions& options) {
  return options.output_dir + "/redacted-" + options.request.job_name + ".json";
}

// Writes the documents and names them on standard error.
Status WriteDocuments(const TranscribeOptions& options, const pipeline::JobOutputs& outputs) {
  const auto write = [](const std::string& path,
                        const std::optional<std::string>& document) -> Status {
    if (!document) return {};
    RETURN_IF_ERROR(WriteFileAtomically(path, *document));
    std::cerr << "wrote " << path << "\n";
    return {};
  };
  RETURN_IF_ERROR(write(TranscriptPath(options), outputs.transcript_json));
  return write(RedactedTranscriptPath(options), outputs.redacted_transcript_json);
}

// The document to print, the redacted one whenever there is one.
const std::string& PrintedText(const TranscribeOptions& options,
                               const pipeline::JobOutputs& outputs) {
  if (options.format == PrintFormat::kText) return outputs.text;
  return outputs.redacted_transcript_json ? *outputs.redacted_transcript_json
                                          : *outputs.transcript_json;
}

int Run(const TranscribeArguments& arguments) {
  const auto options = ParseTranscribeArguments(arguments);
  if (!options) return Fail(kWrongUsage, options.error());
  if (const Status ready = PrepareOutputDir(options->output_dir); !ready) {
    return Fail(kUnwritable, ready.error());
  }
  // Before the models, which take seconds to load: the path may be mistyped.
  const pipeline::JobRequest& request = options->request;
  if (const auto media = media::MediaDecoder::Open(request.media_path, request.media_limits);
      !media) {
    return ReportFailure(media.error());
  }
  CancelOnInterrupt();
  // Without redaction nothing is looked for, so that its model may be missing.
  const auto detector = pipeline::LoadDetector(
      {.pii_model = request.content_redaction ? options->pii_model : pipeline::kNoPiiModel,
       .models_dir = options->models_dir,
       .policy_file = options->pii_policy,
       .threads = static_cast<size_t>(options->threads)});
  if (!detector) return ReportFailure(detector.error());
  const auto recognizer =
      pipeline::LoadRecognizer({.model = options->model,
                                .models_dir = options->models_dir,
                                .threads = static_cast<size_t>(options->threads)});
  if (!recognizer) return ReportFailure(recognizer.error());

  ProgressMeter meter(
      std::cerr,
      ::isatty(STDERR_FILENO) != 0 ? ProgressStyle::kRedrawnLine : ProgressStyle::kPlainLines,
      "transcribing");
  pipeline::JobRunner runner(**recognizer, **detector);
  const auto outputs = runner.Run(
      request, {.on_progress = [&](int64_t done,
                                   std::optional<int64_t> total) { meter.Update(done, total); },
                .cancel = &g_interrupt});
  if (outputs) meter.Update(outputs->media_duration_ms, outputs->media_duration_ms);
  meter.Finish();
  if (!outputs) return ReportFailure(outputs.error());

  for (const std::string& warning : outputs->warnings) {
    std::cerr << "tacet: warning: " << warning << "\n";
  }
  if (const Status written = WriteDocuments(*options, *outputs); !written) {
    return Fail(kUnwritable, written.error());
  }
  const std::string& text = PrintedText(*options, *outputs);
  if (!text.empty()) std::cout << text << "\n";
  if (!std::cout.flush()) {
    std::cerr << "tacet: standard output cannot be written\n";
    return kUnwritable;
  }
  return kSuccess;
}

}  // namespace

void AddTranscribeCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<TranscribeArguments>();
  CLI::App* command = app.add_subcommand(
      "transcribe", "Transcribe a recording, and redact personal information on request");
  command->add_option("MEDIA", arguments->media, "AMR, FLAC, M4A, MP3, MP4, Ogg, WebM or WAV file")
      ->required();
  command->add_option("--redact", arguments->redact,
                      "'pii': replace personal information by [PII]. Default: no redaction");
  command->add_option("--redaction-output", arguments->redaction_output,
                      "redacted: only the redacted document (default);\n"
                      "redacted_and_unredacted: both. Needs --redact");
  command
      ->add_option("--pii-entity-types", arguments->pii_entity_types,
                   "Comma-separated types, such as NAME,SSN, or ALL (default). Needs --redact")
      ->delimiter(',');
  command->add_option("--pii-model", arguments->pii_model,
                      "Folder of the model that finds personal information. Default: pii in\n"
                      "--models-dir. 'none': rules alone, which miss much. Needs --redact");
  command->add_option("--pii-policy", arguments->pii_policy,
                      "JSON file of thresholds by type. Default: recall first. Needs --redact");
  command
      ->add_option("--language-code", arguments->language_code,
                   "Language of the speech: en-US, de-DE, fr-FR, ...;\nredaction needs en-US")
      ->capture_default_str();
  command->add_option("--job-name", arguments->job_name,
                      "Name in the documents and of the files. Default: from the file name");
  command->add_option("--output-dir", arguments->output_dir, "Folder for the documents")
      ->capture_default_str();
  command
      ->add_option("--model", arguments->model,
                   "Speech model: a name of `tacet models list`, or a folder")
      ->capture_default_str();
  command->add_option("--models-dir", arguments->models_dir,
                      "Folder of pulled models. Default: that of `tacet models`");
  command->add_option("--threads", arguments->threads, "Computing threads, 0 = one per core")
      ->capture_default_str();
  command
      ->add_option("--format", arguments->format,
                   "What standard output shows: text, or json (the document)")
      ->capture_default_str();
  command->footer(
      "Writes DIR/NAME.json and, with redaction, DIR/redacted-NAME.json in the shape of Amazon\n"
      "Transcribe's documents. Redaction is a prediction: it may miss personal information.");
  command->callback([arguments, &exit_code] { exit_code = Run(*arguments); });
}

}  // namespace tacet::cli
