// `tacet detect-pii`: finds personal information in texts on standard input, for measuring and
// trying.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// Adds the command to `app`. When it runs, `exit_code` (which must outlive the parsing) is set.
void AddDetectPiiCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
