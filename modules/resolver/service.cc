#include "modules/resolver/service.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "modules/resolver/linkset.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/migrations.h"
#include "modules/resolver/resolver.h"
#include "modules/resolver/store.h"
#include "modules/resolver/store_photos.h"
#include "modules/resolver/work_list.h"
#include "modules/work/work.h"

namespace ocop::resolver {
namespace {

using NoKeys = std::span<const products::Products::Key>;
constexpr std::string_view kGtinPath = "/01/";

Error too_many(std::int64_t wait) {
  constexpr std::int64_t kMinute = 60'000;
  const std::string minutes = std::to_string((wait + kMinute - 1) / kMinute);
  const Problem problem{"", "", "at most 5 at once, then one in 10 minutes", msg::too_many_reports, {minutes}};
  return Error::of(ErrorKind::too_many_requests, problem);
}

std::string next_number(act::Moment& act) {
  const int year = act.today().civil().year;
  return rules::report_number(year, store::next_serial(act, year));
}

Result<Report> find(db::Reader& reader, const Actor& actor, ReportId id) {
  auto found = store::find(reader, scope_of(actor), id);
  if (!found) return Error::of(ErrorKind::not_found, "no such report");
  found->photos = photo_rows::of(reader, std::span(&id, 1));
  return std::move(*found);
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Service::Service(Parts parts)
    : parts_(std::move(parts)),
      acts_(parts_.database, parts_.clock, parts_.random),
      snapshot_(std::make_shared<const Snapshot>(NoKeys{})) {}

void Service::refresh() {
  const std::uint64_t told = parts_.database.changes(products::kKeysChanged);   // before reading: what comes between is read twice
  const auto at = std::chrono::steady_clock::now();
  const auto keys = parts_.database.read([&](db::Reader& reader) { return parts_.products.keys(reader); });
  auto fresh = std::make_shared<const Snapshot>(keys);   // the old one, swapped in, ends outside the lock or with its last reader
  {
    const std::lock_guard lock(snapshot_mutex_);
    snapshot_.swap(fresh);
  }
  told_ = told;
  fresh_at_ = at;
}

std::shared_ptr<const Snapshot> Service::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

void Service::refresh_when_told() {
  if (parts_.database.changes(products::kKeysChanged) != told_) return refresh();
  const auto sure = std::chrono::steady_clock::now() - parts_.database.unheard();
  if (sure > fresh_at_.load()) fresh_at_ = sure;
}

void Service::refresh_when_unheard() {
  constexpr std::chrono::seconds kTrusted{10};   // a silent listener is asked every two seconds
  if (parts_.database.unheard() > kTrusted) refresh();
}

std::chrono::milliseconds Service::snapshot_age() const {
  const auto fresh = fresh_at_.load();   // before the clock: what another thread writes between the two would be in the future
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - fresh);
}

bool Service::hot(std::string_view path, http::HotAnswer& out) const {
  if (path.ends_with('/')) path.remove_suffix(1);
  if (!path.starts_with(kGtinPath)) return false;
  const auto known = snapshot();
  const std::string_view code = known->code_of(path.substr(kGtinPath.size()));
  if (code.empty()) return false;
  // As the general path says it, to the letter (links.cc): clients compare it with the links of the linkset.
  out.location.assign(parts_.public_url).append(scan_path(code));
  write_linkset_link(out.link, parts_.public_url, path);
  return true;
}

std::optional<std::string> Service::code_of_gtin(std::string_view gtin) {
  const auto known = snapshot();
  if (const std::string_view code = known->code_of(gtin); !code.empty()) return std::string(code);
  const auto product = parts_.database.read([&](db::Reader& reader) { return parts_.products.by_gtin(reader, gtin); });
  if (!product) return std::nullopt;
  refresh();   // a product newer than the snapshot: the next scan of it is answered from memory
  return product->code;
}

std::optional<ScanView> Service::scan(std::string_view code, std::string_view copy) const {
  if (!rules::may_be_code(code)) return std::nullopt;
  return parts_.database.read([&](db::Reader& reader) -> std::optional<ScanView> {
    auto product = parts_.products.by_code(reader, code);
    if (!product) return std::nullopt;
    ScanView out;
    const ProducerId producer = product->producer;
    auto makers = parts_.producers.by_ids(reader, {&producer, 1});
    if (!makers.empty()) out.producer = std::move(makers[0]);
    // As it was logged, whatever the rows of product and certificate say.
    out.confirmed = parts_.certificates.confirmed(reader, product->id);
    if (auto held = parts_.certificates.of_product(reader, product->id); !out.confirmed && !held.empty()) {
      out.certificate = std::move(held.front());
      if (!out.certificate->producer_name.empty()) out.producer.name = out.certificate->producer_name;
      if (const std::string& certified = out.certificate->product_name; !certified.empty() && certified != product->name) {
        product->name = certified;
        product->name_en.clear();   // is of the name that the register has today
      }
    }
    if (!copy.empty()) out.copy = parts_.certificates.copy(reader, code, product->id, copy);
    auto photos = parts_.products.photos(reader, std::span(&product->id, 1), products::Products::Photos::first);
    if (!photos.empty()) out.photo = std::move(photos[0]);
    out.product = std::move(*product);
    return out;
  });
}

std::string look_of(ReportId report) { return "report:" + report.text(); }
Scope scope_of(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }

Result<Report> Service::report(std::string_view code, const ReportInput& input, std::string_view address) {
  Report report;
  report.code = rules::may_be_code(code) ? std::string(code) : std::string();
  report.province = input.province;
  if (const auto view = scan(code)) {
    report.product = view->product.id;
    report.product_name = view->product.name;
    report.province = view->product.province;
  } else if (!parts_.places.province(input.province)) {
    return Error::of(ErrorKind::invalid_input, Problem{"province", input.province, "a province code", msg::province_is_needed, {}});
  }
  const std::string network = throttle::network_of(address);
  const std::array bucket{throttle::Bucket{"resolver.report", network, rules::kReportLimit}};
  if (const std::int64_t wait = parts_.throttle.take(bucket, now()); wait > 0) return too_many(wait);
  OCOP_TRY(drawn, draw(input, report.province));
  report.what = input.what;
  report.seen_where = input.seen_where;
  report.contact = input.contact;
  return acts_.run_without_account([&](act::Moment& act) -> Result<Report> {
    report.id = act.new_id<ReportId>();
    report.reported = act.now();
    report.number = next_number(act);
    store::insert(act, report);
    OCOP_CHECK(keep(act, report, drawn));
    tell_province(act, report);
    return report;
  });
}

void Service::tell_province(act::Moment& act, const Report& report) const {
  put_work(act, report.province);
  const std::string& about = report.product_name.empty() ? report.code : report.product_name;
  parts_.notices.tell(act, {kToldReport, {about, report.number}, path_of(report)},
                      {.holders = {{Role::provincial_body, report.province, "", {}}}});
}

std::vector<Service::Count> Service::reported(db::Reader& reader, std::string_view province, Instant since) const {
  return store::reported(reader, province, since);
}

bool Service::open_case(act::Moment& act, const NewCase& found) const {
  store::hold_serials(act);   // two processes count the same burst: one after the other
  const std::string& code = found.product.code;
  if (store::case_stands(act, code, found.origin, start_of_vietnam_day(act.today()))) return false;
  Report report;
  report.id = act.new_id<ReportId>();
  report.number = next_number(act);
  report.code = code;
  report.product = found.product.id;
  report.product_name = found.product.name;
  report.province = found.product.province;
  report.origin = found.origin;
  report.what = rules::joined(found.facts);
  report.reported = act.now();
  if (!store::insert_case(act, report)) return false;   // of the very first reports nobody holds the serials
  tell_province(act, report);
  return true;
}

void Service::tell_page(const ScanView& view, const http::Request& request) const {
  if (request.method != http::Method::get) return;   // a HEAD shows nobody anything
  for (const ScanWatch& watch : parts_.offers.all<ScanWatch>()) watch.page({view.product, request.peer, request.region});
}

void Service::tell_serial(const ScanView& view, std::string_view serial, const http::Request& request) const {
  if (request.method != http::Method::get) return;
  for (const ScanWatch& watch : parts_.offers.all<ScanWatch>()) watch.serial({view.product, request.peer, request.region}, serial);
}

lists::Page<Report> Service::oldest_open_report(std::string_view province) const {
  return parts_.database.read([&](db::Reader& reader) { return store::oldest_open(reader, province); });
}

namespace {
std::vector<work::Entry> work_entries(db::Reader& reader, const std::string& province) {
  const auto open = store::oldest_open(reader, province);
  if (open.rows.empty()) return {};
  return {{.holder = {.province = province}, .state = work::State::waiting, .since = open.rows.front().reported}};
}
}  // namespace

void Service::put_work(act::Moment& act, const std::string& province) const {
  store::hold_serials(act);   // another act on its reports may be running
  work::put(act, kWorkSource, reports_of(province), work_entries(act, province));
}

void Service::renew_work() const {
  for (const std::string& province : parts_.database.read([](db::Reader& reader) { return store::provinces_with_open(reader); })) {
    const bool stands = parts_.database.read([&](db::Reader& reader) {
      return work::entries(reader, kWorkSource, reports_of(province)) == work_entries(reader, province);
    });
    if (stands) continue;
    const auto renewed = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      put_work(act, province);
      return {};
    });
    if (!renewed) throw std::runtime_error(renewed.error().detail);
  }
}

Result<Report> Service::find_report(const Actor& actor, ReportId id) const {
  OCOP_TRY(seen, parts_.database.read([&](db::Reader& reader) { return find(reader, actor, id); }));
  if (seen.contact.empty() && seen.photos.empty()) return std::move(seen);
  return acts_.run(actor, [&](act::Act& act) -> Result<Report> {   // what cannot be written down is not shown
    OCOP_TRY(report, find(act, actor, id));
    parts_.identity.note_look(act, look_of(id));
    return std::move(report);
  });
}

Result<Report> Service::close_report(const Actor& actor, ReportId id, const CloseReport& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Report> {
    OCOP_TRY(report, find(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, report.version, msg::report_changed));
    act.in_office({Role::provincial_body}, {report.province, {}}, "report.closed", report.number);
    report.finding = input.finding;
    report.closed = act.now();
    report.closed_by = act.by();
    if (!store::close(act, report, input.version)) return act::stale(input.version, {}, msg::report_changed);   // or closed already
    report.state = ReportState::closed;
    report.contact.clear();
    ++report.version;
    put_work(act, report.province);
    return std::move(report);
  });
}

}  // namespace ocop::resolver
