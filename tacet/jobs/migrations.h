// The steps that make an empty database, or one of an earlier version, that of now. The n-th takes
// the database to user_version n. A step that was released is never changed. Private to jobs/.
#pragma once

#include <span>

namespace tacet::jobs {

std::span<const char* const> Migrations();

}  // namespace tacet::jobs
