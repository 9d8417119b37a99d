#pragma once
#include <span>
#include <string_view>

#include "kernel/http/http.h"
#include "kernel/web/page.h"

// The living page of the design system: every token, type size, drawing and component in every state, from the same code and style sheet
// as the pages. What is not on it is not part of the system.
namespace ocop::web {

// GET /design. `site` must outlive the router.
void add_design_pages(http::Router& router, const Site& site);
Navigation design_navigation();

// The colours shown there; a test holds them against web/styles/tokens.css.
struct ColourToken { std::string_view name; Message use; };
std::span<const ColourToken> colour_tokens();

}  // namespace ocop::web
