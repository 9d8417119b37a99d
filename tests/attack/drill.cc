// Owns the database and attacks it: for every table and column it alters, nulls, swaps and back-dates a value, deletes, adds and doubles
// rows,
// with triggers and constraints out of the way, each in a transaction that is taken back after the program's own check has looked at it.
//
//   drill DATA [--database URL] --list FILE --least N --seed N
//
// Every attack must be found by what `ocop verify log` does, or stand in the reviewed list (docs/model/what-the-log-covers.md). One line
// an attack
// that was not found and is not listed; then a line a table, and the sum. A table or column that is in neither is an attack that is not
// found.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "app/application.h"
#include "app/platform.h"
#include "kernel/base/text.h"
#include "kernel/db/columns.h"
#include "kernel/files/files.h"
#include "kernel/tlog/cosign.h"
#include "modules/places/service.h"
#include "modules/products/service.h"
#include "modules/registrations/service.h"

namespace {

using namespace ocop;

struct Column {
  std::string table, name, type;
};
constexpr auto kColumn = db::columns<Column>(db::column("table_name", &Column::table), db::column("column_name", &Column::name),
                                             db::column("data_type", &Column::type));

enum class Way : std::uint8_t { alter, null, swap, backdate, remove, insert, empty };
constexpr std::string_view kWays[] = {"alter", "null", "swap", "backdate", "remove", "insert", "empty"};
struct Attack {
  std::string table, column, type;
  Way way = Way::alter;
};

// Rows of a table that an act answers for, where not all are: those are attacked.
constexpr std::pair<std::string_view, std::string_view> kTargets[] = {{"products_product", "basis IN (2, 3)"},
                                                                      {"producers_paper", "id IN (SELECT paper FROM evaluation_evidence)"}};

std::string_view target_of(std::string_view table) {
  for (const auto& [name, condition] : kTargets)
    if (name == table) return condition;
  return "1 = 1";
}

// The first column of the list's tables, between backticks: `table`, `table.column`, `table (insert)`.
std::set<std::string> read_list(const std::string& file) {
  std::set<std::string> out;
  const auto text = files::read(file);
  if (!text) throw std::runtime_error(text.error().detail);
  for (const std::string_view line : text::split(*text, '\n')) {
    if (!line.starts_with("| `")) continue;
    const auto end = line.find("` |");
    if (end == std::string_view::npos) continue;
    for (const std::string_view one : text::split(line.substr(2, end - 1), ','))
      out.insert(std::string(text::trim(one).substr(1, text::trim(one).size() - 2)));
  }
  return out;
}

std::vector<Column> columns_of(db::Reader& reader) {
  static constexpr db::Statement kAll{
      "drill.columns",
      "SELECT m.name AS table_name, c.name AS column_name, c.type AS data_type FROM sqlite_master m, pragma_table_info(m.name) c"
      " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'products_search%' ORDER BY m.name, c.cid",
      "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name, CAST(data_type AS TEXT) AS data_type"
      " FROM information_schema.columns"
      " WHERE table_schema = 'public' AND table_name <> 'products_search' ORDER BY table_name, ordinal_position"};
  return reader.all(kColumn, kAll);
}

class Drill {
 public:
  Drill(app::Platform& platform, app::Application& application, std::set<std::string> listed)
      : platform_(platform),
        application_(application),
        listed_(std::move(listed)),
        sqlite_(platform.database().engine() == db::Engine::sqlite) {}

