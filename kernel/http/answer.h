#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kernel/http/http.h"
#include "kernel/json/json.h"

// The usual answers of an API. Errors are Results: nobody writes a problem by hand.
namespace ocop::http {

// The ETag of a content: the first digits of its SHA-256; of one whose SHA-256 is known already, in hexadecimal.
std::string etag_of(std::string_view content);
std::string etag_of_sha256(std::string_view sha256);
// 200 with an ETag of the content: for what has no version of its own. A reader that has it already gets 304.
Response content(std::string json);
// With the version as ETag, which If-Match of the next change carries.
Response versioned(std::string json, std::int64_t version, int status = 200);
// 201 and where the new thing is.
Response created(std::string json, std::string location);
// The same of a thing and its writer, the one that the list's API uses too; the version is the thing's own.
template <class Thing> using Write = void (*)(json::Writer& out, const Thing& thing);
template <class Thing>
Response content(Write<Thing> write, const std::type_identity_t<Thing>& thing) { return content(json::written(write, thing)); }
template <class Thing>
Response versioned(Write<Thing> write, const std::type_identity_t<Thing>& thing) {
  return versioned(json::written(write, thing), thing.version);
}
template <class Thing>
Response created(Write<Thing> write, const std::type_identity_t<Thing>& thing, std::string location) {
  return created(json::written(write, thing), std::move(location));
}
// 204.
Response done();

}  // namespace ocop::http
