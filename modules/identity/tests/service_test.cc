#include "modules/identity/service.h"

#include <time.h>

#include <set>

#include "modules/identity/accounts.h"
#include "modules/identity/rules.h"
#include "modules/identity/tests/fixture.h"

namespace ocop::identity {
namespace {

const Grant kAdministrator{Role::administrator, "", "", {}};
const Grant kOfficer{Role::commune_officer, "68", "24988", {}};

class IdentityService : public test::IdentityTest {};
OCOP_ON_BOTH_ENGINES(IdentityService);

// ---- signing in ----------------------------------------------------------------------------------------------------------------

TEST_P(IdentityService, SignsInWithNameAndPassword) {
  const AccountId id = add("anh", {kOfficer});
  const std::string token = sign_in(" ANH ");
  EXPECT_EQ(token.size(), 43u);
  const auto identity = service().identify(token, {}, now());
  EXPECT_EQ(identity.actor.account, id);
  EXPECT_EQ(identity.actor.display_name, "Người anh");
  EXPECT_EQ(identity.actor.grants, std::vector{kOfficer});
  EXPECT_EQ(identity.session, token);
  for (const std::string_view stranger : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_FALSE(service().identify(stranger, {}, now()).actor.signed_in()) << stranger;
  }
}

// Every request asks this: the account, the session and what the person may do come in one round trip.
TEST_P(IdentityService, KnowsWhoAsksInOneRoundTrip) {
  if (engine() != db::Engine::postgresql) return;   // SQLite has none
  const AccountId id = add("anh", {Grant{Role::provincial_body, "68", "", {}}});
  const std::string session = sign_in("anh");
  EXPECT_EQ(id, who(session).account);
  const std::uint64_t before = database().metrics().round_trips;
  EXPECT_EQ(1U, who(session).grants.size());
  EXPECT_EQ(1U, database().metrics().round_trips - before);
}

TEST_P(IdentityService, TheTokenItselfIsNotStored) {
  add("anh");
  const std::string token = sign_in("anh");
  const auto by_token = database().read([&](db::Reader& reader) { return store::session_by_hash(reader, token); });
  const auto by_hash = database().read([&](db::Reader& reader) { return store::session_by_hash(reader, hash_of_token(token)); });
  EXPECT_FALSE(by_token);
  EXPECT_TRUE(by_hash);
}

TEST_P(IdentityService, EveryFailureIsTheSameAnswer) {
  add("anh");
  add("old", {}, PasswordKind::temporary);
  const AccountId idle = add("idle");
  const auto deactivate = [&](db::Transaction& t) -> Result<bool> { return store::set_activity(t, idle, Activity::inactive, 1); };
  ASSERT_TRUE(database().write(deactivate).ok());
  pass(rules::kTemporaryPasswordLife);
  const struct { std::string_view login, password; } rows[] = {
      {"anh", "không đúng chút nào"}, {"nobody", test::kPassword}, {"idle", test::kPassword}, {"old", test::kPassword},
      {"'; DROP", test::kPassword}, {"", ""}, {"anh", ""}, {"anh", "\xFF\xFE"},
  };
  std::optional<Error> first;
  for (const auto& row : rows) {
    const auto answer = try_sign_in(row.login, row.password);
    ASSERT_TRUE(answer.error) << row.login;
    EXPECT_FALSE(answer.signed_in);
    EXPECT_EQ(answer.retry_after_seconds, 0);
    if (!first) first = answer.error;
    EXPECT_EQ(answer.error->kind, first->kind);
    EXPECT_EQ(answer.error->problems.at(0).field, first->problems.at(0).field);
    EXPECT_EQ(answer.error->problems.at(0).message.vi, first->problems.at(0).message.vi);
    EXPECT_EQ(answer.error->problems.at(0).got, "");   // nothing of what was typed comes back
  }
}

// Milliseconds of the processor that this thread has used: what other work of the machine does not add to.
double thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

// A name that does not exist costs the same Argon2id work.
TEST(IdentityEnumeration, UnknownNamesTakeTheTimeOfKnownOnes) {
  ASSERT_TRUE(crypto::initialise());
  ocop::test::DatabasePlace place(db::Engine::sqlite);
  const auto database = ocop::test::open_or_throw({.location = place.location()}, test::with_throttle());
  const crypto::PasswordCost cost{2, 4u << 20};   // a few milliseconds: far above a look-up in the store
  SystemClock clock;
  SystemRandom random;
  places::FakePlaces places;
  throttle::Throttle throttle(*database, std::string(32, 'k'));
  Service service(*database, clock, random, places, throttle, cost);
  ASSERT_TRUE(create_account({*database, clock, random}, {"anh", "An", test::kPassword}, cost).ok());
  constexpr int kRounds = 5;   // within the throttle's burst of the account
  std::vector<double> known, unknown;
  const auto time = [&](std::string_view login) {
    const double start = thread_milliseconds();
    const auto answer = service.sign_in({login, "một câu không đúng", "203.0.113.7", "", ""});
    EXPECT_EQ(answer.error.value().kind, ErrorKind::invalid_input);
    return thread_milliseconds() - start;
  };
  for (int i = 0; i < kRounds; ++i) {
    known.push_back(time("anh"));
    unknown.push_back(time("nobody"));
  }
  std::sort(known.begin(), known.end());
  std::sort(unknown.begin(), unknown.end());
  EXPECT_GT(unknown[0], 1.0);   // the work was done
  // The fastest of each: caches that other work emptied count in the others.
  EXPECT_LT(std::abs(known[0] - unknown[0]), 0.5 * known[0]) << known[0] << " ms and " << unknown[0] << " ms";
}

TEST_P(IdentityService, GuessesAtOneAccountAreThrottled) {
  add("anh");
  for (std::int64_t i = 0; i < rules::kAccountLimit.burst; ++i) {
    EXPECT_EQ(try_sign_in("anh", "sai rồi sai rồi").error.value().kind, ErrorKind::invalid_input) << i;
  }
  const auto refused = try_sign_in("anh", test::kPassword);   // even the right password waits
  EXPECT_EQ(refused.error.value().kind, ErrorKind::too_many_requests);
  EXPECT_EQ(refused.retry_after_seconds, 300);
  EXPECT_EQ(try_sign_in(" ANH ", "x").error.value().kind, ErrorKind::too_many_requests);   // the same name, written otherwise
  pass(5 * rules::kMinute - 1);
  EXPECT_EQ(try_sign_in("anh", test::kPassword).retry_after_seconds, 1);
  pass(1);
  EXPECT_TRUE(try_sign_in("anh", test::kPassword).signed_in);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(try_sign_in("anh", "sai rồi sai rồi").retry_after_seconds, 0);   // forgiven by the right one
}

// The story: five guesses at a name from anywhere locked its holder out, for as long as somebody went on guessing.
TEST_P(IdentityService, AStrangersGuessesDoNotLockTheHolderOutElsewhere) {
  add("anh");
  for (int i = 0; i < 30; ++i) (void)try_sign_in("anh", "sai rồi sai rồi");
  EXPECT_EQ(try_sign_in("anh", test::kPassword).error.value().kind, ErrorKind::too_many_requests);
  const auto at_home = [&] { return service().sign_in({"anh", test::kPassword, "198.51.100.1", "", ""}); };
  EXPECT_TRUE(at_home().signed_in);
  EXPECT_EQ(try_sign_in("anh", test::kPassword).error.value().kind, ErrorKind::too_many_requests);   // and forgives nothing there
}

// Guessers who are many are counted together all the same.
TEST_P(IdentityService, GuessesFromManyNetworksAreCountedTogether) {
  add("anh");
  const auto guess_from = [&](int network) {
    const std::string address = "203.0.113." + std::to_string(network);
    return service().sign_in({"anh", "sai rồi sai rồi", address, "", ""}).error.value().kind;
  };
  for (int i = 0; i < rules::kAccountEverywhereLimit.burst; ++i) EXPECT_EQ(guess_from(i), ErrorKind::invalid_input) << i;
  EXPECT_EQ(guess_from(200), ErrorKind::too_many_requests);
}

TEST_P(IdentityService, AnUnknownNameIsThrottledLikeAKnownOne) {
  for (std::int64_t i = 0; i < rules::kAccountLimit.burst; ++i) EXPECT_EQ(try_sign_in("nobody", "x").retry_after_seconds, 0);
  EXPECT_EQ(try_sign_in("nobody", "x").retry_after_seconds, 300);
}

TEST_P(IdentityService, OneAddressIsThrottledOverAllNames) {
  add("anh");
  for (std::int64_t i = 0; i < rules::kAddressLimit.burst; ++i) {
    EXPECT_EQ(try_sign_in("guess" + std::to_string(i), "x").retry_after_seconds, 0) << i;
  }
  EXPECT_EQ(try_sign_in("anh", test::kPassword).retry_after_seconds, 10);
  const auto elsewhere = service().sign_in({"anh", test::kPassword, "198.51.100.1", "", ""});
  EXPECT_TRUE(elsewhere.signed_in);
}

TEST_P(IdentityService, SigningInRotatesTheSession) {
  add("anh");
  const std::string first = sign_in("anh");
  const std::string second = sign_in("anh", first);
  EXPECT_NE(first, second);
  EXPECT_FALSE(who(first).signed_in());
  EXPECT_TRUE(who(second).signed_in());
  const std::string planted = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  EXPECT_NE(sign_in("anh", planted), planted);
  EXPECT_FALSE(who(planted).signed_in());
}

TEST_P(IdentityService, SessionsEndByThemselves) {
  add("anh");
  const std::string idle = sign_in("anh");
  pass(12 * rules::kHour - 1);
  EXPECT_TRUE(who(idle).signed_in());    // and is noted as seen
  pass(12 * rules::kHour - 1);
  EXPECT_TRUE(who(idle).signed_in());
  pass(12 * rules::kHour);
  EXPECT_FALSE(who(idle).signed_in());

  const std::string busy = sign_in("anh");
  const Instant start = now();
  while (now().milliseconds - start.milliseconds < 7 * rules::kDay - rules::kHour) {
    ASSERT_TRUE(who(busy).signed_in());
    pass(rules::kHour);
  }
  pass(rules::kHour);
  EXPECT_FALSE(who(busy).signed_in());   // seven days, however busy
}

TEST_P(IdentityService, SigningOutEndsTheSessionOnTheServer) {
  add("anh");
  const std::string token = sign_in("anh");
  service().sign_out(token);
  EXPECT_FALSE(who(token).signed_in());
  service().sign_out(token);
  service().sign_out("");
}

TEST_P(IdentityService, OldSessionsGiveWay) {
  const AccountId id = add("anh");
  const std::string first = sign_in("anh");
  for (std::size_t i = 0; i < rules::kMaxSessions; ++i) {
    pass(1000);
    sign_in("anh");
  }
  EXPECT_FALSE(who(first).signed_in());
  EXPECT_EQ(database().read([&](db::Reader& reader) { return store::sessions_of(reader, id); }).size(), rules::kMaxSessions);
}

TEST_P(IdentityService, AWeakerHashIsRenewedAtSignIn) {
  const AccountId id = add("anh");
  const crypto::PasswordCost stronger{2, 16384};
  Service today(database(), clock_, random_, places_, *throttle_, stronger);
  ASSERT_TRUE(today.sign_in({"anh", test::kPassword, "203.0.113.7", "", ""}).signed_in);
  const auto account = database().read([&](db::Reader& reader) { return store::account_by_id(reader, id); });
  EXPECT_FALSE(crypto::needs_rehash(account->password_hash, stronger));
  EXPECT_TRUE(today.sign_in({"anh", test::kPassword, "203.0.113.7", "", ""}).signed_in);
}

// ---- the holder ----------------------------------------------------------------------------------------------------------------

TEST_P(IdentityService, ChangingThePasswordEndsAllOtherSessions) {
  add("anh");
  const std::string here = sign_in("anh"), there = sign_in("anh");
  const Actor actor = who(here);
  const std::string next = "gió thổi qua ruộng bậc thang";
  const struct { std::string_view current, next, repeated, field; } wrong[] = {
      {"không phải nó đâu", next, next, "current"}, {test::kPassword, "ngắn", "ngắn", "next"}, {test::kPassword, next, "khác", "repeated"},
      {test::kPassword, test::kPassword, test::kPassword, "next"},
  };
  for (const auto& row : wrong) {
    const auto result =
        service().change_password(actor, here, {std::string(row.current), std::string(row.next), std::string(row.repeated)});
    ASSERT_FALSE(result.ok()) << row.field;
    EXPECT_EQ(result.error().problems.at(0).field, row.field);
  }
  ASSERT_TRUE(service().change_password(actor, here, {test::kPassword, next, next}).ok());
  EXPECT_TRUE(who(here).signed_in());
  EXPECT_FALSE(who(there).signed_in());
  EXPECT_FALSE(try_sign_in("anh", test::kPassword).signed_in);
  EXPECT_TRUE(try_sign_in("anh", next).signed_in);
}

TEST_P(IdentityService, AStolenSessionIsNoPlaceToGuessThePassword) {
  add("anh");
  const std::string token = sign_in("anh");
  const Actor actor = who(token);
  ErrorKind last = ErrorKind::internal;
  for (int i = 0; i < 6; ++i) last = service().change_password(actor, token, {"đoán mò", "x", "x"}).error().kind;
  EXPECT_EQ(last, ErrorKind::too_many_requests);
  EXPECT_TRUE(try_sign_in("anh", test::kPassword).signed_in);   // of which the holder, signing in, feels nothing
  EXPECT_EQ(service().change_password(actor, token, {"đoán mò", "x", "x"}).error().kind, ErrorKind::too_many_requests);
}

// The story: guesses at the sign-in page took the holder's way to change the password.
TEST_P(IdentityService, GuessesAtTheDoorLeaveTheHoldersOwnPageAlone) {
  add("anh");
  const std::string token = sign_in("anh");
  for (int i = 0; i < 10; ++i) (void)try_sign_in("anh", "sai rồi sai rồi");
  const std::string next = "gió thổi qua ruộng bậc thang";
  EXPECT_TRUE(service().change_password(who(token), token, {test::kPassword, next, next}).ok());
}

TEST_P(IdentityService, ATemporaryPasswordOpensOnlyItsOwnReplacement) {
  add("anh", {kOfficer}, PasswordKind::temporary);
  const std::string token = sign_in("anh");
  EXPECT_TRUE(who(token).signed_in());
  EXPECT_TRUE(who(token).grants.empty());
  const std::string next = "gió thổi qua ruộng bậc thang";
  ASSERT_TRUE(service().change_password(who(token), token, {test::kPassword, next, next}).ok());
  EXPECT_EQ(who(token).grants, std::vector{kOfficer});
}

TEST_P(IdentityService, ListsAndEndsOwnSessionsOnly) {
  add("anh");
  add("binh");
  const std::string here = sign_in("anh"), there = sign_in("anh"), of_binh = sign_in("binh");
  const Actor an = who(here);
  const auto profile = service().profile(an, here);
  ASSERT_TRUE(profile.ok());
  ASSERT_EQ(profile->sessions.size(), 2u);
  EXPECT_EQ(profile->sessions[0].session.agent, "Firefox, Linux");
  EXPECT_NE(profile->sessions[0].current, profile->sessions[1].current);
  const auto& other = profile->sessions[0].current ? profile->sessions[1] : profile->sessions[0];

  EXPECT_EQ(service().end_session(who(of_binh), other.session.id).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(who(there).signed_in());
  EXPECT_TRUE(service().end_session(an, other.session.id).ok());
  EXPECT_FALSE(who(there).signed_in());
  sign_in("anh");
  EXPECT_EQ(*service().end_other_sessions(an, here), 1);
  EXPECT_TRUE(who(here).signed_in());
  EXPECT_TRUE(who(of_binh).signed_in());
  EXPECT_EQ(service().profile({}, {}).error().kind, ErrorKind::not_signed_in);
}

// ---- tokens of programs --------------------------------------------------------------------------------------------------------

TEST_P(IdentityService, TokensActAsTheirAccountUntilTheyEnd) {
  const AccountId id = add("anh", {kOfficer});
  const auto token = create_api_token(acts(), random_, {"anh", "Đồng bộ tỉnh", 30});
  ASSERT_TRUE(token.ok());
  EXPECT_TRUE(token->text.starts_with("ocop_"));
  const auto use = [&] { return service().identify({}, token->text, now()); };
  EXPECT_EQ(use().actor.account, id);
  EXPECT_EQ(use().actor.grants, std::vector{kOfficer});
  EXPECT_EQ(use().session, "");
  EXPECT_TRUE(api_tokens(database(), "anh")->at(0).last_used);
  EXPECT_FALSE(service().identify(sign_in("anh"), "ocop_wrong", now()).actor.signed_in());   // a wrong token is not rescued by a cookie
  pass(30 * rules::kDay);
  EXPECT_FALSE(use().actor.signed_in());

  const auto second = create_api_token(acts(), random_, {"anh", "Khác", 1});
  ASSERT_TRUE(second.ok());
  EXPECT_TRUE(revoke_api_token(acts(), second->id).ok());
  EXPECT_FALSE(service().identify({}, second->text, now()).actor.signed_in());
  EXPECT_EQ(revoke_api_token(acts(), second->id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(create_api_token(acts(), random_, {"nobody", "x", 1}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(create_api_token(acts(), random_, {"anh", "", 1}).error().problems.at(0).field, "label");
  EXPECT_EQ(create_api_token(acts(), random_, {"anh", "x", 400}).error().kind, ErrorKind::invalid_input);
}

TEST_P(IdentityService, ATokenForReadingSaysSo) {
  add("anh", {kOfficer});
  const auto reads = create_api_token(acts(), random_, {"anh", "Bảng theo dõi", 1, TokenScope::reading});
  const auto writes = create_api_token(acts(), random_, {"anh", "Đồng bộ", 1});
  EXPECT_EQ(service().identify({}, reads->text, now()).reach, http::Reach::reading);
  EXPECT_EQ(service().identify({}, writes->text, now()).reach, http::Reach::everything);
  EXPECT_EQ(service().identify(sign_in("anh"), {}, now()).reach, http::Reach::everything);
}

TEST_P(IdentityService, ItsHolderEndsATokenAndNobodyElsesCan) {
  const AccountId id = add("anh");
  add("binh");
  const auto token = create_api_token(acts(), random_, {"anh", "Đồng bộ", 30});
  const Actor holder = who(sign_in("anh")), other = who(sign_in("binh"));
  const auto works = [&] { return service().identify({}, token->text, now()).actor.signed_in(); };
  EXPECT_EQ(service().end_token(other, token->id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().end_token_of(other, id, token->id).error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(works());
  EXPECT_TRUE(service().end_token(holder, token->id).ok());
  EXPECT_FALSE(works());
  EXPECT_EQ(service().end_token(holder, token->id).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(service().profile(holder, {})->tokens.empty());
}

// The story: an administrator made himself the province's body, decided, and took the role away again.
TEST_P(IdentityService, NobodyGivesThemselvesARole) {
  const AccountId one = add("admin", {kAdministrator}), two = add("admin2", {kAdministrator});
  const Actor first = who(sign_in("admin")), second = who(sign_in("admin2"));
  EXPECT_EQ(service().grant(first, one, kOfficer).error().kind, ErrorKind::conflict);
  EXPECT_EQ(who(sign_in("admin")).grants, std::vector{kAdministrator});
  EXPECT_TRUE(service().grant(second, one, kOfficer).ok());
  EXPECT_TRUE(service().grant(first, two, kOfficer).ok());
}

TEST_P(IdentityService, AnAdministratorSeesAndEndsTokens) {
  const AccountId id = add("anh"), elsewhere = add("binh");
  add("admin", {kAdministrator});
  const Actor admin = who(sign_in("admin"));
  const auto token = create_api_token(acts(), random_, {"anh", "Đồng bộ", 30});
  ASSERT_EQ(service().detail(admin, id)->tokens.size(), 1u);
  EXPECT_EQ(service().end_token_of(admin, elsewhere, token->id).error().kind, ErrorKind::not_found);
  pass(1);   // events of one moment have no order
  EXPECT_TRUE(service().end_token_of(admin, id, token->id).ok());
  EXPECT_FALSE(service().identify({}, token->text, now()).actor.signed_in());
  const auto detail = service().detail(admin, id);
  EXPECT_TRUE(detail->tokens.empty());
  EXPECT_EQ(detail->events[0].kind, EventKind::token_revoked);
  EXPECT_EQ(detail->events[0].detail, "Đồng bộ");
}

// The story: somebody changed a password that others knew. The token that one of them had made went on for a year.
TEST_P(IdentityService, ANewPasswordEndsTokensUnlessTheyAreKept) {
  add("anh");
  const std::string here = sign_in("anh"), next = "gió thổi qua ruộng bậc thang";
  const auto token = create_api_token(acts(), random_, {"anh", "Đồng bộ", 30});
  const auto works = [&] { return service().identify({}, token->text, now()).actor.signed_in(); };
  ASSERT_TRUE(service().change_password(who(here), here, {test::kPassword, next, next, TokensThen::kept}).ok());
  EXPECT_TRUE(works());
  ASSERT_TRUE(service().change_password(who(here), here, {next, test::kPassword, test::kPassword}).ok());
  EXPECT_FALSE(works());
}

// ---- accounts ------------------------------------------------------------------------------------------------------------------

TEST_P(IdentityService, CreatingChecksEverythingFirst) {
  add("anh");
  const struct { NewAccount account; ErrorKind kind; std::string_view field; } rows[] = {
      {{"anh", "An", test::kPassword}, ErrorKind::conflict, "login"},
      {{"ANH ", "An", test::kPassword}, ErrorKind::conflict, "login"},
      {{"a", "An", test::kPassword}, ErrorKind::invalid_input, "login"},
      {{"binh", "", test::kPassword}, ErrorKind::invalid_input, "display_name"},
      {{"binh", "Bình", "ngắn"}, ErrorKind::invalid_input, "password"},
      {{"binh", "Bình", test::kPassword, PasswordKind::chosen, {{Role::commune_officer, "68", "", {}}}}, ErrorKind::invalid_input,
          "commune"},
  };
  for (const auto& row : rows) {
    const auto result = create_account(acts(), row.account, crypto::PasswordCost::for_tests());
    ASSERT_FALSE(result.ok()) << row.field;
    EXPECT_EQ(result.error().kind, row.kind);
    EXPECT_EQ(result.error().problems.at(0).field, row.field);
  }
  EXPECT_EQ(database().read([](db::Reader& reader) { return lists::count(reader, store::accounts().source, Scope::everything(), {}); }), 1);
}

TEST_P(IdentityService, EveryUseCaseOfAdministratorsRefusesEverybodyElse) {
  const AccountId subject = add("subject");
  add("officer", {kOfficer});
  const Actor visitor, officer = who(sign_in("officer"));
  for (const auto& [actor, kind] : {std::pair{visitor, ErrorKind::not_signed_in}, {officer, ErrorKind::forbidden}}) {
    EXPECT_EQ(service().note_list_seen(actor).error().kind, kind);
    EXPECT_EQ(service().detail(actor, subject).error().kind, kind);
    EXPECT_EQ(service().create(actor, {"new", "New"}).error().kind, kind);
    EXPECT_EQ(service().grant(actor, subject, kAdministrator).error().kind, kind);
    EXPECT_EQ(service().revoke_grant(actor, subject, {}).error().kind, kind);
    EXPECT_EQ(service().waiting(actor).error().kind, kind);
    EXPECT_EQ(service().confirm(actor, subject, {}).error().kind, kind);
    EXPECT_EQ(service().drop(actor, subject, {}).error().kind, kind);
    EXPECT_EQ(service().set_activity(actor, subject, Activity::inactive, 1).error().kind, kind);
    EXPECT_EQ(service().reset_password(actor, subject).error().kind, kind);
  }
}

TEST_P(IdentityService, AnAdministratorCreatesAndGrants) {
  add("root", {kAdministrator});
  const Actor root = who(sign_in("root"));
  const auto made = service().create(root, {"moi", "Người mới"});
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->password.size(), 19u);
  EXPECT_TRUE(try_sign_in("moi", made->password).signed_in);
  EXPECT_EQ(service().create(root, {"moi", "Lần nữa"}).error().kind, ErrorKind::conflict);

  const auto given = service().grant(root, made->account, kOfficer);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(service().grant(root, made->account, kOfficer).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().grant(root, made->account, {Role::commune_officer, "15", "24988", {}}).error().problems.at(0).field, "commune");
  EXPECT_EQ(service().grant(root, made->account, {Role::provincial_body, "99", "", {}}).error().problems.at(0).field, "province");
  EXPECT_EQ(service().grant(root, AccountId{Uuid{{9}}}, kOfficer).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(service().revoke_grant(root, made->account, *given->grant).ok());
  EXPECT_EQ(service().revoke_grant(root, made->account, *given->grant).error().kind, ErrorKind::not_found);

  const auto detail = service().detail(root, made->account);
  ASSERT_TRUE(detail.ok());
  EXPECT_TRUE(detail->grants.empty());
  ASSERT_EQ(detail->events.size(), 3u);
  std::set<EventKind> kinds;
  for (const Event& event : detail->events) {
    kinds.insert(event.kind);
    EXPECT_EQ(event.actor_name, "Người root");
  }
  EXPECT_EQ(kinds, (std::set{EventKind::created, EventKind::granted, EventKind::grant_revoked}));
}

TEST_P(IdentityService, LookingAtPeopleIsWrittenDown) {
  const AccountId root_id = add("root", {kAdministrator}), subject = add("subject");
  const Actor root = who(sign_in("root"));
  ASSERT_TRUE(service().note_list_seen(root).ok());
  pass(1);
  ASSERT_TRUE(service().detail(root, subject).ok());
  const auto views = database().read([](db::Reader& reader) { return store::personal_views(reader, 10); });
  ASSERT_EQ(views.size(), 2u);
  EXPECT_EQ(views[0].who, root_id);
  EXPECT_EQ(views[0].what, "account:" + subject.text());
  EXPECT_EQ(views[0].at, now());
  EXPECT_EQ(views[1].what, "accounts");
}

TEST_P(IdentityService, DeactivatingEndsEverythingAtOnce) {
  add("root", {kAdministrator});
  const AccountId subject = add("subject", {kOfficer});
  const Actor root = who(sign_in("root"));
  const std::string session = sign_in("subject");
  const auto token = create_api_token(acts(), random_, {"subject", "x", 1});
  EXPECT_EQ(service().set_activity(root, subject, Activity::inactive, 7).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service().set_activity(root, subject, Activity::inactive, 1).ok());
  EXPECT_FALSE(who(session).signed_in());
  EXPECT_FALSE(service().identify({}, token->text, now()).actor.signed_in());
  EXPECT_FALSE(try_sign_in("subject", test::kPassword).signed_in);
  ASSERT_TRUE(service().set_activity(root, subject, Activity::active, 2).ok());
  EXPECT_TRUE(try_sign_in("subject", test::kPassword).signed_in);
  EXPECT_FALSE(who(session).signed_in());   // old sessions stay ended
}

TEST_P(IdentityService, ResettingAPasswordEndsEverythingAndSaysItOnce) {
  add("root", {kAdministrator});
  const AccountId subject = add("subject", {kOfficer});
  const Actor root = who(sign_in("root"));
  const std::string session = sign_in("subject");
  const auto token = create_api_token(acts(), random_, {"subject", "x", 1});
  const auto reset = service().reset_password(root, subject);
  ASSERT_TRUE(reset.ok());
  EXPECT_FALSE(who(session).signed_in());
  EXPECT_FALSE(service().identify({}, token->text, now()).actor.signed_in());
  EXPECT_FALSE(try_sign_in("subject", test::kPassword).signed_in);
  const auto again = try_sign_in("subject", reset->password);
  ASSERT_TRUE(again.signed_in);
  EXPECT_EQ(again.signed_in->password_kind, PasswordKind::temporary);
}

TEST_P(IdentityService, AnAdministratorAlwaysRemains) {
  const AccountId a = add("first", {kAdministrator}), b = add("second", {kAdministrator});
  add("third", {kAdministrator});
  const Actor first = who(sign_in("first")), second = who(sign_in("second"));
  EXPECT_EQ(service().set_activity(first, a, Activity::inactive, 1).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().reset_password(first, a).error().kind, ErrorKind::conflict);
  const auto own = service().detail(first, a);
  EXPECT_EQ(service().revoke_grant(first, a, own->grants.at(0).id).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service().set_activity(first, b, Activity::inactive, 1).ok());
  // The second was admitted before; inside its transaction it is no administrator any more.
  EXPECT_EQ(service().set_activity(second, a, Activity::inactive, 1).error().kind, ErrorKind::forbidden);
}

TEST_P(IdentityService, CommunesByNameOrCode) {
  const struct { std::string_view province, typed, code; bool found; } rows[] = {
      {"68", "24988", "24988", true}, {"68", "Tân Hà", "24988", true}, {"68", "xa tan ha", "24988", true}, {"68", " ", "", true},
      {"15", "Tân Hà", "", false}, {"15", "24988", "", false}, {"68", "Hồng Thái", "", false}, {"68", "24002", "24002", true},
      {"68", "không có", "", false},
  };
  for (const auto& row : rows) {
    const auto code = service().find_commune(row.province, row.typed);
    ASSERT_EQ(code.ok(), row.found) << row.typed;
    if (code) {
      EXPECT_EQ(*code, row.code);
    }
  }
}

TEST_P(IdentityService, TemporaryPasswordsAreFitAndDiffer) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string password = temporary_password(random_);
    EXPECT_TRUE(rules::password_is_fit(password, {}, "x").ok()) << password;
    seen.insert(password);
  }
  EXPECT_EQ(seen.size(), 100u);
}

}  // namespace
}  // namespace ocop::identity
