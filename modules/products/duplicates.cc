#include "modules/products/register.h"

// A register's rows held against each other (register.h).
namespace ocop::products {

likeness::Record record_of(const RegisterRow& row) {
  const Product& product = row.product;
  const Standing& standing = product.standing;
  return {product.register_id, product.province, product.name,  row.maker,         product.place_as_printed, product.commune,
          standing.decision,   product.group,    standing.source_url, standing.year, standing.stars};
}

FileDuplicates find_duplicates(const RegisterFile& file, const places::Index& places) {
  FileDuplicates out;
  for (const RegisterRow& row : file.rows)
    if (row.problems.empty()) out.records.push_back(record_of(row));
  out.pairs = likeness::find_pairs(out.records, places, likeness::Wanted::named);
  return out;
}

}  // namespace ocop::products
