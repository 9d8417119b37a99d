#include "modules/places/store.h"

#include <algorithm>

#include "kernel/base/text.h"

namespace ocop::places {
namespace {

constexpr db::Statement kLoaded{"places.loaded", "SELECT sha256 FROM places_loaded WHERE name = 'places'"};
constexpr db::Statement kForget{"places.forget", "DELETE FROM places_loaded WHERE name = 'places'"};
constexpr db::Statement kSetLoaded{"places.set_loaded", "INSERT INTO places_loaded (name, sha256) VALUES ('places', $1)"};
constexpr db::Statement kClearFormer{"places.clear_former", "DELETE FROM places_former_unit"};
constexpr db::Statement kClearCommunes{"places.clear_communes", "DELETE FROM places_commune"};
constexpr db::Statement kClearProvinces{"places.clear_provinces", "DELETE FROM places_province"};

constexpr db::Statement kProvinces{"places.provinces",
                                   "SELECT code, name, full_name, name_en, full_name_en, type, former_provinces, latitude, longitude,"
                                   " valid_from FROM places_province ORDER BY code"};
constexpr db::Statement kCommunes{"places.communes",
                                  "SELECT code, name, full_name, name_en, full_name_en, type, province, latitude, longitude, formed_from,"
                                  " valid_from, folded, sort_key FROM places_commune ORDER BY code"};
constexpr db::Statement kFormer{"places.former",
                                "SELECT old_code, old_name, old_district, old_province, commune, valid_to, folded"
                                " FROM places_former_unit ORDER BY commune, number"};

// Many rows in one statement: 14,000 round trips to PostgreSQL would take seconds. 50 rows of 13 columns stay far below both limits
// of arguments (32,766 and 65,535).
constexpr std::size_t kRowsPerStatement = 50;
struct Insert {
  std::string_view name, rest_name;      // names of the statement for a full batch and for a single row
  std::string_view head;
  std::size_t columns;
};
constexpr Insert kInsertProvinces{
    "places.insert_provinces", "places.insert_province",
    "INSERT INTO places_province (code, name, full_name, name_en, full_name_en, type, former_provinces, latitude, longitude, valid_from)"
    " VALUES ", 10};
constexpr Insert kInsertCommunes{
    "places.insert_communes", "places.insert_commune",
    "INSERT INTO places_commune (code, name, full_name, name_en, full_name_en, type, province, latitude, longitude, formed_from, valid_from,"
    " folded, sort_key) VALUES ", 13};
constexpr Insert kInsertFormer{
    "places.insert_former_units", "places.insert_former_unit",
    "INSERT INTO places_former_unit (number, old_code, old_name, old_district, old_province, commune, valid_to, folded) VALUES ", 8};

std::string rows_of_arguments(std::string_view head, std::size_t rows, std::size_t columns) {
  std::string sql(head);
  std::size_t argument = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    sql += row ? ", (" : "(";
    for (std::size_t column = 0; column < columns; ++column) sql.append(column ? ", $" : "$").append(std::to_string(++argument));
    sql += ")";
  }
  return sql;
}

// `append(binds, row)` adds one row's arguments.
template <class T, class Append>
void insert_all(db::Transaction& transaction, const Insert& insert, std::span<const T> rows, Append&& append) {
  const std::string many = rows_of_arguments(insert.head, kRowsPerStatement, insert.columns);
  const std::string one = rows_of_arguments(insert.head, 1, insert.columns);
  std::vector<db::Bind> binds;
  while (!rows.empty()) {
    const bool full = rows.size() >= kRowsPerStatement;
    const auto batch = rows.first(full ? kRowsPerStatement : 1);
    binds.clear();
    for (const T& row : batch) append(binds, row);
    transaction.execute_list(full ? db::Statement{insert.name, many} : db::Statement{insert.rest_name, one}, binds);
    rows = rows.subspan(batch.size());
  }
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : "; ").append(name);
  return out;
}

}  // namespace

std::string Store::loaded(db::Reader& reader) const {
  return reader.first([](const db::Row& row) { return row.string(0); }, kLoaded).value_or("");
}

void Store::clear(db::Transaction& transaction) const {
  transaction.execute(kForget);
  transaction.execute(kClearFormer);
  transaction.execute(kClearCommunes);
  transaction.execute(kClearProvinces);
}

void Store::insert(db::Transaction& transaction, std::span<const Province> provinces) const {
  std::vector<std::string> former;
  former.reserve(provinces.size());   // the arguments point into it
  insert_all(transaction, kInsertProvinces, provinces, [&](std::vector<db::Bind>& binds, const Province& p) {
    former.push_back(joined(p.former_provinces));
    binds.insert(binds.end(), {p.code, p.name, p.full_name, p.name_en, p.full_name_en, static_cast<int>(p.type), former.back(), p.latitude,
                               p.longitude, p.valid_from});
  });
}

void Store::insert(db::Transaction& transaction, std::span<const CommuneRow> communes) const {
  insert_all(transaction, kInsertCommunes, communes, [](std::vector<db::Bind>& binds, const CommuneRow& row) {
    const Commune& c = row.commune;
    binds.insert(binds.end(), {c.code, c.name, c.full_name, c.name_en, c.full_name_en, static_cast<int>(c.type), c.province, c.latitude,
                               c.longitude, c.formed_from, c.valid_from, row.folded, db::Bind::blob(row.sort_key)});
  });
}

void Store::insert(db::Transaction& transaction, std::span<const FormerRow> former, std::int64_t first_number) const {
  insert_all(transaction, kInsertFormer, former, [&](std::vector<db::Bind>& binds, const FormerRow& row) {
    const FormerUnit& f = row.unit;
    binds.insert(binds.end(), {first_number++, f.old_code, f.old_name, f.old_district, f.old_province, f.commune, f.valid_to, row.folded});
  });
}

void Store::set_loaded(db::Transaction& transaction, std::string_view sha256) const { transaction.execute(kSetLoaded, sha256); }

std::vector<Province> Store::provinces(db::Reader& reader) const {
  return reader.all(
      [](const db::Row& row) {
        Province p{row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), static_cast<UnitType>(row.integer(5)), {},
                   row.real(7), row.real(8), row.date(9)};
        for (const std::string_view name : text::split(row.text(6), ';')) p.former_provinces.emplace_back(text::trim(name));
        return p;
      },
      kProvinces);
}

std::vector<CommuneRow> Store::communes(db::Reader& reader) const {
  return reader.all(
      [](const db::Row& row) {
        CommuneRow out{{row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), static_cast<UnitType>(row.integer(5)),
                        row.string(6), std::nullopt, std::nullopt, row.string(9), row.date(10)},
                       row.string(11), std::string(row.blob(12))};
        if (!row.is_null(7)) out.commune.latitude = row.real(7);
        if (!row.is_null(8)) out.commune.longitude = row.real(8);
        return out;
      },
      kCommunes);
}

std::vector<FormerRow> Store::former(db::Reader& reader) const {
  return reader.all(
      [](const db::Row& row) {
        return FormerRow{{row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), row.date(5)}, row.string(6)};
      },
      kFormer);
}

}  // namespace ocop::places
