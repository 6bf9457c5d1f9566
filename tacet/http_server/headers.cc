#include <strings.h>

#include <string_view>

#include "tacet/http_server/http_server.h"

namespace tacet::http_server {
namespace {

bool SameName(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string_view Headers::Get(std::string_view name) const {
  for (const auto& [key, value] : list_) {
    if (SameName(key, name)) return value;
  }
  return {};
}

bool Headers::Has(std::string_view name) const { return Count(name) > 0; }

size_t Headers::Count(std::string_view name) const {
  size_t count = 0;
  for (const auto& [key, value] : list_) {
    if (SameName(key, name)) ++count;
  }
  return count;
}

}  // namespace tacet::http_server
