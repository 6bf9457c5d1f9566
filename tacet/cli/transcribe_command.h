// `tacet transcribe`: one recording on disk to the documents of a transcription job.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// Adds the command to `app`. When it runs, `exit_code` (which must outlive the parsing) is set.
void AddTranscribeCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
