// DisableCoreDumps: for programs whose memory holds what must never reach a disk.
#pragma once

#include "tacet/base/result.h"

namespace tacet {

// From now on a crash of this process, or of a child that it starts, writes no core file, and
// other processes of the same user can neither attach to it nor read its memory. Call it before
// secrets or media are read. kInternal when the system refuses.
Status DisableCoreDumps();

}  // namespace tacet
