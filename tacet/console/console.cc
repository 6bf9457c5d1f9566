#include "tacet/console/console.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"

namespace tacet::console {
namespace {

using http_server::HttpRequest;
using http_server::HttpResponse;

constexpr std::string_view kRoot = "/console/";
constexpr std::string_view kRootWithoutSlash = "/console";
// The build names what lies here by its contents.
constexpr std::string_view kHashedFolder = "assets/";
constexpr std::string_view kConfigName = "config.json";

constexpr char kNotBuiltPage[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tacet</title></head>\n"
    "<body><h1>The console is not here</h1>\n"
    "<p>The service runs, but the files of its web console were not found. Build them with "
    "<code>make console</code>, or name their folder in the setting <code>console.dir</code>, and "
    "start the service again.</p></body></html>\n";
constexpr char kNotFoundPage[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tacet</title></head>\n"
    "<body><h1>Not found</h1>\n<p>There is no such page. The console is at "
    "<a href=\"/console/\">/console/</a>.</p></body></html>\n";

bool IsSigned(const HttpRequest& request) {
  return request.headers.Has("Authorization") ||
         request.query.find("X-Amz-") != std::string::npos ||
         request.query.find("AWSAccessKeyId") != std::string::npos;
}

// The next of a header's values between commas, without white space around it.
std::string_view NextValue(std::string_view* list) {
  const size_t comma = std::min(list->find(','), list->size());
  std::string_view value = list->substr(0, comma);
  list->remove_prefix(std::min(comma + 1, list->size()));
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  return value;
}

// Accept-Encoding names gzip and does not give it the weight 0 (RFC 9110 section 12.5.3).
bool TakesGzip(std::string_view accepted) {
  while (!accepted.empty()) {
    const std::string_view value = NextValue(&accepted);
    const std::string_view coding = value.substr(0, value.find_first_of("; \t"));
    if (!aws::EqualsIgnoringCase(coding, "gzip")) continue;
    const size_t weight = value.find("q=");
    return weight == std::string_view::npos ||
           value.find_first_not_of("0.", weight + 2) != std::string_view::npos;
  }
  return false;
}

// If-None-Match compares weakly (RFC 9110 section 13.1.2).
bool Names(std::string_view if_none_match, std::string_view quoted_etag) {
  while (!if_none_match.empty()) {
    std::string_view value = NextValue(&if_none_match);
    if (value.starts_with("W/")) value.remove_prefix(2);
    if (value == "*" || value == quoted_etag) return true;
  }
  return false;
}

std::string ContentSecurityPolicy(const std::vector<std::string>& more_origins) {
  std::string more;
  for (const std::string& origin : more_origins) more += " " + origin;
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
         "font-src 'self' data:; connect-src 'self'" +
         more + "; media-src 'self' blob:" + more +
         "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
}

ConsoleFile ConfigFile(std::string json) {
  std::string etag = aws::Sha256Hex(json).substr(0, 32);
  return {.bytes = std::move(json),
          .gzip = "",
          .etag = std::move(etag),
          .content_type = ContentTypeOf(kConfigName)};
}

HttpResponse Redirect() {
  HttpResponse response{.status = 302};
  response.headers.Add("Location", std::string(kRoot));
  response.headers.Add("Cache-Control", "no-store");
  response.log_fields.emplace_back("operation", "console");
  return response;
}

}  // namespace

Console::Console(ConsoleFiles files, ConsoleOptions options)
    : files_(std::move(files)),
      config_(ConfigFile(std::move(options.config_json))),
      content_security_policy_(ContentSecurityPolicy(options.more_origins)) {}

bool Console::IsFor(const HttpRequest& request) {
  if ((request.method != "GET" && request.method != "HEAD") || IsSigned(request)) return false;
  if (request.path == "/") {
    return request.query.empty() &&
           request.headers.Get("Accept").find("text/html") != std::string_view::npos;
  }
  return request.path == kRootWithoutSlash || request.path.starts_with(kRoot);
}

HttpResponse Console::Handle(const HttpRequest& request) const {
  if (!request.path.starts_with(kRoot)) return Redirect();
  const std::string_view name = std::string_view(request.path).substr(kRoot.size());
  if (files_.empty()) return NotFound();
  if (name == kConfigName) return Serve(request, config_, /*never_changes=*/false);
  const ConsoleFile* file = files_.Find(name.empty() ? "index.html" : name);
  if (file == nullptr) return NotFound();
  return Serve(request, *file, name.starts_with(kHashedFolder));
}

HttpResponse Console::Serve(const HttpRequest& request, const ConsoleFile& file,
                            bool never_changes) const {
  HttpResponse response;
  http_server::Headers& headers = response.headers;
  const bool gzip = !file.gzip.empty() && TakesGzip(request.headers.Get("Accept-Encoding"));
  // Each form has its own: they are different bytes.
  const std::string etag = "\"" + file.etag + (gzip ? "-gzip" : "") + "\"";
  headers.Add("ETag", etag);
  headers.Add("Cache-Control", never_changes ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file.gzip.empty()) headers.Add("Vary", "Accept-Encoding");
  headers.Add("Content-Security-Policy", content_security_policy_);
  headers.Add("X-Content-Type-Options", "nosniff");
  headers.Add("Referrer-Policy", "no-referrer");
  headers.Add("Cross-Origin-Opener-Policy", "same-origin");
  headers.Add("Cross-Origin-Resource-Policy", "same-origin");
  response.log_fields.emplace_back("operation", "console");
  if (Names(request.headers.Get("If-None-Match"), etag)) {
    response.status = 304;
    return response;
  }
  headers.Add("Content-Type", std::string(file.content_type));
  if (gzip) headers.Add("Content-Encoding", "gzip");
  response.body = gzip ? file.gzip : file.bytes;
  return response;
}

HttpResponse Console::NotFound() const {
  HttpResponse response{.status = 404};
  response.headers.Add("Content-Type", "text/html; charset=utf-8");
  response.headers.Add("Cache-Control", "no-store");
  response.headers.Add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  response.headers.Add("X-Content-Type-Options", "nosniff");
  response.body = files_.empty() ? kNotBuiltPage : kNotFoundPage;
  response.log_fields.emplace_back("operation", "console");
  return response;
}

}  // namespace tacet::console
