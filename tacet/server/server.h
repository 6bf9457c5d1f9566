// Server: the whole service, put together and running. Owns every part; nothing else knows how
// they fit.
//
//   ASSIGN_OR_RETURN(auto server, Server::Start(config));
//   ... server->url() ...
//   server->Stop();
#pragma once

#include <memory>
#include <string>

#include "tacet/auth/access_key_store.h"
#include "tacet/base/result.h"
#include "tacet/server/config.h"

namespace tacet::server {

// Thread-safe.
class Server {
 public:
  // Serves when it returns. Errors name the setting, file or model that is wrong; kAlreadyExists
  // when the data folder or the port is in use.
  static Result<std::unique_ptr<Server>> Start(const Config& config);
  virtual ~Server() = default;  // stops

  // "http://127.0.0.1:9320": for clients on this machine.
  virtual std::string url() const = 0;
  virtual auth::AccessKeyStore& access_keys() = 0;
  // A bucket of the embedded store; success when it is there already.
  virtual Status CreateBucket(const std::string& bucket) = 0;
  // Running requests end (http.shutdown_grace_seconds), running jobs are given back to be begun
  // again at the next start. Returns when all threads did.
  virtual void Stop() = 0;
};

}  // namespace tacet::server
