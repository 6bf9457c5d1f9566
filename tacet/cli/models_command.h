// `tacet models list|pull NAME|verify [NAME]`: the models on this machine.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// Adds the command to `app`. When it runs, `exit_code` (which must outlive the parsing) is set:
// kFailure when `verify` finds damage.
void AddModelsCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
