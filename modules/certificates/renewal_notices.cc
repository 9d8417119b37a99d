#include "modules/certificates/renewal_notices.h"

#include <algorithm>

#include "modules/certificates/life.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/recognised.h"
#include "modules/certificates/store_life.h"

namespace ocop::certificates {
namespace {

constexpr std::size_t kAtOnce = 200;   // recognitions in one act: what is asked between two belongs to others

}  // namespace

Result<int> RenewalNotices::tell() const {
  parts_.ledger.follow_when_told();
  const Date today = vietnam_date(parts_.clock.now());
  std::vector<ProductId> near;
  parts_.database.read([&](db::Reader& reader) {
    for (const products::Starred::Star& star : parts_.starred.all(reader))
      if (star.producer != ProducerId{} && rules::due_notice(star.last_day, today, {})) near.push_back(star.id);
  });
  int told = 0;
  for (std::size_t from = 0; from < near.size(); from += kAtOnce) {
    OCOP_TRY(sent, tell(std::span(near).subspan(from, std::min(kAtOnce, near.size() - from))));
    told += sent;
  }
  return told;
}

Result<int> RenewalNotices::tell(std::span<const ProductId> products) const {
  return acts_.run_without_account([&](act::Moment& act) -> Result<int> {
    int told = 0;
    for (const products::Product& product : parts_.products.by_ids(act, products)) {
      const products::Standing& standing = product.standing;
      if (!standing.valid_until || standing.withdrawn || product.merged_into) continue;
      const Date end = *standing.valid_until;
      if (parts_.ledger.waits(product.id, end)) continue;
      const auto due = rules::due_notice(end, act.today(), life_rows::told(act, product.id, end));
      if (!due || !life_rows::note_told(act, product.id, end, *due, act.now())) continue;
      const rules::Window window = rules::renewal_window(end);
      const bool late = act.today() > window.closes;
      std::vector<std::string> arguments{product.name, end.show(Language::vi), window.opens.show(Language::vi),
                                         window.closes.show(Language::vi)};
      if (late) arguments = {product.name, end.show(Language::vi), rules::extended_until(end).show(Language::vi)};
      parts_.notices.tell(act, {late ? kToldRenewalLate : kToldRenewal, std::move(arguments), "/products/" + product.code},
                          {.holders = {{Role::producer_member, "", "", product.producer}}});
      ++told;
    }
    return told;
  });
}

std::vector<jobs::Kind> RenewalNotices::job_kinds() const {
  return {{.name = "certificates.renewals", .title = msg::job_renewals, .handler = [this](jobs::Attempt&) {
             const auto told = tell();
             return told ? jobs::Outcome::done() : jobs::Outcome::again(told.error().detail);
           }}};
}

// Before offices and makers begin their day.
std::vector<jobs::Schedule> RenewalNotices::schedules() const {
  return {{"certificates.renewals", "certificates.renewals", jobs::When::daily(6, 30)}};
}

}  // namespace ocop::certificates
