#pragma once
#include "kernel/http/table.h"
#include "kernel/web/page.h"
#include "modules/privacy/service.h"

// What people ask: on their own page, and on the desk.
namespace ocop::privacy {

void request_facts(web::Html& out, const Request& one, const HolidayCalendar& holidays);
void consents_part(web::Html& out, const http::Asked& call, const Service& service);
void own_requests_part(web::Html& out, const http::Asked& call, const Service& service);
// What goes and what stays, what stands against it, and the form.
void erase_part(web::Html& out, const http::Asked& call, const Data& data, const Service::Leaving& leaving);
void desk_part(web::Html& out, const http::Asked& call, const Service& service, const Service::Shown& shown);

}  // namespace ocop::privacy
