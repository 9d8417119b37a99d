#pragma once
#include <vector>

#include "kernel/access/access.h"
#include "kernel/db/db.h"
#include "modules/resolver/types.h"

namespace ocop::resolver::store {

std::int64_t next_serial(db::Transaction& transaction, int year);
void insert(db::Transaction& transaction, const Report& report);
// False: another version, or not open any more.
enum class Closing : std::uint8_t { done, stale };
Closing close(db::Transaction& transaction, const Report& report, std::int64_t version);
// Reports are not public: only what the scope covers by province.
std::optional<Report> find(db::Reader& reader, const Scope& scope, ReportId id);
inline constexpr std::int64_t kMostListed = 200;   // a province that has more open reports has another problem than this list
std::vector<Report> list(db::Reader& reader, const Scope& scope, ReportState state);   // newest first

}  // namespace ocop::resolver::store
