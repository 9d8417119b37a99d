#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "kernel/http/http.h"
#include "kernel/web/icons.h"
#include "kernel/web/page.h"

// Inner pieces shared by the components; pages use page.h.
namespace ocop::web {

// The id of a field's control and of its texts; letters, digits, '-', '_', '.' of the name are kept, all else becomes '-'.
std::string field_id(std::string_view name);
// A problem's sentence, or one that fits any when it has none of its own.
std::string sentence_of(const Problem& problem, Language language);
// A plain path as it stands in an href: safe, in the page's language. The second writes the whole attribute.
void address(Html& out, std::string_view path);
void href(Html& out, std::string_view path);
// The query of the request with `name` set to `value` (empty = dropped), from the first page on; "?…" or the bare path.
std::string with_query(const http::Request& request, std::string_view name, std::string_view value);

// send_again.cc: whether the error's page offers to send what was typed once more; and how. Precondition of the second: the first.
bool can_be_sent_again(const Error& error, const http::Request& request);
void send_again(Html& out, const Site& site, const Error& error, const http::Request& request);

// Flash (flash.cc): what the cookie of this request says, empty text when there is none or its signature is wrong.
struct Flash { FlashKind kind = FlashKind::done; std::string text; };
Flash read_flash(const Site& site, const http::Request& request);
std::string expired_flash_cookie(const http::Request& request);

// How much waits behind the entries of one page: each is counted once, wherever it stands on it.
class Waiting {
 public:
  explicit Waiting(const http::Request& request) : request_(request) {}
  const http::Request& request() const { return request_; }
  long long behind(const Entry& entry);

 private:
  const http::Request& request_;
  std::map<const Entry*, long long> counted_;
};

// Frame (frame.cc).
void head(Html& out, const Site& site, const http::Request& request, const PageOptions& options);
void site_header(Html& out, const Site& site, Waiting& waiting, const PageOptions& options);
void site_footer(Html& out, const Site& site, const http::Request& request);
void bottom_bar(Html& out, const Site& site, Waiting& waiting);
void brand_mark(Html& out);
// One star's outline in a 24 × 24 box, for <path d>.
Markup star_path();
// The outline as a symbol, once a page: open_stars() refers to it.
void star_symbol(Html& out);

}  // namespace ocop::web
