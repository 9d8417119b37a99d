#pragma once
#include "kernel/http/input.h"
#include "modules/items/types.h"

namespace ocop::items {

const input::Declaration<ItemWords>& new_item();         // without a version
const input::Declaration<ItemWords>& changed_item();
const input::Declaration<Version>& item_version();
const input::Declaration<SheetWords>& sheet_words();

}  // namespace ocop::items
