#pragma once
#include <memory>

#include "kernel/db/db.h"
#include "modules/products/catalogue.h"

// All that the catalogue lists, for the catalogue in memory.
namespace ocop::products::catalogue_entries {

std::shared_ptr<const Catalogue> read_all(db::Reader& reader);

}  // namespace ocop::products::catalogue_entries
