// What the owner of an access key may do.
#pragma once

#include <optional>
#include <string_view>

namespace tacet::auth {

enum class Role {
  kAdmin,         // everything
  kSubmit,        // everything but buckets' deletion: upload, run jobs, read their results
  kReadRedacted,  // sees jobs and fetches redacted transcripts; nothing else
};

// "admin", "submit", "read-redacted".
std::string_view RoleName(Role role);
std::optional<Role> ParseRole(std::string_view name);

}  // namespace tacet::auth
