#include "modules/displays/api.h"

#include "kernel/http/table.h"
#include "modules/displays/requests.h"

namespace ocop::displays {
namespace {

Result<http::Response> print(const Service& service, const http::Call<DisplayInput>& call, std::string_view id) {
  OCOP_TRY(printed, service.print(call.actor, id, call.input, call.language()));
  return http::Response::file(std::move(printed.bytes), "application/pdf", printed.file_name);
}

}  // namespace

void add_api(http::Router& router, const Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .post("/api/v1/products/{id}/displays", kMember, display_input(), print,
            "Price tags, table card, leaflet or live-selling sheet of a product, as PDF; nothing is kept", {.media = "application/pdf"});
}

}  // namespace ocop::displays
