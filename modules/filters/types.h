#pragma once
#include <string>

#include "kernel/base/attempt.h"
#include "kernel/base/id.h"
#include "kernel/base/time.h"

namespace ocop::filters {

using FilterId = Id<struct SavedFilterTag>;

// What a person has narrowed a list by, under a name.
struct SavedFilter {
  FilterId id{};
  AccountId account{};
  std::string list;                    // path of the list's page: "/reports"
  int place = 1;                       // of those of this account and list: 1 to rules::kMostOfAList; each is taken once
  std::string name;
  std::string query;                   // "state=closed&sort=number", as lists::Known::narrowed writes it; never empty
  Instant created{};
  std::string address() const { return list + "?" + query; }
};

struct SaveFilter {
  std::string list, name, query;
  Attempt attempt{};
};

}  // namespace ocop::filters
