// The structured log: one JSON object a line on standard error.
//
//   Log(LogLevel::kWarning, "job.retry", {{"job", name}, {"attempt", "2"}});
//   {"time":"2026-11-24T04:00:00.123Z","level":"warning","event":"job.retry","job":"call", ... }
//
// No field may hold transcript text, matched personal information, credentials, query strings or
// signed URLs. Thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/result.h"

namespace tacet {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

using LogFields = std::vector<std::pair<std::string_view, std::string>>;

// Lines below `level` are dropped from now on. Default kInfo.
void SetLogLevel(LogLevel level);

// `event` is a fixed dotted name of ours, never data.
void Log(LogLevel level, std::string_view event, const LogFields& fields = {});

// The same with the error's code, message, detail and place as further fields.
void LogError(LogLevel level, std::string_view event, const Error& error, LogFields fields = {});

}  // namespace tacet
