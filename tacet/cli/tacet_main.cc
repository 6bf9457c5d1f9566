// The program `tacet`.
#include <malloc.h>

#include <iostream>

#include "tacet/base/core_dumps.h"
#include "tacet/cli/app.h"

int main(int argc, char** argv) {
  // Memory holds what was said, unredacted, and keys.
  if (const tacet::Status status = tacet::DisableCoreDumps(); !status) {
    std::cerr << "tacet: " << status.error().message << "\n";
    return 1;
  }
  // Blocks from 4 MB on go back to the system as soon as they are freed. Left alone, glibc raises
  // the bound to 32 MB and keeps tens of megabytes between the steps of recognition.
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  return tacet::cli::RunApp(argc, argv);
}
