#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/mandates/service.h"

namespace ocop::mandates {

// /producers/{id}/helpers, /mandates. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

// What stands on a producer's page for its members and offices, and where somebody comes in who was asked to help.
void offer(manifest::Offers& offers, const Service& service);

// "giấy tờ, hồ sơ" of a page's language; "đã thêm giấy tờ" of an act that somebody did for a producer.
std::string words_of(const Tasks& tasks, Language language);
const Message& words_of_act(std::string_view what);

}  // namespace ocop::mandates
