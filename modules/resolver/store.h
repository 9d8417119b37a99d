#pragma once
#include "kernel/access/access.h"
#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/resolver/types.h"

namespace ocop::resolver::store {

std::int64_t next_serial(db::Transaction& transaction, int year);
// One after the other on PostgreSQL too: whoever holds the serials, or takes one, waits here until the act before has ended.
void hold_serials(db::Transaction& transaction);
void insert(db::Transaction& transaction, const Report& report);
// False: another one of the code and kind is open.
bool insert_case(db::Transaction& transaction, const Report& report);
// Whether one of them is open, or came since then.
bool case_stands(db::Reader& reader, std::string_view code, Origin origin, Instant since);
// False: another version, or not open any more.
bool close(db::Transaction& transaction, const Report& report, std::int64_t version);
// Reports are not public: only what the scope covers by province.
std::optional<Report> find(db::Reader& reader, const Scope& scope, ReportId id);
std::vector<Reported::Count> reported(db::Reader& reader, std::string_view province, Instant since);
lists::Rows<Report> reports();
lists::Page<Report> oldest_open(db::Reader& reader, std::string_view province);   // one row, and how many there are
std::vector<std::string> provinces_with_open(db::Reader& reader);

}  // namespace ocop::resolver::store
