// `tacet pii`: finds personal information in text on standard input, for people, for scripts and
// for measuring.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// Adds the command to `app`. When it runs, `exit_code` (which must outlive the parsing) is set.
void AddPiiCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
