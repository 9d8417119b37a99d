#pragma once
#include <span>
#include <string>

#include "kernel/base/result.h"
#include "modules/products/service.h"

// What a list shows, as a file. Texts in the language of the page.
namespace ocop::products {

std::string to_csv(std::span<const Item> items, const places::Index& places, Date today,
                   Language language);  // with a BOM: Excel reads it as UTF-8
// Error: storage_unavailable when the temporary folder has no room.
Result<std::string> to_xlsx(std::span<const Item> items, const places::Index& places, Instant now, Language language);

}  // namespace ocop::products
