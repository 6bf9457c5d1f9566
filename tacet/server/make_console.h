// MakeConsole: the web console as the settings say. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tacet/console/console.h"
#include "tacet/server/config.h"

namespace tacet::server {

// The folder "console" beside the program.
std::string DefaultConsoleDir();

// A folder that cannot be read is logged; the console then says at its address that it is not
// there. `languages` are those of transcription jobs.
std::unique_ptr<console::Console> MakeConsole(const Config& config,
                                              const std::string& service_bucket,
                                              const std::vector<std::string>& languages);

}  // namespace tacet::server
