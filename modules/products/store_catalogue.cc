#include "modules/products/store_catalogue.h"

#include "kernel/db/columns.h"
#include "modules/products/store.h"

namespace ocop::products::catalogue_entries {
namespace {

constexpr auto kEntry = db::columns<Entry>(
    db::column("id", &Entry::id), db::column("province", &Entry::province), db::column("commune", &Entry::commune),
    db::column("product_group", &Entry::group), db::column("stars", &Entry::stars), db::column("maker_kind", &Entry::kind),
    db::column("standing_class", &Entry::standing_class), db::column("last_day", &Entry::last_day),
    db::column("sort_day", &Entry::sort_day), db::column("duplicate_of", &Entry::duplicate_of),
    db::column("producer", &Entry::producer),
    db::column("sort_key", &Entry::sort_key, db::kBlob), db::column("name_marked", &Entry::name_marked),
    db::column("name_folded", &Entry::name_folded), db::column("search_text", &Entry::search_text));
constexpr db::Statement kAll{"products.catalogue_entries",
                             "SELECT {columns} FROM products_product WHERE merged_into IS NULL ORDER BY sort_key, id", kEntry};

}  // namespace

std::shared_ptr<const Catalogue> read_all(db::Reader& reader) {
  Catalogue::Maker maker;
  for (db::Rows rows = reader.query(kAll); rows.next();) maker.add(kEntry(rows.row()));
  return std::move(maker).make();
}

}  // namespace ocop::products::catalogue_entries

namespace ocop::products {
namespace {

struct Indexed { std::string search_text, name_marked; };
constexpr auto kIndexed = db::columns<Indexed>(db::column("search_text", &Indexed::search_text),
                                               db::column("name_marked", &Indexed::name_marked));
constexpr db::Statement kWordsOfAll{"products.words_of_all", "SELECT {columns} FROM products_product WHERE merged_into IS NULL", kIndexed};

}  // namespace

Vocabulary Store::vocabulary(db::Reader& reader) const {
  Vocabulary::Maker maker;
  for (db::Rows rows = reader.query(kWordsOfAll); rows.next();) {
    const Indexed one = kIndexed(rows.row());
    maker.add(one.search_text, one.name_marked);
  }
  for (const places::Province& province : places_.provinces()) {
    maker.spell(province.name);
    for (const std::string& former : province.former_provinces) maker.spell(former);
  }
  return std::move(maker).make();
}

}  // namespace ocop::products
