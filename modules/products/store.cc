#include "modules/products/store.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/db/columns.h"
#include "modules/products/rules.h"

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
  std::string digest;
  Words words;
  StandingRow standing;
};
struct IsCertificate {
  db::Bind store(bool certified) const { return static_cast<int>(certified ? Standing::Basis::certificate : Standing::Basis::imported); }
  template <class V>
  V load(const db::Row& row, int column) const { return row.integer(column) == static_cast<int>(Standing::Basis::certificate); }
};

constexpr auto kStanding = db::columns<Standing>(
    db::column("basis", &Standing::basis), db::column("stars", &Standing::stars), db::column("decision", &Standing::decision),
    db::column("decided", &Standing::decided), db::column("decision_year", &Standing::year),
    db::column("valid_until", &Standing::valid_until), db::column("verified", &Standing::verified),
    db::column("withdrawn", &Standing::withdrawn), db::column("recognition", &Standing::recognition),
    db::column("source_url", &Standing::source_url), db::column("source_kind", &Standing::source_kind),
    db::column("certificate", &Standing::certificate));
constexpr auto kStandingRow = db::columns<StandingRow>(
    db::nested(&StandingRow::standing, kStanding), db::column("standing_class", &StandingRow::standing_class),
    db::column("last_day", &StandingRow::last_day), db::column("sort_day", &StandingRow::sort_day));
// What the register says, and an import writes again; and what it writes once.
constexpr auto kOfRegister = db::columns<Product>(
    db::column("producer", &Product::producer, db::kNullWhenEmpty), db::column("name", &Product::name),
    db::column("group_as_printed", &Product::group_as_printed), db::column("province", &Product::province),
    db::column("commune", &Product::commune), db::column("place_as_printed", &Product::place_as_printed),
    db::column("duplicate_of", &Product::duplicate_of));
constexpr auto kOfItself = db::columns<Product>(
    db::column("id", &Product::id), db::column("product_group", &Product::group), db::column("product_set", &Product::product_set),
    db::column("gtin", &Product::gtin, db::kNullWhenEmpty), db::column("code", &Product::code), db::column("story", &Product::story),
    db::column("name_en", &Product::name_en), db::column("story_en", &Product::story_en),
    db::column("register_source", &Product::register_source), db::column("register_id", &Product::register_id),
    db::column("version", &Product::version));
constexpr auto kProduct = db::columns<Product>(db::also(kOfItself), db::also(kOfRegister), db::nested(&Product::standing, kStanding));
constexpr auto kItem = db::columns<Item>(db::nested(&Item::product, kProduct), db::column("maker_name", &Item::maker),
                                         db::column("maker_kind", &Item::maker_kind));
constexpr auto kWords = db::columns<Words>(db::column("name_marked", &Words::marked), db::column("name_folded", &Words::folded),
                                           db::column("sort_key", &Words::sort_key, db::kBlob),
                                           db::column("search_text", &Words::search_text));
constexpr auto kRecord = db::columns<Written>(
    db::nested(&Written::product, kOfRegister), db::column("maker_name", &Written::maker), db::column("maker_kind", &Written::maker_kind),
    db::column("register_digest", &Written::digest), db::nested(&Written::words, kWords));
constexpr auto kWhole = db::columns<Written>(db::also(kRecord), db::nested(&Written::product, kOfItself),
                                             db::nested(&Written::standing, kStandingRow));
constexpr auto kWording = db::columns<Wording>(db::column("name_en", &Wording::name_en), db::column("story", &Wording::story),
                                               db::column("story_en", &Wording::story_en),
                                               db::column("gtin", &Wording::gtin, db::kNullWhenEmpty));
constexpr auto kKey = db::columns<Products::Key>(db::column("id", &Products::Key::id), db::column("gtin", &Products::Key::gtin),
                                                 db::column("code", &Products::Key::code));
constexpr auto kKnown = db::columns<Known>(
    db::column("id", &Known::id), db::column("register_source", &Known::register_source), db::column("register_id", &Known::register_id),
    db::column("register_digest", &Known::digest), db::column("name", &Known::name), db::column("maker_name", &Known::maker_name),
    db::column("province", &Known::province), db::column("source_url", &Known::source_url),
    db::column("duplicate_of", &Known::duplicate_of), db::column("basis", &Known::certified, IsCertificate()),
    db::column("version", &Known::version));

