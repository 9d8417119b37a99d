#pragma once
#include "kernel/http/table.h"
#include "kernel/web/page.h"
#include "modules/ladders/service.h"

namespace ocop::ladders {

// /dossiers/{id}/ladder…
void add_pages(http::Router& router, Service& service, const web::Site& site);
// Parts of the page, one file: what was found as a picture and the table that says the same, and plans with what is done of them.
void show_steps(web::Html& out, const http::Request& request, const View& view);
void show_plan(web::Html& out, const http::Request& request, const rulebooks::Table& table, const Followed& followed);
// "5.000.000 ₫, 3 tháng"
std::string price_words(const rulebooks::Price& price, Language language);
std::string estimate_words(Language language);   // whose costs these are, and what stands where none was given
std::string option_label(const rulebooks::Table& table, std::string_view criterion, int option, Language language);
std::string criterion_label(const rulebooks::Table& table, std::string_view criterion, Language language);
// On the pages of a dossier and its result, to its producer.
evaluation::OwnPanel own_panel();

}  // namespace ocop::ladders
