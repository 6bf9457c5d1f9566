#include "tacet/http_client/curl_support.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <mutex>
#include <utility>

namespace tacet::http_client {

void StartCurl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

void AddHeadLine(std::string_view line, ResponseHead* head) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) {
    *head = {};
    const size_t space = line.find(' ');
    if (space != std::string_view::npos) {
      std::from_chars(line.data() + space + 1, line.data() + line.size(), head->status);
    }
    return;
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  head->headers[std::move(name)] = value;
}

tl::unexpected<Error> CurlFailure(CURLcode code, const std::string& shown) {
  const std::string reason = curl_easy_strerror(code);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return MakeError(ErrorCode::kDeadlineExceeded, shown + " took too long");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return MakeError(ErrorCode::kUnavailable, "no network address found for " + shown,
                       std::string(kNameNotResolved));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return MakeError(ErrorCode::kPermissionDenied,
                       "the certificate of " + shown +
                           " is not trusted; SSL_CERT_FILE can name a file of authorities that are",
                       reason);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return MakeError(ErrorCode::kInvalidArgument, "not an http or https address: " + shown);
    default:
      return MakeError(ErrorCode::kUnavailable, "cannot read " + shown + ": " + reason);
  }
}

}  // namespace tacet::http_client
