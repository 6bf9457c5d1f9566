#include "tacet/http_client/curl_transfer.h"

#include <curl/curl.h>

#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "tacet/http_client/curl_support.h"

namespace tacet::http_client {
namespace {

constexpr int kMaxRedirects = 5;
constexpr char kUserAgent[] = "tacet";

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeText {
  void operator()(char* text) const { curl_free(text); }
};
using UrlHandle = std::unique_ptr<CURLU, FreeUrl>;

UrlHandle ParseUrl(const std::string& url) {
  UrlHandle handle(curl_url());
  if (handle == nullptr) return nullptr;
  if (curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return nullptr;
  return handle;
}

std::string UrlPart(CURLU* url, CURLUPart part, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return "";
  const std::unique_ptr<char, FreeText> owner(text);
  return text;
}

// "https://host:443": what RFC 6454 calls the origin. "" for what is no http(s) url.
std::string Origin(const std::string& url) {
  const UrlHandle handle = ParseUrl(url);
  if (handle == nullptr) return "";
  const std::string scheme = UrlPart(handle.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return "";
  return scheme + "://" + UrlPart(handle.get(), CURLUPART_HOST) + ":" +
         UrlPart(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

// Where a Location header points, seen from `base`. "" for what is no url.
std::string Resolve(const std::string& base, const std::string& location) {
  const UrlHandle handle = ParseUrl(base);
  if (handle == nullptr || location.empty() ||
      curl_url_set(handle.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK) {
    return "";
  }
  return UrlPart(handle.get(), CURLUPART_URL);
}

bool IsRedirect(int64_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// What the callbacks of one hop share.
struct Hop {
  const TransferRequest* request = nullptr;
  ResponseHead head;
  bool head_given = false;
  std::optional<Error> error;  // why a callback stopped the exchange
  bool body_ignored = false;   // stopped because nobody wants this answer's body
  bool stalled = false;
  curl_off_t last_count = -1;
  std::chrono::steady_clock::time_point last_byte = std::chrono::steady_clock::now();

  bool success() const { return head.status >= 200 && head.status < 300; }

  bool GiveHead() {
    if (head_given) return true;
    head_given = true;
    if (Status status = request->on_head(head); !status) {
      error = std::move(status).error();
      return false;
    }
    return true;
  }
};

size_t OnHeader(char* data, size_t size, size_t count, void* user) {
  Hop& hop = *static_cast<Hop*>(user);
  AddHeadLine({data, size * count}, &hop.head);
  return size * count;
}

size_t OnBody(char* data, size_t size, size_t count, void* user) {
  Hop& hop = *static_cast<Hop*>(user);
  if (!hop.success()) {
    hop.body_ignored = true;
    return 0;
  }
  if (!hop.GiveHead()) return 0;
  if (Status status = hop.request->on_body({data, size * count}); !status) {
    hop.error = std::move(status).error();
    return 0;
  }
  return size * count;
}

int OnProgress(void* user, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
  Hop& hop = *static_cast<Hop*>(user);
  const TransferRequest& request = *hop.request;
  if (Status status = CheckNotCancelled(request.cancel); !status) {
    hop.error = std::move(status).error();
    return 1;
  }
  const auto now = std::chrono::steady_clock::now();
  if (received != hop.last_count) {
    hop.last_count = received;
    hop.last_byte = now;
  } else if (now - hop.last_byte > request.stall_timeout) {
    hop.stalled = true;
    return 1;
  }
  if (request.on_tick) request.on_tick();
  return 0;
}

HeaderList MakeHeaders(const TransferRequest& request, bool same_origin) {
  curl_slist* list = nullptr;
  auto append = [&list](const std::vector<Header>& headers) {
    for (const Header& header : headers) {
      list = curl_slist_append(list, (header.name + ": " + header.value).c_str());
    }
  };
  append(request.headers);
  if (same_origin) append(request.origin_headers);
  return HeaderList(list);
}

tl::unexpected<Error> TransferError(CURLcode code, const Hop& hop, const std::string& url) {
  const std::string shown = SafeUrl(url);
  if (hop.stalled) {
    return MakeError(ErrorCode::kDeadlineExceeded,
                     shown + " sent nothing for " +
                         std::to_string(hop.request->stall_timeout.count() / 1000) + " s");
  }
  return CurlFailure(code, shown);
}

// One request and its answer, redirects not followed.
Result<ResponseHead> RunHop(const TransferRequest& request, const std::string& url,
                            bool same_origin, std::chrono::milliseconds time_left) {
  const EasyHandle easy(curl_easy_init());
  if (easy == nullptr) return MakeError(ErrorCode::kInternal, "libcurl did not start");
  Hop hop;
  hop.request = &request;
  const HeaderList headers = MakeHeaders(request, same_origin);
  const auto set = [&easy](CURLoption option, auto value) {
    return curl_easy_setopt(easy.get(), option, value) == CURLE_OK;
  };
  bool ok = set(CURLOPT_URL, url.c_str()) && set(CURLOPT_PROTOCOLS_STR, "http,https") &&
            set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_NOSIGNAL, 1L) &&
            set(CURLOPT_USERAGENT, kUserAgent) && set(CURLOPT_HTTPHEADER, headers.get()) &&
            set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count())) &&
            set(CURLOPT_TIMEOUT_MS, static_cast<long>(time_left.count())) &&
            set(CURLOPT_HEADERFUNCTION, &OnHeader) && set(CURLOPT_HEADERDATA, &hop) &&
            set(CURLOPT_WRITEFUNCTION, &OnBody) && set(CURLOPT_WRITEDATA, &hop) &&
            set(CURLOPT_XFERINFOFUNCTION, &OnProgress) && set(CURLOPT_XFERINFODATA, &hop) &&
            set(CURLOPT_NOPROGRESS, 0L);
  if (const char* authorities = std::getenv("SSL_CERT_FILE"); authorities != nullptr) {
    ok = ok && set(CURLOPT_CAINFO, authorities);
  }
  if (!ok) return MakeError(ErrorCode::kInternal, "libcurl refused an option");

  const CURLcode code = curl_easy_perform(easy.get());
  if (hop.error) return tl::unexpected<Error>(*hop.error);
  if (code != CURLE_OK && !hop.body_ignored) {
    return TransferError(code, hop, url);
  }
  if (hop.success() && !hop.GiveHead()) return tl::unexpected<Error>(*hop.error);
  return std::move(hop.head);
}

}  // namespace

std::string_view ResponseHead::Get(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

int64_t ResponseHead::ContentLength() const {
  const std::string_view text = Get("content-length");
  int64_t value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 ? value : -1;
}

Result<ResponseHead> RunTransfer(const TransferRequest& request) {
  StartCurl();
  const std::string origin = Origin(request.url);
  if (origin.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "not an http or https address: " + SafeUrl(request.url));
  }
  const auto start = std::chrono::steady_clock::now();
  std::string url = request.url;
  for (int hops = 0; hops <= kMaxRedirects; ++hops) {
    auto time_left = request.time_limit;
    if (time_left.count() > 0) {
      time_left -= std::chrono::duration_cast<std::chrono::milliseconds>(
          std::chrono::steady_clock::now() - start);
      if (time_left.count() <= 0) {
        return MakeError(ErrorCode::kDeadlineExceeded, SafeUrl(url) + " took too long");
      }
    }
    ASSIGN_OR_RETURN(ResponseHead head, RunHop(request, url, Origin(url) == origin, time_left));
    if (!IsRedirect(head.status)) return head;
    const std::string redirect = Resolve(url, std::string(head.Get("location")));
    const std::string target = Origin(redirect);
    if (target.empty()) {
      return MakeError(ErrorCode::kInvalidArgument,
                       SafeUrl(url) + " redirects to what is no http or https address");
    }
    if (url.starts_with("https:") && !target.starts_with("https:")) {
      return MakeError(
          ErrorCode::kInvalidArgument,
          SafeUrl(url) + " redirects to an address that is not encrypted (http); refused");
    }
    url = redirect;
  }
  return MakeError(ErrorCode::kInvalidArgument, SafeUrl(request.url) + " redirects more than " +
                                                    std::to_string(kMaxRedirects) + " times");
}

std::string SafeUrl(const std::string& url) {
  const UrlHandle handle = ParseUrl(url);
  if (handle == nullptr) return "";
  for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS,
                               CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
    curl_url_set(handle.get(), part, nullptr, 0);
  }
  return UrlPart(handle.get(), CURLUPART_URL);
}

}  // namespace tacet::http_client
