// `tacet audit verify`: whether somebody changed the audit log.
#pragma once

#include <CLI/CLI.hpp>

namespace tacet::cli {

// Adds the command to `app`. When it runs, `exit_code` (which must outlive the parsing) is set:
// kFailure when the log's chain is broken.
void AddAuditCommand(CLI::App& app, int& exit_code);

}  // namespace tacet::cli
