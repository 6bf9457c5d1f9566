// The exit codes of the program, documented in docs/operations.md and `tacet --help`.
#pragma once

#include "tacet/base/result.h"

namespace tacet::cli {

enum ExitCode : int {
  kSuccess = 0,
  kFailure = 1,        // anything not below: out of resources, a failing engine, a bug
  kWrongUsage = 2,     // an option or argument is wrong
  kUnusableInput = 3,  // the media or the model is missing, damaged or over a limit
  kUnwritable = 4,     // the results cannot be written
  kInterrupted = 130,  // stopped by SIGINT or SIGTERM, as shells report it
};

// For errors of reading and working; writing errors are kUnwritable whatever their code.
ExitCode ExitCodeFor(ErrorCode code);

// Prints the error's message to standard error, and gives its exit code.
int ReportFailure(const Error& error);

// The same with the error's detail: only for work that sees no recording and no transcript.
int ReportFailureInFull(const Error& error);

}  // namespace tacet::cli
