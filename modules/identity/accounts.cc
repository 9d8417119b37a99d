#include "modules/identity/accounts.h"

#include <array>

#include "modules/identity/messages.h"
#include "modules/identity/rules.h"
#include "modules/identity/service.h"
#include "modules/identity/store.h"

namespace ocop::identity {

std::string hash_of_token(std::string_view token) { return std::string(crypto::view(crypto::sha256(token))); }

std::string temporary_password(Random& random) {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";   // no i, l, o, 0, 1
  constexpr std::size_t kGroups = 4, kGroup = 4;
  constexpr std::size_t kFair = 256 / kLetters.size() * kLetters.size();     // bytes from here on would favour the first letters
  std::string out;
  for (std::size_t letters = 0; letters < kGroups * kGroup;) {
    std::array<std::uint8_t, 1> byte{};
    random.fill(byte);
    if (byte[0] >= kFair) continue;
    if (letters > 0 && letters % kGroup == 0) out.push_back('-');
    out.push_back(kLetters[byte[0] % kLetters.size()]);
    ++letters;
  }
  return out;
}

std::string detail_of(const Grant& grant) {
  return std::string(name(grant.role)) + "|" + grant.province + "|" + grant.commune + "|" + (grant.producer ? grant.producer->text() : "");
}

void add_event(act::Moment& act, AccountId account, std::optional<AccountId> by, EventKind kind, std::string detail) {
  store::insert_event(act, act.new_uuid(), account, {act.now(), by, {}, kind, std::move(detail)});
}

Result<AccountId> insert_account(act::Moment& act, Account account, std::span<const Grant> grants, std::optional<AccountId> by) {
  account.id = act.new_id<AccountId>();
  account.password_at = account.created = act.now();
  if (!store::insert_account(act, account)) {
    return Error::of(ErrorKind::conflict, {"login", account.login, "a login nobody has", msg::login_taken});
  }
  add_event(act, account.id, by, EventKind::created);
  for (const Grant& grant : grants) {
    const StoredGrant stored{act.new_id<GrantId>(), account.id, grant, act.now()};
    if (store::insert_grant(act, stored)) add_event(act, account.id, by, EventKind::granted, detail_of(grant));
  }
  return account.id;
}

Result<AccountId> create_account(const act::Acts& acts, const NewAccount& given, const crypto::PasswordCost& cost) {
  Account account;
  OCOP_TRY(login, rules::login_name(given.login));
  OCOP_TRY(display_name, rules::display_name(given.display_name));
  account.login = login;
  account.display_name = display_name;
  account.password_kind = given.kind;
  const std::string password = rules::password_text(given.password).value_or("");
  OCOP_CHECK(rules::password_is_fit(password, account, "password"));
  for (const Grant& grant : given.grants) OCOP_CHECK(rules::grant_is_complete(grant));
  OCOP_TRY(hash, crypto::hash_password(password, cost));
  account.password_hash = hash;
  return acts.run_without_account([&](act::Moment& act) { return insert_account(act, account, given.grants, std::nullopt); });
}

bool end_token(act::Moment& act, AccountId account, TokenId id, std::optional<AccountId> by) {
  const auto token = store::token_by_id(act, id);
  if (!token || token->account != account || !store::revoke_token(act, id, act.now())) return false;
  add_event(act, account, by, EventKind::token_revoked, token->label);
  return true;
}

namespace {
Result<Account> account_named(db::Reader& reader, std::string_view typed) {
  OCOP_TRY(login, rules::login_name(typed));
  auto account = store::account_by_login(reader, login);
  if (!account) return Error::of(ErrorKind::not_found, {"login", login, "the login of an account", msg::login_unknown});
  return std::move(*account);
}
}  // namespace

Result<NewToken> create_api_token(const act::Acts& acts, Random& random, const WantedToken& wanted) {
  OCOP_TRY(clean_label, rules::token_label(wanted.label));
  OCOP_TRY(life, rules::token_life(wanted.days));
  const std::string text = std::string(kApiTokenPrefix) + crypto::random_token(random, kTokenBytes);
  return acts.run_without_account([&](act::Moment& act) -> Result<NewToken> {
    OCOP_TRY(account, account_named(act, wanted.login));
    const NewToken token{act.new_id<TokenId>(), text, {act.now().milliseconds + life}};
    store::insert_token(act, {token.id, account.id, clean_label, act.now(), token.expires, {}, {}, wanted.scope}, hash_of_token(text));
    add_event(act, account.id, std::nullopt, EventKind::token_made, clean_label);
    return token;
  });
}

Result<std::vector<ApiToken>> api_tokens(db::Database& database, std::string_view login) {
  return database.read([&](db::Reader& reader) -> Result<std::vector<ApiToken>> {
    OCOP_TRY(account, account_named(reader, login));
    return store::tokens_of(reader, account.id);
  });
}

Result<void> revoke_api_token(const act::Acts& acts, TokenId id) {
  return acts.run_without_account([&](act::Moment& act) -> Result<void> {
    const auto token = store::token_by_id(act, id);
    if (!token || !end_token(act, token->account, id, std::nullopt)) {
      return Error::of(ErrorKind::not_found, {"token", id.text(), "the id of a token in force", msg::token_unknown});
    }
    return {};
  });
}

}  // namespace ocop::identity
