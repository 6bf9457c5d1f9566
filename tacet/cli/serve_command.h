// `tacet serve`: the service, until a signal ends it.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// `exit_code` is set when the command ran.
void AddServeCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
