#include "kernel/db/columns.h"
#include "modules/products/store.h"

// How many makers provinces have.
namespace ocop::products {
namespace {

struct OfProvince { std::string province; std::int64_t makers = 0; };
constexpr auto kOfProvince = db::columns<OfProvince>(db::column("province", &OfProvince::province),
                                                     db::column("makers", &OfProvince::makers));
constexpr db::Statement kMakers{
    "products.makers",
    "SELECT {columns} FROM (SELECT province, COUNT(DISTINCT producer) AS makers FROM products_product WHERE producer IS NOT NULL"
    " AND merged_into IS NULL GROUP BY province UNION ALL SELECT '' AS province, COUNT(DISTINCT producer) AS makers FROM products_product"
    " WHERE producer IS NOT NULL AND merged_into IS NULL) AS m", kOfProvince};

}  // namespace

std::map<std::string, std::int64_t> Store::makers(db::Reader& reader) {
  std::map<std::string, std::int64_t> out;
  for (const OfProvince& one : reader.all(kOfProvince, kMakers)) out[one.province] = one.makers;
  return out;
}

}  // namespace ocop::products
