#include "modules/identity/store.h"

#include <set>

#include "modules/identity/tests/fixture.h"

namespace ocop::identity {
namespace {

class IdentityStore : public test::IdentityTest {
 protected:
  Account account(const std::string& login, const std::string& display_name) {
    return {new_id<AccountId>(now(), random_), login, display_name, "$hash", PasswordKind::chosen, now(), Activity::active, now(), 1};
  }
  template <class Act>
  auto write(Act&& act) {
    auto result = database().write([&](db::Transaction& transaction) -> Result<std::invoke_result_t<Act&, db::Transaction&>> {
      return act(transaction);
    });
    return std::move(result).value();
  }
  AccountId put(const std::string& login, const std::string& display_name) {
    const Account one = account(login, display_name);
    EXPECT_TRUE(write([&](db::Transaction& t) { return store::insert_account(t, one); }));
    return one.id;
  }
  bool give(AccountId id, const Grant& grant) {
    return write([&](db::Transaction& t) { return store::insert_grant(t, {new_id<GrantId>(now(), random_), id, grant, now()}); });
  }
};
OCOP_ON_BOTH_ENGINES(IdentityStore);

TEST_P(IdentityStore, AccountsComeBackAsTheyWent) {
  const Account one = account("an", "Nguyễn Văn An");
  EXPECT_TRUE(write([&](db::Transaction& t) { return store::insert_account(t, one); }));
  EXPECT_FALSE(write([&](db::Transaction& t) { return store::insert_account(t, account("an", "Người khác")); }));
  reopen();
  const auto back = database().read([&](db::Reader& reader) { return store::account_by_login(reader, "an"); });
  ASSERT_TRUE(back);
  EXPECT_EQ(back->id, one.id);
  EXPECT_EQ(back->display_name, one.display_name);
  EXPECT_EQ(back->password_hash, one.password_hash);
  EXPECT_EQ(back->password_at, one.password_at);
  EXPECT_EQ(back->activity, Activity::active);
  EXPECT_EQ(back->version, 1);
  make_service();   // TearDown ends it
}

TEST_P(IdentityStore, ListsInVietnameseOrderAndFindsWithoutMarks) {
  for (const auto& [login, display_name] : {std::pair{"dd", "Đỗ Thị Đào"}, {"dung", "Dương Văn Dũng"}, {"an", "Ân Thị Mai"},
      {"ab", "An Văn Bình"}}) {
    put(login, display_name);
  }
  const auto names = [&](std::string_view word, std::string value) {
    const auto accounts = store::accounts();
    lists::Question question;
    if (!word.empty()) question.conditions.emplace_back(accounts.source.condition(word), word == "q" ? text::fold(value) : value);
    std::vector<std::string> out;
    database().read([&](db::Reader& reader) {
      lists::read(reader, accounts.source, Scope::everything(), question,
                  [&](const db::Row& row) { out.push_back(accounts.load(row).login); });
      EXPECT_EQ(lists::count(reader, accounts.source, Scope::everything(), question), static_cast<std::int64_t>(out.size()));
      EXPECT_EQ(lists::count(reader, accounts.source, Scope::nothing(), question), 0);
    });
    return out;
  };
  EXPECT_EQ(names("", ""), (std::vector<std::string>{"ab", "an", "dung", "dd"}));
  EXPECT_EQ(names("q", "DAO"), std::vector<std::string>{"dd"});
  EXPECT_EQ(names("q", "dương văn"), std::vector<std::string>{"dung"});
  EXPECT_EQ(names("q", "%").size(), 4u) << "not a wildcard: nothing is left of it";
  EXPECT_EQ(names("q", "khong co").size(), 0u);
  EXPECT_EQ(names("role", "administrator").size(), 0u);
}

TEST_P(IdentityStore, AGrantIsGivenOnce) {
  const AccountId id = put("an", "An");
  const Grant officer{Role::commune_officer, "68", "24988", {}}, member{Role::producer_member, "", "", ProducerId{Uuid{{7}}}};
  const Grant other_member{Role::producer_member, "", "", ProducerId{Uuid{{8}}}};
  EXPECT_TRUE(give(id, officer));
  EXPECT_FALSE(give(id, officer));
  EXPECT_TRUE(give(id, member));
  EXPECT_FALSE(give(id, member));
  EXPECT_TRUE(give(id, other_member));
  const auto grants = database().read([&](db::Reader& reader) { return store::grants(reader, std::span(&id, 1)); });
  ASSERT_EQ(grants.size(), 3u);
  EXPECT_TRUE(std::any_of(grants.begin(), grants.end(), [&](const StoredGrant& one) { return one.grant == officer; }));
  EXPECT_TRUE(std::any_of(grants.begin(), grants.end(), [&](const StoredGrant& one) { return one.grant == member; }));
  const AccountId stranger = put("binh", "Bình");
  EXPECT_FALSE(write([&](db::Transaction& t) { return store::end_grant(t, stranger, grants[0].id, now()); }));
  EXPECT_TRUE(write([&](db::Transaction& t) { return store::end_grant(t, id, grants[0].id, now()); }));
}

TEST_P(IdentityStore, MembersOfAProvince) {
  const AccountId a = put("a", "Ân"), b = put("b", "An"), c = put("c", "Cúc");
  give(a, {Role::council_member, "68", "", {}});
  give(b, {Role::council_member, "68", "", {}});
  give(b, {Role::council_chair, "68", "", {}});
  give(c, {Role::council_member, "15", "", {}});
  const auto of_68 = database().read([&](db::Reader& reader) { return service().with_role(reader, Role::council_member, "68"); });
  ASSERT_EQ(of_68.size(), 2u);
  EXPECT_EQ(of_68[0].display_name, "An");
  EXPECT_EQ(of_68[0].grants.size(), 2u);
  EXPECT_TRUE(write([&](db::Transaction& t) { return store::set_activity(t, b, Activity::inactive, 1); }));
  EXPECT_FALSE(write([&](db::Transaction& t) { return store::set_activity(t, b, Activity::active, 1); }));   // that version is gone
  const auto left = database().read([&](db::Reader& reader) { return service().with_role(reader, Role::council_member, "68"); });
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].id, a);
  const std::vector<AccountId> ids{a, b};
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service().by_ids(reader, ids); }).size(), 2u);   // a name outlives activity
  const std::vector<AccountId> asked{a, b, c, AccountId{}};   // the last one is nobody's
  const auto active = database().read([&](db::Reader& reader) { return service().active(reader, asked); });
  EXPECT_EQ(std::set<AccountId>(active.begin(), active.end()), (std::set{a, c}));
}

