// Console: answers requests for the web console at /console/. Static files and one made here,
// config.json; no request is signed, nothing here depends on who asks, and nothing is changed. What
// the console does it does as any client, by signed requests to the API and to S3.
#pragma once

#include <string>
#include <vector>

#include "tacet/console/console_files.h"
#include "tacet/http_server/http_server.h"

namespace tacet::console {

struct ConsoleOptions {
  // Of /console/config.json: what the console has to know before somebody signs in.
  std::string config_json;
  // Origins beside its own that the console may load from: "https://s3.example.org".
  std::vector<std::string> more_origins;
};

// Thread-safe.
class Console {
 public:
  // Without files every address answers 404 with a page that says how to build them.
  Console(ConsoleFiles files, ConsoleOptions options);

  // Whether an unsigned GET or HEAD for the console: for a path of /console, or for / by a browser.
  // A signed one means a bucket of that name.
  static bool IsFor(const http_server::HttpRequest& request);

  // Only for such requests. Does not block.
  http_server::HttpResponse Handle(const http_server::HttpRequest& request) const;

 private:
  http_server::HttpResponse Serve(const http_server::HttpRequest& request, const ConsoleFile& file,
                                  bool never_changes) const;
  http_server::HttpResponse NotFound() const;

  const ConsoleFiles files_;
  const ConsoleFile config_;
  const std::string content_security_policy_;
};

}  // namespace tacet::console