#define OCOP_SELECT_PRODUCT "SELECT {p.columns} FROM products_product p "
constexpr db::Statement kByIds{"products.by_ids", OCOP_SELECT_PRODUCT "WHERE p.id IN {ids}", kProduct};
constexpr db::Statement kByGtin{"products.by_gtin", OCOP_SELECT_PRODUCT "WHERE p.gtin = $1", kProduct};
constexpr db::Statement kByCode{"products.by_code", OCOP_SELECT_PRODUCT "WHERE p.code = $1", kProduct};
constexpr db::Statement kOfProducer{"products.of_producer",
                                    OCOP_SELECT_PRODUCT "WHERE p.producer = $1 ORDER BY p.sort_key, p.id", kProduct};
constexpr db::Statement kKeys{"products.keys", "SELECT {columns} FROM products_product ORDER BY id", kKey};
constexpr db::Statement kAllKnown{"products.known", "SELECT {columns} FROM products_product ORDER BY id", kKnown};

constexpr db::Statement kInsert{"products.insert", "INSERT INTO products_product ({columns}, number) VALUES ({arguments}, {+1})", kWhole};
constexpr db::Statement kUpdateRecord{
    "products.update_record",
    "UPDATE products_product SET {assignments}, product_group = CASE WHEN product_set = '' THEN {+1} ELSE product_group END,"
    " version = version + 1 WHERE id = {+2} AND version = {+3}", kRecord};
constexpr db::Statement kSetStanding{
    "products.set_standing", "UPDATE products_product SET {assignments}, version = version + 1 WHERE id = {+1}", kStandingRow};
constexpr db::Statement kClassify{
    "products.classify", "UPDATE products_product SET product_set = $1, product_group = $2, version = version + 1 WHERE id = $3"};
constexpr db::Statement kUpdateWording{
    "products.update_wording",
    "UPDATE products_product SET {assignments}, search_text = {+1}, version = version + 1 WHERE id = {+2} AND version = {+3}", kWording};

constexpr db::Statement kUnindex{"products.unindex", "DELETE FROM products_search WHERE rowid = $1",
                                 "DELETE FROM products_search WHERE number = $1"};
constexpr db::Statement kIndex{"products.index", "INSERT INTO products_search (rowid, words) VALUES ($1, $2)",
                               "INSERT INTO products_search (number, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))"};

// ---- the catalogue. Validity as rules::validity_of computes it; the number of the argument that holds the day differs.
#define OCOP_VALIDITY(day)                                                                                                          \
  "CASE WHEN p.standing_class = 0 THEN 6 WHEN p.standing_class = 2 THEN 4 WHEN p.last_day < " day " THEN 3 WHEN p.standing_class = 3" \
  " THEN 2 WHEN p.standing_class = 4 THEN 5 WHEN p.last_day <= " day " + 180 THEN 1 ELSE 0 END"
#define OCOP_MATCH_SQLITE(match) "p.number IN (SELECT rowid FROM products_search WHERE products_search MATCH " match ")"
#define OCOP_MATCH_POSTGRESQL(match) "p.number IN (SELECT number FROM products_search WHERE words @@ CAST(" match " AS tsquery))"
#define OCOP_ALL(match) match " = ''"

struct Group {
  std::string province;
  int stars = 0;
  std::string group;
  producers::Kind kind = producers::Kind::unknown;
  StandingClass standing_class = StandingClass::none;
  std::optional<Date> last_day;
  long long rows = 0;
};
constexpr auto kGroup = db::columns<Group>(
    db::column("p.province", &Group::province), db::column("p.stars", &Group::stars), db::column("p.product_group", &Group::group),
    db::column("p.maker_kind", &Group::kind), db::column("p.standing_class", &Group::standing_class),
    db::column("p.last_day", &Group::last_day), db::column("COUNT(*)", &Group::rows));
// Validity is added in C++: the groups come out of the index in its order, without a sort.
#define OCOP_COUNT(match)                                                                                                      \
  "SELECT {columns} FROM products_product p WHERE "                                                                                \
  match("$1") " AND ($2 = '*' OR p.commune = $2)"                                                                              \
  " GROUP BY p.province, p.stars, p.product_group, p.maker_kind, p.standing_class, p.last_day"
