#include "modules/products/store.h"

#include <algorithm>
#include <set>

#include "kernel/base/text.h"
#include "kernel/db/columns.h"
#include "modules/products/catalogue.h"
#include "modules/products/past_gtin.h"
#include "modules/products/query.h"
#include "modules/products/store_printed.h"
#include "modules/products/rules.h"
#include "modules/products/store_units.h"
#include "modules/products/units.h"

namespace ocop::products {
namespace {

// What the search, the order of lists and the facets stand on: computed from the rest when it is written.
struct Words {
  std::string marked, folded, sort_key, search_text;
};
struct StandingRow {
  Standing standing;
  StandingClass standing_class = StandingClass::none;
  std::optional<Date> last_day;
  std::int64_t sort_day = 0;
};
// A product as it is written.
struct Written {
  Product product;
  std::string maker;
  producers::Kind maker_kind = producers::Kind::unknown;
  std::string digest, register_row;
  Words words;
  StandingRow standing;
};
struct IsCertificate {   // or a confirmed decision: what the log says
  db::Bind store(bool certified) const { return static_cast<int>(certified ? Standing::Basis::certificate : Standing::Basis::imported); }
  template <class V>
  V load(const db::Row& row, int column) const { return row.integer(column) >= static_cast<int>(Standing::Basis::certificate); }
};

constexpr auto kStanding = db::columns<Standing>(
    db::column("basis", &Standing::basis), db::column("stars", &Standing::stars), db::column("decision", &Standing::decision),
    db::column("decided", &Standing::decided), db::column("decision_year", &Standing::year),
    db::column("valid_until", &Standing::valid_until), db::column("verified", &Standing::verified),
    db::column("withdrawn", &Standing::withdrawn), db::column("recognition", &Standing::recognition),
    db::column("source_url", &Standing::source_url), db::column("source_kind", &Standing::source_kind),
    db::column("certificate", &Standing::certificate), db::column("extended_until", &Standing::extended_until));
constexpr auto kStandingRow = db::columns<StandingRow>(
    db::nested(&StandingRow::standing, kStanding), db::column("standing_class", &StandingRow::standing_class),
    db::column("last_day", &StandingRow::last_day), db::column("sort_day", &StandingRow::sort_day));
// What the register says, and an import writes again; and what it writes once.
constexpr auto kOfRegister = db::columns<Product>(
    db::column("producer", &Product::producer, db::kNullWhenEmpty), db::column("name", &Product::name),
    db::column("group_as_printed", &Product::group_as_printed), db::column("province", &Product::province),
    db::column("commune", &Product::commune), db::column("place_as_printed", &Product::place_as_printed),
    db::column("unit_choices", &Product::unit_choices), db::column("duplicate_of", &Product::duplicate_of));
constexpr auto kOfItself = db::columns<Product>(
    db::column("id", &Product::id), db::column("product_group", &Product::group), db::column("product_set", &Product::product_set),
    db::column("gtin", &Product::gtin, db::kNullWhenEmpty), db::column("code", &Product::code), db::column("story", &Product::story),
    db::column("name_en", &Product::name_en), db::column("story_en", &Product::story_en),
    db::column("register_source", &Product::register_source), db::column("register_id", &Product::register_id),
    db::column("merged_into", &Product::merged_into), db::column("version", &Product::version));
constexpr auto kProduct = db::columns<Product>(db::also(kOfItself), db::also(kOfRegister), db::nested(&Product::standing, kStanding));
constexpr auto kItem = db::columns<Item>(db::nested(&Item::product, kProduct), db::column("maker_name", &Item::maker),
                                         db::column("maker_kind", &Item::maker_kind));
constexpr auto kWords = db::columns<Words>(db::column("name_marked", &Words::marked), db::column("name_folded", &Words::folded),
                                           db::column("sort_key", &Words::sort_key, db::kBlob),
                                           db::column("search_text", &Words::search_text));
constexpr auto kRecord = db::columns<Written>(
    db::nested(&Written::product, kOfRegister), db::column("maker_name", &Written::maker), db::column("maker_kind", &Written::maker_kind),
    db::column("register_digest", &Written::digest),
    db::column("register_row", &Written::register_row), db::nested(&Written::words, kWords));
constexpr auto kWhole = db::columns<Written>(db::also(kRecord), db::nested(&Written::product, kOfItself),
                                             db::nested(&Written::standing, kStandingRow));
constexpr auto kWording = db::columns<Wording>(db::column("name_en", &Wording::name_en), db::column("story", &Wording::story),
                                               db::column("story_en", &Wording::story_en),
                                               db::column("gtin", &Wording::gtin, db::kNullWhenEmpty));
constexpr auto kKey = db::columns<Products::Key>(db::column("id", &Products::Key::id), db::column("gtin", &Products::Key::gtin),
                                                 db::column("code", &Products::Key::code));
constexpr auto kCopy = db::columns<Products::Copy>(db::column("id", &Products::Copy::product),
                                                   db::nested(&Products::Copy::standing, kStanding));
constexpr auto kKnown = db::columns<Known>(
    db::column("id", &Known::id), db::column("code", &Known::code), db::column("register_source", &Known::register_source),
    db::column("register_id", &Known::register_id),
    db::column("register_digest", &Known::digest), db::column("name", &Known::name), db::column("maker_name", &Known::maker_name),
    db::column("province", &Known::province), db::column("source_url", &Known::source_url), db::column("decision", &Known::decision),
    db::column("product_group", &Known::group), db::column("decision_year", &Known::year), db::column("stars", &Known::stars),
    db::column("duplicate_of", &Known::duplicate_of), db::column("merged_into", &Known::merged_into),
    db::column("commune", &Known::commune),
    db::column("place_as_printed", &Known::place_as_printed), db::column("basis", &Known::certified, IsCertificate()),
    db::column("version", &Known::version));
#define OCOP_SELECT_PRODUCT "SELECT {p.columns} FROM products_product p "
constexpr db::Statement kByIds{"products.by_ids", OCOP_SELECT_PRODUCT "WHERE p.id IN {ids}", kProduct};
constexpr db::Statement kByGtin{"products.by_gtin", OCOP_SELECT_PRODUCT "WHERE p.gtin = $1", kProduct};
constexpr db::Statement kByCode{"products.by_code", OCOP_SELECT_PRODUCT "WHERE p.code = $1", kProduct};
constexpr db::Statement kOfProducers{"products.of_producers",
                                    OCOP_SELECT_PRODUCT "WHERE p.producer IN {ids} AND p.merged_into IS NULL ORDER BY p.sort_key, p.id",
                                    kProduct};
constexpr db::Statement kMadeBy{"products.made_by", OCOP_SELECT_PRODUCT "WHERE p.producer = $1 ORDER BY p.sort_key, p.id", kProduct};
constexpr db::Statement kAlike{"products.alike", OCOP_SELECT_PRODUCT
                               "WHERE p.province = $1 AND p.name_folded = $2 AND p.merged_into IS NULL ORDER BY p.sort_key, p.id LIMIT $3",
                               kProduct};
constexpr db::Statement kSetMaker{"products.set_maker",
    "UPDATE products_product SET maker_name = $1, maker_kind = $2, search_text = $3, version = version + 1 WHERE id = $4"};
constexpr db::Statement kCopies{"products.copies", "SELECT {columns} FROM products_product WHERE basis >= 2", kCopy};
constexpr db::Statement kExtendedCopies{"products.extended_copies",
                                        "SELECT {columns} FROM products_product WHERE extended_until > 0", kCopy};
constexpr db::Statement kCopiesByIds{"products.copies_by_ids", "SELECT {columns} FROM products_product WHERE id IN {ids}", kCopy};
constexpr db::Statement kKeys{"products.keys", "SELECT {columns} FROM products_product ORDER BY id", kKey};
constexpr db::Statement kCodes{"products.codes",
                               "SELECT code FROM products_product WHERE merged_into IS NULL ORDER BY id LIMIT $1 OFFSET $2"};
constexpr db::Statement kAllKnown{"products.known", "SELECT {columns} FROM products_product ORDER BY id", kKnown};

constexpr db::Statement kInsert{"products.insert", "INSERT INTO products_product ({columns}, number) VALUES ({arguments}, {+1})", kWhole};
constexpr db::Statement kUpdateRecord{
    "products.update_record",
    "UPDATE products_product SET {assignments}, product_group = CASE WHEN product_set = '' THEN {+1} ELSE product_group END,"
    " version = version + 1 WHERE id = {+2} AND version = {+3}", kRecord};
constexpr db::Statement kSetStanding{
    "products.set_standing", "UPDATE products_product SET {assignments}, version = version + 1 WHERE id = {+1}", kStandingRow};
constexpr db::Statement kClassify{"products.classify", "UPDATE products_product SET product_set = $1, product_group = $2,"
    " version = version + 1 WHERE id = $3 AND merged_into IS NULL"};
constexpr db::Statement kUpdateWording{
    "products.update_wording",
    "UPDATE products_product SET {assignments}, search_text = {+1}, version = version + 1 WHERE id = {+2} AND version = {+3}", kWording};

constexpr db::Statement kUnindex{"products.unindex", "DELETE FROM products_search WHERE rowid = $1",
                                 "DELETE FROM products_search WHERE number = $1"};
constexpr db::Statement kIndex{"products.index", "INSERT INTO products_search (rowid, words) VALUES ($1, $2)",
                               "INSERT INTO products_search (number, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))"};

// ---- the catalogue. Validity as rules::validity_of computes it, on `day`. Of what is extended the printed day is 180 before its last.
#define OCOP_VALIDITY(day)                                                                                                    \
  "CASE WHEN standing_class = 0 THEN 6 WHEN standing_class = 2 THEN 4 WHEN last_day < " day " THEN 3 WHEN standing_class = 3" \
  " THEN 2 WHEN standing_class = 4 THEN 5 WHEN standing_class = 5 AND last_day < " day " + 180 THEN 7" \
  " WHEN last_day <= " day " + CASE standing_class WHEN 5 THEN 360 ELSE 180 END THEN 1 ELSE 0 END"
#define OCOP_SIGN(position) position "(p.name_marked, ?) > 0"
constexpr lists::Condition kConditions[] = {
    {.word = "id", .sql = "p.id = ?", .kept = lists::Kept::bytes},
    {.word = "sign", .sql = OCOP_SIGN("instr"), .postgresql = OCOP_SIGN("strpos")},
    {.word = "q",
     .sql = "p.number IN (SELECT rowid FROM products_search WHERE products_search MATCH ?)",
     .postgresql = "p.number IN (SELECT number FROM products_search WHERE words @@ CAST(? AS tsquery))"},
    {.word = "province", .sql = "p.province = ?", .group = "p.province"},
    {.word = "commune", .sql = "p.commune = ?"},
    {.word = "stars", .sql = "p.stars = ?", .kept = lists::Kept::integer, .group = "p.stars"},
    {.word = "group", .sql = "p.product_group = ?", .group = "p.product_group"},
    {.word = "kind", .sql = "p.maker_kind = ?", .kept = lists::Kept::integer, .group = "p.maker_kind"},
    {.word = "validity", .sql = OCOP_VALIDITY("{today}") " = ?", .kept = lists::Kept::integer, .group = OCOP_VALIDITY("{today}"),
     .of = "standing_class, last_day"}};
// Six ranks of stars in each of five classes of likeness: one number, so that a page can begin behind it.
#define OCOP_LIKENESS(position)                                                                                                   \
  "6 * CASE WHEN p.province = ?3 AND " position "(p.search_text, ?4) > 0 THEN 0 WHEN " position "(' ' || p.name_marked, ?1) > 0 THEN 1" \
  " WHEN " position "(' ' || p.name_folded, ?2) > 0 THEN 2 WHEN " position "(p.search_text, ?2) > 0 THEN 3 ELSE 4 END - p.stars"
constexpr lists::Sort by_name_then(std::string_view word, std::string_view column, std::string_view postgresql = {}) {
  return {.word = word, .column = column, .kept = lists::Kept::integer, .then = "p.sort_key", .then_kept = lists::Kept::bytes,
          .postgresql = postgresql};
}
constexpr lists::Sort kSorts[] = {{"name", "p.sort_key", lists::Kept::bytes},
                                  by_name_then("stars", "-p.stars"),
                                  by_name_then("newest", "-p.sort_day"),
                                  by_name_then("relevance", OCOP_LIKENESS("instr"), OCOP_LIKENESS("strpos"))};
constexpr lists::Source kCatalogue{.name = "products.catalogue",
                                   .from = "FROM products_product p",
                                   .columns = kItem,
                                   .key = "p.id",
                                   .always = "p.merged_into IS NULL",
                                   .conditions = kConditions,
                                   .sorts = kSorts,
                                   .fetch = lists::Fetch::keys_first};

constexpr lists::Sort kUnsettledSorts[] = {{"name", "p.sort_key", lists::Kept::bytes}, by_name_then("newest", "-p.sort_day")};
constexpr lists::Source kUnsettled{.name = "products.unsettled",
                                   .from = "FROM products_product p",
                                   .columns = kItem,
                                   .key = "p.id",
                                   .cover = {.province = "p.province"},
                                   .always = "p.unit_choices <> '' AND p.unit_choices <> '?' AND p.merged_into IS NULL",
                                   .conditions = kConditions,
                                   .sorts = kUnsettledSorts};
struct Address { ProductId id; std::string province, commune, printed; };
constexpr auto kAddress = db::columns<Address>(db::column("id", &Address::id), db::column("province", &Address::province),
                                               db::column("commune", &Address::commune), db::column("place_as_printed", &Address::printed));
constexpr db::Statement kNotLookedAt{"products.units_not_looked_at",
                                     "SELECT {columns} FROM products_product WHERE unit_choices = '?' ORDER BY id LIMIT $1", kAddress};
constexpr db::Statement kSetUnitChoices{"products.set_unit_choices", "UPDATE products_product SET unit_choices = $1 WHERE id = $2"};

constexpr db::Statement kWaitingLike{"products.waiting_like", OCOP_SELECT_PRODUCT
                                     "WHERE p.producer = $1 AND p.place_as_printed = $2 AND p.unit_choices <> '' AND p.unit_choices <> '?'"
                                     " ORDER BY p.sort_key, p.id LIMIT $3", kItem};
constexpr db::Statement kSetUnit{
    "products.set_unit",
    "UPDATE products_product SET commune = $1, unit_choices = $2, search_text = $3, version = version + 1 WHERE id = $4 AND version = $5"};

constexpr db::Statement kNotIndexed{"products.not_indexed", OCOP_SELECT_PRODUCT "WHERE p.search_text = '?' ORDER BY p.id LIMIT $1", kItem};
constexpr db::Statement kSetWords{"products.set_words", "UPDATE products_product SET search_text = $1 WHERE id = $2"};

constexpr db::Statement kSimilar{"products.similar", OCOP_SELECT_PRODUCT
                                 "WHERE p.province = $1 AND p.id <> $2 AND p.duplicate_of IS NULL AND p.merged_into IS NULL"
                                 " ORDER BY CASE WHEN p.commune <> ''"
                                 " AND p.commune = $3 THEN 0 ELSE 1 END, CASE WHEN p.product_group <> '' AND p.product_group = $4 THEN 0"
                                 " ELSE 1 END, p.stars DESC, p.sort_key, p.id LIMIT $5", kItem};
struct Best { ProductId id; std::string province; };
constexpr auto kBestOf = db::columns<Best>(db::column("p.id", &Best::id), db::column("p.province", &Best::province));
// Best standing first. Enough of them that the first of each province is among them.
constexpr db::Statement kBest{
    "products.best",
    "SELECT {columns} FROM products_product p WHERE p.duplicate_of IS NULL AND p.merged_into IS NULL ORDER BY CASE " OCOP_VALIDITY(
        "$1") " WHEN 0 THEN 0 WHEN 1 THEN 0 WHEN 7 THEN 0 WHEN 2 THEN 1 WHEN 5 THEN 2 ELSE 3 END, p.stars DESC, p.sort_day DESC,"
              " p.sort_key, p.id LIMIT $2",
    kBestOf};
constexpr auto kTally = db::columns<Tallies::Tally>(db::column("province", &Tallies::Tally::province),
                                                    db::column(OCOP_VALIDITY("$1"), &Tallies::Tally::validity),
                                                    db::column("stars", &Tallies::Tally::stars),
                                                    db::column("COUNT(*)", &Tallies::Tally::products));
constexpr db::Statement kTallies{
    "products.tallies", "SELECT {columns} FROM products_product WHERE merged_into IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", kTally};
constexpr db::Statement kItemsByIds{"products.items_by_ids", OCOP_SELECT_PRODUCT "WHERE p.id IN {ids}", kItem};
struct OfCommune { std::string commune; long long rows = 0; };
constexpr auto kOfCommune = db::columns<OfCommune>(db::column("commune", &OfCommune::commune), db::column("COUNT(*)", &OfCommune::rows));
constexpr db::Statement kByCommune{"products.by_commune",
                                   "SELECT {columns} FROM products_product WHERE province = $1 AND merged_into IS NULL GROUP BY commune",
                                   kOfCommune};
constexpr db::Statement kOfPlace{
    "products.of_place",
    OCOP_SELECT_PRODUCT "WHERE p.province = $1 AND ($2 = '*' OR p.commune = $2) AND p.merged_into IS NULL"
                        " ORDER BY p.stars DESC, p.sort_key, p.id LIMIT $3", kItem};

// The row key of the search index: 62 random bits of the id (RFC 9562 §5.7, rand_b).
std::int64_t search_number(ProductId id) {
  std::uint64_t bits = 0;
  for (std::size_t i = 8; i < 16; ++i) bits = bits << 8 | id.uuid.bytes[i];
  return static_cast<std::int64_t>(bits & 0x3FFF'FFFF'FFFF'FFFFull);
}

// A day to sort by when only the year is printed.
std::int64_t sort_day(const Standing& standing) {
  if (standing.decided) return standing.decided->days;
  if (const auto day = standing.year ? Date::of(*standing.year, 1, 1) : std::nullopt) return day->days;
  return 0;
}

// NFC lower case with all marks: what a name is compared with when it was typed with marks.
std::string lower_marked(std::string_view text) { return text::lower(text::clean(text)); }

Words words_of(const Product& product, std::string search_text) {
  return {lower_marked(product.name), text::fold(product.name), text::collation_key(product.name), std::move(search_text)};
}

StandingRow standing_row(const Standing& standing) {
  return {standing, rules::standing_class(standing), last_day(standing), sort_day(standing)};
}

}  // namespace

std::string Store::search_text(const Product& product, std::string_view maker) const {
  std::string joined = product.name + " " + product.name_en + " " + std::string(maker) + " " + product.place_as_printed;
  if (const auto* commune = places_.commune(product.commune)) joined.append(" ").append(commune->full_name);
  if (const auto* province = places_.province(product.province)) joined.append(" ").append(province->name);
  for (const std::string& former : places_.former_provinces_of(product.commune)) joined.append(" ").append(former);
  return text::fold(joined);
}

void Store::unindex(db::Transaction& transaction, ProductId id) const {
  transaction.send(kUnindex, search_number(id));
  transaction.announce(kCatalogueChanged);
}
void Store::index(db::Transaction& transaction, ProductId id, std::string_view words) const {
  transaction.send(kUnindex, search_number(id));
  transaction.send(kIndex, search_number(id), words);
  transaction.announce(kCatalogueChanged);
}

std::vector<Product> Store::by_ids(db::Reader& reader, std::span<const ProductId> ids) const {
  return settled(reader, reader.by_ids(kProduct, kByIds, ids));
}
std::optional<Product> Store::by_gtin(db::Reader& reader, std::string_view gtin) const {
  if (auto found = reader.first(kProduct, kByGtin, gtin)) return real(reader, *this, settled(reader, std::move(found)));
  const auto past = other_bearer(reader, gtin);
  if (!past) return std::nullopt;
  auto found = by_ids(reader, std::span(&*past, 1));
  return found.empty() ? std::nullopt : real(reader, *this, std::move(found.front()));
}
std::optional<Product> Store::by_code(db::Reader& reader, std::string_view code) const {
  const std::string normal = rules::normal_code(code);
  if (normal.empty()) return std::nullopt;
  // A code that was certified leads to what was certified, whoever bears it in the table.
  if (const auto certified = recognitions_ ? recognitions_->product_of_code(reader, normal) : std::nullopt) {
    auto found = by_ids(reader, std::span(&*certified, 1));
    return found.empty() ? std::nullopt : real(reader, *this, std::move(found.front()));
  }
  return real(reader, *this, settled(reader, reader.first(kProduct, kByCode, normal)));
}

void Store::settle(db::Reader& reader, Product& product) const {
  if (recognitions_ == nullptr) return;
  if (const auto logged = recognitions_->of(reader, product.id)) {
    const auto row = product.standing.certificate;
    product.standing = logged->standing;
    if (logged->code.empty()) {   // of a log from before entries said it: the row's certificate it is
      product.standing.certificate = row;
      return;
    }
    product.code = logged->code;
  } else if (is_logged(product.standing)) {
    product.standing = {};
  } else {
    const auto& until = product.standing.valid_until;
    product.standing.extended_until = until ? recognitions_->extended_until(reader, product.id, *until) : std::nullopt;
  }
}

std::vector<Product> Store::settled(db::Reader& reader, std::vector<Product> products) const {
  for (Product& product : products) settle(reader, product);
  return products;
}
std::optional<Product> Store::settled(db::Reader& reader, std::optional<Product> product) const {
  if (product) settle(reader, *product);
  return product;
}
std::vector<Item> Store::settled(db::Reader& reader, std::vector<Item> items) const {
  for (Item& item : items) settle(reader, item.product);
  return items;
}
std::optional<Product> find(db::Reader& reader, const Products& products, std::string_view id_or_code) {
  const auto id = ProductId::parse(id_or_code);
  if (!id) return products.by_code(reader, id_or_code);
  auto found = products.by_ids(reader, std::span(&*id, 1));
  return found.empty() ? std::nullopt : real(reader, products, std::move(found[0]));
}
std::optional<Product> real(db::Reader& reader, const Products& products, std::optional<Product> product) {
  if (!product || !product->merged_into) return product;
  auto found = products.by_ids(reader, std::span(&*product->merged_into, 1));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}
std::vector<Product> Store::of_producers(db::Reader& reader, std::span<const ProducerId> producers) const {
  return settled(reader, reader.by_ids(kProduct, kOfProducers, producers));
}

std::vector<Products::Copy> Store::copies(db::Reader& reader, std::span<const ProductId> certified) const {
  std::vector<Copy> out = reader.all(kCopy, kCopies);
  std::set<ProductId> known;
  for (const Copy& copy : out) known.insert(copy.product);
  const auto add = [&](std::vector<Copy> more) {
    for (Copy& copy : more)
      if (known.insert(copy.product).second) out.push_back(std::move(copy));
  };
  add(reader.all(kCopy, kExtendedCopies));
  add(reader.by_ids(kCopy, kCopiesByIds, certified));
  return out;
}

std::vector<Tallies::Tally> Store::tallies(db::Reader& reader, Date today) { return reader.all(kTally, kTallies, today); }

std::vector<Products::Key> Store::keys(db::Reader& reader) const {
  auto out = past_gtins::keys(reader);   // before those of today: the product may have taken its own back
  for (Products::Key& key : reader.all(kKey, kKeys)) out.push_back(std::move(key));
  add_other_keys(reader, out);
  return out;
}

std::optional<ProductId> Store::bearer(db::Reader& reader, std::string_view gtin) const {
  const auto found = reader.first(kProduct, kByGtin, gtin);
  return found ? std::optional(found->id) : std::nullopt;
}

std::vector<std::string> Store::codes(db::Reader& reader, std::size_t from, std::size_t most) const {
  return reader.all(db::value<std::string>, kCodes, static_cast<std::int64_t>(most), static_cast<std::int64_t>(from));
}

void Store::insert(db::Transaction& transaction, const Product& product) const {
  auto found = producers_.by_ids(transaction, std::span(&product.producer, 1));
  if (found.empty()) found.emplace_back();
  insert_registered(transaction, {product, {}, {}}, found[0].name, found[0].kind);
}

void Store::insert_registered(db::Transaction& transaction, const Registered& row, std::string_view maker, producers::Kind kind) const {
  const Product& product = row.product;
  const Written written{product, std::string(maker), kind, row.digest, row.register_row, words_of(product, search_text(product, maker)),
                        standing_row(product.standing)};
  transaction.send(kInsert, kWhole.of(written), search_number(product.id));
  transaction.announce(kKeysChanged);
  transaction.send(kIndex, search_number(product.id), written.words.search_text);   // it had no words before
  transaction.announce(kCatalogueChanged);
}

std::vector<Product> Store::alike(db::Reader& reader, std::string_view name, std::string_view province) const {
  const std::string folded = text::fold(name);
  return settled(reader, reader.all(kProduct, kAlike, province, folded, kMostAlike));
}

void Store::maker_changed(db::Transaction& transaction, ProducerId producer) const {
  const auto makers = producers_.by_ids(transaction, std::span(&producer, 1));
  if (makers.empty()) return;
  for (const Product& product : transaction.all(kProduct, kMadeBy, producer)) {   // merged ones too: a merge may be taken back
    const std::string words = search_text(product, makers[0].name);
    transaction.execute(kSetMaker, makers[0].name, static_cast<int>(makers[0].kind), words, product.id);
    index(transaction, product.id, words);
  }
}

bool Store::update_registered(db::Transaction& transaction, const Registered& row, std::string_view maker, producers::Kind kind,
                              StandingChange standing) const {
  const Product& product = row.product;
  const Words words = words_of(product, search_text(product, maker));
  const Written written{product, std::string(maker), kind, row.digest, row.register_row, words, {}};
  if (transaction.execute(kUpdateRecord, kRecord.of(written), product.group, product.id, product.version) != 1) return false;
  index(transaction, product.id, written.words.search_text);
  if (standing == StandingChange::write) set_standing(transaction, product.id, product.standing);
  else printed_rows::print_anew(transaction, product.id, product.standing);
  return true;
}

bool Store::classify(db::Transaction& transaction, ProductId product, std::string_view product_set, std::string_view group) const {
  transaction.announce(kCatalogueChanged);
  return transaction.execute(kClassify, product_set, group, product) == 1;
}

void Store::set_standing(db::Transaction& transaction, ProductId product, const Standing& standing) const {
  if (standing.basis == Standing::Basis::confirmed) printed_rows::keep(transaction, product);
  const StandingRow row = standing_row(standing);
  transaction.send(kSetStanding, kStandingRow.of(row), product);
  transaction.announce(kCatalogueChanged);
}

void Store::each_known(db::Reader& reader, const std::function<void(Known known)>& take) const {
  for (db::Rows rows = reader.query(kAllKnown); rows.next();) take(kKnown(rows.row()));
}

std::vector<Known> Store::known(db::Reader& reader) const {
  std::vector<Known> out = reader.all(kKnown, kAllKnown);
  std::map<ProductId, Known*> by_id;
  for (Known& one : out) by_id[one.id] = &one;
  for (unit_rows::Held& held : unit_rows::all_held(reader)) {
    const auto found = by_id.find(held.product);
    if (found == by_id.end()) continue;
    found->second->settled_place = std::move(held.place_as_printed);
    found->second->settled_commune = std::move(held.commune);
  }
  return out;
}

std::size_t Store::look_at_units(db::Transaction& transaction) const {
  constexpr int kAtOnce = 1'000;   // half a second of other writers' time
  const auto rows = transaction.all(kAddress, kNotLookedAt, kAtOnce);
  for (const Address& row : rows) {
    Product product;
    product.province = row.province;
    product.commune = row.commune;
    product.place_as_printed = row.printed;
    transaction.send(kSetUnitChoices, unit_choices(places_, product), row.id);
  }
  return rows.size();
}

std::vector<Item> Store::items(db::Reader& reader, const std::vector<Settled>& products) const {
  std::vector<ProductId> ids;
  for (const Settled& one : products) ids.push_back(one.product);
  return items_in_order(reader, ids);
}

std::vector<Item> Store::waiting_like(db::Reader& reader, const Product& product, int limit) const {
  auto out = settled(reader, reader.all(kItem, kWaitingLike, product.producer, product.place_as_printed, limit));
  // Of no named maker, or more than the limit: it is always there itself.
  if (std::ranges::none_of(out, [&](const Item& item) { return item.product.id == product.id; })) {
    if (!out.empty()) out.pop_back();
    for (Item& item : items(reader, {{product.id, {}, {}}})) out.push_back(std::move(item));
  }
  return out;
}

bool Store::set_unit(db::Transaction& transaction, const Item& item, std::string_view commune, std::string_view choices) const {
  Product product = item.product;
  product.commune = commune;
  const std::string words = search_text(product, item.maker);
  if (transaction.execute(kSetUnit, commune, choices, words, product.id, product.version) != 1) return false;
  index(transaction, product.id, words);
  return true;
}

lists::Rows<Item> unsettled_rows() { return {kUnsettled, kItem}; }
lists::Rows<Item> catalogue_rows(const lists::Held* held) { return {kCatalogue, kItem, held}; }

void look_for(lists::Question& question, db::Engine engine, const Understood& typed) {
  // One or two letters are in most names and rank none of them; ranking reads whole rows.
  constexpr std::size_t kLeastRanked = 3;
  const auto ask = [&](std::string_view word, lists::Value value) {
    question.conditions.emplace_back(kCatalogue.condition(word), std::move(value));
  };
  if (typed.province) ask("province", *typed.province);
  if (typed.stars) ask("stars", std::int64_t{*typed.stars});
  if (typed.validity) ask("validity", static_cast<std::int64_t>(*typed.validity));
  const std::string cut(text::cut(typed.text, kQueryLimit)), folded = text::fold(cut), marked = lower_marked(cut);
  // A word begins with what was typed: "hà giang" is not in "chà giang". The order may be asked for by name, also where nothing is ranked.
  question.order_values = {" " + marked, " " + folded, std::string(), " "};
  if (folded.empty() && !marked.empty()) return ask("sign", marked);
  const std::string match = match_text(engine, units_of(cut));
  if (match.empty()) return;
  ask("q", match);
  if (typed.former) question.order_values = {" " + marked, " " + folded, typed.former->province, " " + text::fold(typed.former->name)};
  question.sort = kCatalogue.sort(folded.size() < kLeastRanked ? "stars" : "relevance");
}

void look_for(lists::Question& question, ProductId product) {
  const auto& bytes = product.uuid.bytes;
  question.conditions.emplace_back(kCatalogue.condition("id"), std::string(bytes.begin(), bytes.end()));
  question.order_values = {std::string(), std::string(), std::string(), std::string()};
}

std::optional<ProductId> Store::named_in(db::Reader& reader, std::string_view typed) const {
  if (recognitions_)
    if (const auto certified = recognitions_->product_of_number(reader, typed)) return certified;
  for (const std::string& key : rules::keys_in(typed)) {
    if (const auto found = by_code(reader, key)) return found->id;
    if (const auto gtin = rules::check_gtin(key))
      if (const auto found = by_gtin(reader, *gtin)) return found->id;
  }
  return std::nullopt;
}

std::size_t Store::index_again(db::Transaction& transaction) const {
  constexpr int kAtOnce = 1'000;   // as in look_at_units
  const auto rows = transaction.all(kItem, kNotIndexed, kAtOnce);
  for (const Item& row : rows) {
    const std::string words = search_text(row.product, row.maker);
    transaction.send(kSetWords, words, row.product.id);
    index(transaction, row.product.id, words);
  }
  return rows.size();
}

Figures figures(db::Reader& reader, const lists::Supply& catalogue, Date today) {
  const std::array asked{kCatalogue.condition("province"), kCatalogue.condition("validity")};
  const auto counts = lists::counts_by(reader, catalogue, Scope::everything(), {.today = today}, asked);
  Figures out;
  for (const auto& [code, rows] : counts.at(0)) {
    out.province[std::get<std::string>(code)] = rows;
    out.total += rows;
  }
  for (const auto& [validity, rows] : counts.at(1)) out.validity.at(static_cast<std::size_t>(std::get<std::int64_t>(validity))) = rows;
  return out;
}

long long count_of_place(db::Reader& reader, const lists::Supply& catalogue, std::string_view province, std::string_view commune) {
  lists::Question question{.conditions = {{kCatalogue.condition("province"), std::string(province)}}};
  if (commune != "*") question.conditions.emplace_back(kCatalogue.condition("commune"), std::string(commune));
  return lists::count(reader, catalogue, Scope::everything(), question);
}

std::vector<Item> Store::similar(db::Reader& reader, const Product& product, int limit) const {
  return settled(reader, reader.all(kItem, kSimilar, product.province, product.id, product.commune, product.group, limit));
}

std::vector<ProductId> Store::best(db::Reader& reader, Date today, std::size_t most) const {
  std::vector<ProductId> out;
  std::set<std::string> provinces;
  for (db::Rows rows = reader.query(kBest, today, static_cast<int>(kBestLookedAt)); rows.next() && out.size() < most;) {
    const Best best = kBestOf(rows.row());
    if (provinces.insert(best.province).second) out.push_back(best.id);
  }
  return out;
}

std::vector<Item> Store::items_in_order(db::Reader& reader, std::span<const ProductId> ids) const {
  auto out = settled(reader, reader.by_ids(kItem, kItemsByIds, ids));
  std::ranges::sort(out, {}, [&](const Item& item) { return std::ranges::find(ids, item.product.id) - ids.begin(); });
  return out;
}

std::map<std::string, long long> Store::by_commune(db::Reader& reader, std::string_view province) const {
  std::map<std::string, long long> counts;
  for (OfCommune& row : reader.all(kOfCommune, kByCommune, province)) counts[std::move(row.commune)] = row.rows;
  return counts;
}

std::vector<Item> Store::of_place(db::Reader& reader, std::string_view province, std::string_view commune, int limit) const {
  return settled(reader, reader.all(kItem, kOfPlace, province, commune, limit));
}

bool Store::update_wording(db::Transaction& transaction, const Product& product, const Wording& wording) const {
  Product worded = product;
  worded.name_en = wording.name_en;
  std::string maker;
  if (const auto found = producers_.by_ids(transaction, std::span(&product.producer, 1)); !found.empty()) maker = found[0].name;
  const std::string words = search_text(worded, maker);
  if (transaction.execute(kUpdateWording, kWording.of(wording), words, product.id, product.version) != 1) return false;
  transaction.announce(kKeysChanged);
  index(transaction, product.id, words);
  return true;
}

}  // namespace ocop::products
