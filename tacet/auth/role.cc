#include "tacet/auth/role.h"

namespace tacet::auth {

std::string_view RoleName(Role role) {
  switch (role) {
    case Role::kAdmin:
      return "admin";
    case Role::kSubmit:
      return "submit";
    case Role::kReadRedacted:
      return "read-redacted";
  }
  return "";
}

std::optional<Role> ParseRole(std::string_view name) {
  for (const Role role : {Role::kAdmin, Role::kSubmit, Role::kReadRedacted}) {
    if (name == RoleName(role)) return role;
  }
  return std::nullopt;
}

}  // namespace tacet::auth
