#include "tests/support/plans.h"

#include <algorithm>
#include <regex>
#include <stdexcept>

#include "kernel/base/text.h"
#include "kernel/files/files.h"

namespace ocop::test {
namespace {

// The first columns of the table: `statement` or `[table]`, why.
std::map<std::string, std::string, std::less<>> read_reasons() {
  std::map<std::string, std::string, std::less<>> out;
  const auto text = files::read(std::string(OCOP_SOURCE_DIR) + "/docs/model/full-scans.md");
  if (!text) throw std::runtime_error(text.error().detail);
  for (const std::string_view line : text::split(*text, '\n')) {
    const auto end = line.find("` | ");
    if (!line.starts_with("| `") || end == std::string_view::npos) continue;
    out.emplace(line.substr(3, end - 3), line.substr(end + 4));
  }
  return out;
}

std::size_t parameters_of(std::string_view sql) {
  std::size_t most = 0;
  for (std::size_t at = 0; (at = sql.find('$', at)) != std::string_view::npos; ++at) {
    std::size_t number = 0;
    for (std::size_t digit = at + 1; digit < sql.size() && sql[digit] >= '0' && sql[digit] <= '9'; ++digit)
      number = number * 10 + static_cast<std::size_t>(sql[digit] - '0');
    most = std::max(most, number);
  }
  return most;
}

bool has_plan(std::string_view sql) {
  if (sql.find("1 = 0") != std::string_view::npos) return false;   // a scope that covers nothing: planned, never carried out
  const auto first = sql.substr(0, sql.find(' '));
  return first == "SELECT" || first == "UPDATE" || first == "DELETE" || first == "WITH";
}

std::size_t indent(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

}  // namespace

// A part of the statement itself: WITH counted AS (…).
bool is_part(std::string_view sql, std::string_view name) {
  const std::regex part("\\b" + std::string(name) + R"(( ?\([\w, ]*\))? AS (NOT MATERIALIZED |MATERIALIZED )?\()");
  return std::regex_search(sql.begin(), sql.end(), part) || sql.find(") AS " + std::string(name)) != std::string_view::npos;
}

std::string table_of(std::string_view sql, std::string_view name) {
  static const std::regex kNamed(R"(\b(?:FROM|JOIN|UPDATE|INTO|,)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?)");
  const std::string text(sql);
  for (std::sregex_iterator one(text.begin(), text.end(), kNamed), end; one != end; ++one)
    if ((*one)[2] == std::string(name)) return (*one)[1];
  return std::string(name);
}

std::vector<std::string> scanned(db::Engine engine, std::string_view sql, const std::vector<std::string>& plan) {
  std::vector<std::string> out;
  static const std::regex kSqlite(R"(^SCAN (\w+)( USING .*)?$)"), kSequential(R"(Seq Scan on (\w+))"),
      kIndex(R"(Index (?:Only )?Scan (?:Backward )?using \w+ on (\w+))");
  for (std::size_t i = 0; i < plan.size(); ++i) {
    std::smatch found;
    if (engine == db::Engine::sqlite) {
      if (std::regex_search(plan[i], found, kSqlite) && found[1] != "CONSTANT" && !is_part(sql, found[1].str()))
        out.push_back(table_of(sql, found[1].str()));
      continue;
    }
    if (std::regex_search(plan[i], found, kSequential)) {
      out.push_back(found[1]);
    } else if (std::regex_search(plan[i], found, kIndex)) {
      // All of an index is all of the table: one without a condition.
      bool narrowed = false;
      for (std::size_t below = i + 1; below < plan.size() && plan[below].find("->") == std::string::npos && !narrowed; ++below) {
        if (indent(plan[below]) <= indent(plan[i])) break;
        narrowed = plan[below].find("Index Cond:") != std::string::npos;
      }
      if (!narrowed) out.push_back(found[1]);
    }
  }
  return out;
}

Plans::Plans() : reasons_(read_reasons()) {}

void Plans::note(const db::MadeReady& ready) {
  const auto module = ready.name.substr(0, ready.name.find('.'));
  if (!has_plan(ready.sql) || module == ready.name) return;
  if (module == "test" || module == "db" || module == "act_test") return;   // of tests alone
  const std::lock_guard lock(mutex_);
  if (!known_.insert(std::string(ready.name) + " " + std::string(ready.sql)).second) return;
  waiting_.push_back({std::string(ready.name), std::string(ready.sql), {ready.types.begin(), ready.types.end()}});
}

std::vector<std::string> Plans::plan_of(db::Database& database, const Noted& noted) const {
  std::vector<std::string> out;
  const auto line = [](int column) { return [column](const db::Row& row) { return std::string(row.text(column)); }; };
  if (database.engine() == db::Engine::sqlite) {
    const std::string explain = "EXPLAIN QUERY PLAN " + noted.sql;
    const std::vector<db::Bind> nothing(parameters_of(noted.sql));
    database.read([&](db::Reader& reader) {
      db::Rows rows = reader.query_list(db::Statement("test.plan", explain), nothing);
      while (rows.next()) out.push_back(line(3)(rows.row()));
    });
    return out;
  }
  std::string types, nulls;
  for (const std::string& type : noted.types) {
    types.append(types.empty() ? "(" : ", ").append(type);
    nulls.append(nulls.empty() ? "(" : ", ").append("NULL");
  }
  if (!types.empty()) types += ")", nulls += ")";
  // The plan for all values, as a statement that is kept ready gets one, and with an index wherever one can be used: the tables of a test
  // hold so few rows that reading them all is the best way.
  const std::string prepare = "PREPARE test_plan " + types + " AS " + noted.sql, explain = "EXPLAIN (COSTS OFF) EXECUTE test_plan" + nulls;
  (void)database.write([&](db::Transaction& transaction) -> Result<void> {
    for (const std::string_view way : {"seqscan", "mergejoin", "hashjoin"}) {   // each of them reads whole tables or indexes
      const std::string off = "SET LOCAL enable_" + std::string(way) + " = off";
      transaction.execute(db::Statement("test.plan", off));
    }
    transaction.execute(db::Statement("test.plan", "SET LOCAL plan_cache_mode = force_generic_plan"));
    transaction.execute(db::Statement("test.plan", prepare));
    out = transaction.all(line(0), db::Statement("test.plan", explain));
    transaction.execute(db::Statement("test.plan", "DEALLOCATE test_plan"));
    return {};
  });
  return out;
}

std::vector<std::string> Plans::look(db::Database& database) {
  std::vector<Noted> asked;
  {
    const std::lock_guard lock(mutex_);
    asked.swap(waiting_);
  }
  std::vector<std::string> out;
  for (const Noted& noted : asked) {
    if (reasons_.contains(noted.name)) continue;
    std::vector<std::string> plan;
    try {
      plan = plan_of(database, noted);
    } catch (const db::Failure& failure) {
      // The test has damaged its database, or took a table away: the statement is asked about where another test runs it.
      const std::lock_guard lock(mutex_);
      known_.erase(noted.name + " " + noted.sql);
      if (std::getenv("OCOP_TEST_PLANS")) out.push_back("no plan of " + noted.name + ": " + failure.what() + "\n" + noted.sql);
      continue;
    }
    for (const std::string& table : scanned(database.engine(), noted.sql, plan)) {
      // A table of the program begins with the name of its module; others are of tests of the kernel.
      if (table.find('_') == std::string::npos || reasons_.contains("[" + table + "]")) continue;
      std::string all;
      for (const std::string& line : plan) all.append("\n    ").append(line);
      out.push_back(noted.name + " reads all rows of " + table + ": an index, or a reason in docs/model/full-scans.md\n  " + noted.sql +
                    all);
      break;
    }
  }
  return out;
}

}  // namespace ocop::test
