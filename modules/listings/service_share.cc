#include <algorithm>
#include <map>

#include "modules/listings/messages.h"
#include "modules/listings/rules.h"
#include "modules/listings/service.h"
#include "modules/listings/store.h"

// Shares of places: of now, and of months that were kept.
namespace ocop::listings {
namespace {

constexpr int kMonthsShown = 24;   // two years beside each other

void sum_up(Share& to, const Share& one) {
  to.products += one.products;
  to.found += one.found;
  to.confirmed += one.confirmed;
  to.unchecked += one.unchecked;
}

std::vector<Share> by_province(const std::vector<Share>& communes) {
  std::map<std::string, Share> out;
  for (const Share& one : communes) {
    Share& province = out[one.province];
    province.province = one.province;
    sum_up(province, one);
  }
  std::vector<Share> rows;
  for (auto& [code, share] : out) rows.push_back(std::move(share));
  return rows;
}

// In which something is covered: the whole, or communes of it.
std::vector<std::string> provinces_of(const Scope& scope, const places::Index& places) {
  std::vector<std::string> out = scope.provinces;
  for (const std::string& code : scope.communes)
    if (const places::Commune* commune = places.commune(code)) out.push_back(commune->province);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

Result<Service::Shares> Service::shares(const Actor& actor, const ShareAsked& asked) const {
  Shares out{.day = today(), .province = asked.province, .rows = {}, .all = {}};
  if (!asked.month.empty()) {
    out.month = rules::read_month(asked.month);
    if (!out.month || *out.month > rules::first_of_month(out.day))
      return Error::of(ErrorKind::invalid_input, Problem{"month", asked.month, "YYYY-MM", msg::month_is_wrong, {}});
  }
  const Scope scope = scope_of_offices(actor);
  const bool everywhere = scope.reach == Scope::Reach::everything;
  const std::vector<std::string> own = provinces_of(scope, parts_.places);
  if (!everywhere && out.province.empty() && own.size() == 1) out.province = own.front();   // an office has one place as a rule
  const bool is_there = everywhere ? parts_.places.province(out.province) != nullptr : std::ranges::find(own, out.province) != own.end();
  if (!out.province.empty() && !is_there) return Error::of(ErrorKind::not_found, "province " + out.province);
  parts_.database.read([&](db::Reader& reader) {
    out.rows = out.month ? store::shares_of_month(reader, out.province, *out.month) : store::shares(reader, out.province, out.day);
    out.months = store::months(reader, kMonthsShown);
  });
  std::erase_if(out.rows, [&](const Share& one) { return !scope.covers(one.province, one.commune, std::nullopt); });
  if (out.province.empty()) out.rows = by_province(out.rows);
  for (const Share& one : out.rows) sum_up(out.all, one);
  out.all.province = out.province;
  return out;
}

Result<void> Service::count() const {
  OCOP_CHECK(renew());
  return acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    const auto now = store::shares(act, {}, act.today());
    store::put_month(act, rules::first_of_month(act.today()), now);
    return {};
  });
}

}  // namespace ocop::listings
