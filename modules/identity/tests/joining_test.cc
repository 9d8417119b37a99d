// Who comes in by himself, and who acts for a producer.
#include "modules/identity/rules.h"
#include "modules/identity/tests/fixture.h"

namespace ocop::identity {
namespace {

class IdentityJoining : public test::IdentityTest {};
OCOP_ON_BOTH_ENGINES(IdentityJoining);

// ---- joining -------------------------------------------------------------------------------------------------------------------

const std::string_view kHome = "203.0.113.9";

TEST_P(IdentityJoining, WhoJoinsHasAnAccountAndNoRole) {
  ASSERT_TRUE(service().join({"Chị Mẩy", "0912 345 678", test::kPassword}, kHome).ok());
  const auto answer = try_sign_in("+84 912 345 678", test::kPassword);
  ASSERT_TRUE(answer.signed_in);
  const Actor actor = who(answer.signed_in->token);
  EXPECT_EQ(actor.display_name, "Chị Mẩy");
  EXPECT_TRUE(actor.grants.empty());
  const auto profile = service().profile(actor, answer.signed_in->token);
  ASSERT_TRUE(profile.ok());
  EXPECT_EQ(profile->account.password_kind, PasswordKind::chosen);
}

// "This name is taken" is a list of all makers with a telephone, for whoever asks; and nobody may take an account over by joining again.
TEST_P(IdentityJoining, JoiningUnderALoginThatSomebodyHasChangesNothingAndSaysNothing) {
  ASSERT_TRUE(service().join({"Chị Mẩy", "0912345678", test::kPassword}, kHome).ok());
  const auto again = service().join({"Kẻ khác", "0912 345 678", "nắng lên trên nương ngô"}, kHome);
  EXPECT_TRUE(again.ok());
  EXPECT_FALSE(try_sign_in("0912345678", "nắng lên trên nương ngô").signed_in);
  const auto answer = try_sign_in("0912345678", test::kPassword);
  ASSERT_TRUE(answer.signed_in);
  EXPECT_EQ(who(answer.signed_in->token).display_name, "Chị Mẩy");
}

TEST_P(IdentityJoining, JoiningIsCountedByNetwork) {
  int made = 0;
  for (int i = 0; i < 45; ++i) made += service().join({"Tên", "09" + std::to_string(10'000'000 + i), test::kPassword}, kHome).ok() ? 1 : 0;
  EXPECT_EQ(made, 40);
  const auto refused = service().join({"Tên", "0399999999", test::kPassword}, kHome);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::too_many_requests);
  EXPECT_TRUE(service().join({"Tên", "0399999999", test::kPassword}, "198.51.100.4").ok());   // another network waits for nobody
  pass(5 * rules::kMinute);
  EXPECT_TRUE(service().join({"Tên", "0388888888", test::kPassword}, kHome).ok());
}

TEST_P(IdentityJoining, JoinsOnlyWhereTheInstallationLets) {
  service().let_join(manifest::Joining::by_offices);
  const auto refused = service().join({"Chị Mẩy", "0912345678", test::kPassword}, kHome);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
}

// ---- helpers --------------------------------------------------------------------------------------------------------------------

// What was given until a day held for as long as a session did.
TEST_P(IdentityJoining, AHelpersRightEndsWithItsDayAndAtOnceWhenItIsTaken) {
  const AccountId lan = add("lan");
  const std::string token = sign_in("lan");
  const ProducerId producer{new_uuid(now(), random_)};
  const auto give = [&](std::optional<Instant> until, Tasks tasks) {
    EXPECT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> {
      service().make_helper(act, {lan, producer, tasks, until}, lan);
      return {};
    }).ok());
  };
  give(Instant{now().milliseconds + rules::kHour}, Tasks().add(Task::papers));
  ASSERT_EQ(who(token).grants.size(), 1u);
  EXPECT_TRUE(Scope::for_task(who(token), Task::papers).covers({}, {}, producer));
  EXPECT_FALSE(Scope::for_task(who(token), Task::story).covers({}, {}, producer));
  pass(rules::kHour);
  EXPECT_TRUE(who(token).grants.empty());
  give({}, Tasks::all());   // renewed: one at a time
  ASSERT_EQ(who(token).grants.size(), 1u);
  EXPECT_TRUE(Scope::for_task(who(token), Task::story).covers({}, {}, producer));
  const auto ended = acts().run_without_account(
      [&](act::Moment& act) -> Result<bool> { return service().end_helper(act, lan, producer, lan); });
  EXPECT_TRUE(*ended);
  EXPECT_TRUE(who(token).grants.empty());
}

// A council member who had once kept the maker's papers was named without a word to the office.
TEST_P(IdentityJoining, WhoWasOnceOfAProducersPeopleIsKnown) {
  const AccountId lan = add("lan"), mai = add("mai"), hoa = add("hoa");
  const ProducerId producer{new_uuid(now(), random_)}, other{new_uuid(now(), random_)};
  const auto run = [&](const auto& perform) {
    EXPECT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> {
      perform(act);
      return {};
    }).ok());
  };
  const std::vector<AccountId> all{lan, mai, hoa};
  const auto former = [&](ProducerId id, std::span<const AccountId> asked) {
    return database().read([&](db::Reader& reader) { return service().former_people(reader, id, asked); });
  };
  run([&](act::Moment& act) { service().make_member(act, lan, producer, lan); });
  const Instant soon{now().milliseconds + rules::kHour};
  run([&](act::Moment& act) { service().make_helper(act, {mai, producer, Tasks::all(), soon}, lan); });
  run([&](act::Moment& act) { service().make_helper(act, {hoa, other, Tasks::all()}, lan); });
  EXPECT_TRUE(former(producer, all).empty()) << "they are still";
  run([&](act::Moment& act) { service().end_member(act, lan, producer, lan); });
  ASSERT_EQ(former(producer, all).size(), 1u);
  EXPECT_EQ(former(producer, all)[0].account, lan);
  EXPECT_EQ(former(producer, all)[0].role, Role::producer_member);
  pass(rules::kHour);
  ASSERT_EQ(former(producer, all).size(), 2u) << "a helper's day has passed";
  EXPECT_EQ(former(producer, std::vector<AccountId>{mai})[0].role, Role::helper);
  EXPECT_TRUE(former(producer, std::vector<AccountId>{hoa}).empty()) << "of another producer";
  EXPECT_TRUE(former(other, all).empty());
}

}  // namespace
}  // namespace ocop::identity
