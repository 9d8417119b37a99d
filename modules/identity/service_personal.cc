// What an account may ask of its own data: proof that it is the holder, who looked, and the end of it.
#include <algorithm>
#include <array>

#include "modules/identity/accounts.h"
#include "modules/identity/administer.h"
#include "modules/identity/messages.h"
#include "modules/identity/offers.h"
#include "modules/identity/rules.h"
#include "modules/identity/service.h"
#include "modules/identity/store_personal.h"
#include "modules/identity/words.h"

namespace ocop::identity {
namespace {

std::string look_of(AccountId account) { return "account:" + account.text(); }

// An erased administrator would leave fewer who can act than an installation has to have (decision 101).
std::optional<Message> last_administrator(db::Reader& reader, AccountId id) {
  const auto account = store::account_by_id(reader, id);
  if (!account || account->password_kind != PasswordKind::chosen || !is_administrator(reader, *account)) return std::nullopt;
  if (rules::two_remain(store::acting_administrators(reader), rules::Acts::yes)) return std::nullopt;
  return msg::erase_administrator;
}

// Ids stay: acts, decisions and the log point at them. What they said of the person goes.
void erase(const personal::Erasing& erasing) {
  const AccountId account = erasing.account;
  const auto event = [&](EventKind kind, std::string detail) {
    store::insert_event(erasing.transaction, new_uuid(erasing.now, erasing.random), account,
                        {erasing.now, account, {}, kind, std::move(detail)});
  };
  for (const StoredGrant& one : store::grants(erasing.transaction, std::span(&account, 1))) {
    if (store::end_grant(erasing.transaction, account, one.id, erasing.now)) event(EventKind::grant_revoked, detail_of(one.grant));
  }
  store::delete_sessions(erasing.transaction, account, {});
  store::erase(erasing.transaction, account, translate(msg::erased_person, Language::vi), erasing.now);
  event(EventKind::deactivated, std::string(kErased));
}

}  // namespace

void offer_personal(manifest::Offers& offers) {
  for (const personal::Holding& one : store::personal_holdings()) offers.add(one);
  offers.add(personal::Looked{.names = [](db::Reader&, AccountId account) {
    return std::vector{look_of(account), std::string("accounts")};
  }});
  offers.add(personal::Hindrance{.stands = last_administrator});
  offers.add(personal::Eraser{.rank = 100, .erase = erase});   // last: others still ask who it was
}

Result<void> Service::prove(const Actor& actor, std::string_view password) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  OCOP_CHECK(right_password(actor, password, "password"));
  return {};
}

void Service::note_look(act::Act& act, std::string_view what) const {
  store::insert_personal_view(act, act.new_uuid(), {act.by(), std::string(what), act.now()});
}

std::vector<Identity::Look> Service::looks(db::Reader& reader, std::span<const std::string> names) const {
  std::vector<Look> out;
  for (const std::string& one : names) std::ranges::move(store::looks(reader, one, kMostLooks), std::back_inserter(out));
  std::ranges::sort(out, std::greater(), &Look::at);
  if (out.size() > kMostLooks) out.resize(kMostLooks);
  return out;
}

}  // namespace ocop::identity
