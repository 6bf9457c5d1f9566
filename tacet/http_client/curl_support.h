// What both ways of using libcurl share. Private to http_client; thread-safe.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>

#include "tacet/base/result.h"
#include "tacet/http_client/curl_transfer.h"

namespace tacet::http_client {

struct FreeEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using EasyHandle = std::unique_ptr<CURL, FreeEasy>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// Once for the process, before anything else of libcurl.
void StartCurl();

// Takes one line of an answer's head, as libcurl hands them out. A status line begins a new head: a
// proxy's answer and "100 Continue" come first.
void AddHeadLine(std::string_view line, ResponseHead* head);

// What a failed exchange means; `shown` is a url that may be shown.
tl::unexpected<Error> CurlFailure(CURLcode code, const std::string& shown);

}  // namespace tacet::http_client
