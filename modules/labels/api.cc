#include "modules/labels/api.h"

#include "kernel/http/table.h"
#include "modules/labels/requests.h"

namespace ocop::labels {
namespace {

Result<http::Response> print(const Service& service, const http::Call<LabelInput>& call, std::string_view id) {
  OCOP_TRY(printed, service.print(call.actor, id, call.input));
  return http::Response::file(std::move(printed.bytes), std::move(printed.type), printed.file_name);
}

}  // namespace

void add_api(http::Router& router, const Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .post("/api/v1/products/{id}/labels", kMember, label_input(), print, "Labels of a product to print, as PDF or ZPL; nothing is kept",
            {.media = "application/pdf|text/plain; charset=utf-8"});
}

}  // namespace ocop::labels