  // Each way on each table and column that is covered; of what is listed as not covered, some.
  std::vector<Attack> attacks(unsigned seed) {
    std::vector<Attack> out, more;
    std::mt19937 dice(seed);
    const auto columns = platform_.database().read([](db::Reader& reader) { return columns_of(reader); });
    std::set<std::string> tables;
    for (const Column& column : columns) {
      if (tables.insert(column.table).second)
        for (const Way way : {Way::remove, Way::insert, Way::empty})
          (listed_.count(column.table) == 0 ? out : more).push_back({column.table, column.name, column.type, way});
      std::vector<Way> ways{Way::alter, Way::null, Way::swap};
      if (is_number(column.type)) ways.push_back(Way::backdate);
      for (const Way way : ways) {
        // Of what is listed one way is tried each time, a table that is listed whole is only drawn from.
        const bool table = listed_.count(column.table) != 0, alone = listed_.count(column.table + "." + column.name) != 0;
        (!table && (!alone || way == Way::alter) ? out : more).push_back({column.table, column.name, column.type, way});
      }
    }
    constexpr std::size_t kListedTried = 20;
    std::shuffle(more.begin(), more.end(), dice);
    out.insert(out.end(), more.begin(), more.begin() + static_cast<std::ptrdiff_t>(std::min(kListedTried, more.size())));
    dice_ = dice;
    return out;
  }

  // What an owner does first: the same rows in tables without triggers, keys and checks. Referring tables go before those they refer to:
  // dropping one that is still referred to takes the rows of the others along.
  void strip_all() {
    const auto columns = platform_.database().read([](db::Reader& reader) { return columns_of(reader); });
    std::vector<std::string> left;
    for (const Column& column : columns)
      if (left.empty() || left.back() != column.table) left.push_back(column.table);
    while (!left.empty()) {
      const auto free = std::ranges::find_if(left, [&](const std::string& table) { return !sqlite_ || !referred(table); });
      if (free == left.end()) throw std::runtime_error("cannot strip " + left.front());
      const auto stripped = platform_.database().write([&](db::Transaction& transaction) -> Result<void> {
        strip(transaction, *free);
        return {};
      });
      if (!stripped) throw std::runtime_error(stripped.error().detail);
      left.erase(free);
    }
  }

  struct Sum {
    int tried = 0, found = 0, named = 0, listed = 0, missed = 0, without = 0;
  };

  std::size_t tried() const { return tried_; }

  void run(const Attack& attack) {
    Sum& sum = sums_[attack.table];
    bool done = false;
    std::vector<std::string> findings;
    (void)platform_.database().write([&](db::Transaction& transaction) -> Result<void> {
      done = perform(transaction, attack);
      // The units' 14,000 rows are three quarters of a check. Their module reads no other table, so it is asked about attacks on those.
      static constexpr std::string_view kPlaces[] = {"places"};
      const bool elsewhere = !attack.table.starts_with("places_");
      if (done) findings = application_.recheck(transaction, {}, {}, elsewhere ? std::span(kPlaces) : std::span<const std::string_view>{});
      return Error::of(ErrorKind::conflict, "taken back");
    });
    if (!done) {  // no row that it changes: an empty table, one row to swap, NULL already
      ++sum.without;
      return;
    }
    ++sum.tried;
    ++tried_;
    if (!findings.empty()) {
      ++sum.found;
      if (std::ranges::any_of(findings, [&](const std::string& line) { return line.find(attack.table) != std::string::npos; })) ++sum.named;
      return;
    }
    const std::string way(kWays[static_cast<std::size_t>(attack.way)]);
    const std::string column = attack.table + "." + attack.column;
    for (const std::string& entry : {attack.table, column, attack.table + " (" + way + ")", column + " (" + way + ")"}) {
      if (listed_.count(entry) == 0) continue;
      ++sum.listed;
      return;
    }
    ++sum.missed;
    const bool rows = attack.way == Way::remove || attack.way == Way::insert || attack.way == Way::empty;
    std::printf("NOT FOUND %s %s%s\n", way.c_str(), attack.table.c_str(), rows ? "" : ("." + attack.column).c_str());
  }

