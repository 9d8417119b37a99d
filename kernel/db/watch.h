#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"

// A database that tells of its statements: for tests that ask how the engine carries them out (tests/support/plans.h).
namespace ocop::db {

// A statement that a connection makes ready, which it does once for many runs.
struct MadeReady {
  std::string_view name;
  std::string_view sql;                       // for the engine, without markers
  std::vector<std::string_view> types{};      // PostgreSQL: of the parameters
};
using Watch = std::function<void(const MadeReady&)>;   // called by any thread, in the middle of an act or a look

// open(), with a watch.
Result<std::unique_ptr<Database>> open_watched(const Options& options, std::vector<Migration> migrations,
                                              const Watch& watch);

}  // namespace ocop::db