constexpr db::Statement kCountAll{"products.count_all", OCOP_COUNT(OCOP_ALL), kGroup};
constexpr db::Statement kCountFound{"products.count_found", OCOP_COUNT(OCOP_MATCH_SQLITE), OCOP_COUNT(OCOP_MATCH_POSTGRESQL), kGroup};

#define OCOP_FILTERED(match)                                                                                                     \
  "FROM products_product p WHERE " match("$1") " AND ($2 = '*' OR p.province = $2) AND ($3 = '*' OR p.commune = $3)"              \
  " AND ($4 = -1 OR p.stars = $4) AND ($5 = '*' OR p.product_group = $5) AND ($6 = -1 OR p.maker_kind = $6)"                      \
  " AND ($7 = -1 OR " OCOP_VALIDITY("$8") " = $7) "
// The page is chosen by the index alone; only its own rows are read whole.
#define OCOP_PAGE(match, order)                                                                                             \
  "SELECT {p.columns} FROM (SELECT p.id AS page_id " OCOP_FILTERED(match) order " LIMIT $9 OFFSET $10) AS page" \
  " JOIN products_product p ON p.id = page_id " order
#define OCOP_BY_NAME "ORDER BY p.sort_key, p.id"
#define OCOP_BY_STARS "ORDER BY p.stars DESC, p.sort_key, p.id"
#define OCOP_BY_NEWEST "ORDER BY p.sort_day DESC, p.sort_key, p.id"
// Typed with its marks, then the same letters without, then words apart.
#define OCOP_RELEVANT(match, position)                                                                                        \
  OCOP_SELECT_PRODUCT "WHERE p.id IN (SELECT p.id " OCOP_FILTERED(match) ")"                                                   \
  " ORDER BY CASE WHEN " position "(p.name_marked, $9) > 0 THEN 0 WHEN " position "(p.name_folded, $10) > 0 THEN 1 ELSE 2 END," \
  " p.stars DESC, p.sort_key, p.id LIMIT $11 OFFSET $12"
#define OCOP_AFTER(match) OCOP_SELECT_PRODUCT "WHERE p.id IN (SELECT p.id " OCOP_FILTERED(match) ") AND p.id > $9 ORDER BY p.id LIMIT $10"

constexpr db::Statement kAllByName{"products.all_by_name", OCOP_PAGE(OCOP_ALL, OCOP_BY_NAME), kItem};
constexpr db::Statement kAllByStars{"products.all_by_stars", OCOP_PAGE(OCOP_ALL, OCOP_BY_STARS), kItem};
constexpr db::Statement kAllByNewest{"products.all_by_newest", OCOP_PAGE(OCOP_ALL, OCOP_BY_NEWEST), kItem};
constexpr db::Statement kAllAfter{"products.all_after", OCOP_AFTER(OCOP_ALL), kItem};
constexpr db::Statement kFoundByName{"products.found_by_name", OCOP_PAGE(OCOP_MATCH_SQLITE, OCOP_BY_NAME),
                                     OCOP_PAGE(OCOP_MATCH_POSTGRESQL, OCOP_BY_NAME), kItem};
constexpr db::Statement kFoundByStars{"products.found_by_stars", OCOP_PAGE(OCOP_MATCH_SQLITE, OCOP_BY_STARS),
                                      OCOP_PAGE(OCOP_MATCH_POSTGRESQL, OCOP_BY_STARS), kItem};
constexpr db::Statement kFoundByNewest{"products.found_by_newest", OCOP_PAGE(OCOP_MATCH_SQLITE, OCOP_BY_NEWEST),
                                       OCOP_PAGE(OCOP_MATCH_POSTGRESQL, OCOP_BY_NEWEST), kItem};
constexpr db::Statement kFoundByRelevance{"products.found_by_relevance", OCOP_RELEVANT(OCOP_MATCH_SQLITE, "instr"),
                                          OCOP_RELEVANT(OCOP_MATCH_POSTGRESQL, "strpos"), kItem};
