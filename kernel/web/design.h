#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "kernel/http/http.h"
#include "kernel/web/page.h"

// The living page of the design system: every token, type size, drawing and component in every state, from the same code and style sheet
// as the pages. What is not on it is not part of the system.
namespace ocop::web {

// What a module draws by itself and shows there (an offer, kernel/manifest/offers.h).
struct DesignPart {
  int rank = 0;
  std::function<void(Html& out)> show;
};
// GET /design. `more` writes the parts of modules. `site` must outlive the router.
void add_design_pages(http::Router& router, const Site& site, std::function<void(Html& out)> more = {});
Navigation design_navigation();

// The colours shown there; a test holds them against web/styles/tokens.css.
struct ColourToken { std::string_view name; Message use; };
std::span<const ColourToken> colour_tokens();

}  // namespace ocop::web
