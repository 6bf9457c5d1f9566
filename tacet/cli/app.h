// The command line as a whole: commands, help, version.
#pragma once

namespace tacet::cli {

// Parses and runs. Returns the exit code of exit_code.h.
int RunApp(int argc, const char* const* argv);

}  // namespace tacet::cli
