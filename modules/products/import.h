#pragma once
#include "kernel/base/message.h"
#include "kernel/random/random.h"
#include "modules/products/register.h"
#include "modules/products/store.h"

// `ocop import register FILE`: what it did, or would do, with every row.
namespace ocop::products {

// Every row has exactly one; the counts add up to the rows of the file.
enum class Outcome : std::uint8_t {
  created,
  updated,               // the row changed since the last import
  unchanged,
  suspected_duplicate,   // new, kept and marked: nothing of a register is lost, a person decides
  wrong,                 // never written
};
std::string_view name(Outcome outcome);
inline constexpr int kOutcomes = 5;

enum class ImportMode : std::uint8_t { dry_run, apply };
struct ImportOptions {
  ImportMode mode = ImportMode::dry_run;
  std::string source = "register";       // which register the ids are of: the same source again finds its rows
};

struct ReportRow {
  Where where;
  std::string register_id, name;
  Outcome outcome = Outcome::wrong;
  struct Like { std::string id, name, maker; };   // its id in its register; empty when it is of none
  std::optional<Like> like;              // suspected_duplicate: the earlier row or product
  std::vector<Problem> problems;         // wrong
  struct Unit { std::string code, name; };
  std::vector<Unit> units;               // what the printed commune may be today, when the file gives no code
};
struct ImportReport {
  ImportMode mode = ImportMode::dry_run;
  std::string source;
  std::array<std::size_t, kOutcomes> counts{};
  std::array<std::size_t, 7> validity{};  // of all rows but the wrong ones, on the day of the import
  Date day;
  std::string written_as;                // RegisterFile has what these are
  std::vector<Column> columns;
  std::vector<std::string> ignored_columns, ignored_sheets;
  std::vector<LeftOut> left_out;
  std::vector<ReportRow> rows;           // in the order of the file
  std::size_t more_wrong = 0;            // RegisterFile
};
std::string to_json(const ImportReport& report);                        // docs/formats/register.md, "The report"
std::string to_text(const ImportReport& report, Language language);     // for a terminal

// What would happen to each row, given what the store knows and what a person said. Pure. Precondition: settle_codes was asked.
struct Planned {
  std::size_t row = 0;                   // of the file
  Outcome outcome = Outcome::wrong;
  std::optional<std::size_t> known;      // the stored product of the same id
  std::optional<std::size_t> like;       // number of the like one: < known.size() = stored, else a row of the file + known.size()
};
std::vector<Planned> plan_import(const std::vector<RegisterRow>& rows, const std::vector<Known>& known, const std::string& source,
                                 const places::Index& places, const ProductPairs& apart);

// Writes the plan. Ids and codes come from `random`. Error: conflict when a product is not any more what `known` says of it; nothing of
// the plan may be kept then.
// What the writing made: products and makers that were not there.
struct Applied {
  std::vector<ProductId> created;
  std::vector<ProducerId> makers;
};
Result<Applied> apply_import(db::Transaction& transaction, const Store& store, const producers::Producers& producers,
                     const std::vector<RegisterRow>& rows, const std::vector<Known>& known, const std::vector<Planned>& plan,
                     const std::string& source, Instant now, Random& random);
// What the offers say together.
template <class Offers>
ProductPairs apart_of(db::Reader& reader, const Offers& offers) {
  ProductPairs out;
  for (const Apart& one : offers) out.merge(one.pairs(reader));
  return out;
}
ImportReport make_report(const RegisterFile& file, const std::vector<Known>& known, const std::vector<Planned>& plan,
                         const ImportOptions& options, const places::Index& places, Date day);

}  // namespace ocop::products
