#pragma once
#include "kernel/sources/source.h"
#include "modules/work/work.h"

// The only SQL of the module.
namespace ocop::work::store {

// As a list (kernel/lists): condition state; orders term (what has none comes last, then the longest wait; what is done, the latest first)
// and since. A row is covered by its holder.
lists::Rows<Item> items();
// What waits within the scope; one indexed read.
std::int64_t waiting(db::Reader& reader, const Scope& scope);

}  // namespace ocop::work::store
