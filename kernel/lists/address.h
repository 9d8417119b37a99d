#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/http.h"
#include "kernel/lists/list.h"

// The address of a list: which words it has beside its filters, and addresses that differ from a request's in one of them.
namespace ocop::lists {

inline constexpr std::string_view kSort = "sort", kCursor = "cursor", kLimit = "limit";

// The query of the request with `word` set to `value`, from the first page on; "?…" or nothing. An empty value takes the word out, but
// stays said where the list would otherwise choose its usual one.
std::string address(const http::Request& request, const std::vector<Filter>& filters, std::string_view word, std::string_view value);
// The page beside it.
std::string address(const http::Request& request, const std::vector<Filter>& filters, const std::string& cursor);

// The words of a choice in a language; what a value of the address is called.
std::vector<web::Option> options_of(const Filter& filter, Language language);
std::string shown(const Filter& filter, std::string_view value, Language language);

}  // namespace ocop::lists
