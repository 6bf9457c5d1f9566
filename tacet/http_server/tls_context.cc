#include "tacet/http_server/tls_context.h"

#include <openssl/ssl.h>

#include <boost/system/error_code.hpp>
#include <string_view>
#include <utility>

namespace tacet::http_server {
namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

// What Mozilla's "intermediate" configuration keeps of TLS 1.2, without finite-field
// Diffie-Hellman. TLS 1.3 has its own list, all of it good.
constexpr const char* kCiphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// Clients that also know HTTP/2 are told that here it is HTTP/1.1.
int SelectProtocol(SSL*, const unsigned char** out, unsigned char* out_bytes,
                   const unsigned char* in, unsigned int in_bytes, void*) {
  constexpr std::string_view kHttp11 = "http/1.1";
  for (unsigned int at = 0; at < in_bytes;) {
    const unsigned int bytes = in[at];
    if (at + 1 + bytes > in_bytes) break;
    if (std::string_view(reinterpret_cast<const char*>(in + at + 1), bytes) == kHttp11) {
      *out = in + at + 1;
      *out_bytes = static_cast<unsigned char>(bytes);
      return SSL_TLSEXT_ERR_OK;
    }
    at += 1 + bytes;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Result<std::unique_ptr<ssl::context>> MakeTlsContext(const std::string& certificate_file,
                                                     const std::string& key_file) {
  const auto bad = [](const std::string& what, const error_code& error) {
    return MakeError(ErrorCode::kInvalidArgument, what, error.message());
  };
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  error_code error;
  // An encrypted key would otherwise be asked for on the terminal.
  context->set_password_callback([](auto&&...) { return std::string(); }, error);
  context->use_certificate_chain_file(certificate_file, error);
  if (error) {
    return bad("the TLS certificate '" + certificate_file + "' is no readable PEM file", error);
  }
  context->use_private_key_file(key_file, ssl::context::pem, error);
  if (error) {
    return bad("the TLS key '" + key_file +
                   "' is no readable, unencrypted PEM key that belongs to "
                   "the certificate '" +
                   certificate_file + "'",
               error);
  }
  SSL_CTX* native = context->native_handle();
  if (SSL_CTX_check_private_key(native) != 1) {
    return bad("the TLS key '" + key_file + "' does not belong to the certificate", error);
  }
  if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(native, kCiphers) != 1) {
    return MakeError(ErrorCode::kInternal, "OpenSSL refuses our TLS settings");
  }
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_alpn_select_cb(native, SelectProtocol, nullptr);
  return context;
}

}  // namespace tacet::http_server
