#pragma once
#include "modules/work/lists.h"
#include "modules/work/store.h"

// What stands on a person's list, for tests of modules that put something there.
namespace ocop::work::tests {

// In the order of the page.
inline std::vector<Item> listed(db::Database& database, const Actor& actor, State state) {
  const auto rows = store::items();
  lists::Question question;
  question.conditions.emplace_back(rows.source.condition("state"), std::string(name(state)));
  std::vector<Item> out;
  database.read([&](db::Reader& reader) {
    return lists::read(reader, rows.source, scope_of(actor), question, [&](const db::Row& row) { out.push_back(rows.load(row)); });
  });
  return out;
}

}  // namespace ocop::work::tests
