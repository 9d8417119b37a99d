#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/privacy/service.h"

namespace ocop::privacy {

void write_data(json::Writer& out, const Data& data, Language language);
void add_breach_api(http::Router& router, Service& service);
void add_api(http::Router& router, Service& service);

}  // namespace ocop::privacy
