#include "tacet/base/core_dumps.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tacet {
namespace {

// In a child: the limit cannot be raised again, and the tests go on.
TEST(CoreDumpsTest, LeaveNoCoreWhenTheProcessCrashes) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    struct rlimit limit {};
    if (!DisableCoreDumps()) _exit(1);
    if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0) _exit(2);
    if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0 || limit.rlim_max != 0) _exit(3);
    signal(SIGABRT, SIG_DFL);
    abort();
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "exit " << WEXITSTATUS(status);
  EXPECT_FALSE(WCOREDUMP(status));
}

}  // namespace
}  // namespace tacet
