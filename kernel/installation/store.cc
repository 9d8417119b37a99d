#include "kernel/db/columns.h"
#include "kernel/installation/installation.h"
#include "kernel/installation/migrations.h"

namespace ocop::installation {
namespace {

constexpr db::Statement kFind{"installation.find", "SELECT value FROM installation_fact WHERE name = $1"};
// The one who comes second waits for the first and is told what the first said.
constexpr db::Statement kAgree{"installation.agree",
                               "INSERT INTO installation_fact (name, value) VALUES ($1, $2)"
                               " ON CONFLICT (name) DO UPDATE SET value = installation_fact.value RETURNING value"};
constexpr db::Statement kReplace{"installation.replace",
                                 "INSERT INTO installation_fact (name, value) VALUES ($1, $2)"
                                 " ON CONFLICT (name) DO UPDATE SET value = excluded.value"};

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

std::optional<std::string> fact(db::Database& database, std::string_view name) {
  return database.read([&](db::Reader& reader) { return reader.first(db::value<std::string>, kFind, name); });
}

std::string agree(db::Database& database, std::string_view name, std::string_view value) {
  if (auto known = fact(database, name)) return *known;   // at every start but the first
  return *database.write([&](db::Transaction& transaction) -> Result<std::string> {
    return transaction.first(db::value<std::string>, kAgree, name, value).value();
  });
}

void replace(db::Database& database, std::string_view name, std::string_view value) {
  (void)database.write([&](db::Transaction& transaction) -> Result<void> {
    transaction.send(kReplace, name, value);
    return {};
  });
}

}  // namespace ocop::installation
