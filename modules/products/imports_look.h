#pragma once
#include "modules/products/imports.h"

// A file that was sent, looked at: read, held against what the database holds, its rows kept, and written. What waits for the database and
// what does not are apart: reading 100,000 rows and comparing them takes seconds in which nobody else should wait.
namespace ocop::products {

Corrections corrections_of(const std::vector<KeptFix>& fixes);
// Which register the ids of its rows are of. Two provinces may well call their sender the same ("Văn phòng điều phối").
std::string register_of(const Import& import);

struct Look {
  ImportReport report;
  std::vector<Known> known;
  std::string headings;                  // Import::headings
  std::vector<std::string> missing;
};
// What the database says beside the file.
struct Beside {
  std::vector<Known> known;
  ProductPairs apart;
};
Beside beside(const Imports::Parts& parts, db::Reader& reader);
// Whether nothing has changed since `known` was read.
bool still_known(const Imports::Parts& parts, db::Reader& reader, const std::vector<Known>& known);

// Errors: of read_register; too_large above kImportRows.
Result<RegisterFile> read_import(const Imports::Parts& parts, const sheets::Source& bytes, const Corrections& corrections,
                                 const Steps& steps = {});
Look compare_import(const Imports::Parts& parts, const Import& import, RegisterFile file, Beside beside, const Corrections& corrections);
// What the look found, into the import; and its rows in place of those of the last look.
void note(Import& import, const Look& look);
void keep_rows(act::Act& act, Random& random, const Import& import, const ImportReport& report);
// Into the register. conflict: somebody was faster, or it lacks columns.
Result<void> bring_in(const Imports::Parts& parts, act::Act& act, Import& import, const Look& look, const Steps& steps = {});
// Where its bytes are.
blobs::Owner owner_of(ImportId id);

}  // namespace ocop::products
