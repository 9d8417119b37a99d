#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/sources/source.h"
#include "modules/certificates/ruling_types.h"

// The SQL of rulings; who may ask is asked before (rulings.cc).
namespace ocop::certificates::ruling_rows {

void insert(db::Transaction& transaction, const Ruling& ruling);          // with its lines; a draft, or recorded at once
// Minutes and lines of a draft. False: changed or recorded meanwhile.
bool update(db::Transaction& transaction, const Ruling& draft);
// Everything that is entered with the signed paper. False: changed or recorded meanwhile.
bool record(db::Transaction& transaction, const Ruling& ruling);
void remove(db::Transaction& transaction, RulingId draft);
void lock(db::Transaction& transaction, RulingId id);
std::optional<Ruling> find(db::Reader& reader, RulingId id);
std::optional<Ruling> of_dossier(db::Reader& reader, DossierId dossier);   // the recorded one
std::vector<Ruling> parts_of(db::Reader& reader, RulingId whole);          // recorded, in the order of their entries
std::vector<Ruling> after(db::Reader& reader, RulingId last, std::int64_t limit);   // recorded, for the check of all
// What it says of each of its dossiers, as decisions, and the certificates that were issued on them.
std::vector<Decision> decisions(db::Reader& reader, RulingId id);
std::vector<Issued> certificates(db::Reader& reader, RulingId id);

// Whose number it is from now on. `key`: province, year and number_key() of rules. The ruling that had it already; nullopt: it is
// `ruling`'s now.
std::optional<RulingId> claim_number(db::Transaction& transaction, const Ruling& ruling, std::string_view key);
// Number, day and signer of every decision of the province in a year, each once: also of those from before rulings were recorded.
struct Numbered {
  std::string number;
  Date decided;
  std::string signer;
};
std::vector<Numbered> numbers(db::Reader& reader, std::string_view province, int year);

lists::Rows<Ruling> rulings();

}  // namespace ocop::certificates::ruling_rows
