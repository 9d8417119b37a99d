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
// A button a step, with the reason where one is asked. `key`: of the buyer; empty for the maker.
void write_steps(web::Html& out, const http::Asked& call, const Service::Shown& shown, std::string_view path, std::string_view key);

}  // namespace ocop::orders
