#pragma once
#include <optional>
#include <vector>

#include "kernel/sources/source.h"
#include "modules/products/import_types.h"

// Rows of imports. Each call is within the caller's act or look; access is the service's.
namespace ocop::products::import_rows {

void insert(db::Transaction& transaction, const Import& import);
// Everything of it but who sent it and when. False: the version moved on.
bool update(db::Transaction& transaction, const Import& import);
// Of the scope, else nullopt.
std::optional<Import> find(db::Reader& reader, const Scope& scope, ImportId id);

// Until the transaction ends nobody else corrects, applies or undoes it.
void lock(db::Transaction& transaction, ImportId id);

// The rows of the last look go, and those of another come, some at a time.
void forget_rows(db::Transaction& transaction, ImportId import);
void add_rows(db::Transaction& transaction, std::span<const ImportRow> rows);
std::optional<ImportRow> row(db::Reader& reader, ImportId import, std::int64_t number);
std::vector<ImportRow> rows_of(db::Reader& reader, ImportId import, Outcome outcome, int limit);

void put_fix(db::Transaction& transaction, ImportId import, const KeptFix& fix, AccountId by, Instant now);
std::vector<KeptFix> fixes_of(db::Reader& reader, ImportId import);
// The corrections by value of an import become its sender's recipe; a value that was corrected otherwise before is corrected so from now
// on.
void learn(db::Transaction& transaction, const Import& import, Instant now);
std::vector<Recipe> recipe_of(db::Reader& reader, std::string_view province, std::string_view source);
// Senders of before, the last first.
std::vector<std::string> sources_of(db::Reader& reader, std::string_view province, int limit);

// Before it is applied once more.
void forget_changes(db::Transaction& transaction, ImportId import);
// What the register says of products that are about to be written, and which are new: so that it can be taken back.
void keep_before(db::Transaction& transaction, ImportId import, std::span<const ProductId> updated);
void keep_created(db::Transaction& transaction, ImportId import, std::span<const ProductId> created, std::span<const ProducerId> makers);
void note_versions(db::Transaction& transaction, ImportId import);   // after the writing
std::vector<ImportChange> changes_of(db::Reader& reader, ImportId import);
bool has_products(db::Reader& reader, ProducerId maker);   // merged ones too
std::vector<ProducerId> makers_of(db::Reader& reader, ImportId import);

// Imports as a list. Words: state, source; orders: sent.
lists::Rows<Import> imports();
// Rows of one import. Words: import, outcome; in the order of the file.
lists::Rows<ImportRow> rows();

}  // namespace ocop::products::import_rows
