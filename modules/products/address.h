#pragma once
#include "kernel/http/http.h"
#include "modules/places/places.h"
#include "modules/products/types.h"

// A filter as a query string and back: every state of the catalogue is an address. Pure.
namespace ocop::products {

inline constexpr std::string_view kUnknownGroup = "none";   // group=none: not classified
inline constexpr std::size_t kTextLimit = 200;              // bytes of q that are looked at

// invalid_input with a problem for each parameter that has no such value; unknown parameters are left alone.
Result<Filter> read_filter(const http::Fields& query, const places::Index& places);
// "/products?q=…&province=66": only what is set; page 1 and the default order are left out.
std::string catalogue_path(const Filter& filter);
std::string query_of(const Filter& filter);

}  // namespace ocop::products
