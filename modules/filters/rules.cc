#include "modules/filters/rules.h"

#include <algorithm>

#include "modules/filters/messages.h"

namespace ocop::filters::rules {

Result<int> place(std::span<const SavedFilter> own, const SaveFilter& asked) {
  if (const auto other = std::ranges::find(own, asked.query, &SavedFilter::query); other != own.end())
    return Error::of(ErrorKind::conflict, {"query", asked.query, "rows that are not saved yet", msg::already_saved, {other->name}});
  if (std::ranges::find(own, asked.name, &SavedFilter::name) != own.end())
    return Error::of(ErrorKind::conflict,
                     {"name", asked.name, "a name that no other filter of this list has", msg::name_taken, {asked.name}});
  for (int at = 1; at <= kMostOfAList; ++at)
    if (std::ranges::find(own, at, &SavedFilter::place) == own.end()) return at;
  return Error::of(ErrorKind::conflict, {"list", asked.list, "at most " + std::to_string(kMostOfAList) + " filters of a list",
                                         msg::too_many, {std::to_string(kMostOfAList)}});
}

const SavedFilter* same(std::span<const SavedFilter> own, const SaveFilter& asked) {
  const auto found = std::ranges::find_if(own, [&](const SavedFilter& one) { return one.query == asked.query && one.name == asked.name; });
  return found == own.end() ? nullptr : &*found;
}

}  // namespace ocop::filters::rules
