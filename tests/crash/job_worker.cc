// A small program to be killed while it asks for jobs and does them. Every act writes a row and, in the same transaction, the job that
// counts it; the job's effect is a row of its own. Spoken as db_writer.cc speaks, for the same loop.
//
//   job_worker write LOCATION CLIENTS   "A <client> <number>" for every acknowledged act; "R" once when it is ready; "X …" when its fate is
//                                       not known; ends with 3 when writing is refused
//   job_worker check LOCATION           does what is left, then "N <client> <number>" for every act found; "H <what>" for an act whose job
//                                       is not done or whose effect is not there exactly once
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "kernel/db/columns.h"
#include "kernel/json/json.h"
#include "kernel/jobs/worker.h"

namespace {

using namespace ocop;
using db::Statement;

constexpr db::Migration kSchema{
    "20260101T0000__crash",
    "CREATE TABLE crash_act (client INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (client, number)) STRICT;"
    "CREATE TABLE crash_effect (client INTEGER NOT NULL, number INTEGER NOT NULL) STRICT;",
    {},
    "crash"};
constexpr Statement kAct{"crash.act", "INSERT INTO crash_act (client, number) VALUES ($1, $2)"};
constexpr Statement kEffect{"crash.effect", "INSERT INTO crash_effect (client, number) VALUES ($1, $2)"};
constexpr Statement kLast{"crash.last", "SELECT coalesce(max(number), 0) FROM crash_act WHERE client = $1"};
constexpr Statement kActs{"crash.acts", "SELECT client, number FROM crash_act ORDER BY client, number"};
constexpr Statement kNotOnce{
    "crash.not_once",
    "SELECT a.client, a.number, (SELECT count(*) FROM crash_effect e WHERE e.client = a.client AND e.number = a.number)"
    " FROM crash_act a WHERE (SELECT count(*) FROM crash_effect e WHERE e.client = a.client AND e.number = a.number) <> 1"};
constexpr Statement kLoneEffects{"crash.lone_effects",
                                 "SELECT e.client, e.number FROM crash_effect e WHERE NOT EXISTS"
                                 " (SELECT 1 FROM crash_act a WHERE a.client = e.client AND a.number = e.number)"};
constexpr Statement kNotDone{"crash.not_done", "SELECT key, state, reason FROM jobs_job WHERE kind = 'crash.count' AND state <> 'done'"};
constexpr Statement kCounts{"crash.counts",
                            "SELECT (SELECT count(*) FROM crash_act), (SELECT count(*) FROM jobs_job WHERE kind = 'crash.count')"};

void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::_Exit(4);
}

std::string name_of(std::int64_t client, std::int64_t number) { return std::to_string(client) + " " + std::to_string(number); }

// Every fourth first attempt fails, every eighth dawdles: kills meet jobs that wait for another attempt and jobs in the middle of one.
jobs::Outcome count(jobs::Attempt& attempt) {
  const auto payload = json::parse(attempt.payload());
  if (!payload) return jobs::Outcome::never("not a payload");
  const std::int64_t client = payload->root()["client"].integer().value_or(0), number = payload->root()["number"].integer().value_or(0);
  if (attempt.number() == 1 && number % 4 == 0) return jobs::Outcome::again("the first attempt fails", std::chrono::seconds(0));
  if (number % 8 == 1) std::this_thread::sleep_for(std::chrono::milliseconds(3));
  return attempt.finish([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kEffect, client, number);
    return {};
  });
}

jobs::Registry make_registry() {
  jobs::Registry registry;
  // Kills use attempts up; a job must outlive thousands of them.
  registry.add(jobs::Kind{.name = "crash.count", .handler = count, .retry = {.attempts = 1'000'000, .first = std::chrono::seconds(0)}});
  return registry;
}

