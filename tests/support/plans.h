#pragma once
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/watch.h"

// How the engines carry out the statements of the program: no full scan over a table that grows, unless docs/model/full-scans.md says why.
// Every statement that a test runs is asked about, so a new one is caught by the test of its store.
namespace ocop::test {

// A plan as the engine tells it: the tables of which all rows are read, by the names that the text has for them.
std::vector<std::string> scanned(db::Engine engine, std::string_view sql, const std::vector<std::string>& plan);
// The table that a name in the text stands for: "p" of "FROM products_product p".
std::string table_of(std::string_view sql, std::string_view name);

class Plans {
 public:
  Plans();
  void note(const db::MadeReady& ready);
  // Asks about what was noted since it was asked last. One line a finding.
  std::vector<std::string> look(db::Database& database);

 private:
  struct Noted {
    std::string name, sql;
    std::vector<std::string> types;
  };
  std::vector<std::string> plan_of(db::Database& database, const Noted& noted) const;

  std::map<std::string, std::string, std::less<>> reasons_;   // statement, or table in brackets -> why
  std::mutex mutex_;
  std::set<std::string> known_;                                // name and text
  std::vector<Noted> waiting_;
};

}  // namespace ocop::test
