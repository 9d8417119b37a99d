#pragma once
#include "kernel/access/access.h"
#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/resolver/types.h"

namespace ocop::resolver::store {

std::int64_t next_serial(db::Transaction& transaction, int year);
void insert(db::Transaction& transaction, const Report& report);
// False: another version, or not open any more.
bool close(db::Transaction& transaction, const Report& report, std::int64_t version);
// Reports are not public: only what the scope covers by province.
std::optional<Report> find(db::Reader& reader, const Scope& scope, ReportId id);
lists::Rows<Report> reports();
lists::Page<Report> oldest_open(db::Reader& reader, const Scope& scope);   // one row, and how many there are

}  // namespace ocop::resolver::store
