#include "modules/places/store.h"

#include <algorithm>
#include <set>
#include <utility>

#include "kernel/base/text.h"
#include "kernel/db/columns.h"

namespace ocop::places {
namespace {

constexpr db::Statement kLoaded{"places.loaded", "SELECT sha256 FROM places_loaded WHERE name = 'places'"};
constexpr db::Statement kForget{"places.forget", "DELETE FROM places_loaded WHERE name = 'places'"};
constexpr db::Statement kSetLoaded{"places.set_loaded", "INSERT INTO places_loaded (name, sha256) VALUES ('places', $1)"};
constexpr db::Statement kClearFormer{"places.clear_former", "DELETE FROM places_former_unit"};
constexpr db::Statement kClearNamings{"places.clear_namings", "DELETE FROM places_naming"};
constexpr db::Statement kLoads{"places.loads", "SELECT COUNT(*) FROM places_loaded"};
constexpr db::Statement kUndo{"places.undo_imported",
                              "UPDATE places_imported SET undone = $1 WHERE id = $2"};
constexpr db::Statement kClearAliases{"places.clear_aliases", "DELETE FROM places_alias"};
constexpr db::Statement kClearCommunes{"places.clear_communes", "DELETE FROM places_commune"};
constexpr db::Statement kClearProvinces{"places.clear_provinces", "DELETE FROM places_province"};

// Kept as one text: "Bình Thuận; Đắk Nông; Lâm Đồng".
struct Names {
  std::string store(const std::vector<std::string>& names) const {
    std::string out;
    for (const std::string& name : names) out.append(out.empty() ? "" : "; ").append(name);
    return out;
  }
  template <class V>
  V load(const db::Row& row, int column) const {
    V out;
    for (const std::string_view name : text::split(row.text(column), ';')) out.emplace_back(text::trim(name));
    return out;
  }
};

constexpr auto kProvince = db::columns<Province>(
    db::column("code", &Province::code), db::column("name", &Province::name), db::column("full_name", &Province::full_name),
    db::column("name_en", &Province::name_en), db::column("full_name_en", &Province::full_name_en), db::column("type", &Province::type),
    db::column("former_provinces", &Province::former_provinces, Names()), db::column("latitude", &Province::latitude),
    db::column("longitude", &Province::longitude), db::column("valid_from", &Province::valid_from));
constexpr auto kCommune = db::columns<Commune>(
    db::column("code", &Commune::code), db::column("name", &Commune::name), db::column("full_name", &Commune::full_name),
    db::column("name_en", &Commune::name_en), db::column("full_name_en", &Commune::full_name_en), db::column("type", &Commune::type),
    db::column("province", &Commune::province), db::column("latitude", &Commune::latitude), db::column("longitude", &Commune::longitude),
    db::column("formed_from", &Commune::formed_from), db::column("valid_from", &Commune::valid_from));
constexpr auto kCommuneRow = db::columns<CommuneRow>(db::nested(&CommuneRow::commune, kCommune), db::column("folded", &CommuneRow::folded),
                                                     db::column("sort_key", &CommuneRow::sort_key, db::kBlob));
constexpr auto kFormerUnit = db::columns<FormerUnit>(
    db::column("number", &FormerUnit::number),
    db::column("old_code", &FormerUnit::old_code), db::column("old_name", &FormerUnit::old_name),
    db::column("old_district", &FormerUnit::old_district), db::column("old_province", &FormerUnit::old_province),
    db::column("commune", &FormerUnit::commune), db::column("extent", &FormerUnit::extent), db::column("valid_to", &FormerUnit::valid_to));
constexpr auto kFormerRow = db::columns<FormerRow>(db::nested(&FormerRow::unit, kFormerUnit),
                                                   db::column("folded", &FormerRow::folded));
constexpr auto kNaming = db::columns<Naming>(
    db::column("effective", &Naming::from), db::column("type", &Naming::type), db::column("name", &Naming::name),
    db::column("full_name", &Naming::full_name), db::column("name_en", &Naming::name_en), db::column("full_name_en", &Naming::full_name_en),
    db::column("act", &Naming::act));
constexpr auto kNamingRow = db::columns<NamingRow>(db::column("level", &NamingRow::level), db::column("code", &NamingRow::code),
                                                   db::nested(&NamingRow::naming, kNaming));
constexpr auto kImported = db::columns<Imported>(db::column("id", &Imported::id), db::nested(&Imported::row, kNamingRow),
                                                 db::column("source", &Imported::source),
                                                 db::column("imported", &Imported::imported), db::column("undone", &Imported::undone),
                                                 db::column("log_index", &Imported::log_index));
constexpr auto kAlias = db::columns<Alias>(db::column("code_before", &Alias::code_before), db::column("code", &Alias::code));

constexpr db::Statement kProvinces{"places.provinces", "SELECT {columns} FROM places_province ORDER BY code", kProvince};
constexpr db::Statement kCommunes{"places.communes", "SELECT {columns} FROM places_commune ORDER BY code", kCommuneRow};
constexpr db::Statement kFormer{"places.former", "SELECT {columns} FROM places_former_unit ORDER BY commune, number", kFormerRow};
constexpr db::Statement kInsertProvinces{"places.insert_provinces", "INSERT INTO places_province ({columns}) VALUES {rows}", kProvince};
constexpr db::Statement kInsertCommunes{"places.insert_communes", "INSERT INTO places_commune ({columns}) VALUES {rows}", kCommuneRow};
constexpr db::Statement kInsertFormer{"places.insert_former_units", "INSERT INTO places_former_unit ({columns}) VALUES {rows}", kFormerRow};
constexpr db::Statement kNamings{"places.namings", "SELECT {columns} FROM places_naming ORDER BY effective, level, code", kNamingRow};
constexpr db::Statement kAliases{"places.aliases", "SELECT {columns} FROM places_alias ORDER BY code_before", kAlias};
constexpr db::Statement kInsertNamings{
    "places.insert_namings", "INSERT INTO places_naming ({columns}) VALUES {rows} ON CONFLICT (code, effective) DO NOTHING", kNamingRow};
constexpr db::Statement kAllImported{
    "places.imported", "SELECT {columns} FROM places_imported WHERE undone IS NULL ORDER BY effective, level, code", kImported};
constexpr db::Statement kImportedOf{
    "places.imported_of",
    "SELECT {columns} FROM places_imported WHERE act = $1 AND undone IS NULL ORDER BY effective, level, code",
    kImported};
constexpr db::Statement kInsertImported{"places.insert_imported", "INSERT INTO places_imported ({columns}) VALUES {rows}", kImported};
constexpr db::Statement kInsertAliases{"places.insert_aliases", "INSERT INTO places_alias ({columns}) VALUES {rows}", kAlias};

}  // namespace

std::string Store::loaded(db::Reader& reader) const {
  return reader.first(db::value<std::string>, kLoaded).value_or("");
}

void Store::clear(db::Transaction& transaction) const {
  transaction.send(kForget);
  transaction.send(kClearNamings);
  transaction.send(kClearAliases);
  transaction.send(kClearFormer);
  transaction.send(kClearCommunes);
  transaction.send(kClearProvinces);
}

void Store::insert(db::Transaction& transaction, std::span<const Province> provinces) const {
  transaction.insert_all(kInsertProvinces, kProvince, provinces);
}

void Store::insert(db::Transaction& transaction, std::span<const CommuneRow> communes) const {
  transaction.insert_all(kInsertCommunes, kCommuneRow, communes);
}

void Store::insert(db::Transaction& transaction, std::span<const FormerRow> former) const {
  transaction.insert_all(kInsertFormer, kFormerRow, former);
}

void Store::insert(db::Transaction& transaction, std::span<const NamingRow> namings) const {
  transaction.insert_all(kInsertNamings, kNamingRow, namings);
}

void Store::insert(db::Transaction& transaction, std::span<const Alias> aliases) const {
  transaction.insert_all(kInsertAliases, kAlias, aliases);
}

void Store::insert(db::Transaction& transaction, std::span<const Imported> imported) const {
  transaction.insert_all(kInsertImported, kImported, imported);
}

std::vector<Imported> Store::imported_of(db::Reader& reader, std::string_view act) const { return reader.all(kImported, kImportedOf, act); }

void Store::undo(db::Transaction& transaction, const Imported& imported, Instant now) const {
  transaction.send(kUndo, now, imported.id);
}

std::int64_t Store::loads(db::Reader& reader) const { return reader.first(db::value<std::int64_t>, kLoads).value_or(0); }

void Store::set_loaded(db::Transaction& transaction, std::string_view sha256) const { transaction.send(kSetLoaded, sha256); }

Units Store::data(db::Reader& reader) const {
  return {reader.all(kProvince, kProvinces), reader.all(kCommuneRow, kCommunes), reader.all(kFormerRow, kFormer),
          reader.all(kNamingRow, kNamings), reader.all(kAlias, kAliases)};
}

Units Store::units(db::Reader& reader) const {
  Units out = data(reader);
  std::set<std::pair<std::string, Date>> known;
  for (const NamingRow& row : out.namings) known.emplace(row.code, row.naming.from);
  for (Imported& one : reader.all(kImported, kAllImported))
    if (!known.contains({one.row.code, one.row.naming.from})) out.namings.push_back(std::move(one.row));
  std::ranges::stable_sort(out.namings, {}, [](const NamingRow& row) { return row.naming.from; });
  return out;
}

}  // namespace ocop::places
