#pragma once
#include "kernel/http/http.h"
#include "kernel/lists/list.h"
#include "kernel/web/page.h"
#include "modules/filters/service.h"
#include "modules/identity/identity.h"

namespace ocop::filters {

// /filters/{id} and /filters/new; the list is in lists.cc. `service` and `site` outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// Above each list: the own filters as links, the one of now marked, and a small form to save what narrows the list now.
lists::Above above(const Service& service);
// On a person's own page (/me): how many there are, and where.
identity::ProfilePart profile_part(const Service& service);

// ---- shared with the list
std::string path_of(const SavedFilter& filter, std::string_view act = {});
// "Báo cáo hàng giả": what the list is called, or its path when the program has it no more.
std::string list_name(const Service& service, const SavedFilter& filter, Language language);
// "Đã đóng · Tỉnh Lâm Đồng"; as the address says it when the list reads it no more.
std::string meaning(const lists::Known* list, const SavedFilter& filter, Language language);

}  // namespace ocop::filters
