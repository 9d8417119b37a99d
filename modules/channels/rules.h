#pragma once
#include <span>
#include <string_view>

#include "kernel/base/result.h"
#include "modules/channels/types.h"

// Pure.
namespace ocop::channels::rules {

// One item as the channel wants it. A text that is too long is shortened; a value that the channel has no word for, and a required field
// without one, leave the item out of this channel alone. So does a field in which the maker's own words claim a star that does not hold.
Filled fill(const Channel& channel, const Record& record, const Surroundings& around);

// At most `most` letters: whole sentences where that keeps half of it, else up to a comma, else whole syllables with "…".
std::string shorten(std::string_view text, std::size_t most);
// Where a member mends a field: behind the product's path.
std::string_view page_of(From from);

}  // namespace ocop::channels::rules
