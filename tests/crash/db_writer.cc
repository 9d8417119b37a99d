// A small program to be killed. It performs two-table acts through kernel/db as fast as the disk allows and names each one on standard
// output after it was acknowledged; or it looks at what a killed one has left.
//
//   db_writer write LOCATION CLIENTS    "A <client> <number>" for every acknowledged act; "R" once when it is ready;
//                                       "X <client> <number>" for an act whose fate is not known; ends with 3 when writing is refused
//   db_writer check LOCATION            "N <client> <number>" for every act found; "H <what>" for an act half done; "V <finding>" of
//                                       verify(); "U" when the last stop was noticed as unclean
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "kernel/db/columns.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;

constexpr db::Migration kSchema{
    "20260101T0000__crash",
    "CREATE TABLE crash_entry (client INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (client, number)) STRICT;"
    "CREATE TABLE crash_twin (client INTEGER NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL,"
    " PRIMARY KEY (client, number)) STRICT;"
    "CREATE TABLE crash_total (client INTEGER PRIMARY KEY, total INTEGER NOT NULL) STRICT;",
    {}, "crash"};
constexpr Statement kEntry{"crash.entry", "INSERT INTO crash_entry (client, number, text) VALUES ($1, $2, $3)"};
constexpr Statement kTwin{"crash.twin", "INSERT INTO crash_twin (client, number, size) VALUES ($1, $2, $3)"};
constexpr Statement kTotal{"crash.total", "INSERT INTO crash_total (client, total) VALUES ($1, 1)"
                                          " ON CONFLICT (client) DO UPDATE SET total = crash_total.total + 1"};
constexpr Statement kLast{"crash.last", "SELECT coalesce(max(number), 0) FROM crash_entry WHERE client = $1"};
constexpr Statement kFound{"crash.found", "SELECT client, number FROM crash_entry ORDER BY client, number"};
constexpr Statement kHalves{"crash.halves",
                            "SELECT e.client, e.number, t.number FROM crash_entry e LEFT JOIN crash_twin t"
                            " ON t.client = e.client AND t.number = e.number WHERE t.size IS NULL OR t.size <> length(e.text)"};
constexpr Statement kLoneTwins{"crash.lone_twins",
                               "SELECT t.client, t.number FROM crash_twin t LEFT JOIN crash_entry e"
                               " ON t.client = e.client AND t.number = e.number WHERE e.number IS NULL"};
constexpr Statement kWrongTotals{"crash.wrong_totals",
                                 "SELECT t.client, t.total FROM crash_total t WHERE t.total <>"
                                 " (SELECT count(*) FROM crash_entry e WHERE e.client = t.client)"};

// One write(2) a line: a line is either whole in the pipe or not there.
void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::_Exit(4);
}

std::string name_of(std::int64_t client, std::int64_t number) { return std::to_string(client) + " " + std::to_string(number); }

void perform(db::Database& database, std::int64_t client, std::int64_t number) {
  // From a part of a page to several, so that a kill meets every state of the log.
  const std::string text(static_cast<std::size_t>(10 + (number * 7919 + client * 104729) % 9000), 'x');
  const auto kept = database.write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kEntry, client, number, text);
    transaction.execute(kTwin, client, number, text.size());
    transaction.execute(kTotal, client);
    return {};
  });
  if (kept) say("A " + name_of(client, number));
}

// The server may just be coming back.
std::int64_t last_number(db::Database& database, std::int64_t client) {
  while (true) {
    try {
      return database.read([&](db::Reader& reader) {
        return *reader.first(db::value<std::int64_t>, kLast, client);
      });
    } catch (const Failure& failure) {
      if (failure.kind() != Failure::Kind::unavailable) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

[[noreturn]] void write_for_ever(db::Database& database, std::int64_t client) {
  std::int64_t number = last_number(database, client);
  while (true) {
    ++number;   // a number is never used twice: the fate of a failed act stays open
    try {
      perform(database, client, number);
    } catch (const Failure& failure) {
      say("X " + name_of(client, number));
      if (failure.kind() == Failure::Kind::io) std::_Exit(3);
      if (failure.kind() == Failure::Kind::other || failure.kind() == Failure::Kind::constraint) {
        std::fprintf(stderr, "%s\n", failure.what());
        std::_Exit(5);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

int check(db::Database& database) {
  if (database.health().unclean_start) say("U");
  for (const std::string& finding : database.verify()) say("V " + finding);
  database.read([](db::Reader& reader) {
    const auto list = [&](const Statement& statement, const std::string& what) {
      for (db::Rows rows = reader.query(statement); rows.next();) say(what + name_of(rows.row().integer(0), rows.row().integer(1)));
    };
    list(kFound, "N ");
    list(kHalves, "H entry without its twin ");
    list(kLoneTwins, "H twin without its entry ");
    list(kWrongTotals, "H wrong total ");
  });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string action = argc > 2 ? argv[1] : "";
  if (!((action == "write" && argc == 4) || (action == "check" && argc == 3))) {
    std::fprintf(stderr, "db_writer write LOCATION CLIENTS | db_writer check LOCATION\n");
    return 2;
  }
  auto opened = db::open({.location = argv[2]}, {kSchema});
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
    return 1;
  }
  if (action == "check") return check(**opened);
  std::vector<std::thread> clients;
  for (int client = 0; client < std::atoi(argv[3]); ++client)
    clients.emplace_back([&, client] { write_for_ever(**opened, client); });
  say("R");
  for (std::thread& client : clients) client.join();
}
