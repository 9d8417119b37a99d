#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/http/http.h"

// The usual answers of an API. Errors are Results: nobody writes a problem by hand.
namespace ocop::http {

// 200 with an ETag of the content: for what has no version of its own. A reader that has it already gets 304.
Response content(std::string json);
// With the version as ETag, which If-Match of the next change carries.
Response versioned(std::string json, std::int64_t version, int status = 200);
// 201 and where the new thing is.
Response created(std::string json, std::string location);
// 204.
Response done();

}  // namespace ocop::http
