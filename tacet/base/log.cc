#include "tacet/base/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <memory>

namespace tacet {
namespace {

spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = std::make_shared<spdlog::logger>("tacet",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc));
    made->set_level(spdlog::level::info);
    made->flush_on(spdlog::level::debug);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum SpdlogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
    case LogLevel::kOff:
      return spdlog::level::off;
  }
  return spdlog::level::off;
}

// A JSON string with everything outside printable ASCII escaped: bytes that are no valid UTF-8
// must not break the line.
void AppendJsonString(std::string_view text, std::string* out) {
  *out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      char escaped[8];
      std::snprintf(escaped, sizeof(escaped), "\\u%04x", static_cast<unsigned>(byte));
      *out += escaped;
    } else {
      *out += c;
    }
  }
  *out += '"';
}

}  // namespace

void SetLogLevel(LogLevel level) { Logger().set_level(SpdlogLevel(level)); }

void Log(LogLevel level, std::string_view event, const LogFields& fields) {
  const spdlog::level::level_enum spdlog_level = SpdlogLevel(level);
  if (level == LogLevel::kOff || !Logger().should_log(spdlog_level)) return;
  std::string line = "\"event\":";
  AppendJsonString(event, &line);
  for (const auto& [name, value] : fields) {
    line += ',';
    AppendJsonString(name, &line);
    line += ':';
    AppendJsonString(value, &line);
  }
  Logger().log(spdlog_level, "{}", line);
}

void LogError(LogLevel level, std::string_view event, const Error& error, LogFields fields) {
  fields.emplace_back("code", std::string(ErrorCodeName(error.code)));
  fields.emplace_back("message", error.message);
  if (!error.detail.empty()) fields.emplace_back("detail", error.detail);
  fields.emplace_back(
      "where", std::string(error.where.file_name()) + ":" + std::to_string(error.where.line()));
  Log(level, event, fields);
}

}  // namespace tacet
