#include "modules/places/service.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/files/embedded.h"
#include "modules/places/index.h"
#include "modules/places/migrations.h"
#include "modules/places/store.h"
#include "modules/places/topology.h"
#include "modules/places/unit_types.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> places();   // data/places
}

namespace ocop::places {
namespace {

std::string_view file(std::string_view name) {
  for (const EmbeddedFile& candidate : embedded::places())
    if (candidate.path == name) return candidate.content;
  return {};
}

// One checksum over the tables' files.
std::string data_checksum() {
  std::string sums;
  for (const EmbeddedFile& candidate : embedded::places())
    if (candidate.path.ends_with(".csv")) sums.append(candidate.path).append(" ").append(candidate.sha256).append("\n");
  return crypto::sha256_hex(sums);
}

Error wrong(std::string_view name, std::size_t line, std::string_view why) {
  return Error::of(ErrorKind::internal, "data/places/" + std::string(name) + ":" + std::to_string(line) + ": " + std::string(why));
}

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The rows below the heading, each with `columns` fields.
Result<std::vector<csv::Row>> rows_of(std::string_view name, std::size_t columns) {
  OCOP_TRY(rows, csv::parse(file(name)));
  if (rows.size() < 2) return wrong(name, 1, "no rows");
  rows.erase(rows.begin());
  for (const csv::Row& row : rows)
    if (row.fields.size() != columns) return wrong(name, row.line, "expected " + std::to_string(columns) + " fields");
  return std::move(rows);
}

Result<std::vector<Province>> read_provinces() {
  constexpr std::string_view kFile = "provinces.csv";
  OCOP_TRY(rows, rows_of(kFile, 10));
  std::vector<Province> out;
  for (const csv::Row& row : rows) {
    const auto& f = row.fields;
    const auto type = unit_type(f[5]);
    const auto latitude = number(f[7]), longitude = number(f[8]);
    const auto from = Date::parse_iso(f[9]);
    if (!type || !latitude || !longitude || !from) return wrong(kFile, row.line, "type, position or date");
    Province province{f[0], f[1], f[2], f[3], f[4], *type, {}, *latitude, *longitude, *from};
    for (const std::string_view former : text::split(f[6], ';')) province.former_provinces.emplace_back(text::trim(former));
    out.push_back(std::move(province));
  }
  return out;
}

Result<std::vector<CommuneRow>> read_communes() {
  constexpr std::string_view kFile = "communes.csv";
  OCOP_TRY(rows, rows_of(kFile, 11));
  std::vector<CommuneRow> out;
  for (const csv::Row& row : rows) {
    const auto& f = row.fields;
    const auto type = unit_type(f[5]);
    const auto from = Date::parse_iso(f[10]);
    if (!type || !from) return wrong(kFile, row.line, "type or date");
    out.push_back({{f[0], f[1], f[2], f[3], f[4], *type, f[6], number(f[7]), number(f[8]), f[9], *from},
                   text::fold(f[2]),
                   text::collation_key(f[1])});
  }
  return out;
}

Result<std::vector<FormerRow>> read_former() {
  constexpr std::string_view kFile = "former-units.csv";
  constexpr std::array<std::string_view, 3> kExtents{"whole", "part", "unknown"};
  OCOP_TRY(rows, rows_of(kFile, 7));
  std::vector<FormerRow> out;
  for (const csv::Row& row : rows) {
    const auto& f = row.fields;
    const auto extent = std::ranges::find(kExtents, f[5]);
    const auto to = Date::parse_iso(f[6]);
    if (extent == kExtents.end() || !to) return wrong(kFile, row.line, "extent or date");
    out.push_back({{f[0], f[1], f[2], f[3], f[4], static_cast<Extent>(extent - kExtents.begin()),
                    static_cast<std::int64_t>(row.line), *to},
                   text::fold(f[1])});
  }
  return out;
}

Result<std::vector<NamingRow>> read_changes() {
  constexpr std::string_view kFile = "changes.csv";
  OCOP_TRY(rows, rows_of(kFile, 9));
  std::vector<NamingRow> out;
  for (const csv::Row& row : rows) {
    const auto& f = row.fields;
    const auto from = Date::parse_iso(f[0]);
    const auto type = unit_type(f[7]);
    if (!from || !type || (f[1] != "province" && f[1] != "commune")) return wrong(kFile, row.line, "date, level or type");
    out.push_back({f[1] == "province" ? NamingRow::Level::province : NamingRow::Level::commune, f[2],
                   {*from, *type, f[3], f[4], f[5], f[6], f[8]}, NamingRow::Origin::data});
  }
  return out;
}

Result<std::vector<Alias>> read_aliases() {
  OCOP_TRY(rows, rows_of("aliases.csv", 2));
  std::vector<Alias> out;
  for (const csv::Row& row : rows) out.push_back({row.fields[0], row.fields[1]});
  return out;
}

Result<Units> read_data() {
  OCOP_TRY(provinces, read_provinces());
  OCOP_TRY(communes, read_communes());
  OCOP_TRY(former, read_former());
  OCOP_TRY(namings, read_changes());
  OCOP_TRY(aliases, read_aliases());
  return Units{std::move(provinces), std::move(communes), std::move(former), std::move(namings), std::move(aliases)};
}

// In slices, so that progress is seen.
template <class T>
std::vector<std::span<const T>> slices(const std::vector<T>& rows) {
  constexpr std::size_t kSlice = 2'000;
  std::vector<std::span<const T>> out;
  for (std::size_t from = 0; from < rows.size(); from += kSlice)
    out.push_back(std::span(rows).subspan(from, std::min(kSlice, rows.size() - from)));
  return out;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Result<void> load_reference(db::Database& database, const Progress& progress) {
  if (database.access() == db::Database::Access::looking) return {};   // what is there is looked at as it is
  const Store store;
  const std::string checksum = data_checksum();
  if (database.read([&](db::Reader& reader) { return store.loaded(reader); }) == checksum) return {};
  OCOP_TRY(units, read_data());
  const std::size_t total = units.provinces.size() + units.communes.size() + units.former.size();
  return database.write([&](db::Transaction& transaction) -> Result<void> {
    std::size_t done = 0;
    const auto report = [&](std::size_t rows) { done += rows; if (progress) progress(done, total); };
    store.clear(transaction);
    store.insert(transaction, std::span<const Province>(units.provinces));
    report(units.provinces.size());
    for (const auto slice : slices(units.communes)) {
      store.insert(transaction, slice);
      report(slice.size());
    }
    for (const auto slice : slices(units.former)) {
      store.insert(transaction, slice);
      report(slice.size());
    }
    store.insert(transaction, std::span<const NamingRow>(units.namings));
    store.insert(transaction, std::span<const Alias>(units.aliases));
    store.set_loaded(transaction, checksum);
    return {};
  });
}

Result<ChangeReport> import_changes(const act::Acts& acts, std::string_view csv, ChangesMode mode) {
  return acts.run_without_account([&](act::Moment& act) -> Result<ChangeReport> {
    const Store store;
    OCOP_TRY(report, plan_changes(csv, store.units(act)));
    std::vector<NamingRow> created;
    for (const Change& change : report.changes)
      if (change.outcome == ChangeOutcome::created) created.push_back(change.naming);
    for (NamingRow& row : created) row.origin = NamingRow::Origin::import;
    if (mode == ChangesMode::apply) store.insert(act, std::span<const NamingRow>(created));
    return std::move(report);
  });
}

std::int64_t undo_changes(const act::Acts& acts, std::string_view act_name) {
  return acts.run_without_account([&](act::Moment& act) -> Result<std::int64_t> { return Store().remove_imported(act, act_name); }).value();
}

Result<std::unique_ptr<const Index>> index_of_data(Date today) {
  OCOP_TRY(shapes, decode_topology(file("provinces.topojson")));
  OCOP_TRY(units, read_data());
  std::ranges::stable_sort(units.former, {}, [](const FormerRow& row) -> const std::string& { return row.unit.commune; });
  return make_index(std::move(units), std::move(shapes), today);
}

Result<std::unique_ptr<const Index>> read_index(db::Database& database, Date today) {
  OCOP_TRY(shapes, decode_topology(file("provinces.topojson")));
  const Store store;
  Units units = database.read([&](db::Reader& reader) { return store.units(reader); });
  if (units.provinces.empty() || units.communes.empty())
    return Error::of(ErrorKind::internal, "places: the store has no units; load_reference comes first");
  return make_index(std::move(units), std::move(shapes), today);
}

}  // namespace ocop::places
