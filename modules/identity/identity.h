#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/id.h"
#include "kernel/db/db.h"
#include "kernel/http/http.h"

// Port of the module: accounts, roles, sessions.
namespace ocop::identity {

struct AccountSummary { AccountId id; std::string display_name; std::vector<Grant> grants; };

class Identity {
 public:
  virtual ~Identity() = default;
  // Active council members of a province, for opening a dossier.
  virtual std::vector<AccountSummary> with_role(db::Reader& reader, Role role, std::string_view province) const = 0;
  virtual std::vector<AccountSummary> by_ids(db::Reader& reader, std::span<const AccountId> ids) const = 0;
};

// "Cán bộ xã, phường" / "Commune officer".
const Message& role_words(Role role);

}  // namespace ocop::identity
