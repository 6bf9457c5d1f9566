// ServiceSigner: the short-lived URLs by which GetTranscriptionJob hands out a result that lies in
// the service's own bucket. Made with a key that no client ever has.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::auth {

// Thread-safe.
class ServiceSigner {
 public:
  // How long a URL is good for, as the real service has it.
  static constexpr std::chrono::seconds kExpires{900};

  // With the key of `path`, made there (mode 0600) when there is none; URLs then outlive a restart.
  // kPermissionDenied when others than the owner can read the file, kDataLoss when it is malformed.
  static Result<std::unique_ptr<ServiceSigner>> Open(const std::string& path);
  // With a key in memory only.
  static std::unique_ptr<ServiceSigner> CreateTemporary();
  ~ServiceSigner();

  // A URL to GET the object: <endpoint>/<bucket>/<key>?X-Amz-Algorithm=... `endpoint` is scheme and
  // authority as the reader will write them ("http://127.0.0.1:9320"): the host is signed. The URL
  // is a secret.
  std::string PresignGet(std::string_view endpoint, std::string_view bucket, std::string_view key,
                         std::string_view region, Time now) const;

  // For the Authenticator: whether `access_key_id` is this signer's, and its secret.
  const std::string& access_key_id() const { return access_key_id_; }
  const std::string& secret_access_key() const { return secret_access_key_; }

  // The file's name inside a data directory.
  static std::string PathIn(const std::string& data_dir);

 private:
  ServiceSigner(std::string access_key_id, std::string secret_access_key);
  std::string access_key_id_;
  std::string secret_access_key_;
};

}  // namespace tacet::auth
