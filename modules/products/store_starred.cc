#include "modules/products/store_starred.h"

#include "kernel/db/columns.h"
#include "modules/products/types.h"

namespace ocop::products {
namespace {

using Star = Starred::Star;
constexpr auto kStar = db::columns<Star>(
    db::column("id", &Star::id), db::column("producer", &Star::producer, db::kNullWhenEmpty), db::column("province", &Star::province),
    db::column("commune", &Star::commune), db::column("code", &Star::code), db::column("name", &Star::name),
    db::column("sort_key", &Star::sort_key, db::kBlob), db::column("stars", &Star::stars), db::column("last_day", &Star::last_day));
// Of a certificate or of a dated decision (StandingClass): others have no day on which the star ends.
static_assert(static_cast<int>(StandingClass::certificate) == 1 && static_cast<int>(StandingClass::dated) == 3 &&
              static_cast<int>(StandingClass::extended) == 5);
constexpr db::Statement kStarred{"products.starred",
                                 "SELECT {columns} FROM products_product WHERE merged_into IS NULL AND stars > 0"
                                 " AND standing_class IN (1, 3, 5) AND last_day IS NOT NULL",
                                 kStar};

}  // namespace

std::vector<Star> StoredStars::all(db::Reader& reader) const { return reader.all(kStar, kStarred); }

}  // namespace ocop::products
