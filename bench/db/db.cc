// What the database layer costs over the plain C calls, and what group commit brings. One line a figure; see bench/README.md.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "kernel/db/columns.h"

namespace {

using namespace ocop;
using Clock = std::chrono::steady_clock;

constexpr int kRows = 20'000;          // the register of the whole country
constexpr int kLooksPerRound = 20'000;
constexpr int kRounds = 21;            // odd: the median is a measured round
constexpr int kActRounds = 5;
constexpr auto kActRound = std::chrono::milliseconds(1500);
constexpr int kClients = 64;

constexpr db::Migration kSchema{
    "20260101T0000__bench",
    "CREATE TABLE product (id BLOB PRIMARY KEY, name TEXT NOT NULL, star INTEGER NOT NULL, updated INTEGER NOT NULL) STRICT;"
    "CREATE TABLE act (client INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (client, number)) STRICT;",
    {}, "bench"};
constexpr const char* kFindSql = "SELECT id, name, star, updated FROM product WHERE id = $1";
constexpr db::Statement kAct{"act.insert", "INSERT INTO act (client, number, text) VALUES ($1, $2, $3)"};

Uuid id_of(int number) {
  Uuid id;
  const auto mixed = static_cast<std::uint32_t>(number) * 2654435761U;   // Knuth's multiplier: keys in no order
  for (int i = 0; i < 4; ++i) id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(mixed >> (24 - 8 * i));
  return id;
}

void must(bool condition, const char* what) {
  if (!condition) throw std::runtime_error(what);
}

// Of this thread alone, because the machine is shared.
double cpu_seconds(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double start = now();
  work();
  return now() - start;
}

double wall_seconds(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Product {
  Uuid id;
  std::string name;
  std::int64_t star;
  Instant updated;
};

// The same work with the C API, as one would write it by hand.
class Raw {
 public:
  explicit Raw(const std::string& file) {
    must(sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK, "open");
    must(sqlite3_exec(database_, "PRAGMA mmap_size=0; PRAGMA cache_size=-8192", nullptr, nullptr, nullptr) == SQLITE_OK, "pragma");
    find_ = prepare(kFindSql);
    begin_ = prepare("BEGIN");
    commit_ = prepare("COMMIT");
  }
  ~Raw() {
    for (sqlite3_stmt* statement : {find_, begin_, commit_}) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  void begin() { run(begin_); }
  void commit() { run(commit_); }
  Product find(const Uuid& id) {
    sqlite3_bind_blob(find_, 1, id.bytes.data(), 16, SQLITE_STATIC);
    must(sqlite3_step(find_) == SQLITE_ROW, "row");
    Product product;
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(find_, 0));
    std::copy(bytes, bytes + 16, product.id.bytes.begin());
    const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(find_, 1));
    product.name.assign(name, static_cast<std::size_t>(sqlite3_column_bytes(find_, 1)));
    product.star = sqlite3_column_int64(find_, 2);
    product.updated.milliseconds = sqlite3_column_int64(find_, 3);
    sqlite3_reset(find_);
    return product;
  }

 private:
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    must(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) == SQLITE_OK, "prepare");
    return statement;
  }
  static void run(sqlite3_stmt* statement) {
    must(sqlite3_step(statement) == SQLITE_DONE, "transaction");
    sqlite3_reset(statement);
  }
  sqlite3* database_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
};

constexpr auto kProduct = db::columns<Product>(db::column("id", &Product::id), db::column("name", &Product::name),
                                               db::column("star", &Product::star), db::column("updated", &Product::updated));
constexpr db::Statement kInsert{"product.insert", "INSERT INTO product ({columns}) VALUES {rows}", kProduct};
constexpr db::Statement kFind{"product.find", "SELECT {columns} FROM product WHERE id = $1", kProduct};

Product find(db::Reader& reader, const Uuid& id) { return *reader.first(kProduct, kFind, id); }

enum class Goal : std::uint8_t { at_most, at_least };
// False when the median misses the goal.
bool report(const char* name, std::vector<double> ratios, Goal goal, double bound) {
  std::sort(ratios.begin(), ratios.end());
  const double median = ratios[ratios.size() / 2];
  const bool met = goal == Goal::at_most ? median <= bound : median >= bound;
  std::printf("%-44s %5.2f  [%.2f–%.2f of %zu rounds]  promise %s %.2f%s\n", name, median, ratios.front(), ratios.back(), ratios.size(),
              goal == Goal::at_most ? "<=" : ">=", bound, met ? "" : "  MISSED");
  std::fflush(stdout);
  return met;
}