void perform(db::Database& database, const Clock& clock, Random& random, std::int64_t client, std::int64_t number) {
  json::Writer payload;
  payload.begin_object().field("client", client).field("number", number).end_object();
  const auto kept = database.write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kAct, client, number);
    jobs::enqueue(transaction, {.kind = "crash.count", .payload = std::string(payload.view()), .key = name_of(client, number)}, clock.now(),
                  random);
    return {};
  });
  if (kept) say("A " + name_of(client, number));
}

std::int64_t last_number(db::Database& database, std::int64_t client) {
  while (true) {
    try {
      return database.read(
          [&](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, kLast, client); });
    } catch (const db::Failure& failure) {
      if (failure.kind() != db::Failure::Kind::unavailable) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

void run_client(db::Database& database, const Clock& clock, Random& random, std::int64_t client) {
  for (std::int64_t number = last_number(database, client) + 1; true;) {
    try {
      perform(database, clock, random, client, number++);
    } catch (const db::Failure& failure) {
      if (database.health().must_reopen) std::_Exit(3);
      say("X " + name_of(client, number - 1));
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      number = last_number(database, client) + 1;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));   // jobs shall keep up with acts
  }
}

int write(db::Database& database, std::int64_t clients) {
  SystemClock clock;
  SystemRandom random;
  const HolidayCalendar holidays;
  const jobs::Registry registry = make_registry();
  jobs::Worker worker({.database = database, .clock = clock, .random = random, .registry = registry, .holidays = holidays});
  worker.begin();
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] {
      while (true) {
        try {
          if (!worker.step(jobs::Lane::quick)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        } catch (const db::Failure&) {
          std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
      }
    });
  for (std::int64_t client = 1; client <= clients; ++client)
    threads.emplace_back([&, client] { run_client(database, clock, random, client); });
  say("R");
  for (std::thread& thread : threads) thread.join();
  return 0;
}

int check(db::Database& database) {
  if (database.health().unclean_start) say("U");
  for (const std::string& finding : database.verify()) say("V " + finding);
  // A day later every lease has ended: what is left must be done now.
  FixedClock clock(Instant{SystemClock().now().milliseconds + 86'400'000});
  SystemRandom random;
  const HolidayCalendar holidays;
  const jobs::Registry registry = make_registry();
  jobs::Worker worker({.database = database, .clock = clock, .random = random, .registry = registry, .holidays = holidays});
  while (worker.step(jobs::Lane::quick)) {
  }
  database.read([](db::Reader& reader) {
    for (db::Rows rows = reader.query(kActs); rows.next();) say("N " + name_of(rows.row().integer(0), rows.row().integer(1)));
    for (db::Rows rows = reader.query(kNotOnce); rows.next();)
      say("H act " + name_of(rows.row().integer(0), rows.row().integer(1)) + " has its effect " + std::to_string(rows.row().integer(2)) +
          " times");
    for (db::Rows rows = reader.query(kLoneEffects); rows.next();)
      say("H effect without its act " + name_of(rows.row().integer(0), rows.row().integer(1)));
    for (db::Rows rows = reader.query(kNotDone); rows.next();)
      say("H job " + rows.row().string(0) + " is " + rows.row().string(1) + ": " + rows.row().string(2));
    for (db::Rows rows = reader.query(kCounts); rows.next();)
      if (rows.row().integer(0) != rows.row().integer(1))
        say("H " + name_of(rows.row().integer(0), rows.row().integer(1)) + " acts and jobs");
  });
  return 0;
}

}  // namespace

int main(int count_of_arguments, char** arguments) {
  const std::vector<std::string> words(arguments, arguments + count_of_arguments);
  if (words.size() < 3) return 64;
  std::vector<db::Migration> migrations = jobs::migrations();
  migrations.push_back(kSchema);
  auto database = db::open({.location = words[2]}, std::move(migrations));
  if (!database) {
    std::cerr << database.error().detail << '\n';
    return 2;
  }
  return words[1] == "write" && words.size() > 3 ? write(**database, std::stoll(words[3])) : check(**database);
}
