#pragma once
#include "kernel/http/table.h"
#include "kernel/web/fields.h"
#include "kernel/web/page.h"
#include "modules/quotations/service.h"

// What the pages of buyers and makers have in common.
namespace ocop::quotations {

web::Look look_of(State state);
void write_state(web::Html& out, const Quotation& quotation, Instant now);
// What was asked for: lines and words.
void write_asked(web::Html& out, const http::Request& request, const Quotation& quotation);
// One offer with its sums. `paper`: where its PDF is.
void write_offer(web::Html& out, const http::Request& request, const Offer& offer, std::string_view paper);
// Those that were replaced, to be opened. `paper`: up to the offer's number.
void write_earlier(web::Html& out, const http::Request& request, const Service::Shown& shown, std::string_view paper);
// Who asks, and for how many of what: the fields that buyer and maker fill in alike, between their forms' first and last line.
void write_asking(web::Html& out, const web::Form& form, const Service& service, const Service::Shop& shop, const input::Shape& shape);
// Whoever has the address of a quotation opens it: its page is kept nowhere, found by nobody, and its address told no further than our own
// site (modules/orders/pages.cc has why).
http::Response unseen(http::Response page);

}  // namespace ocop::quotations
