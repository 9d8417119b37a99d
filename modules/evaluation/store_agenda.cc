// What agendas of sessions are made of (modules/sessions).
#include "kernel/db/columns.h"
#include "modules/evaluation/store.h"

namespace ocop::evaluation::store {
namespace {

// A forwarded dossier is kept as a submitted one with the day it was forwarded.
constexpr db::Statement kAwaitingCouncil{"evaluation.awaiting_council",
                                         "SELECT id FROM evaluation_dossier WHERE province = $1 AND state = 'submitted'"
                                         " AND forwarded_at IS NOT NULL ORDER BY forwarded_at, id LIMIT $2"};
constexpr db::Statement kWithAdvice{"evaluation.with_advice", "SELECT dossier FROM evaluation_advice WHERE dossier IN {ids}"};

}  // namespace

std::vector<DossierId> awaiting_council(db::Reader& reader, std::string_view province) {
  return reader.all(db::value<DossierId>, kAwaitingCouncil, province, std::int64_t{kMostWaiting});
}
std::vector<DossierId> with_advice(db::Reader& reader, std::span<const DossierId> ids) {
  return reader.by_ids(db::value<DossierId>, kWithAdvice, ids);
}

}  // namespace ocop::evaluation::store
