#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

#include "kernel/fetch/fetch.h"

// libcurl's handles, for what talks to other servers (kernel/mail speaks SMTP by them). Not for others.
namespace ocop::fetch {

struct EndCurl { void operator()(CURL* handle) const { curl_easy_cleanup(handle); } };
struct EndList { void operator()(curl_slist* list) const { curl_slist_free_all(list); } };
using Handle = std::unique_ptr<CURL, EndCurl>;
using List = std::unique_ptr<curl_slist, EndList>;

void append(List& list, const std::string& line);
// With the limits that hold for every call. `go_on` outlives the handle. Null when libcurl does not start.
Handle new_handle(std::chrono::seconds limit, const std::string& ca_file, const GoOn& go_on);

}  // namespace ocop::fetch
