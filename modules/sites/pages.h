#pragma once
#include "kernel/http/table.h"
#include "kernel/manifest/offers.h"
#include "kernel/random/random.h"
#include "kernel/web/page.h"
#include "modules/sites/service.h"

namespace ocop::sites {

// /{name}, and /sites…, where it is written. Everything referred to outlives the router.
// Of `offers` the page shows producers::BuyerAct.
void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random, const manifest::Offers& offers);
void add_edit_pages(http::Router& router, Service& service, const web::Site& site, Random& random);
void add_history_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers);

// On the producer's page and on the first page of its people.
void offer(manifest::Offers& offers, const Service& service);

std::string edit_path(ProducerId producer, std::string_view rest = {});   // "/sites/{id}/story"

// One block in its place: what stands there, or the form that is open. `shown`: the page of the draft.
struct Opened {
  const http::Asked& call;
  const Service::Desk& desk;
  const Service::Parts& parts;         // the decisions and places that the coach of the story knows
  const Step* step = nullptr;          // the one that is changed; null = a new one
  Random& random;
};
void write_block_form(web::Html& out, Block block, const Opened& opened);
void write_block_summary(web::Html& out, Block block, const Service::Desk& desk);

}  // namespace ocop::sites
