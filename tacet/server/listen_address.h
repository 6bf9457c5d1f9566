// Where the server listens, and how that stands in URLs. Thread-safe: pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "tacet/base/result.h"

namespace tacet::server {

struct ListenAddress {
  std::string host;
  uint16_t port = 0;
};

// "127.0.0.1:9320", "[::1]:9320". kInvalidArgument when it does not end in a port.
Result<ListenAddress> ParseListen(const std::string& listen);

// A host as it stands in a URL on this machine: an address that means "all" is reached as loopback.
std::string UrlHost(const std::string& host);

// The host name of a URL, without scheme and port.
std::string HostOf(const std::string& url);

}  // namespace tacet::server
