// Where the service keeps what it must not lose: keys, jobs, objects, the audit log.
#pragma once

#include <string>

namespace tacet {

// $TACET_DATA_DIR; else for root /var/lib/tacet; else $XDG_DATA_HOME/tacet, else
// ~/.local/share/tacet. Need not exist. "tacet-data" in the current folder when there is no home.
std::string DefaultDataDirectory();

}  // namespace tacet
