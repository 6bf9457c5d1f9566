// The certificate, key and rules of TLS. Private to this folder.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "tacet/base/result.h"

namespace tacet::http_server {

// Of a server that speaks TLS 1.2 and 1.3 with forward secrecy. kInvalidArgument when a PEM file
// cannot be read or used, or the key is not that of the certificate.
Result<std::unique_ptr<boost::asio::ssl::context>> MakeTlsContext(
    const std::string& certificate_file, const std::string& key_file);

}  // namespace tacet::http_server
