#include "modules/listings/requests.h"

#include "modules/listings/messages.h"
#include "modules/listings/rules.h"

namespace ocop::listings {

using input::Need;

const input::Declaration<NewListing>& new_listing() {
  static const input::Declaration<NewListing> fields{
      input::line("link", &NewListing::link,
                  {.label = msg::link, .hint = msg::link_hint, .missing = msg::link_is_missing, .most = rules::kLinkLimit,
                   .about = "https address of the product's page on a known platform; marks of tracking are cut off"}),
      input::date("since", &NewListing::since,
                  {.label = msg::since, .hint = msg::since_hint, .need = Need::optional, .about = "first day there; absent = today"})};
  return fields;
}

const input::Declaration<Ending>& ending() {
  static const input::Declaration<Ending> fields{input::version(&Ending::version)};
  return fields;
}
const input::Declaration<Confirmation>& confirmation() {
  static const input::Declaration<Confirmation> fields{input::version(&Confirmation::version)};
  return fields;
}

const input::Declaration<ShareAsked>& share_asked() {
  constexpr std::int64_t kProvinceCode = 2, kMonth = 7;   // "08", "2026-10"
  static const input::Declaration<ShareAsked> fields{
      input::line("province", &ShareAsked::province,
                  {.label = msg::column_place, .need = Need::optional, .most = kProvinceCode, .about = "code; absent = by province"}),
      input::line("month", &ShareAsked::month,
                  {.label = msg::month, .need = Need::optional, .most = kMonth, .about = "YYYY-MM; absent = now"})};
  return fields;
}

}  // namespace ocop::listings
