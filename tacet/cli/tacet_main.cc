// The program `tacet`.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "tacet/cli/app.h"

int main(int argc, char** argv) {
  // Memory holds what was said, unredacted: it must not reach a disk as a core file. The limit
  // stops plain core files, the flag also stops those piped to a collector.
  const rlimit no_core = {0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::prctl(PR_SET_DUMPABLE, 0);
  return tacet::cli::RunApp(argc, argv);
}