constexpr db::Statement kFoundAfter{"products.found_after", OCOP_AFTER(OCOP_MATCH_SQLITE),
                                    OCOP_AFTER(OCOP_MATCH_POSTGRESQL), kItem};

constexpr db::Statement kSimilar{"products.similar", OCOP_SELECT_PRODUCT
                                 "WHERE p.province = $1 AND p.id <> $2 AND p.duplicate_of IS NULL ORDER BY CASE WHEN p.commune <> ''"
                                 " AND p.commune = $3 THEN 0 ELSE 1 END, CASE WHEN p.product_group <> '' AND p.product_group = $4 THEN 0"
                                 " ELSE 1 END, p.stars DESC, p.sort_key, p.id LIMIT $5", kItem};
struct Best { ProductId id; std::string province; };
constexpr auto kBestOf = db::columns<Best>(db::column("p.id", &Best::id), db::column("p.province", &Best::province));
// Best standing first. Enough of them that the first of each province is among them.
constexpr db::Statement kBest{
    "products.best",
    "SELECT {columns} FROM products_product p WHERE p.duplicate_of IS NULL ORDER BY CASE " OCOP_VALIDITY(
        "$1") " WHEN 0 THEN 0 WHEN 1 THEN 0 WHEN 2 THEN 1 WHEN 5 THEN 2 ELSE 3 END, p.stars DESC, p.sort_day DESC, p.sort_key, p.id"
              " LIMIT $2",
    kBestOf};
constexpr db::Statement kItemsByIds{"products.items_by_ids", OCOP_SELECT_PRODUCT "WHERE p.id IN {ids}", kItem};
struct OfCommune { std::string commune; long long rows = 0; };
constexpr auto kOfCommune = db::columns<OfCommune>(db::column("commune", &OfCommune::commune), db::column("COUNT(*)", &OfCommune::rows));
constexpr db::Statement kByCommune{"products.by_commune",
                                   "SELECT {columns} FROM products_product WHERE province = $1 GROUP BY commune", kOfCommune};
constexpr db::Statement kOfPlace{
    "products.of_place",
    OCOP_SELECT_PRODUCT "WHERE p.province = $1 AND ($2 = '*' OR p.commune = $2) ORDER BY p.stars DESC, p.sort_key, p.id LIMIT $3", kItem};

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

// The arguments that the catalogue's statements share, as values that live while the statement runs.
struct FilterArguments {
  Date today;
  std::string match, province, commune, group;
  int stars, kind, validity;
  FilterArguments(db::Engine engine, const Filter& filter, Date day)
      : today(day), match(match_text(engine, filter.text)), province(filter.province.value_or("*")), commune(filter.commune.value_or("*")),
        group(filter.group.value_or("*")), stars(filter.stars.value_or(-1)), kind(filter.kind ? static_cast<int>(*filter.kind) : -1),
        validity(filter.validity ? static_cast<int>(*filter.validity) : -1) {}
  db::Arguments list() const { return db::Arguments(match, province, commune, stars, group, kind, validity, today); }
};

std::vector<Item> read_items(db::Reader& reader, const db::Statement& statement, const db::Arguments& arguments) {
  std::vector<Item> items;
  for (db::Rows rows = reader.query_list(statement, arguments); rows.next();) items.push_back(kItem(rows.row()));
  return items;
}

const db::Statement& page_statement(const FilterArguments& arguments, Sort sort) {
  const bool by_words = !arguments.match.empty();
  switch (sort) {
    case Sort::relevance: return by_words ? kFoundByRelevance : kAllByName;
    case Sort::name: return by_words ? kFoundByName : kAllByName;
    case Sort::stars: return by_words ? kFoundByStars : kAllByStars;
    case Sort::newest: return by_words ? kFoundByNewest : kAllByNewest;
  }
  return kAllByName;
}

