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

void add_event(db::Transaction& transaction, Random& random, AccountId account, Instant now, std::optional<AccountId> actor, EventKind kind,
               std::string detail) {
  store::insert_event(transaction, new_uuid(now, random), account, {now, actor, {}, kind, std::move(detail)});
}

Result<void> insert_account(db::Transaction& transaction, const Account& account, std::span<const Grant> grants,
                            std::optional<AccountId> actor, Random& random) {
  if (!store::insert_account(transaction, account)) {
    return Error::of(ErrorKind::conflict, {"login", account.login, "a login nobody has", msg::login_taken});
  }
  add_event(transaction, random, account.id, account.created, actor, EventKind::created);
  for (const Grant& grant : grants) {
    const StoredGrant stored{new_id<GrantId>(account.created, random), account.id, grant, account.created};
    if (store::insert_grant(transaction, stored)) {
      add_event(transaction, random, account.id, account.created, actor, EventKind::granted, detail_of(grant));
    }
  }
  return {};
}

Result<AccountId> create_account(db::Database& database, const NewAccount& given, Instant now, Random& random,
                                 const crypto::PasswordCost& cost) {
  Account account;
  OCOP_TRY(login, rules::login_name(given.login));
  OCOP_TRY(display_name, rules::display_name(given.display_name));
  account.id = new_id<AccountId>(now, random);
  account.login = login;
  account.display_name = display_name;
  account.password_kind = given.kind;
  account.password_at = account.created = now;
  const std::string password = rules::password_text(given.password).value_or("");
  OCOP_CHECK(rules::password_is_fit(password, account, "password"));
  for (const Grant& grant : given.grants) OCOP_CHECK(rules::grant_is_complete(grant));
  OCOP_TRY(hash, crypto::hash_password(password, cost));
  account.password_hash = hash;
  OCOP_CHECK(database.write([&](db::Transaction& transaction) {
    return insert_account(transaction, account, given.grants, std::nullopt, random);
  }));
  return account.id;
}

namespace {
Result<Account> account_named(db::Reader& reader, std::string_view typed) {
  OCOP_TRY(login, rules::login_name(typed));
  auto account = store::account_by_login(reader, login);
  if (!account) return Error::of(ErrorKind::not_found, {"login", login, "the login of an account", msg::login_unknown});
  return std::move(*account);
}
}  // namespace

Result<NewToken> create_api_token(db::Database& database, std::string_view login, std::string_view label, std::int64_t days, Instant now,
                                  Random& random) {
  OCOP_TRY(clean_label, rules::token_label(label));
  OCOP_TRY(life, rules::token_life(days));
  const std::string text = std::string(kApiTokenPrefix) + crypto::random_token(random, kTokenBytes);
  const NewToken token{new_id<TokenId>(now, random), text, {now.milliseconds + life}};
  OCOP_CHECK(database.write([&](db::Transaction& transaction) -> Result<void> {
    OCOP_TRY(account, account_named(transaction, login));
    store::insert_token(transaction, {token.id, account.id, clean_label, now, token.expires, {}, {}}, hash_of_token(text));
    add_event(transaction, random, account.id, now, std::nullopt, EventKind::token_made, clean_label);
    return {};
  }));
  return token;
}

Result<std::vector<ApiToken>> api_tokens(db::Database& database, std::string_view login) {
  return database.read([&](db::Reader& reader) -> Result<std::vector<ApiToken>> {
    OCOP_TRY(account, account_named(reader, login));
    return store::tokens_of(reader, account.id);
  });
}

Result<void> revoke_api_token(db::Database& database, TokenId id, Instant now, Random& random) {
  return database.write([&](db::Transaction& transaction) -> Result<void> {
    const auto token = store::token_by_id(transaction, id);
    if (!token || !store::revoke_token(transaction, id, now)) {
      return Error::of(ErrorKind::not_found, {"token", id.text(), "the id of a token in force", msg::token_unknown});
    }
    add_event(transaction, random, token->account, now, std::nullopt, EventKind::token_revoked, token->label);
    return {};
  });
}

}  // namespace ocop::identity
