#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/manifest/offers.h"
#include "kernel/personal/personal.h"
#include "modules/identity/identity.h"
#include "modules/places/places.h"

// All that is held of one person, and who looked at it.
namespace ocop::privacy {

struct Held {
  const personal::Holding* holding = nullptr;
  std::vector<personal::Row> rows;
};
struct Seen {
  std::string who;   // as the account is called now
  std::vector<Role> roles;   // that it has now
  std::string what;   // "account:ID", "accounts", "registration:ID"
  Instant at;
};
struct Data {
  AccountId account;
  std::string name;
  std::vector<Held> held;   // by group, then in the order of the modules
  std::vector<Seen> seen;   // the latest first, at most identity::kMostLooks
};
// Every holding that a module offers, complete.
Data read(db::Reader& reader, const manifest::Offers& offers, const identity::Identity& identity, AccountId account);
// The holdings by group, also those that are of no account.
std::vector<const personal::Holding*> by_group(const manifest::Offers& offers);

// How values are told in words.
class Words {
 public:
  Words(const manifest::Offers& offers, const places::Index& places, const std::vector<Held>& held);
  // "Vai trò: Quản trị viên · Lúc: …"; empty for a row that says nothing.
  std::string row(const personal::Holding& holding, const personal::Row& row, Language language) const;
  std::string value(const personal::Holding& holding, const personal::Fact& fact, Language language) const;

 private:
  const places::Index& places_;
  std::vector<identity::ProducerName> producers_;
};

}  // namespace ocop::privacy