  int report() const {
    Sum all;
    for (const auto& [table, sum] : sums_) {
      std::printf("%-34s tried %4d  found %4d  named %4d  listed %4d  missed %3d  without effect %3d\n", table.c_str(), sum.tried,
                  sum.found, sum.named, sum.listed, sum.missed, sum.without);
      all.tried += sum.tried;
      all.found += sum.found;
      all.named += sum.named;
      all.listed += sum.listed;
      all.missed += sum.missed;
    }
    std::printf("tried %d, found %d, of them named with the table %d, listed as not covered %d, missed %d\n", all.tried, all.found,
                all.named, all.listed, all.missed);
    return all.missed == 0 && all.tried > 0 ? 0 : 1;
  }

 private:
  bool referred(const std::string& table) {
    return platform_.database().read([&](db::Reader& reader) {
      return number(reader,
                    "SELECT count(*) FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND m.name <> '" +
                        table + "' AND f.\"table\" = '" + table + "'") > 0;
    });
  }
  static bool is_number(std::string_view type) {
    for (const std::string_view one : {"INTEGER", "BIGINT", "bigint", "REAL", "double precision"})
      if (type == one) return true;
    return false;
  }
  static bool is_bytes(std::string_view type) { return type == "BLOB" || type == "bytea"; }
  std::int64_t execute(db::Transaction& transaction, const std::string& sql) { return transaction.execute(db::Statement("drill", sql)); }
  std::int64_t number(db::Reader& reader, const std::string& sql) {
    return reader.first(db::value<std::int64_t>, db::Statement("drill", sql)).value_or(0);
  }
  void strip(db::Transaction& transaction, const std::string& table) {
    execute(transaction, "CREATE TABLE drill_copy AS SELECT * FROM " + table);
    execute(transaction, "DROP TABLE " + table + (sqlite_ ? "" : " CASCADE"));
    execute(transaction, "ALTER TABLE drill_copy RENAME TO " + table);
  }
  // A row's place, by which it is found again within one statement.
  std::string place() const { return sqlite_ ? "rowid" : "ctid"; }
  std::string row_at(const std::string& table, const std::string& condition, std::int64_t n) const {
    return "(SELECT " + place() + " FROM " + table + " WHERE " + condition + " ORDER BY " + place() + " LIMIT 1 OFFSET " +
           std::to_string(n) + ")";
  }
  std::string changed(const Attack& attack) const {
    const std::string& column = attack.column;
    if (is_number(attack.type))  // a flag is turned over
      return "CASE WHEN " + column + " IN (0, 1) THEN 1 - " + column + " ELSE coalesce(" + column + ", 0) + 1 END";
    if (is_bytes(attack.type))
      return sqlite_ ? "CAST(coalesce(" + column + ", x'') || 'x' AS BLOB)" : "coalesce(" + column + ", '') || '\\x78'::bytea";
    return "coalesce(" + column + ", '') || 'x'";
  }

