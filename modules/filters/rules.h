#pragma once
#include <span>

#include "kernel/base/result.h"
#include "modules/filters/types.h"

// What may be saved. Pure.
namespace ocop::filters::rules {

// They stand as links above the list: a phone shows three or four lines of them; more is a list that itself has to be searched.
inline constexpr int kMostOfAList = 20;

// The place of a new one among `own`, those of the same account and list. Errors: conflict when twenty are there, when the name is taken,
// or when the same rows are saved under another name.
Result<int> place(std::span<const SavedFilter> own, const SaveFilter& asked);
// The one that `asked` would be once more: the same rows under the same name. Null when none.
const SavedFilter* same(std::span<const SavedFilter> own, const SaveFilter& asked);

}  // namespace ocop::filters::rules
