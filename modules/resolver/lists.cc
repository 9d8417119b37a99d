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

namespace {

// How to reach a reporter is on the report's own page, where each look is written down.
void without_contact(std::vector<Report>& reports) {
  for (Report& one : reports) one.contact.clear();
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host) {
  lists::add(router, host,
             lists::List<Report>{
                 .name = "reports",
                 .rows = store::reports(),
                 .complete = without_contact,
                 .words = {msg::reports_title, msg::reports_none, msg::reports_none_teach},
                 .columns = {lists::linked({msg::column_number, "number"}, &Report::number, path_of),
                             lists::column<Report>({msg::column_product}, about),
                             lists::column({msg::column_where}, &Report::seen_where),
                             lists::column({msg::column_origin}, &Report::origin),
                             lists::column({msg::column_reported, "reported"}, &Report::reported),
                             lists::column<Report>({.label = msg::field_what, .shown = lists::Shown::exports}, words_of),
                             lists::column({.label = msg::report_finding, .shown = lists::Shown::exports}, &Report::finding)},
                 .filters = {lists::choice("state", msg::column_state, kReportStates)
                                 .as(lists::Filter::Style::tabs, name(ReportState::open)),
                             lists::since("since", msg::received_since)},
                 .json = write_listed},
             {.page = "/reports",
              .api = "/api/v1/reports",
              .policy = Policy::roles(Role::provincial_body),
              .scope = scope_of,
              .summary = "reports of fakes in the province; state = open (usual), closed, or empty for all"});
}

}  // namespace ocop::resolver
