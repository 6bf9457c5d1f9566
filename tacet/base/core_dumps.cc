#include "tacet/base/core_dumps.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <system_error>

namespace tacet {

Status DisableCoreDumps() {
  // The limit alone does not stop a core_pattern that pipes into a program; the flag alone does not
  // reach children that run another program.
  const struct rlimit none = {0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    return MakeError(ErrorCode::kInternal,
                     "core dumps cannot be switched off: " + std::system_category().message(errno));
  }
  return {};
}

}  // namespace tacet