  bool perform(db::Transaction& transaction, const Attack& attack) {
    const std::string& table = attack.table;
    std::string condition(target_of(table));
    const std::string before = attack.way == Way::null       ? attack.column + " IS NOT NULL"
                               : attack.way == Way::backdate ? attack.column + " > 15000"  // days since 1970 or milliseconds
                                                             : "1 = 1";
    condition = "(" + condition + ") AND (" + before + ")";
    const std::int64_t rows = number(transaction, "SELECT count(*) FROM " + table + " WHERE " + condition);
    if (rows == 0) return false;
    const std::int64_t n = std::uniform_int_distribution<std::int64_t>(0, rows - 1)(dice_);
    const std::string where = " WHERE " + place() + " = " + row_at(table, condition, n);
    const std::string set = "UPDATE " + table + " SET " + attack.column + " = ";
    switch (attack.way) {
      case Way::alter: return execute(transaction, set + changed(attack) + where) == 1;
      case Way::null: return execute(transaction, set + "NULL" + where) == 1;
      case Way::backdate: return execute(transaction, set + attack.column + " - 1" + where) == 1;
      case Way::remove: return execute(transaction, "DELETE FROM " + table + where) == 1;
      case Way::empty: return execute(transaction, "DELETE FROM " + table) > 0;
      case Way::insert:  // a row that differs from another by its first column
        execute(transaction, "CREATE TABLE drill_row AS SELECT * FROM " + table + where);
        execute(transaction, "UPDATE drill_row SET " + attack.column + " = " + changed(attack));
        return execute(transaction, "INSERT INTO " + table + " SELECT * FROM drill_row") == 1;
      case Way::swap: {
        const std::string one = row_at(table, condition, n),
                          value = "(SELECT s." + attack.column + " FROM " + table + " s WHERE s." + place() + " = ";
        const std::string differs = "(" + condition + ") AND coalesce(CAST(" + attack.column +
                                    " AS TEXT), '') <> coalesce(CAST((SELECT s." + attack.column + " FROM " + table + " s WHERE s." +
                                    place() + " = " + one + ") AS TEXT), '')";
        if (number(transaction, "SELECT count(*) FROM " + table + " WHERE " + differs) == 0) return false;
        const std::string other = row_at(table, differs, 0);
        return execute(transaction, set + "CASE WHEN " + place() + " = " + one + " THEN " + value + other + ") ELSE " + value + one +
                                        ") END WHERE " + place() + " IN (" + one + ", " + other + ")") == 2;
      }
    }
    return false;
  }

