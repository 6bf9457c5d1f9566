#include "tacet/base/data_directory.h"

#include <unistd.h>

#include <cstdlib>

namespace tacet {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

std::string DefaultDataDirectory() {
  if (const std::string set = Environment("TACET_DATA_DIR"); !set.empty()) return set;
  if (::geteuid() == 0) return "/var/lib/tacet";
  if (const std::string data = Environment("XDG_DATA_HOME"); !data.empty()) return data + "/tacet";
  if (const std::string home = Environment("HOME"); !home.empty()) {
    return home + "/.local/share/tacet";
  }
  return "tacet-data";
}

}  // namespace tacet
