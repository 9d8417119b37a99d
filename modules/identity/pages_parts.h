#pragma once
#include <memory>
#include <optional>
#include <string>

#include "kernel/http/table.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/fields.h"
#include "modules/identity/service.h"

// Shared by the module's pages.
namespace ocop::identity {

// What every page of the module needs.
struct Pages {
  Service& service;
  const web::Site& site;
  const manifest::Offers& offers;      // ProfilePart
};
void add_account_pages(http::Router& router, const std::shared_ptr<const Pages>& pages);   // pages_accounts.cc

// "Cán bộ xã, phường: Xã Tân Hà, Tỉnh Lâm Đồng".
std::string show_grant(const Grant& grant, const places::Index& places, Language language);
// Where a grant holds: the place, the producer's id, or the whole system.
std::string show_reach(const Grant& grant, const places::Index& places, Language language);
const Message& state_words(const Account& account);
void heading(web::Html& out, const Message& text);   // <h2>

}  // namespace ocop::identity
