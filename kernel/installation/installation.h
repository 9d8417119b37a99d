#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"

// What every process of one installation must agree on, kept in the database as named texts ("facts"): a fingerprint of each key that
// lies outside it. A process that says otherwise belongs to another installation, or has lost its keys.
namespace ocop::installation {

std::vector<db::Migration> migrations();

std::optional<std::string> fact(db::Database& database, std::string_view name);
// What is agreed on: `value` when nobody said anything before. Many processes may say it at the same moment; one of them is right.
std::string agree(db::Database& database, std::string_view name, std::string_view value);
// From now on it is this: on purpose, by a person.
void replace(db::Database& database, std::string_view name, std::string_view value);

}  // namespace ocop::installation
