#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

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

void add_waiting_pages(http::Router& router, const std::shared_ptr<const Pages>& pages);   // pages_waiting.cc

// Where grants hold, in words. Producers are called what the slot ProducerNames says, else by their id.
struct Reaches {
  const places::Index& places;
  std::span<const ProducerName> producers;
  std::string reach(const Grant& grant, Language language) const;   // the place, the producer, or the whole system
  std::string show(const Grant& grant, Language language) const;    // "Cán bộ xã, phường: Xã Tân Hà, Tỉnh Lâm Đồng"
};
// Asked of the slot at once; ids may come more than once.
std::vector<ProducerName> producer_names(const manifest::Offers& offers, std::vector<ProducerId> ids);
std::vector<ProducerId> producers_of(std::span<const StoredGrant> grants);
const Message& state_words(const Account& account);
// Tokens in force, each with an act that ends it: `path` + "/tokens/ID/end". Nothing when there are none.
void tokens_part(web::Html& out, const http::Request& request, std::span<const ApiToken> tokens, const std::string& path);
// What waited or waits of an account; nothing when nothing ever did.
void waiting_part(web::Html& out, const http::Request& request, const Reaches& reaches, std::span<const WaitingRow> waiting);
// Says that nobody looks at what is given, while there is but one who could.
void alone_notice(web::Html& out, std::int64_t administrators);
void heading(web::Html& out, const Message& text);   // <h2>

}  // namespace ocop::identity