TEST_P(IdentityStore, HoldersOfARoleAtAPlaceOrProducer) {
  const ProducerId tea{{{7}}}, coffee{{{8}}};
  const AccountId officer = put("a", "Ân"), other = put("b", "An"), maker = put("c", "Cúc"), head = put("d", "Dung");
  give(officer, {Role::commune_officer, "68", "24988", {}});
  give(other, {Role::commune_officer, "68", "24991", {}});
  give(maker, {Role::producer_member, "", "", tea});
  give(head, {Role::administrator, "", "", {}});
  const auto holders = [&](const Grant& grant) {
    return database().read([&](db::Reader& reader) { return service().holders(reader, grant); });
  };
  EXPECT_EQ(holders({Role::commune_officer, "68", "24988", {}}), std::vector{officer});
  EXPECT_EQ(holders({Role::commune_officer, "", "24991", {}}), std::vector{other});
  EXPECT_EQ(holders({Role::commune_officer, "68", "", {}}).size(), 2u);
  EXPECT_TRUE(holders({Role::provincial_body, "68", "24988", {}}).empty());
  EXPECT_EQ(holders({Role::producer_member, "", "", tea}), std::vector{maker});
  EXPECT_TRUE(holders({Role::producer_member, "", "", coffee}).empty());
  EXPECT_TRUE(holders({Role::commune_officer, "", "", {}}).empty());   // a forgotten place is nobody, not everybody
  EXPECT_EQ(holders({Role::administrator, "", "", {}}), std::vector{head});
  EXPECT_TRUE(write([&](db::Transaction& t) { return store::set_activity(t, officer, Activity::inactive, 1); }));
  EXPECT_TRUE(holders({Role::commune_officer, "68", "24988", {}}).empty());
}

TEST_P(IdentityStore, PersonalViewsAreForgottenAfterTheirTime) {
  const AccountId id = put("an", "An");
  write([&](db::Transaction& t) {
    store::insert_personal_view(t, new_uuid({1}, random_), {id, "old", {1}});
    store::insert_personal_view(t, new_uuid({9}, random_), {id, "new", {9}});
    store::delete_personal_views(t, {9});
    return true;
  });
  const auto views = database().read([&](db::Reader& reader) { return store::personal_views(reader, 10); });
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].what, "new");
}

}  // namespace
}  // namespace ocop::identity
