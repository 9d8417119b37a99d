#include "kernel/http/http.h"
#include "modules/certificates/pages_confirmations.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/store_confirmations.h"

// What the province confirms: decisions that registers print, and what came of them.
namespace ocop::certificates {
namespace {

using ReportedDecision = products::Products::ReportedDecision;
constexpr std::array kListed{ConfirmationState::draft, ConfirmationState::confirmed, ConfirmationState::withdrawn};

std::string begin_path(const ReportedDecision& one) {
  std::string out = "/confirmations/new?decision=" + http::percent_encode(one.decision);
  if (one.decided) out += "&decided=" + one.decided->iso();
  if (one.year) out += "&year=" + std::to_string(*one.year);
  return out;
}

lists::List<ReportedDecision> reported(const Confirmations& confirmations) {
  return {.name = "reported",
          .rows = confirmations.parts().products.reported_decisions(),
          .words = {.caption = msg::reported_title, .empty = msg::reported_none, .empty_teach = msg::reported_none_teach,
                    .empty_path = "/imports/new", .empty_act = msg::reported_import, .found_one = msg::reported_found_one,
                    .found_many = msg::reported_found},
          .columns = {lists::linked({.label = msg::confirm_printed, .width = 40},   // its words are too wide for a phone's row of orders
                                    &ReportedDecision::decision, begin_path),
                      lists::column({msg::fact_decided, "decided"}, &ReportedDecision::decided),
                      lists::column<ReportedDecision>({msg::reported_year},
                                                      [](const ReportedDecision& one) {
                                                        return one.year ? std::to_string(*one.year) : std::string();
                                                      }),
                      lists::column({msg::reported_waiting, "products", lists::Align::number}, &ReportedDecision::products)},
          .json =
              [](json::Writer& out, const ReportedDecision& one) {
                out.begin_object().field("decision", one.decision).field("decided", one.decided);
                out.field("year", one.year ? std::optional<std::int64_t>(*one.year) : std::nullopt);
                out.field("province", one.province).field("products", one.products).end_object();
              },
          .json_schema = R"({"type":"object","required":["decision","products"],"properties":{"decision":{"type":"string"},)"
                         R"("decided":{"type":["string","null"],"format":"date"},"year":{"type":["integer","null"]},)"
                         R"("province":{"type":"string"},"products":{"type":"integer"}}})"};
}

lists::List<Confirmation> confirmed(const Confirmations& confirmations) {
  return {.name = "confirmations",
          .rows = confirmation_rows::confirmations(),
          .complete = [&confirmations](std::vector<Confirmation>& rows) { confirmations.settle(rows); },
          .words = {.caption = msg::confirmations_title, .empty = msg::confirmations_none, .empty_teach = msg::confirmations_none_teach,
                    .empty_path = "/reported", .empty_act = msg::reported_title, .found_one = msg::confirmations_found_one,
                    .found_many = msg::confirmations_found},
          .columns = {lists::linked({msg::fact_decision, "number"}, &Confirmation::number,
                                    [](const Confirmation& one) { return confirmation_path(one.id); }),
                      lists::column({msg::fact_decided, "decided"}, &Confirmation::decided),
                      lists::column({.label = msg::confirm_issuer, .width = 34}, &Confirmation::issuer),
                      lists::column<Confirmation>({msg::confirm_state},
                                                  [&confirmations](const Confirmation& one) { return confirmations.state_of(one); }),
                      lists::column({msg::confirm_prepared, "prepared"}, &Confirmation::prepared),
                      lists::column({msg::confirm_confirmed}, &Confirmation::confirmed)},
          .filters = {lists::choice("state", msg::confirm_state, kListed).as(lists::Filter::Style::tabs)},
          .json = [&confirmations](json::Writer& out,
                                   const Confirmation& one) { write_confirmation(out, one, confirmations.state_of(one)); },
          .json_schema = kConfirmationSchema};
}

}  // namespace

void add_confirmation_lists(http::Router& router, const lists::Host& host, const Confirmations& confirmations) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  lists::add(router, host, reported(confirmations),
             {.page = "/reported",
              .api = "/api/v1/reported",
              .policy = kProvince,
              .scope = scope_of,
              .summary = "Decisions that registers print and nobody has confirmed, with how many products wait",
              .description = msg::reported_description});
  lists::add(router, host, confirmed(confirmations),
             {.page = "/confirmations",
              .api = "/api/v1/confirmations",
              .policy = kProvince,
              .scope = scope_of,
              .summary = "Decisions on paper that the province prepared and confirmed"});
}

void add_navigation(web::Navigation& out, const Confirmations& confirmations) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  out.add(web::Entry{.path = "/reported",
                     .label = msg::reported_title,
                     .positions = {{web::Spot::duties, 12}},
                     .policy = kProvince,
                     .count = lists::counting(confirmations.parts().database, confirmations.parts().products.reported_decisions().source,
                                              scope_of)});
  out.add(web::Entry{
      .path = "/confirmations", .label = msg::confirmations_title, .positions = {{web::Spot::duties, 13}}, .policy = kProvince});
}

}  // namespace ocop::certificates
