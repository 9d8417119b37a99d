#pragma once
#include <functional>

#include "kernel/http/table.h"
#include "kernel/web/page.h"
#include "modules/orders/service.h"

// What the pages of buyers and makers have in common.
namespace ocop::orders {

web::Look look_of(State state);
// A page of the maker's people: the way to it, its heading, and that nobody keeps it.
http::Response makers_page(const web::Site& site, const http::Asked& call, const producers::Producer& producer, const std::string& title,
                           const std::function<void(web::Html&)>& body);
void write_lines(web::Html& out, const http::Request& request, const Order& order);
void write_state(web::Html& out, const Order& order, Instant now);
// The invoice as its maker noted it; nothing where there is none.
void write_invoice(web::Html& out, const Order& order);
// Who brings it, for the buyer and the maker; nothing where nobody noted it.
void write_parcel(web::Html& out, const Order& order);
// The form of a page with several: refused itself, it holds what was sent; beside another that was refused it holds `current`. `key`: a
// field of its own.
web::Form form_beside(const http::Asked& call, std::string_view key, const http::Fields& current);
// A button a step, with the reason where one is asked. `key`: of the buyer; empty for the maker.
void write_steps(web::Html& out, const http::Asked& call, const Service::Shown& shown, std::string_view path, std::string_view key);

}  // namespace ocop::orders
