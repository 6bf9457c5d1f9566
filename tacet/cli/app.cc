#include "tacet/cli/app.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "tacet/cli/audit_command.h"
#include "tacet/cli/eval_command.h"
#include "tacet/cli/exit_code.h"
#include "tacet/cli/keys_command.h"
#include "tacet/cli/models_command.h"
#include "tacet/cli/pii_command.h"
#include "tacet/cli/serve_command.h"
#include "tacet/cli/transcribe_command.h"

namespace tacet::cli {

int RunApp(int argc, const char* const* argv) {
  int exit_code = kSuccess;
  CLI::App app("Tacet: transcripts of recordings with personal information removed.", "tacet");
  app.set_version_flag("--version", "tacet " TACET_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done; 1 failure; 2 wrong usage; 3 the media or model cannot be used;\n"
      "4 the results cannot be written; 130 interrupted.\n"
      "`tacet COMMAND --help` explains a command.");
  AddTranscribeCommand(app, exit_code);
  AddServeCommand(app, exit_code);
  AddKeysCommand(app, exit_code);
  AddAuditCommand(app, exit_code);
  AddModelsCommand(app, exit_code);
  AddPiiCommand(app, exit_code);
  AddEvalCommand(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {  // --help and --version
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    app.exit(error, std::cerr, std::cerr);
    return kWrongUsage;
  }
  return exit_code;
}

}  // namespace tacet::cli
