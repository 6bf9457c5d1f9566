// The ways in which AWS's protocols write a time, always UTC. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tacet/base/clock.h"

namespace tacet::aws {

// "20261124T040000Z": x-amz-date. Milliseconds are cut.
std::string FormatIsoBasic(Time time);
std::optional<Time> ParseIsoBasic(std::string_view text);

// "20261124": the day in a credential scope.
std::string FormatIsoDay(Time time);

// "2026-11-24T04:00:00.123Z": times in S3's XML.
std::string FormatIsoMillis(Time time);
// The same with any number of fraction digits, or none; digits after the third are cut.
std::optional<Time> ParseIsoMillis(std::string_view text);

// "Tue, 24 Nov 2026 04:00:00 GMT": RFC 9110 section 5.6.7, IMF-fixdate. Milliseconds are cut.
std::string FormatHttpDate(Time time);
// Also the two obsolete forms that the RFC obliges a server to read.
std::optional<Time> ParseHttpDate(std::string_view text);

}  // namespace tacet::aws
