#pragma once
#include "kernel/http/http.h"

namespace ocop::http {

// RFC 9110 §13: gives the answer its ETag header and turns it into 304 when If-None-Match (weak comparison, §8.8.3.2) holds.
// 304 only for GET and HEAD with status 200; the header also for a change that was done. Nothing without an `etag`. Call after compress(),
// which makes the tag weak.
enum class Coding : std::uint8_t { identity, gzip };
void apply_conditional(Response& response, const Request& request, Coding coding);

// Whether the reader's If-None-Match names `etag`. Then a costly body need not be made: a 200 with that ETag and no body becomes 304.
bool has_already(const Request& request, std::string_view etag);

// Gzips a text body of at least kCompressFrom bytes when the client takes gzip; adds Vary whenever it might have.
inline constexpr std::size_t kCompressFrom = 1024;   // below one TCP segment nothing is won
Coding compress(Response& response, const Request& request);
std::string gzip(std::string_view plain);
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace ocop::http
