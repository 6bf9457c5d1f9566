// `tacet eval`: scores the finding of personal information on labelled dialogues and recordings.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// Adds the commands `eval pii` and `eval redaction` to `app`. When one runs, `exit_code` (which
// must outlive the parsing) is set.
void AddEvalCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
