#pragma once
#include <span>

#include "modules/numbers/types.h"

// Pure.
namespace ocop::numbers::rules {

// What was typed, as digits. Errors: invalid_input on "prefix", "gln" or "first"; of what is not of Vietnam unless that was said.
Result<SetLicence> read(const SetLicence& typed);
// What a GTIN is to a producer of these licences, ended ones too, where others have those prefixes in force.
Belongs belongs(std::string_view gtin, std::span<const Licence> own, std::span<const Licence> others);
// The first item from licence.first on that is not taken; nullopt = none is left. `taken`: in order.
std::optional<std::int64_t> next_item(const Licence& licence, std::span<const std::int64_t> taken);

}  // namespace ocop::numbers::rules
