#include "modules/places/service.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/files/embedded.h"
#include "kernel/json/json.h"
#include "modules/places/index.h"
#include "modules/places/migrations.h"
#include "modules/places/sealed.h"
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
                   {*from, *type, f[3], f[4], f[5], f[6], f[8]}});
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

// ---- what the log says of an import
void write_codes(json::Writer& out, const std::vector<Imported>& imported) {
  out.field("changes", static_cast<std::int64_t>(imported.size())).member("codes").begin_array();
  for (const Imported& one : imported) out.text(one.row.code);
  out.end_array();
}

// The names themselves may be those of a thousand units: an entry holds their digest.
std::string leaf_changed(const std::vector<Imported>& imported) {
  std::string names;
  for (const Imported& one : imported) {
    const Naming& naming = one.row.naming;
    for (const std::string& part : {one.row.code, naming.from.iso(), std::string(name(naming.type)), naming.full_name, naming.full_name_en})
      names.append(part).append("\n");
  }
  json::Writer out;
  out.begin_object();
  write_codes(out, imported);
  out.field("sha256", crypto::sha256_hex(names)).end_object();
  return out.take();
}

std::string leaf_restored(const std::vector<Imported>& imported) {
  json::Writer out;
  out.begin_object();
  write_codes(out, imported);
  out.end_object();
  return out.take();
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

Result<ChangeReport> look_at_changes(db::Database& database, std::string_view csv) {
  return database.read([&](db::Reader& reader) { return plan_changes(csv, Store().units(reader)); });
}

Result<ChangeReport> import_changes(const act::Acts& acts, std::string_view csv) {
  return acts.run_without_account([&](act::Moment& act) -> Result<ChangeReport> {
    const Store store;
    OCOP_TRY(report, plan_changes(csv, store.units(act)));
    std::map<std::string, std::vector<Imported>> by_act;   // of the law
    for (const Change& change : report.changes)
      if (change.outcome == ChangeOutcome::created)
        by_act[change.naming.naming.act].push_back({act.new_uuid(), change.naming, change.source, act.now()});
    for (auto& [name, created] : by_act) {
      const std::int64_t index = act.log(kChanged, name, leaf_changed(created));
      for (Imported& one : created) {
        one.log_index = index;
        act.keeps(kSealedImported, one.id);
      }
      store.insert(act, std::span<const Imported>(created));
    }
    if (!by_act.empty()) static_cast<db::Transaction&>(act).announce(kPlacesChanged);
    return std::move(report);
  });
}

std::int64_t undo_changes(const act::Acts& acts, std::string_view act_name) {
  return acts.run_without_account([&](act::Moment& act) -> Result<std::int64_t> {
    const Store store;
    const auto imported = store.imported_of(act, act_name);
    if (imported.empty()) return 0;
    act.log(kRestored, act_name, leaf_restored(imported));
    for (const Imported& one : imported) {
      store.undo(act, one, act.now());
      act.keeps(kSealedImported, one.id);
    }
    static_cast<db::Transaction&>(act).announce(kPlacesChanged);
    return static_cast<std::int64_t>(imported.size());
  }).value();
}

namespace {

// Rows that should be there against those that are, by their key.
template <class Row, class Key>
void compare(std::vector<std::string>& out, std::string_view table, const std::vector<Row>& wanted,
             const std::vector<Row>& found, Key key) {
  if (wanted == found) return;   // both in the order of the store
  const auto tell = [&](const std::string& which, std::string_view what) {
    out.push_back(std::string(table) + " " + which + ": " + std::string(what) + ", against data/places");
  };
  std::map<std::string, const Row*> left;
  for (const Row& row : found)
    if (!left.emplace(key(row), &row).second) tell(key(row), "added");
  for (const Row& row : wanted) {
    const auto at = left.find(key(row));
    if (at == left.end()) tell(key(row), "missing");
    else if (!(*at->second == row)) tell(key(row), "altered");
    if (at != left.end()) left.erase(at);
  }
  for (const auto& [which, row] : left) tell(which, "added");
}

}  // namespace

std::vector<std::string> Recheck::operator()(db::Reader& reader) {
  const Store store;
  if (store.loaded(reader) != data_checksum() || store.loads(reader) != 1)
    return {"places_loaded: these are not the units that this program brings; a start of it loads them"};
  const auto wanted = [&]() -> std::shared_ptr<const Units> {
    const std::lock_guard lock(mutex_);
    if (wanted_) return wanted_;
    auto read = read_data();
    if (!read) return nullptr;
    std::ranges::sort(read->provinces, {}, &Province::code);
    std::ranges::sort(read->communes, {}, [](const CommuneRow& row) -> const std::string& { return row.commune.code; });
    std::ranges::sort(read->former, {}, [](const FormerRow& row) { return std::pair(row.unit.commune, row.unit.number); });
    std::ranges::sort(read->namings, {}, [](const NamingRow& row) { return std::tuple(row.naming.from, row.level, row.code); });
    std::ranges::sort(read->aliases, {}, &Alias::code_before);
    return wanted_ = std::make_shared<const Units>(std::move(*read));
  }();
  if (!wanted) return {"data/places cannot be read"};
  const Units found = store.data(reader);
  std::vector<std::string> out;
  compare(out, "places_province", wanted->provinces, found.provinces, [](const Province& row) { return row.code; });
  compare(out, "places_commune", wanted->communes, found.communes, [](const CommuneRow& row) { return row.commune.code; });
  compare(out, "places_former_unit", wanted->former, found.former, [](const FormerRow& row) { return std::to_string(row.unit.number); });
  compare(out, "places_naming", wanted->namings, found.namings,
          [](const NamingRow& row) { return row.code + "/" + row.naming.from.iso(); });
  compare(out, "places_alias", wanted->aliases, found.aliases, [](const Alias& row) { return row.code_before; });
  return out;
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
