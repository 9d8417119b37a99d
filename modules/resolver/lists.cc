#include "modules/resolver/lists.h"

#include "kernel/i18n/translate.h"
#include "modules/resolver/api.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/service.h"
#include "modules/resolver/store.h"

namespace ocop::resolver {

std::string about(const Report& report, Language language) {
  return report.product ? report.product_name : std::string(translate(msg::product_unknown, language)) + " " + report.code;
}

void add_lists(http::Router& router, const lists::Host& host) {
  using lists::Cell;
  lists::Filter state = lists::choice("state", msg::column_state, kReportStates, [](ReportState one) { return label(one); });
  state.style = lists::Filter::Style::tabs;
  state.usual = name(ReportState::open);
  lists::add(router, host,
             lists::List<Report>{
                 .name = "reports",
                 .rows = store::reports(),
                 .words = {msg::reports_title, msg::reports_none, msg::reports_none_teach},
                 .columns = {{{msg::column_number, "number"},
                              [](const Report& one, Language) {
                                return Cell{one.number, "/reports/" + one.id.text()};
                              }},
                             {{msg::column_product}, [](const Report& one, Language language) { return Cell{about(one, language)}; }},
                             {{msg::column_where}, [](const Report& one, Language) { return Cell{one.seen_where}; }},
                             {{msg::column_reported, "reported"},
                              [](const Report& one, Language language) { return lists::moment(one.reported, language); }},
                             {{.label = msg::field_what, .shown = lists::Shown::exports},
                              [](const Report& one, Language) { return Cell{one.what}; }},
                             {{.label = msg::report_finding, .shown = lists::Shown::exports},
                              [](const Report& one, Language) { return Cell{one.finding}; }}},
                 .filters = {state, lists::since("since", msg::received_since)},
                 .json = write_report},
             {.page = "/reports",
              .api = "/api/v1/reports",
              .policy = Policy::roles(Role::provincial_body),
              .scope = scope_of,
              .summary = "reports of fakes in the province; state = open (usual), closed, or empty for all"});
}

}  // namespace ocop::resolver
