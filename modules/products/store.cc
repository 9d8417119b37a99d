#include "modules/products/store.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "modules/products/rules.h"

namespace ocop::products {
namespace {

#define OCOP_PRODUCT_COLUMNS                                                                                                         \
  "p.id, p.producer, p.name, p.product_group, p.product_set, p.group_as_printed, p.province, p.commune, p.place_as_printed, p.gtin," \
  " p.code, p.story, p.register_id, p.basis, p.stars, p.decision, p.decided, p.decision_year, p.valid_until, p.verified,"            \
  " p.withdrawn, p.recognition, p.source_url, p.source_kind, p.certificate, p.version, p.name_en, p.story_en, p.register_source,"     \
  " p.duplicate_of, p.maker_name, p.maker_kind"
#define OCOP_SELECT_PRODUCT "SELECT " OCOP_PRODUCT_COLUMNS " FROM products_product p "

constexpr db::Statement kByIds{"products.by_ids", OCOP_SELECT_PRODUCT "WHERE p.id IN {ids}"};
constexpr db::Statement kByGtin{"products.by_gtin", OCOP_SELECT_PRODUCT "WHERE p.gtin = $1"};
constexpr db::Statement kByCode{"products.by_code", OCOP_SELECT_PRODUCT "WHERE p.code = $1"};
constexpr db::Statement kOfProducer{"products.of_producer", OCOP_SELECT_PRODUCT "WHERE p.producer = $1 ORDER BY p.sort_key, p.id"};
constexpr db::Statement kKeys{"products.keys", "SELECT id, gtin, code FROM products_product ORDER BY id"};
constexpr db::Statement kKnown{"products.known",
                               "SELECT id, register_source, register_id, register_digest, name, maker_name, province, source_url,"
                               " duplicate_of, basis, version FROM products_product ORDER BY id"};

constexpr db::Statement kInsert{
    "products.insert",
    "INSERT INTO products_product (id, number, producer, maker_name, maker_kind, name, name_en, name_marked, name_folded, sort_key,"
    " search_text, product_group, product_set, group_as_printed, province, commune, place_as_printed, gtin, code, story, story_en,"
    " register_source, register_id, register_digest, duplicate_of, basis, stars, decision, decided, decision_year, valid_until,"
    " verified, withdrawn, recognition, source_url, source_kind, certificate, standing_class, last_day, sort_day, version)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,"
    " $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)"};
constexpr db::Statement kUpdateRecord{
    "products.update_record",
    "UPDATE products_product SET producer = $1, maker_name = $2, maker_kind = $3, name = $4, name_marked = $5, name_folded = $6,"
    " sort_key = $7, search_text = $8, group_as_printed = $9, province = $10, commune = $11, place_as_printed = $12,"
    " register_digest = $13, duplicate_of = $14, product_group = CASE WHEN product_set = '' THEN $15 ELSE product_group END,"
    " version = version + 1 WHERE id = $16 AND version = $17"};
constexpr db::Statement kSetStanding{
    "products.set_standing",
    "UPDATE products_product SET basis = $1, stars = $2, decision = $3, decided = $4, decision_year = $5, valid_until = $6,"
    " verified = $7, withdrawn = $8, recognition = $9, source_url = $10, source_kind = $11, certificate = $12, standing_class = $13,"
    " last_day = $14, sort_day = $15, version = version + 1 WHERE id = $16"};
constexpr db::Statement kClassify{
    "products.classify", "UPDATE products_product SET product_set = $1, product_group = $2, version = version + 1 WHERE id = $3"};
constexpr db::Statement kUpdateWording{
    "products.update_wording",
    "UPDATE products_product SET name_en = $1, story = $2, story_en = $3, gtin = $4, search_text = $5, version = version + 1"
    " WHERE id = $6 AND version = $7"};

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

// Validity is added in C++: the groups come out of the index in its order, without a sort.
#define OCOP_COUNT(match)                                                                                                      \
  "SELECT p.province, p.stars, p.product_group, p.maker_kind, p.standing_class, p.last_day, COUNT(*) FROM products_product p WHERE " \
  match("$1") " AND ($2 = '*' OR p.commune = $2)"                                                                              \
  " GROUP BY p.province, p.stars, p.product_group, p.maker_kind, p.standing_class, p.last_day"
constexpr db::Statement kCountAll{"products.count_all", OCOP_COUNT(OCOP_ALL)};
constexpr db::Statement kCountFound{"products.count_found", OCOP_COUNT(OCOP_MATCH_SQLITE), OCOP_COUNT(OCOP_MATCH_POSTGRESQL)};

#define OCOP_FILTERED(match)                                                                                                     \
  "FROM products_product p WHERE " match("$1") " AND ($2 = '*' OR p.province = $2) AND ($3 = '*' OR p.commune = $3)"              \
  " AND ($4 = -1 OR p.stars = $4) AND ($5 = '*' OR p.product_group = $5) AND ($6 = -1 OR p.maker_kind = $6)"                      \
  " AND ($7 = -1 OR " OCOP_VALIDITY("$8") " = $7) "
// The page is chosen by the index alone; only its own rows are read whole.
#define OCOP_PAGE(match, order)                                                                                             \
  "SELECT " OCOP_PRODUCT_COLUMNS " FROM (SELECT p.id AS page_id " OCOP_FILTERED(match) order " LIMIT $9 OFFSET $10) AS page" \
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

constexpr db::Statement kAllByName{"products.all_by_name", OCOP_PAGE(OCOP_ALL, OCOP_BY_NAME)};
constexpr db::Statement kAllByStars{"products.all_by_stars", OCOP_PAGE(OCOP_ALL, OCOP_BY_STARS)};
constexpr db::Statement kAllByNewest{"products.all_by_newest", OCOP_PAGE(OCOP_ALL, OCOP_BY_NEWEST)};
constexpr db::Statement kAllAfter{"products.all_after", OCOP_AFTER(OCOP_ALL)};
constexpr db::Statement kFoundByName{"products.found_by_name", OCOP_PAGE(OCOP_MATCH_SQLITE, OCOP_BY_NAME),
                                     OCOP_PAGE(OCOP_MATCH_POSTGRESQL, OCOP_BY_NAME)};
constexpr db::Statement kFoundByStars{"products.found_by_stars", OCOP_PAGE(OCOP_MATCH_SQLITE, OCOP_BY_STARS),
                                      OCOP_PAGE(OCOP_MATCH_POSTGRESQL, OCOP_BY_STARS)};
constexpr db::Statement kFoundByNewest{"products.found_by_newest", OCOP_PAGE(OCOP_MATCH_SQLITE, OCOP_BY_NEWEST),
                                       OCOP_PAGE(OCOP_MATCH_POSTGRESQL, OCOP_BY_NEWEST)};
constexpr db::Statement kFoundByRelevance{"products.found_by_relevance", OCOP_RELEVANT(OCOP_MATCH_SQLITE, "instr"),
                                          OCOP_RELEVANT(OCOP_MATCH_POSTGRESQL, "strpos")};
constexpr db::Statement kFoundAfter{"products.found_after", OCOP_AFTER(OCOP_MATCH_SQLITE),
                                    OCOP_AFTER(OCOP_MATCH_POSTGRESQL)};

constexpr db::Statement kSimilar{"products.similar", OCOP_SELECT_PRODUCT
                                 "WHERE p.province = $1 AND p.id <> $2 AND p.duplicate_of IS NULL ORDER BY CASE WHEN p.commune <> ''"
                                 " AND p.commune = $3 THEN 0 ELSE 1 END, CASE WHEN p.product_group <> '' AND p.product_group = $4 THEN 0"
                                 " ELSE 1 END, p.stars DESC, p.sort_key, p.id LIMIT $5"};
// Best standing first. Enough of them that the first of each province is among them.
constexpr db::Statement kBest{
    "products.best",
    "SELECT p.id, p.province FROM products_product p WHERE p.duplicate_of IS NULL ORDER BY CASE "
    OCOP_VALIDITY("$1") " WHEN 0 THEN 0 WHEN 1 THEN 0 WHEN 2 THEN 1 WHEN 5 THEN 2 ELSE 3 END, p.stars DESC, p.sort_day DESC, p.sort_key, p.id"
    " LIMIT $2"};
constexpr db::Statement kItemsByIds{"products.items_by_ids", OCOP_SELECT_PRODUCT "WHERE p.id IN {ids}"};
constexpr db::Statement kByCommune{"products.by_commune",
                                   "SELECT commune, COUNT(*) FROM products_product WHERE province = $1 GROUP BY commune"};
constexpr db::Statement kOfPlace{"products.of_place", OCOP_SELECT_PRODUCT
                                 "WHERE p.province = $1 AND ($2 = '*' OR p.commune = $2) ORDER BY p.stars DESC, p.sort_key, p.id LIMIT $3"};

Standing read_standing(const db::Row& row) {
  Standing standing;
  standing.basis = static_cast<Standing::Basis>(row.integer(13));
  standing.stars = static_cast<int>(row.integer(14));
  standing.decision = row.string(15);
  standing.decided = row.optional_date(16);
  if (const auto year = row.optional_integer(17)) standing.year = static_cast<int>(*year);
  standing.valid_until = row.optional_date(18);
  standing.verified = row.integer(19) != 0;
  standing.withdrawn = row.integer(20) != 0;
  standing.recognition = row.string(21);
  standing.source_url = row.string(22);
  standing.source_kind = row.string(23);
  standing.certificate = row.optional_id<CertificateId>(24);
  return standing;
}

Product read_product(const db::Row& row) {
  Product product;
  product.id = row.id<ProductId>(0);
  product.producer = row.optional_id<ProducerId>(1).value_or(ProducerId{});
  product.name = row.string(2);
  product.group = row.string(3);
  product.product_set = row.string(4);
  product.group_as_printed = row.string(5);
  product.province = row.string(6);
  product.commune = row.string(7);
  product.place_as_printed = row.string(8);
  product.gtin = row.string(9);
  product.code = row.string(10);
  product.story = row.string(11);
  product.register_id = row.string(12);
  product.standing = read_standing(row);
  product.version = row.integer(25);
  product.name_en = row.string(26);
  product.story_en = row.string(27);
  product.register_source = row.string(28);
  product.duplicate_of = row.optional_id<ProductId>(29);
  return product;
}
Item read_item(const db::Row& row) { return {read_product(row), row.string(30), static_cast<producers::Kind>(row.integer(31))}; }

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

std::optional<ProducerId> named(ProducerId id) { return id == ProducerId{} ? std::nullopt : std::optional(id); }
std::optional<std::string_view> filled(const std::string& text) { return text.empty() ? std::nullopt : std::optional<std::string_view>(text); }

// The arguments that the catalogue's statements share, as values that live while the statement runs.
struct FilterArguments {
  Date today;
  std::string match, province, commune, group;
  int stars, kind, validity;
  FilterArguments(db::Engine engine, const Filter& filter, Date day)
      : today(day), match(match_text(engine, filter.text)), province(filter.province.value_or("*")), commune(filter.commune.value_or("*")),
        group(filter.group.value_or("*")), stars(filter.stars.value_or(-1)), kind(filter.kind ? static_cast<int>(*filter.kind) : -1),
        validity(filter.validity ? static_cast<int>(*filter.validity) : -1) {}
  std::vector<db::Bind> binds() const { return {match, province, commune, stars, group, kind, validity, today}; }
};

std::vector<Item> read_items(db::Reader& reader, const db::Statement& statement, const std::vector<db::Bind>& binds) {
  std::vector<Item> items;
  for (db::Rows rows = reader.query_list(statement, binds); rows.next();) items.push_back(read_item(rows.row()));
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
void add_group(Counts& counts, const Filter& filter, Date today, const db::Row& row) {
  const std::string province = row.string(0), group = row.string(2);
  const int stars = static_cast<int>(row.integer(1));
  const auto kind = static_cast<std::size_t>(row.integer(3)), validity = static_cast<std::size_t>(
      rules::validity_of(static_cast<StandingClass>(row.integer(4)), row.optional_date(5), today));
  const long long rows = row.integer(6);
  const bool province_fits = !filter.province || *filter.province == province;
  const bool stars_fit = !filter.stars || *filter.stars == stars;
  const bool group_fits = !filter.group || *filter.group == group;
  const bool kind_fits = !filter.kind || static_cast<std::size_t>(*filter.kind) == kind;
  const bool validity_fits = !filter.validity || static_cast<std::size_t>(*filter.validity) == validity;
  if (stars_fit && group_fits && kind_fits && validity_fits) counts.province[province] += rows;
  if (province_fits && group_fits && kind_fits && validity_fits) counts.stars[stars] += rows;
  if (province_fits && stars_fit && kind_fits && validity_fits) counts.group[group] += rows;
  if (province_fits && stars_fit && group_fits && validity_fits) counts.kind.at(kind) += rows;
  if (province_fits && stars_fit && group_fits && kind_fits) counts.validity.at(validity) += rows;
  if (province_fits && stars_fit && group_fits && kind_fits && validity_fits) counts.total += rows;
}

void append_standing(std::vector<db::Bind>& binds, const Standing& standing) {
  const auto last = last_day(standing);
  binds.insert(binds.end(), {static_cast<int>(standing.basis), standing.stars, standing.decision, standing.decided, standing.year,
                             standing.valid_until, standing.verified, standing.withdrawn, standing.recognition, standing.source_url,
                             standing.source_kind, standing.certificate, static_cast<int>(rules::standing_class(standing)), last,
                             sort_day(standing)});
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
  transaction.execute(kUnindex, search_number(id));
  transaction.execute(kIndex, search_number(id), words);
}

std::vector<Product> Store::by_ids(db::Reader& reader, std::span<const ProductId> ids) const { return reader.by_ids(read_product, kByIds, ids); }
std::optional<Product> Store::by_gtin(db::Reader& reader, std::string_view gtin) const { return reader.first(read_product, kByGtin, gtin); }
std::optional<Product> Store::by_code(db::Reader& reader, std::string_view code) const {
  const std::string normal = rules::normal_code(code);
  if (normal.empty()) return std::nullopt;
  return reader.first(read_product, kByCode, normal);
}
std::vector<Product> Store::of_producer(db::Reader& reader, ProducerId producer) const { return reader.all(read_product, kOfProducer, producer); }

std::vector<Products::Key> Store::keys(db::Reader& reader) const {
  return reader.all([](const db::Row& row) { return Key{row.id<ProductId>(0), row.string(1), row.string(2)}; }, kKeys);
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
  const std::string marked = lower_marked(product.name), folded = text::fold(product.name);
  const std::string sort_key = text::collation_key(product.name), words = search_text(product, maker);
  const auto producer = named(product.producer);   // a Bind refers to what it is given until the statement has run: no temporaries in the list
  std::vector<db::Bind> binds{product.id, search_number(product.id), producer, maker, static_cast<int>(kind), product.name,
                              product.name_en, marked, folded, db::Bind::blob(sort_key), words, product.group, product.product_set,
                              product.group_as_printed, product.province, product.commune, product.place_as_printed, filled(product.gtin),
                              product.code, product.story, product.story_en, product.register_source, product.register_id, row.digest,
                              product.duplicate_of};
  append_standing(binds, product.standing);
  binds.push_back(product.version);
  transaction.execute_list(kInsert, binds);
  index(transaction, product.id, words);
}

bool Store::update_registered(db::Transaction& transaction, const Registered& row, std::string_view maker, producers::Kind kind,
                              StandingChange standing) const {
  const Product& product = row.product;
  const std::string marked = lower_marked(product.name), folded = text::fold(product.name);
  const std::string sort_key = text::collation_key(product.name), words = search_text(product, maker);
  const std::int64_t changed = transaction.execute(
      kUpdateRecord, named(product.producer), maker, static_cast<int>(kind), product.name, marked, folded, db::Bind::blob(sort_key), words,
      product.group_as_printed, product.province, product.commune, product.place_as_printed, row.digest, product.duplicate_of, product.group,
      product.id, product.version);
  if (changed != 1) return false;
  index(transaction, product.id, words);
  if (standing == StandingChange::write) set_standing(transaction, product.id, product.standing);
  return true;
}

void Store::classify(db::Transaction& transaction, ProductId product, std::string_view product_set, std::string_view group) const {
  transaction.execute(kClassify, product_set, group, product);
}

void Store::set_standing(db::Transaction& transaction, ProductId product, const Standing& standing) const {
  std::vector<db::Bind> binds;
  append_standing(binds, standing);
  binds.push_back(product);
  transaction.execute_list(kSetStanding, binds);
}

std::vector<Known> Store::known(db::Reader& reader) const {
  return reader.all(
      [](const db::Row& row) {
        return Known{row.id<ProductId>(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5), row.string(6), row.string(7),
                     row.optional_id<ProductId>(8), static_cast<Standing::Basis>(row.integer(9)) == Standing::Basis::certificate,
                     row.integer(10)};
      },
      kKnown);
}

Counts Store::count(db::Reader& reader, const Filter& filter, Date today) const {
  const std::string match = match_text(reader.engine(), filter.text);
  const std::string commune = filter.commune.value_or("*");
  Counts counts;
  for (db::Rows rows = reader.query(match.empty() ? kCountAll : kCountFound, match, commune); rows.next();)
    add_group(counts, filter, today, rows.row());
  return counts;
}

std::vector<Item> Store::page(db::Reader& reader, const Filter& filter, Date today, int limit, long long offset) const {
  const FilterArguments arguments(reader.engine(), filter, today);
  const bool by_words = !arguments.match.empty();
  auto binds = arguments.binds();
  const std::string marked = lower_marked(filter.text), folded = text::fold(filter.text);
  // One or two letters are in most names and rank none of them; ranking reads whole rows (67 ms of 17,000 for "c").
  constexpr std::size_t kLeastRanked = 3;
  const Sort sort = filter.sort == Sort::relevance && by_words && folded.size() < kLeastRanked ? Sort::stars : filter.sort;
  if (by_words && sort == Sort::relevance) binds.insert(binds.end(), {marked, folded});
  binds.insert(binds.end(), {limit, offset});
  return read_items(reader, page_statement(arguments, sort), binds);
}

std::vector<Item> Store::page_after(db::Reader& reader, const Filter& filter, Date today, std::optional<ProductId> after, int limit) const {
  const FilterArguments arguments(reader.engine(), filter, today);
  auto binds = arguments.binds();
  const ProductId from = after.value_or(ProductId{});
  binds.insert(binds.end(), {from, limit});
  return read_items(reader, arguments.match.empty() ? kAllAfter : kFoundAfter, binds);
}

std::vector<Item> Store::similar(db::Reader& reader, const Product& product, int limit) const {
  return reader.all(read_item, kSimilar, product.province, product.id, product.commune, product.group, limit);
}

std::vector<Item> Store::featured(db::Reader& reader, Date today, int limit) const {
  constexpr int kLookedAt = 400;   // of one order; a province with hundreds of five stars must not hide all the others
  std::vector<ProductId> chosen;
  std::vector<std::string> provinces;
  for (db::Rows rows = reader.query(kBest, today, kLookedAt); rows.next() && chosen.size() < static_cast<std::size_t>(limit);) {
    std::string province = rows.row().string(1);
    if (std::ranges::find(provinces, province) != provinces.end()) continue;
    provinces.push_back(std::move(province));
    chosen.push_back(rows.row().id<ProductId>(0));
  }
  auto items = reader.by_ids(read_item, kItemsByIds, std::span<const ProductId>(chosen));
  const auto place = [&](const Item& item) { return std::ranges::find(chosen, item.product.id) - chosen.begin(); };
  std::ranges::sort(items, {}, place);
  return items;
}

std::map<std::string, long long> Store::by_commune(db::Reader& reader, std::string_view province) const {
  std::map<std::string, long long> counts;
  for (db::Rows rows = reader.query(kByCommune, province); rows.next();) counts[rows.row().string(0)] = rows.row().integer(1);
  return counts;
}

std::vector<Item> Store::of_place(db::Reader& reader, std::string_view province, std::string_view commune, int limit) const {
  return reader.all(read_item, kOfPlace, province, commune, limit);
}

bool Store::update_wording(db::Transaction& transaction, const Product& product, const Wording& wording) const {
  Product worded = product;
  worded.name_en = wording.name_en;
  std::string maker;
  if (const auto found = producers_.by_ids(transaction, std::span(&product.producer, 1)); !found.empty()) maker = found[0].name;
  const std::string words = search_text(worded, maker);
  if (transaction.execute(kUpdateWording, wording.name_en, wording.story, wording.story_en, filled(wording.gtin), words, product.id,
                          product.version) != 1) {
    return false;
  }
  index(transaction, product.id, words);
  return true;
}

}  // namespace ocop::products
