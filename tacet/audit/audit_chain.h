// One line of the audit log and its place in the chain. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tacet/audit/audit_log.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::audit {

// What stands in for the hash of the line before the first.
inline constexpr std::string_view kFirstHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

// Room for a key of 1024 bytes and a name, every byte of them escaped.
inline constexpr size_t kMaxLineBytes = 32 * 1024;

// The line without its line end. `note` is ours; empty = no such member.
std::string FormatLine(const AuditRecord& record, std::string_view note, Time time,
                       std::string_view previous_hash);

// The line's own hash. kDataLoss when it is no line of ours or does not follow `previous_hash`.
Result<std::string> CheckLine(std::string_view line, std::string_view previous_hash);

// The hash that the line claims, without a look at its predecessor. kDataLoss as above.
Result<std::string> HashOfLine(std::string_view line);

}  // namespace tacet::audit
