#pragma once
#include "kernel/base/by_index.h"
#include "kernel/base/message.h"
#include "kernel/random/id_run.h"
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

// What would happen to each row, given what the store knows and what a person said. Pure. Precondition: settle_codes was asked.
struct Planned {
  std::size_t row = 0;                   // of the file
  Outcome outcome = Outcome::wrong;
  std::optional<std::size_t> known;      // the stored product of the same id
  std::optional<std::size_t> like;       // number of the like one: < known.size() = stored, else a row of the file + known.size()
};

struct ImportReport;
// The rows of a report, in the order of the file; each is made when it is asked for, so that nobody holds 100,000 of them.
class ReportRows {
 public:
  std::size_t size() const { return plan_.size(); }
  bool empty() const { return plan_.empty(); }
  ReportRow operator[](std::size_t row) const;
  auto begin() const { return ByIndex(*this, 0); }
  auto end() const { return ByIndex(*this, size()); }
  Outcome outcome(std::size_t row) const;
  const RegisterRows& read() const { return read_; }
  const std::vector<Planned>& plan() const { return plan_; }

 private:
  friend ImportReport make_report(RegisterFile file, const std::vector<Known>& known, std::vector<Planned> plan,
                                  const ImportOptions& options, const places::Index& places, Date day);
  const places::Index* places_ = nullptr;
  RegisterRows read_;
  std::vector<Planned> plan_;
  std::map<std::size_t, ReportRow::Like> likes_;   // of stored ones, by their place in what was known
  std::size_t known_ = 0;
};

// Its rows refer to the places that it was made with.
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
  ReportRows rows{};
  std::size_t more_wrong = 0;            // RegisterFile
};
std::string to_json(const ImportReport& report);                        // docs/formats/register.md, "The report"
std::string to_text(const ImportReport& report, Language language);     // for a terminal

std::vector<Planned> plan_import(const RegisterRows& rows, const std::vector<Known>& known, const std::string& source,
                                 const places::Index& places, const ProductPairs& apart);

// Writes the plan. Ids and codes come from `random`. Error: conflict when a product is not any more what `known` says of it; nothing of
// the plan may be kept then.
// What the writing made: products and makers that were not there.
struct Applied {
  std::vector<ProductId> created;
  std::vector<ProducerId> makers;
};
Result<Applied> apply_import(db::Transaction& transaction, const Store& store, const producers::Producers& producers,
                     const RegisterRows& rows, const std::vector<Known>& known, const std::vector<Planned>& plan,
                     const std::string& source, Instant now, Random& random, const Steps& steps = {});
// What the offers say together.
template <class Offers>
ProductPairs apart_of(db::Reader& reader, const Offers& offers) {
  ProductPairs out;
  for (const Apart& one : offers) out.merge(one.pairs(reader));
  return out;
}
ImportReport make_report(RegisterFile file, const std::vector<Known>& known, std::vector<Planned> plan,
                         const ImportOptions& options, const places::Index& places, Date day);

}  // namespace ocop::products
