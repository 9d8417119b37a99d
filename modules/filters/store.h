#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/filters/types.h"

// The module's SQL. Every read of rows of a person takes the account they must belong to; nobody reads another's.
namespace ocop::filters::store {

// As a list (kernel/lists). Its scope is an account; condition list.
lists::Rows<SavedFilter> filters();
std::vector<SavedFilter> of_list(db::Reader& reader, AccountId account, std::string_view list);   // by place
std::optional<SavedFilter> find(db::Reader& reader, AccountId account, FilterId id);
std::int64_t count(db::Reader& reader, AccountId account);
bool insert(db::Transaction& transaction, const SavedFilter& filter);   // false: place, name or query is taken by now
bool remove(db::Transaction& transaction, AccountId account, FilterId id);
std::vector<AccountId> accounts(db::Reader& reader);                    // of all rows
void remove_all(db::Transaction& transaction, AccountId account);

}  // namespace ocop::filters::store