bool rows_by_key(db::Database& database, const std::string& file) {
  Raw raw(file);
  std::int64_t stars = 0;   // used, so that nothing is optimised away
  std::vector<double> in_look, whole_look;
  for (int round = 0; round < kRounds; ++round) {
    const auto id = [&](int i) { return id_of((i * 7 + round) % kRows); };
    const double raw_rows = cpu_seconds([&] {
      raw.begin();
      for (int i = 0; i < kLooksPerRound; ++i) stars += raw.find(id(i)).star;
      raw.commit();
    });
    const double our_rows = cpu_seconds([&] {
      database.read([&](db::Reader& reader) {
        for (int i = 0; i < kLooksPerRound; ++i) stars -= find(reader, id(i)).star;
      });
    });
    const double raw_looks = cpu_seconds([&] {
      for (int i = 0; i < kLooksPerRound; ++i) {
        raw.begin();
        stars += raw.find(id(i)).star;
        raw.commit();
      }
    });
    const double our_looks = cpu_seconds([&] {
      for (int i = 0; i < kLooksPerRound; ++i) stars -= database.read([&](db::Reader& reader) { return find(reader, id(i)); }).star;
    });
    in_look.push_back(our_rows / raw_rows);
    whole_look.push_back(our_looks / raw_looks);
  }
  must(stars == 0, "both ways must read the same rows");
  const bool row_met = report("row by key, our interface / raw sqlite3", in_look, Goal::at_most, 1.10);
  const bool look_met = report("snapshot of one row, our interface / raw", whole_look, Goal::at_most, 1.30);
  return row_met && look_met;
}

double acts_per_second(db::Database& database, int clients, std::int64_t& next_client) {
  std::vector<std::thread> threads;
  std::vector<std::int64_t> counts(static_cast<std::size_t>(clients));
  const auto end = Clock::now() + kActRound;
  const std::string text(400, 'x');   // an act with its log leaf
  const std::int64_t first_client = next_client;
  next_client += clients;
  for (int client = 0; client < clients; ++client)
    threads.emplace_back([&, client] {
      std::int64_t done = 0;
      for (; Clock::now() < end; ++done) {
        const auto kept = database.write([&](db::Transaction& transaction) -> Result<void> {
          transaction.execute(kAct, first_client + client, done, text);
          return {};
        });
        must(kept.ok(), "act");
      }
      counts[static_cast<std::size_t>(client)] = done;
    });
  const double taken = wall_seconds([&] { for (std::thread& thread : threads) thread.join(); });
  std::int64_t total = 0;
  for (const std::int64_t count : counts) total += count;
  return static_cast<double>(total) / taken;
}

bool group_commit(db::Database& database) {
  std::vector<double> ratios;
  std::int64_t next_client = 0;
  double one = 0, many = 0;
  for (int round = 0; round < kActRounds; ++round) {
    one = acts_per_second(database, 1, next_client);
    many = acts_per_second(database, kClients, next_client);
    ratios.push_back(many / one);
  }
  std::printf("(last round: %.0f acts a second by 64 clients, %.0f by one)\n", many, one);
  return report("durable acts, 64 clients / 1 client", ratios, Goal::at_least, 4);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "bench_db FOLDER   a folder on the disk to measure; what is in it is replaced\n");
    return 2;
  }
  const std::string folder = std::string(argv[1]) + "/bench-db";
  std::filesystem::remove_all(folder);
  auto opened = db::open({.location = folder}, {kSchema});
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
    return 1;
  }
  db::Database& database = **opened;
  const auto filled = database.write([&](db::Transaction& transaction) -> Result<void> {
    std::vector<Product> products;
    for (int number = 0; number < kRows; ++number)
      products.push_back({id_of(number), "Cà phê rang xay số " + std::to_string(number), 3 + number % 3, Instant{number}});
    transaction.insert_all(kInsert, kProduct, std::span<const Product>(products));
    return {};
  });
  must(filled.ok(), "fill");
  const bool rows_met = rows_by_key(database, folder + "/ocop.db");
  const bool acts_met = group_commit(database);
  opened->reset();
  std::filesystem::remove_all(folder);
  return rows_met && acts_met ? 0 : 1;
}
