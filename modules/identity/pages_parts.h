#pragma once
#include <memory>
#include <optional>
#include <string>

#include "kernel/http/table.h"
#include "kernel/web/fields.h"
#include "modules/identity/service.h"

// Shared by the module's pages.
namespace ocop::identity {

// What every page of the module needs.
struct Pages {
  Service& service;
  const web::Site& site;
};
void add_account_pages(http::Router& router, const std::shared_ptr<const Pages>& pages);   // pages_accounts.cc

// "Cán bộ xã, phường: Xã Tân Hà, Tỉnh Lâm Đồng".
std::string show_grant(const Grant& grant, const places::Index& places, Language language);
// Where a grant holds: the place, the producer's id, or the whole system.
std::string show_reach(const Grant& grant, const places::Index& places, Language language);
// A form of one button, for an act on a row.
struct Act {
  std::string action;
  const Message& label;
  web::ButtonKind kind = web::ButtonKind::quiet;
  std::string_view name{}, value{};
  std::optional<std::int64_t> version{};   // of what the act changes, as it is shown
};
void act(web::Html& out, const http::Request& request, const Act& act);
void heading(web::Html& out, const Message& text);   // <h2>

}  // namespace ocop::identity
