#include "modules/resolver/requests.h"

#include "modules/resolver/messages.h"
#include "modules/resolver/rules.h"

namespace ocop::resolver {

using input::Need;

const input::Declaration<ReportInput>& report_input() {
  static const input::Declaration<ReportInput> fields{
      input::paragraph(
          "what", &ReportInput::what,
          {.label = msg::field_what, .hint = msg::field_what_hint, .missing = msg::what_is_needed, .most = 1'000}),  // half a page
      input::line("where", &ReportInput::seen_where,
                  {.label = msg::field_where, .need = Need::optional, .most = 200}),  // a shop, its address
      // Asked only when the code is of no product; whether it is needed, the service knows.
      input::line("province", &ReportInput::province, {.label = msg::field_province, .need = Need::optional}),
      input::line(
          "contact", &ReportInput::contact,
          {.label = msg::field_contact, .hint = msg::field_contact_hint, .need = Need::optional, .most = 120}),  // a name and a number
      input::file("file", &ReportInput::photo,
                  {.label = msg::field_photo, .hint = msg::field_photo_hint, .need = Need::optional, .most = rules::kMostPhotoBytes}),
      input::file("file_2", &ReportInput::second_photo,
                  {.label = msg::field_second_photo, .need = Need::optional, .most = rules::kMostPhotoBytes}),
      input::file("file_3", &ReportInput::third_photo,
                  {.label = msg::field_third_photo, .need = Need::optional, .most = rules::kMostPhotoBytes})};
  return fields;
}

const input::Declaration<CloseReport>& close_report() {
  static const input::Declaration<CloseReport> fields{
      input::version(&CloseReport::version),
      input::paragraph("finding", &CloseReport::finding,
                       {.label = msg::report_finding, .hint = msg::report_finding_hint, .missing = msg::finding_is_needed, .most = 2'000})};
  return fields;
}

}  // namespace ocop::resolver
