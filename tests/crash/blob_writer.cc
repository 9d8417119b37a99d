// A small program to be killed, as db_writer, for kernel/blobs. Its clients bring files and hold them, all the same few bytes now and then,
// let go of older ones, and a collector removes without any grace what nobody holds.
//
//   blob_writer write LOCATION FILES CLIENTS   "A <client> <number>" for every acknowledged file; "R" once when it is ready; "X …" when its
//   fate is
//                                              not known; ends with 3 when writing is refused
//   blob_writer check LOCATION FILES           "N <client> <number>" for every file that is held and can be read; "H <what>" for a row
//   whose
//                                              bytes are not there; "V <finding>" of verify()
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "kernel/blobs/blobs.h"
#include "kernel/db/columns.h"

namespace {

using namespace ocop;
using db::Failure;

constexpr db::Migration kSchema{"20991231T0000__crash",
                                "CREATE TABLE crash_file (client INTEGER NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL,"
                                " PRIMARY KEY (client, number)) STRICT;",
                                {}, "crash"};
constexpr db::Statement kInsert{"crash.insert", "INSERT INTO crash_file (client, number, sha256) VALUES ($1, $2, $3)"};
constexpr db::Statement kLast{"crash.last", "SELECT coalesce(max(number), 0) FROM crash_file WHERE client = $1"};
constexpr db::Statement kFiles{"crash.files", "SELECT client, number, sha256 FROM crash_file ORDER BY client, number"};
constexpr std::int64_t kRoom = std::int64_t{1} << 40;
constexpr auto kPause = std::chrono::milliseconds(20);

void say(const std::string& line) {   // one write(2) a line: whole in the pipe or not there
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::_Exit(4);
}

std::string name_of(std::int64_t client, std::int64_t number) { return std::to_string(client) + " " + std::to_string(number); }

blobs::Owner owner_of(std::int64_t client, std::int64_t number, std::string_view kind) {
  Uuid id;
  for (int i = 0; i < 8; ++i) {
    id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(client >> (8 * i));
    id.bytes[static_cast<std::size_t>(8 + i)] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  return {kind, id};
}

// One file that stays, and one of a few shared ones that is let go of in the next act: others bring the same bytes meanwhile.
void perform(db::Database& database, blobs::Blobs& blobs, std::int64_t client, std::int64_t number) {
  const std::string mine =
      name_of(client, number) + std::string(static_cast<std::size_t>((number * 7919 + client * 104729) % 300'000), 'x');
  const std::string shared = "shared " + std::to_string(number % 3);
  const auto kept = [&]() -> Result<void> {
    OCOP_TRY(first, blobs.receive(mine));
    OCOP_TRY(second, blobs.receive(shared));
    return database.write([&](db::Transaction& transaction) -> Result<void> {
      const Instant now = SystemClock().now();
      const blobs::Charge charge{owner_of(client, 0, {}).id, kRoom};
      transaction.execute(kInsert, client, number, first.sha256());
      OCOP_CHECK(blobs.hold(transaction, first, "text/plain", owner_of(client, number, "crash_file"), charge, now));
      OCOP_CHECK(blobs.hold(transaction, second, "text/plain", owner_of(client, number, "crash_passing"), charge, now));
      blobs.release(transaction, owner_of(client, number - 1, "crash_passing"), now);
      return {};
    });
  }();
  if (kept) say("A " + name_of(client, number));
  else say("X " + name_of(client, number));
}

std::int64_t last_number(db::Database& database, std::int64_t client) {
  while (true) {
    try {
      return database.read(
          [&](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, kLast, client); });
    } catch (const Failure& failure) {
      if (failure.kind() != Failure::Kind::unavailable) throw;   // else the server may just be coming back
      std::this_thread::sleep_for(kPause);
    }
  }
}

[[noreturn]] void write_for_ever(db::Database& database, blobs::Blobs& blobs, std::int64_t client) {
  std::int64_t number = last_number(database, client);
  while (true) {
    ++number;
    try {
      perform(database, blobs, client, number);
    } catch (const Failure& failure) {
      say("X " + name_of(client, number));
      if (failure.kind() == Failure::Kind::io) std::_Exit(3);
      if (failure.kind() == Failure::Kind::other || failure.kind() == Failure::Kind::constraint) {
        std::fprintf(stderr, "%s\n", failure.what());
        std::_Exit(5);
      }
      std::this_thread::sleep_for(kPause);
    }
  }
}

[[noreturn]] void collect_for_ever(blobs::Blobs& blobs) {
  constexpr std::int64_t kNoGrace = -1000;
  while (true) {
    try {
      if (!blobs.collect(SystemClock().now(), kNoGrace)) std::_Exit(6);
    } catch (const Failure&) {   // the server is away
    }
    std::this_thread::sleep_for(kPause);
  }
}

int check(db::Database& database, const blobs::Blobs& blobs) {
  for (const std::string& finding : database.verify()) say("V " + finding);
  for (const std::string& finding : blobs.verify(SystemClock().now())) say("V " + finding);
  database.read([&](db::Reader& reader) {
    struct File { std::int64_t client, number; std::string sha256; };
    const auto files = reader.all([](const db::Row& row) { return File{row.integer(0), row.integer(1), row.string(2)}; }, kFiles);
    for (const File& file : files) {
      const auto content = blobs.read(reader, file.sha256);
      if (content && content->starts_with(name_of(file.client, file.number))) say("N " + name_of(file.client, file.number));
      else say("H file without its bytes " + name_of(file.client, file.number));
    }
  });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string action = argc > 3 ? argv[1] : "";
  if (!((action == "write" && argc == 5) || (action == "check" && argc == 4))) {
    std::fprintf(stderr, "blob_writer write LOCATION FILES CLIENTS | blob_writer check LOCATION FILES\n");
    return 2;
  }
  std::vector<db::Migration> migrations = blobs::migrations();
  migrations.push_back(kSchema);
  auto database = db::open({.location = argv[2]}, migrations);
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().detail.c_str());
    return 1;
  }
  auto files = blobs::Blobs::open(**database, argv[3]);
  if (!files) {
    std::fprintf(stderr, "%s\n", files.error().detail.c_str());
    return 1;
  }
  if (action == "check") return check(**database, **files);
  std::vector<std::thread> clients;
  for (int client = 0; client < std::atoi(argv[4]); ++client)
    clients.emplace_back([&, client] { write_for_ever(**database, **files, client); });
  clients.emplace_back([&] { collect_for_ever(**files); });
  say("R");
  for (std::thread& client : clients) client.join();
}
