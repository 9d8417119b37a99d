#include "modules/evaluation/store.h"

namespace ocop::evaluation::store {
namespace {

constexpr db::Statement kSettings{"evaluation.settings",
                                  "SELECT valid_from, council_size_min, quorum_percent, spread_limit, floor_basis, rounding, self_score "
                                  "FROM evaluation_setting WHERE province = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1"};
constexpr db::Statement kAllSettings{"evaluation.all_settings",
                                     "SELECT valid_from, council_size_min, quorum_percent, spread_limit, floor_basis, rounding, self_score "
                                     "FROM evaluation_setting WHERE province = $1 ORDER BY valid_from DESC"};
constexpr db::Statement kInsertSettings{
    "evaluation.insert_settings",
    "INSERT INTO evaluation_setting (province, valid_from, council_size_min, quorum_percent, spread_limit, floor_basis, rounding, "
    "self_score, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (province, valid_from) DO NOTHING"};

constexpr db::Statement kInsertResult{
    "evaluation.insert_result",
    "INSERT INTO evaluation_result (dossier, total_numerator, total_denominator, band, stars, sheets, seats, spread_numerator, "
    "spread_denominator, spread_accepted, closed_by, log_index) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr db::Statement kResult{"evaluation.result",
                                "SELECT dossier, total_numerator, total_denominator, band, stars, sheets, seats, spread_numerator, "
                                "spread_denominator, spread_accepted, closed_by, log_index FROM evaluation_result WHERE dossier = $1"};

Settings read_settings(const db::Row& row) {
  Settings out;
  out.valid_from = row.date(0);
  out.council_size_min = static_cast<int>(row.integer(1));
  out.quorum_percent = static_cast<int>(row.integer(2));
  out.spread_limit = static_cast<int>(row.integer(3));
  out.floor_basis = row.text(4) == "every_sheet" ? rulebooks::FloorBasis::every_sheet : rulebooks::FloorBasis::mean;
  out.rounding = row.text(5) == "half_up" ? rulebooks::Rounding::half_up : rulebooks::Rounding::cut;
  out.self_score = row.text(6) == "shown" ? SelfScore::shown : SelfScore::hidden;
  return out;
}

StoredResult read_result(const db::Row& row) {
  StoredResult out;
  out.dossier = row.id<DossierId>(0);
  out.total = Rational(row.integer(1), row.integer(2));
  out.band = static_cast<int>(row.integer(3));
  out.stars = static_cast<int>(row.integer(4));
  out.sheets = static_cast<int>(row.integer(5));
  out.seats = static_cast<int>(row.integer(6));
  out.spread = Rational(row.integer(7), row.integer(8));
  out.spread_accepted = row.integer(9) != 0;
  out.closed_by = row.id<AccountId>(10);
  out.log_index = row.integer(11);
  return out;
}

}  // namespace

void insert_result(db::Transaction& transaction, const StoredResult& result) {
  transaction.execute(kInsertResult, result.dossier, result.total.numerator(), result.total.denominator(), result.band, result.stars,
                      result.sheets, result.seats, result.spread.numerator(), result.spread.denominator(), result.spread_accepted ? 1 : 0,
                      result.closed_by, result.log_index);
}

std::optional<StoredResult> result(db::Reader& reader, DossierId dossier) { return reader.first(read_result, kResult, dossier); }

Settings settings(db::Reader& reader, std::string_view province, Date day) {
  return reader.first(read_settings, kSettings, province, day).value_or(Settings{});
}

std::vector<Settings> all_settings(db::Reader& reader, std::string_view province) {
  return reader.all(read_settings, kAllSettings, province);
}

bool insert_settings(db::Transaction& transaction, std::string_view province, const Settings& settings, AccountId by, Instant now) {
  return transaction.execute(kInsertSettings, province, settings.valid_from, settings.council_size_min, settings.quorum_percent,
                             settings.spread_limit, settings.floor_basis == rulebooks::FloorBasis::mean ? "mean" : "every_sheet",
                             settings.rounding == rulebooks::Rounding::cut ? "cut" : "half_up",
                             settings.self_score == SelfScore::hidden ? "hidden" : "shown", by, now) == 1;
}

}  // namespace ocop::evaluation::store
