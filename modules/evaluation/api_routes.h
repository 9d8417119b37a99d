#pragma once
#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/evaluation/api_json.h"
#include "modules/evaluation/requests.h"

// What the two route tables of the API share.
namespace ocop::evaluation::api {

void add_commune_routes(http::Router& router, Service& service);
void add_completion_routes(http::Router& router, Service& service);
void add_council_routes(http::Router& router, Service& service);
void add_centre_routes(http::Router& router, Service& service);
void add_position_routes(http::Router& router, Service& service);

}  // namespace ocop::evaluation::api
