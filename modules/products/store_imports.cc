#include "modules/products/store_imports.h"

#include "kernel/db/columns.h"
#include "modules/products/register_line.h"
#include "modules/products/store.h"

namespace ocop::products {
namespace import_rows {
namespace {

// The counts are columns of their own: lists sort and add them.
struct Counts { std::int64_t created = 0, updated = 0, unchanged = 0, suspected = 0, wrong = 0; };
struct Row { Import import; Counts counts; };
constexpr auto kHead = db::columns<Import>(
    db::column("id", &Import::id), db::column("province", &Import::province), db::column("source", &Import::source),
    db::column("file_name", &Import::file_name), db::column("sent_by", &Import::by), db::column("sent", &Import::sent));
constexpr auto kState = db::columns<Import>(
    db::column("sha256", &Import::sha256), db::column("written_as", &Import::written_as), db::column("headings", &Import::headings),
    db::column("missing", &Import::missing), db::column("state", &Import::state), db::column("under_way", &Import::under_way),
    db::column("job", &Import::job),
    db::column("told", &Import::told),
    db::column("applied", &Import::applied), db::column("applied_by", &Import::applied_by), db::column("undone", &Import::undone),
    db::column("undone_by", &Import::undone_by), db::column("log_index", &Import::log_index), db::column("version", &Import::version));
constexpr auto kCounts = db::columns<Counts>(
    db::column("created", &Counts::created), db::column("updated", &Counts::updated), db::column("unchanged", &Counts::unchanged),
    db::column("suspected", &Counts::suspected), db::column("wrong", &Counts::wrong));
constexpr auto kChanging = db::columns<Row>(db::nested(&Row::import, kState), db::nested(&Row::counts, kCounts));
constexpr auto kRow = db::columns<Row>(db::nested(&Row::import, kHead), db::also(kChanging));

Row row_of(const Import& import) {
  const auto& n = import.counts;
  return {import, {n[0], n[1], n[2], n[3], n[4]}};
}
Import import_of(Row row) {
  const Counts& n = row.counts;
  row.import.counts = {n.created, n.updated, n.unchanged, n.suspected, n.wrong};
  return std::move(row.import);
}

constexpr auto kFileRow = db::columns<ImportRow>(
    db::column("id", &ImportRow::id), db::column("import", &ImportRow::import), db::column("number", &ImportRow::number),
    db::column("sheet", &ImportRow::sheet),
    db::column("row_number", &ImportRow::row), db::column("line", &ImportRow::line), db::column("register_id", &ImportRow::register_id),
    db::column("name", &ImportRow::name), db::column("maker", &ImportRow::maker), db::column("place", &ImportRow::place),
    db::column("decision", &ImportRow::decision), db::column("stars", &ImportRow::stars), db::column("year", &ImportRow::year),
    db::column("outcome", &ImportRow::outcome), db::column("problems", &ImportRow::problems), db::column("like_id", &ImportRow::like_id),
    db::column("like_name", &ImportRow::like_name), db::column("province", &ImportRow::province));
constexpr auto kFix = db::columns<KeptFix>(
    db::column("reach", &KeptFix::reach), db::column("sheet", &KeptFix::sheet), db::column("row_number", &KeptFix::row),
    db::column("field", &KeptFix::field), db::column("printed", &KeptFix::printed), db::column("value", &KeptFix::value));
constexpr auto kRecipe = db::columns<Recipe>(db::column("field", &Recipe::field), db::column("printed", &Recipe::printed),
                                             db::column("value", &Recipe::value), db::column("reach", &Recipe::reach));
constexpr auto kChange = db::columns<ImportChange>(db::column("product", &ImportChange::product), db::column("kind", &ImportChange::kind),
                                                   db::column("version_after", &ImportChange::version_after));

constexpr db::Statement kInsert{"products.insert_import", "INSERT INTO products_import ({columns}) VALUES ({arguments})", kRow};
constexpr db::Statement kUpdate{
    "products.update_import", "UPDATE products_import SET {assignments} WHERE id = {+1} AND version = {+2}", kChanging};
constexpr db::Statement kFind{"products.find_import", "SELECT {columns} FROM products_import WHERE id = $1", kRow};
constexpr db::Statement kLock{"products.lock_import", "SELECT id FROM products_import WHERE id = $1 {lock}"};
constexpr db::Statement kForgetRows{"products.forget_import_rows", "DELETE FROM products_import_row WHERE import = $1"};
constexpr db::Statement kInsertRows{"products.insert_import_rows", "INSERT INTO products_import_row ({columns}) VALUES {rows}", kFileRow};
constexpr db::Statement kFindRow{"products.find_import_row",
                                 "SELECT {columns} FROM products_import_row WHERE import = $1 AND number = $2", kFileRow};
constexpr db::Statement kRowsOf{
    "products.import_rows_of",
    "SELECT {columns} FROM products_import_row WHERE import = $1 AND outcome = $2 ORDER BY number LIMIT $3", kFileRow};
constexpr db::Statement kPutFix{
    "products.put_fix",
    "INSERT INTO products_import_fix ({columns}, import, fixed_by, fixed) VALUES ({arguments}, {+1}, {+2}, {+3})"
    " ON CONFLICT (import, reach, sheet, row_number, field, printed) DO UPDATE SET value = excluded.value,"
    " fixed_by = excluded.fixed_by, fixed = excluded.fixed", kFix};
constexpr db::Statement kFixesOf{"products.fixes_of",
                                 "SELECT {columns} FROM products_import_fix WHERE import = $1 ORDER BY fixed, field, printed", kFix};
constexpr db::Statement kLearn{
    "products.learn",
    "INSERT INTO products_recipe (province, source, reach, field, printed, value, learned)"
    " SELECT $1, $2, reach, field, printed, value, $3 FROM products_import_fix WHERE import = $4 AND reach <> 0"
    " ON CONFLICT (province, source, reach, field, printed) DO UPDATE SET value = excluded.value, learned = excluded.learned"};
constexpr db::Statement kRecipeOf{
    "products.recipe_of",
    "SELECT {columns} FROM products_recipe WHERE province = $1 AND source = $2 ORDER BY reach, field, printed", kRecipe};
constexpr db::Statement kSourcesOf{
    "products.import_sources",
    "SELECT source FROM products_import WHERE province = $1 GROUP BY source ORDER BY MAX(sent) DESC, source LIMIT $2"};

// The columns of the record and of the standing, as products_product and products_import_change both have them.
#define OCOP_RECORD                                                                                                                   \
  "producer, name, group_as_printed, province, commune, place_as_printed, unit_choices, duplicate_of, maker_name, maker_kind,"       \
  " register_digest, register_row, name_marked, name_folded, sort_key, search_text, product_group, basis, stars, decision, decided," \
  " decision_year, valid_until, verified, withdrawn, recognition, source_url, source_kind, certificate, standing_class, last_day, sort_day"
constexpr db::Statement kKeepBefore{
    "products.keep_before_import",
    "INSERT INTO products_import_change (import, product, kind, version_after, " OCOP_RECORD ")"
    " SELECT $1, id, 1, version, " OCOP_RECORD " FROM products_product WHERE id = $2"};
struct MadeProduct { ImportId import; ProductId made; std::int64_t kind = 0, version_after = 0; };
struct MadeMaker { ImportId import; ProducerId made; };
constexpr auto kMadeProduct = db::columns<MadeProduct>(
    db::column("import", &MadeProduct::import), db::column("product", &MadeProduct::made), db::column("kind", &MadeProduct::kind),
    db::column("version_after", &MadeProduct::version_after));
constexpr auto kMadeMaker =
    db::columns<MadeMaker>(db::column("import", &MadeMaker::import), db::column("producer", &MadeMaker::made));
constexpr db::Statement kKeepCreated{"products.keep_created", "INSERT INTO products_import_change ({columns}) VALUES {rows}", kMadeProduct};
constexpr db::Statement kKeepMaker{"products.keep_import_maker", "INSERT INTO products_import_maker ({columns}) VALUES {rows}", kMadeMaker};
constexpr db::Statement kForgetChanges{"products.forget_import_changes", "DELETE FROM products_import_change WHERE import = $1"};
constexpr db::Statement kForgetMakers{"products.forget_import_makers", "DELETE FROM products_import_maker WHERE import = $1"};
constexpr db::Statement kNoteVersions{
    "products.note_versions",
    "UPDATE products_import_change SET version_after = (SELECT p.version FROM products_product p WHERE p.id = product)"
    " WHERE import = $1"};
constexpr db::Statement kChangesOf{"products.import_changes",
                                   "SELECT {columns} FROM products_import_change WHERE import = $1 ORDER BY product", kChange};
constexpr db::Statement kHasProducts{"products.maker_has_products", "SELECT 1 FROM products_product WHERE producer = $1 LIMIT 1"};
constexpr db::Statement kMakersOf{"products.import_makers",
                                  "SELECT producer FROM products_import_maker WHERE import = $1 ORDER BY producer"};

constexpr lists::Condition kImportWords[] = {{.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"},
                                             {.word = "source", .sql = "source = ?"}};
constexpr lists::Sort kImportSorts[] = {{"sent", "sent", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kImports{.name = "products.imports", .from = "FROM products_import", .columns = kRow, .key = "id",
                                 .cover = {.province = "province"}, .conditions = kImportWords, .sorts = kImportSorts};
constexpr lists::Condition kRowWords[] = {
    {.word = "import", .sql = "import = ?", .kept = lists::Kept::bytes},
    {.word = "outcome", .sql = "outcome = ?", .kept = lists::Kept::integer, .group = "outcome"}};
constexpr lists::Sort kRowSorts[] = {{"number", "number", lists::Kept::integer}};
constexpr lists::Source kRows{.name = "products.import_rows", .from = "FROM products_import_row", .columns = kFileRow, .key = "id",
                              .cover = {.province = "province"}, .conditions = kRowWords, .sorts = kRowSorts};

// The register as a file again: what was printed, and of a product that is of no register what it says of itself.
constexpr auto kLineStanding = db::columns<Standing>(
    db::column("stars", &Standing::stars), db::column("decision", &Standing::decision), db::column("decision_year", &Standing::year),
    db::column("recognition", &Standing::recognition), db::column("source_url", &Standing::source_url),
    db::column("source_kind", &Standing::source_kind));
constexpr auto kLineProduct = db::columns<Product>(
    db::column("id", &Product::id), db::column("code", &Product::code), db::column("register_id", &Product::register_id),
    db::column("name", &Product::name),
    db::column("province", &Product::province), db::column("commune", &Product::commune),
    db::column("place_as_printed", &Product::place_as_printed), db::column("group_as_printed", &Product::group_as_printed),
    db::nested(&Product::standing, kLineStanding));
constexpr auto kLineItem = db::columns<Item>(db::nested(&Item::product, kLineProduct), db::column("maker_name", &Item::maker),
                                             db::column("maker_kind", &Item::maker_kind));
constexpr auto kLine = db::columns<RegisterLine>(db::nested(&RegisterLine::item, kLineItem),
                                                 db::column("register_row", &RegisterLine::register_row));
constexpr lists::Sort kLineSorts[] = {{"name", "sort_key", lists::Kept::bytes}};
constexpr lists::Source kLines{.name = "products.register_lines", .from = "FROM products_product", .columns = kLine, .key = "id",
                               .cover = {.province = "province"}, .always = "merged_into IS NULL", .sorts = kLineSorts};

}  // namespace

namespace {
// Many at a time; the copies are small.
template <class Made, class Columns, class T>
void keep_made(db::Transaction& transaction, const db::Statement& statement, const Columns& columns, ImportId import,
               std::span<const T> made) {
  std::vector<Made> rows;
  rows.reserve(made.size());
  for (const T& one : made) rows.push_back({import, one});
  transaction.insert_all(statement, columns, std::span<const Made>(rows));
}
}  // namespace

void insert(db::Transaction& transaction, const Import& import) {
  const Row row = row_of(import);
  transaction.send(kInsert, kRow.of(row));
}

bool update(db::Transaction& transaction, const Import& import) {
  Row row = row_of(import);
  ++row.import.version;
  return transaction.execute(kUpdate, kChanging.of(row), import.id, import.version) == 1;
}

std::optional<Import> find(db::Reader& reader, const Scope& scope, ImportId id) {
  auto found = reader.first(kRow, kFind, id);
  if (!found || !scope.covers(found->import.province, {}, std::nullopt)) return std::nullopt;
  return import_of(std::move(*found));
}

void lock(db::Transaction& transaction, ImportId id) { transaction.first(db::value<ImportId>, kLock, id); }

void forget_rows(db::Transaction& transaction, ImportId import) { transaction.send(kForgetRows, import); }
void add_rows(db::Transaction& transaction, std::span<const ImportRow> rows) { transaction.insert_all(kInsertRows, kFileRow, rows); }
std::optional<ImportRow> row(db::Reader& reader, ImportId import, std::int64_t number) {
  return reader.first(kFileRow, kFindRow, import, number);
}
std::vector<ImportRow> rows_of(db::Reader& reader, ImportId import, Outcome outcome, int limit) {
  return reader.all(kFileRow, kRowsOf, import, static_cast<std::int64_t>(outcome), limit);
}

void put_fix(db::Transaction& transaction, ImportId import, const KeptFix& fix, AccountId by, Instant now) {
  transaction.send(kPutFix, kFix.of(fix), import, by, now);
}
std::vector<KeptFix> fixes_of(db::Reader& reader, ImportId import) { return reader.all(kFix, kFixesOf, import); }
void learn(db::Transaction& transaction, const Import& import, Instant now) {
  transaction.send(kLearn, import.province, import.source, now, import.id);
}
std::vector<Recipe> recipe_of(db::Reader& reader, std::string_view province, std::string_view source) {
  return reader.all(kRecipe, kRecipeOf, province, source);
}
std::vector<std::string> sources_of(db::Reader& reader, std::string_view province, int limit) {
  return reader.all(db::value<std::string>, kSourcesOf, province, limit);
}

void forget_changes(db::Transaction& transaction, ImportId import) {
  transaction.send(kForgetChanges, import);
  transaction.send(kForgetMakers, import);
}
void keep_before(db::Transaction& transaction, ImportId import, std::span<const ProductId> updated) {
  for (const ProductId id : updated) transaction.send(kKeepBefore, import, id);
}
void keep_created(db::Transaction& transaction, ImportId import, std::span<const ProductId> created, std::span<const ProducerId> makers) {
  keep_made<MadeProduct>(transaction, kKeepCreated, kMadeProduct, import, created);
  keep_made<MadeMaker>(transaction, kKeepMaker, kMadeMaker, import, makers);
}
void note_versions(db::Transaction& transaction, ImportId import) { transaction.send(kNoteVersions, import); }
std::vector<ImportChange> changes_of(db::Reader& reader, ImportId import) { return reader.all(kChange, kChangesOf, import); }
bool has_products(db::Reader& reader, ProducerId maker) {
  return reader.first(db::value<std::int64_t>, kHasProducts, maker).has_value();
}
std::vector<ProducerId> makers_of(db::Reader& reader, ImportId import) { return reader.all(db::value<ProducerId>, kMakersOf, import); }

lists::Rows<Import> imports() {
  return {kImports, [](const db::Row& row) { return import_of(kRow(row)); }};
}
lists::Rows<ImportRow> rows() { return {kRows, kFileRow}; }

}  // namespace import_rows

lists::Rows<RegisterLine> register_lines() { return {import_rows::kLines, import_rows::kLine}; }

namespace {

constexpr db::Statement kRestore{
    "products.restore",
    "UPDATE products_product SET (" OCOP_RECORD ") = (SELECT " OCOP_RECORD " FROM products_import_change c WHERE c.import = $1"
    " AND c.product = $2), extended_until = NULL, version = version + 1 WHERE id = $2 AND version = $3"};
constexpr db::Statement kSearchText{"products.search_text", "SELECT search_text FROM products_product WHERE id = $1"};
constexpr db::Statement kHasMore{"products.has_more",
                                 "SELECT 1 FROM products_photo WHERE product = $1 UNION ALL"
                                 " SELECT 1 FROM products_settled WHERE product = $1 UNION ALL"
                                 " SELECT 1 FROM products_past_gtin WHERE product = $1 UNION ALL"
                                 " SELECT 1 FROM products_printed WHERE product = $1 UNION ALL"
                                 " SELECT 1 FROM products_merged WHERE product = $1 UNION ALL"
                                 " SELECT 1 FROM products_merge WHERE target = $1 LIMIT 1"};
constexpr db::Statement kRemove{"products.remove", "DELETE FROM products_product WHERE id = $1 AND version = $2"};

}  // namespace

bool Store::restore(db::Transaction& transaction, ImportId import, const ImportChange& change) const {
  if (transaction.execute(kRestore, import, change.product, change.version_after) != 1) return false;
  index(transaction, change.product, transaction.first(db::value<std::string>, kSearchText, change.product).value_or(""));
  return true;
}

bool Store::remove(db::Transaction& transaction, const ImportChange& change) const {
  if (transaction.first(db::value<std::int64_t>, kHasMore, change.product)) return false;
  if (transaction.execute(kRemove, change.product, change.version_after) != 1) return false;
  unindex(transaction, change.product);
  transaction.announce(kKeysChanged);
  return true;
}

}  // namespace ocop::products
