#pragma once
#include "kernel/http/table.h"
#include "kernel/web/page.h"
#include "modules/privacy/service.h"

// /me/data, its files, and the public notice.
namespace ocop::privacy {

void held_part(web::Html& out, const Service& service, const Data& data);
void seen_part(web::Html& out, const http::Request& request, const Data& data);
Result<http::Response> data_csv(const Service& service, const http::Call<>& call);
Result<http::Response> data_xlsx(const Service& service, const http::Call<>& call);
// What is held of people in general, with purpose, ground and period: the holdings' own words.
void processors_part(web::Html& out, const http::Request& request, std::span<const manifest::Processor> processors);
void register_part(web::Html& out, const http::Request& request, const manifest::Offers& offers);

}  // namespace ocop::privacy
