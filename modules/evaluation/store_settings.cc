#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

namespace ocop::evaluation::store {
namespace {

constexpr auto kStoredResult = db::columns<StoredResult>(
    db::column("dossier", &StoredResult::dossier), db::fraction("total_numerator", "total_denominator", &StoredResult::total),
    db::column("band", &StoredResult::band), db::column("stars", &StoredResult::stars), db::column("sheets", &StoredResult::sheets),
    db::column("seats", &StoredResult::seats), db::fraction("spread_numerator", "spread_denominator", &StoredResult::spread),
    db::column("spread_accepted", &StoredResult::spread_accepted), db::column("closed_by", &StoredResult::closed_by),
    db::column("log_index", &StoredResult::log_index));

constexpr db::Statement kInForce{
    "evaluation.settings",
    "SELECT {columns} FROM evaluation_setting WHERE province = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1", kSettings};
constexpr db::Statement kAllSettings{
    "evaluation.all_settings", "SELECT {columns} FROM evaluation_setting WHERE province = $1 ORDER BY valid_from DESC", kSettings};
constexpr db::Statement kInsertSettings{
    "evaluation.insert_settings",
    "INSERT INTO evaluation_setting ({columns}, province, entered_by, entered_at) VALUES ({arguments}, {+1}, {+2}, {+3}) "
    "ON CONFLICT (province, valid_from) DO NOTHING", kSettings};

constexpr db::Statement kInsertResult{
    "evaluation.insert_result", "INSERT INTO evaluation_result ({columns}) VALUES ({arguments})", kStoredResult};
constexpr db::Statement kResult{"evaluation.result", "SELECT {columns} FROM evaluation_result WHERE dossier = $1", kStoredResult};

}  // namespace

void insert_result(db::Transaction& transaction, const StoredResult& result) {
  transaction.send(kInsertResult, kStoredResult.of(result));
}

std::optional<StoredResult> result(db::Reader& reader, DossierId dossier) { return reader.first(kStoredResult, kResult, dossier); }

Settings settings(db::Reader& reader, std::string_view province, Date day) {
  return reader.first(kSettings, kInForce, province, day).value_or(Settings{});
}

std::vector<Settings> all_settings(db::Reader& reader, std::string_view province) {
  return reader.all(kSettings, kAllSettings, province);
}

bool insert_settings(db::Transaction& transaction, std::string_view province, const Settings& settings, AccountId by, Instant now) {
  return transaction.execute(kInsertSettings, kSettings.of(settings), province, by, now) == 1;
}

}  // namespace ocop::evaluation::store