// One group of rows goes to a facet when no other facet's filter excludes it.
void add_group(Counts& counts, const Filter& filter, Date today, const Group& group) {
  const Validity validity = rules::validity_of(group.standing_class, group.last_day, today);
  const bool province_fits = !filter.province || *filter.province == group.province;
  const bool stars_fit = !filter.stars || *filter.stars == group.stars;
  const bool group_fits = !filter.group || *filter.group == group.group;
  const bool kind_fits = !filter.kind || *filter.kind == group.kind;
  const bool validity_fits = !filter.validity || *filter.validity == validity;
  if (stars_fit && group_fits && kind_fits && validity_fits) counts.province[group.province] += group.rows;
  if (province_fits && group_fits && kind_fits && validity_fits) counts.stars[group.stars] += group.rows;
  if (province_fits && stars_fit && kind_fits && validity_fits) counts.group[group.group] += group.rows;
  if (province_fits && stars_fit && group_fits && validity_fits) counts.kind.at(static_cast<std::size_t>(group.kind)) += group.rows;
  if (province_fits && stars_fit && group_fits && kind_fits) counts.validity.at(static_cast<std::size_t>(validity)) += group.rows;
  if (province_fits && stars_fit && group_fits && kind_fits && validity_fits) counts.total += group.rows;
}

}  // namespace

std::string match_text(db::Engine engine, std::string_view typed) {
  constexpr std::size_t kMostWords = 12;   // a name has at most 20; more only cost time
  auto words = text::fold_words(typed);
  if (words.size() > kMostWords) words.resize(kMostWords);
  std::string match;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    if (engine == db::Engine::sqlite) {
      match.append(i ? " " : "").append("\"").append(words[i]).append(last ? "\" *" : "\"");
    } else {
      match.append(i ? " & " : "").append("'").append(words[i]).append(last ? "':*" : "'");
    }
  }
  return match;
}

std::string Store::search_text(const Product& product, std::string_view maker) const {
  std::string joined = product.name + " " + product.name_en + " " + std::string(maker) + " " + product.place_as_printed;
  if (const auto* commune = places_.commune(product.commune)) joined.append(" ").append(commune->full_name);
  if (const auto* province = places_.province(product.province)) joined.append(" ").append(province->name);
  return text::fold(joined);
}

void Store::index(db::Transaction& transaction, ProductId id, std::string_view words) const {
  transaction.send(kUnindex, search_number(id));
  transaction.send(kIndex, search_number(id), words);
}

std::vector<Product> Store::by_ids(db::Reader& reader, std::span<const ProductId> ids) const {
  return reader.by_ids(kProduct, kByIds, ids);
}
std::optional<Product> Store::by_gtin(db::Reader& reader, std::string_view gtin) const { return reader.first(kProduct, kByGtin, gtin); }
std::optional<Product> Store::by_code(db::Reader& reader, std::string_view code) const {
  const std::string normal = rules::normal_code(code);
  if (normal.empty()) return std::nullopt;
  return reader.first(kProduct, kByCode, normal);
}
std::optional<Product> find(db::Reader& reader, const Products& products, std::string_view id_or_code) {
  const auto id = ProductId::parse(id_or_code);
  if (!id) return products.by_code(reader, id_or_code);
  auto found = products.by_ids(reader, std::span(&*id, 1));
  return found.empty() ? std::nullopt : std::optional(std::move(found[0]));
}
std::vector<Product> Store::of_producer(db::Reader& reader, ProducerId producer) const {
  return reader.all(kProduct, kOfProducer, producer);
}

std::vector<Products::Key> Store::keys(db::Reader& reader) const {
  return reader.all(kKey, kKeys);
}

void Store::insert(db::Transaction& transaction, const Product& product) const {
  std::string maker;
  producers::Kind kind = producers::Kind::unknown;
  if (const auto found = producers_.by_ids(transaction, std::span(&product.producer, 1)); !found.empty()) {
    maker = found[0].name;
    kind = found[0].kind;
  }
  insert_registered(transaction, {product, {}}, maker, kind);
}

void Store::insert_registered(db::Transaction& transaction, const Registered& row, std::string_view maker, producers::Kind kind) const {
  const Product& product = row.product;
  const Written written{product, std::string(maker), kind, row.digest, words_of(product, search_text(product, maker)),
                        standing_row(product.standing)};
  transaction.send(kInsert, kWhole.of(written), search_number(product.id));
  transaction.announce(kKeysChanged);
  index(transaction, product.id, written.words.search_text);
}

