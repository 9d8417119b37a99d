#pragma once
#include "kernel/http/http.h"
#include "modules/certificates/types.h"

// The filters of a list of certificates as they stand in an address, for pages and API alike.
namespace ocop::certificates {

inline constexpr int kMostPages = 100'000;   // further pages are surely empty; keeps offsets small
struct ListQuery { Filter filter; int page = 1; };
// province, stars, validity, page. invalid_input with every parameter that cannot be read.
Result<ListQuery> read_list_query(const http::Fields& query);
// What was chosen, as an address again, without the page: "province=68&stars=4"; empty = nothing.
std::string write_list_query(const Filter& filter);

}  // namespace ocop::certificates