  app::Platform& platform_;
  app::Application& application_;
  std::set<std::string> listed_;
  bool sqlite_;
  std::mt19937 dice_;
  std::size_t tried_ = 0;
  std::map<std::string, Sum> sums_;
};

std::string option(int argc, char** argv, std::string_view name, std::string_view otherwise = "") {
  for (int i = 2; i + 1 < argc; ++i)
    if (argv[i] == name) return argv[i + 1];
  return std::string(otherwise);
}

// Two witnesses have cosigned the newest head, so that their table has rows to attack.
void cosign(app::Platform& platform) {
  const auto note = platform.publish_checkpoint();
  if (!note) throw std::runtime_error(note.error().detail);
  const auto head = tlog::open_checkpoint(*note, platform.log_origin(), platform.log_key().public_key);
  if (!head) throw std::runtime_error(head.error().detail);
  for (const std::string name : {"witness1.example", "witness2.example"}) {
    SeededRandom random(name.size() + static_cast<unsigned char>(name[7]));
    const auto key = crypto::SigningKey::generate(random);
    const tlog::Cosignature one{head->size, tlog::write_log_key(platform.public_log_key()), tlog::write_witness_key({name, key.public_key}),
                                tlog::cosign(*note, name, key, platform.clock().now())};
    const auto kept = platform.database().write([&](db::Transaction& transaction) -> Result<void> {
      tlog::keep_cosignature(transaction, one, platform.clock().now());
      return {};
    });
    if (!kept) throw std::runtime_error(kept.error().detail);
  }
}

struct Waiting {
  std::string code, province;
};
constexpr auto kWaiting = db::columns<Waiting>(db::column("code", &Waiting::code), db::column("province", &Waiting::province));
constexpr db::Statement kAllWaiting{
    "drill.waiting", "SELECT {columns} FROM products_product WHERE unit_choices <> '' AND unit_choices <> '?' ORDER BY id", kWaiting};

// A province has settled units and taken one answer back, and names were imported, so that their tables have rows to attack.
void settle(app::Platform& platform, app::Application& application) {
  auto& service = application.ports().get<products::Service>();
  int settled = 0;
  for (const Waiting& one : platform.database().read([](db::Reader& reader) { return reader.all(kWaiting, kAllWaiting); })) {
    Actor official;
    official.account = AccountId{*Uuid::parse("01999999-0000-7000-8000-000000000001")};
    official.grants = {Grant{Role::provincial_body, one.province, "", {}}};
    const auto question = service.unit_question(official, one.code);
    if (!question || question->offered.empty()) continue;   // settled with another
    const auto done = service.settle_unit(official, one.code, {question->product.version, question->offered.front()->code});
    if (!done) throw std::runtime_error(done.error().detail);
    if (++settled == 3) {
      const auto back = service.reopen_unit(official, one.code, {service.unit_question(official, one.code)->product.version});
      if (!back) throw std::runtime_error(back.error().detail);
      break;
    }
  }
  const act::Acts acts(platform.database(), platform.clock(), platform.random());
  std::string csv = "effective_date,code,level,field,old_value,new_value,act,source,certainty\n";
  for (const std::string day : {"2030-01-01", "2030-01-02"}) {
    csv += day + ",01,province,name_en,Ha Noi,Hanoi,1/" + day + ",https://vi.example,confirmed\n";
    csv += day + ",04,province,name_en,Cao Bang,Caobang,1/" + day + ",https://vi.example,confirmed\n";
  }
  const auto imported = places::import_changes(acts, csv);
  if (!imported) throw std::runtime_error(imported.error().detail);
  (void)places::undo_changes(acts, "1/2030-01-01");
}

// Two makers and two products were registered and confirmed, and one maker's legal form changed.
void register_some(app::Application& application) {
  auto& service = application.ports().get<registrations::Service>();
  const auto account = [](const std::string& last) { return AccountId{*Uuid::parse("01999999-0000-7000-8000-0000000000" + last)}; };
  const Grant province{Role::provincial_body, "08", "", {}};
  const Actor office{account("02"), "", {province}}, other{account("03"), "", {province}};
  for (const std::string name : {"HTX Mẫu Một", "HTX Mẫu Hai"}) {
    registrations::ProducerForm form;
    form.name = name;
    form.kind = producers::Kind::cooperative;
    form.place = "Thông Nguyên, Tuyên Quang";
    form.workers = 4;
    const auto maker = service.register_producer(office, form, {}).value();
    const ProducerId producer = service.show(office, maker.id)->registration.producer;
    const Actor member{account("04"), "", {{Role::producer_member, "", "", producer}}};
    const auto product = service.register_product(member, {producer, "Mật ong " + name, "", "I", ""}, {}).value();
    service.confirm(other, product.id, {1}).value();
    const auto changed = service.ask_legal_form(member, producer, {"Công ty " + name, producers::Kind::enterprise, "giấy mới"}, {}).value();
    service.confirm(other, changed.id, {1}).value();
  }
}

int attack(int argc, char** argv) {
  app::Config config;
  config.data = argv[1];
  config.database = option(argc, argv, "--database");
  const auto platform = app::Platform::open(config);
  if (!platform) throw std::runtime_error(platform.error().detail);
  const auto application = app::Application::open(**platform);
  if (!application) throw std::runtime_error(application.error().detail);
  settle(**platform, **application);
  register_some(**application);
  cosign(**platform);
  for (const std::string& finding : (*application)->recheck()) {
    std::printf("before any attack: %s\n", finding.c_str());
    return 1;
  }
  Drill drill(**platform, **application, read_list(option(argc, argv, "--list")));
  const auto seed = static_cast<unsigned>(std::stoul(option(argc, argv, "--seed", "1")));
  const std::vector<Attack> attacks = drill.attacks(seed);
  drill.strip_all();
  const std::size_t least = std::stoul(option(argc, argv, "--least", "500"));
  for (const Attack& one : attacks) drill.run(one);
  if (drill.tried() == 0) throw std::runtime_error("nothing could be attacked");
  for (std::size_t i = 0; drill.tried() < least; ++i) drill.run(attacks[i % attacks.size()]);  // another row each time
  for (const std::string& finding : (*application)->recheck()) {  // each was taken back
    std::printf("after all attacks: %s\n", finding.c_str());
    return 1;
  }
  return drill.report();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return argc < 2 ? 2 : attack(argc, argv);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "drill: %s\n", fault.what());
    return 3;
  }
}
