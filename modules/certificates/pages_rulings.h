#pragma once
#include "kernel/lists/list.h"
#include "kernel/web/page.h"
#include "modules/certificates/rulings.h"

// Rulings: pages, lists and API. Inner header.
namespace ocop::certificates {

extern const std::string_view kRulingSchema;
void add_ruling_pages(http::Router& router, Rulings& rulings, const web::Site& site, Random& random);
void add_ruling_lists(http::Router& router, const lists::Host& host, const Rulings& rulings);
void add_ruling_api(http::Router& router, Rulings& rulings);
void add_ruling_navigation(web::Navigation& out);
// Above lists of what waits for a decision, and of decisions: the button that begins one.
void write_way_to_new_ruling(web::Html& out, const http::Asked& call);
// A row of a list, as the API gives it.
void write_ruling(json::Writer& out, const Ruling& one);

// The signed paper and how its signature stands, as facts of a record; nothing of a ruling without a file but that it has none.
void add_signature(std::vector<web::Fact>& facts, const Ruling& ruling, Language language);

// The way to the decision's page, and the same; nothing without a ruling.
void add_ruling(std::vector<web::Fact>& facts, const std::optional<Ruling>& ruling, Language language);

}  // namespace ocop::certificates
