// The program `tacet`.
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "tacet/cli/app.h"

int main(int argc, char** argv) {
  // Memory holds what was said, unredacted: it must not reach a disk as a core file. The limit
  // stops plain core files, the flag also stops those piped to a collector.
  const rlimit no_core = {0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::prctl(PR_SET_DUMPABLE, 0);
  // Blocks from 4 MB on go back to the system as soon as they are freed. Left alone, glibc raises
  // the bound to 32 MB and keeps tens of megabytes between the steps of recognition.
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  return tacet::cli::RunApp(argc, argv);
}
