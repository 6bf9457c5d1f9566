// `tacet keys create|list|revoke ID`: the access keys of a service's data directory. A running
// service sees a change at its next request.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// Adds the command to `app`. When it runs, `exit_code` (which must outlive the parsing) is set.
void AddKeysCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
