#include "modules/products/register.h"

// A register's rows held against each other (register.h).
namespace ocop::products {

FileDuplicates find_duplicates(const RegisterFile& file, const places::Index& places) {
  FileDuplicates out;
  for (std::size_t i = 0; i < file.rows.size(); ++i)
    if (file.rows.sound(i)) out.records.push_back(file.rows.record(i));
  out.pairs = likeness::find_pairs(out.records, places, likeness::Wanted::named);
  return out;
}

}  // namespace ocop::products