bool Store::update_registered(db::Transaction& transaction, const Registered& row, std::string_view maker, producers::Kind kind,
                              StandingChange standing) const {
  const Product& product = row.product;
  const Written written{product, std::string(maker), kind, row.digest, words_of(product, search_text(product, maker)), {}};
  if (transaction.execute(kUpdateRecord, kRecord.of(written), product.group, product.id, product.version) != 1) return false;
  index(transaction, product.id, written.words.search_text);
  if (standing == StandingChange::write) set_standing(transaction, product.id, product.standing);
  return true;
}

void Store::classify(db::Transaction& transaction, ProductId product, std::string_view product_set, std::string_view group) const {
  transaction.send(kClassify, product_set, group, product);
}

void Store::set_standing(db::Transaction& transaction, ProductId product, const Standing& standing) const {
  const StandingRow row = standing_row(standing);
  transaction.send(kSetStanding, kStandingRow.of(row), product);
}

std::vector<Known> Store::known(db::Reader& reader) const { return reader.all(kKnown, kAllKnown); }

Counts Store::count(db::Reader& reader, const Filter& filter, Date today) const {
  const std::string match = match_text(reader.engine(), filter.text);
  const std::string commune = filter.commune.value_or("*");
  Counts counts;
  for (db::Rows rows = reader.query(match.empty() ? kCountAll : kCountFound, match, commune); rows.next();)
    add_group(counts, filter, today, kGroup(rows.row()));
  return counts;
}

std::vector<Item> Store::page(db::Reader& reader, const Filter& filter, Date today, int limit, long long offset) const {
  const FilterArguments arguments(reader.engine(), filter, today);
  const bool by_words = !arguments.match.empty();
  db::Arguments list = arguments.list();
  const std::string marked = lower_marked(filter.text), folded = text::fold(filter.text);
  // One or two letters are in most names and rank none of them; ranking reads whole rows (67 ms of 17,000 for "c").
  constexpr std::size_t kLeastRanked = 3;
  const Sort sort = filter.sort == Sort::relevance && by_words && folded.size() < kLeastRanked ? Sort::stars : filter.sort;
  if (by_words && sort == Sort::relevance) list.add(marked, folded);
  list.add(limit, offset);
  return read_items(reader, page_statement(arguments, sort), list);
}

std::vector<Item> Store::page_after(db::Reader& reader, const Filter& filter, Date today, std::optional<ProductId> after, int limit) const {
  const FilterArguments arguments(reader.engine(), filter, today);
  db::Arguments list = arguments.list();
  const ProductId from = after.value_or(ProductId{});
  list.add(from, limit);
  return read_items(reader, arguments.match.empty() ? kAllAfter : kFoundAfter, list);
}

std::vector<Item> Store::similar(db::Reader& reader, const Product& product, int limit) const {
  return reader.all(kItem, kSimilar, product.province, product.id, product.commune, product.group, limit);
}

std::vector<Item> Store::featured(db::Reader& reader, Date today, int limit) const {
  constexpr int kLookedAt = 400;   // of one order; a province with hundreds of five stars must not hide all the others
  std::vector<ProductId> chosen;
  std::vector<std::string> provinces;
  for (db::Rows rows = reader.query(kBest, today, kLookedAt); rows.next() && chosen.size() < static_cast<std::size_t>(limit);) {
    Best best = kBestOf(rows.row());
    if (std::ranges::find(provinces, best.province) != provinces.end()) continue;
    provinces.push_back(std::move(best.province));
    chosen.push_back(best.id);
  }
  auto items = reader.by_ids(kItem, kItemsByIds, std::span<const ProductId>(chosen));
  const auto place = [&](const Item& item) { return std::ranges::find(chosen, item.product.id) - chosen.begin(); };
  std::ranges::sort(items, {}, place);
  return items;
}

std::map<std::string, long long> Store::by_commune(db::Reader& reader, std::string_view province) const {
  std::map<std::string, long long> counts;
  for (OfCommune& row : reader.all(kOfCommune, kByCommune, province)) counts[std::move(row.commune)] = row.rows;
  return counts;
}

std::vector<Item> Store::of_place(db::Reader& reader, std::string_view province, std::string_view commune, int limit) const {
  return reader.all(kItem, kOfPlace, province, commune, limit);
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
