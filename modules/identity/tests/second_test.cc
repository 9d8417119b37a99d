#include "modules/identity/rules.h"
#include "modules/identity/service.h"
#include "modules/identity/tests/fixture.h"

// A second administrator (decision 101).
namespace ocop::identity {
namespace {

const Grant kAdministrator{Role::administrator, "", "", {}};
const Grant kProvince{Role::provincial_body, "68", "", {}};

class IdentitySecond : public test::IdentityTest {};
OCOP_ON_BOTH_ENGINES(IdentitySecond);

// The story: an administrator could not give himself a role, but he could make a second account, give it the province's body, and be it.
TEST_P(IdentitySecond, AnAdministratorAloneMakesNobodyAnOfficial) {
  add("admin", {kAdministrator}), add("admin2", {kAdministrator});
  const Actor first = who(sign_in("admin")), second = who(sign_in("admin2"));
  const auto made = service().create(first, {"binh", "Bình"});
  ASSERT_TRUE(made);
  const auto given = service().grant(first, made->account, kProvince);
  ASSERT_TRUE(given && given->waiting && !given->grant);
  const auto hers = try_sign_in("binh", made->password);
  ASSERT_TRUE(hers.signed_in);
  const std::string& session = hers.signed_in->token;
  ASSERT_TRUE(service().change_password(who(session), session, {made->password, "chè xanh hai tôm", "chè xanh hai tôm"}).ok());
  const auto actor = [&] { return who(try_sign_in("binh", "chè xanh hai tôm").signed_in->token); };
  EXPECT_TRUE(actor().grants.empty()) << "what waits gives nothing";
  EXPECT_EQ(service().grant(first, made->account, kProvince).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().confirm(first, made->account, *given->waiting).error().kind, ErrorKind::conflict) << "the giver is no second";
  EXPECT_TRUE(actor().grants.empty());
  EXPECT_EQ(service().confirm(actor(), made->account, *given->waiting).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().count_waiting(second), 1);
  EXPECT_EQ(service().count_waiting(first), 0) << "it is no task of the giver";
  ASSERT_TRUE(service().confirm(second, made->account, *given->waiting).ok());
  EXPECT_EQ(actor().grants, std::vector{kProvince});
  EXPECT_EQ(service().count_waiting(second), 0);
  EXPECT_EQ(service().confirm(second, made->account, *given->waiting).error().kind, ErrorKind::conflict) << "once";
  const auto detail = service().detail(first, made->account);
  ASSERT_EQ(detail->waiting.size(), 1u);
  EXPECT_EQ(detail->waiting[0].asked_by, "Người admin");
  EXPECT_EQ(detail->waiting[0].decided_by, "Người admin2");
}

// An invitation by letter must be no way around the second administrator: one who invites, and opens the link with an account of his own.
TEST_P(IdentitySecond, AnInvitedOfficialWaitsForTheSecondAdministratorToo) {
  const AccountId admin = add("admin", {kAdministrator});
  add("admin2", {kAdministrator}), add("binh");
  const Actor first = who(sign_in("admin")), second = who(sign_in("admin2")), binh = who(sign_in("binh"));
  const auto accept = [&](const Actor& actor, AccountId by) {
    return acts().run(actor, [&](act::Act& act) { return service().give_invited(act, kProvince, by); });
  };
  EXPECT_EQ(accept(first, admin).error().kind, ErrorKind::conflict) << "nobody invites himself";
  EXPECT_EQ(accept(second, *binh.account).error().kind, ErrorKind::conflict) << "whoever invited is an administrator still";
  ASSERT_EQ(accept(binh, admin).value(), Offices::Given::waits);
  EXPECT_TRUE(who(sign_in("binh")).grants.empty());
  EXPECT_EQ(accept(binh, admin).error().kind, ErrorKind::conflict) << "it waits already";
  const auto waiting = service().waiting(second)->rows.at(0).waiting;
  EXPECT_EQ(service().confirm(first, *binh.account, waiting.id).error().kind, ErrorKind::conflict) << "whoever invited is no second";
  ASSERT_TRUE(service().confirm(second, *binh.account, waiting.id).ok());
  EXPECT_EQ(who(sign_in("binh")).grants, std::vector{kProvince});
  EXPECT_EQ(accept(binh, admin).error().kind, ErrorKind::conflict) << "it is held";
}

TEST_P(IdentitySecond, WithOneAdministratorAnInvitedRoleHoldsAtOnce) {
  const AccountId admin = add("admin", {kAdministrator});
  const AccountId binh = add("binh");
  const Actor actor = who(sign_in("binh"));
  ASSERT_EQ(acts().run(actor, [&](act::Act& act) { return service().give_invited(act, kProvince, admin); }).value(), Offices::Given::now);
  EXPECT_EQ(who(sign_in("binh")).grants, std::vector{kProvince});
  const auto events = service().detail(who(sign_in("admin")), binh)->events;
  EXPECT_TRUE(std::ranges::any_of(events, [&](const Event& one) { return one.kind == EventKind::granted && one.actor == admin; }))
      << "who gave it, not who took it";
}

// An officer could not name his successor, and an administrator could not name one alone.
TEST_P(IdentitySecond, AnOfficePassesOnOnItsDayOnceAnotherPersonConfirmedIt) {
  const AccountId admin = add("admin", {kAdministrator}), an = add("chi-an", {kProvince}), binh = add("binh");
  const auto hand_over = [&](std::string_view by, Instant at) {
    const Actor actor = who(sign_in(by));
    return acts().run(actor, [&](act::Act& act) { return service().hand_over(act, {an, binh, kProvince, at}); });
  };
  const auto grants = [&](std::string_view login) { return who(sign_in(login)).grants; };
  const Instant day{now().milliseconds + rules::kDay};
  EXPECT_EQ(hand_over("binh", day).error().kind, ErrorKind::forbidden) << "neither the holder nor an administrator";
  ASSERT_EQ(hand_over("chi-an", day).value(), Offices::Given::waits) << "also where one administrator is alone: he did not ask for it";
  EXPECT_EQ(hand_over("chi-an", day).error().kind, ErrorKind::conflict) << "it waits already";
  EXPECT_EQ(grants("chi-an"), std::vector{kProvince}) << "nothing ends before it is confirmed";
  const auto waiting = service().waiting(who(sign_in("admin")))->rows.at(0);
  EXPECT_EQ(waiting.instead_of, "Người chi-an");
  ASSERT_TRUE(service().confirm(who(sign_in("admin")), binh, waiting.waiting.id).ok());
  EXPECT_EQ(grants("chi-an"), std::vector{kProvince});
  EXPECT_TRUE(grants("binh").empty()) << "not before its day";
  const auto holders = [&] {
    return database().read([&](db::Reader& reader) { return service().holders(reader, kProvince); });
  };
  const auto with_role = [&] {
    return database().read([&](db::Reader& reader) { return service().with_role(reader, kProvince.role, "68").at(0).id; });
  };
  EXPECT_EQ(holders(), std::vector{an});
  EXPECT_EQ(with_role(), an);
  pass(rules::kDay);
  EXPECT_TRUE(grants("chi-an").empty());
  EXPECT_EQ(grants("binh"), std::vector{kProvince});
  EXPECT_EQ(holders(), std::vector{binh});
  EXPECT_EQ(with_role(), binh);
  const auto back = service().grant(who(sign_in("admin")), an, kProvince);
  EXPECT_TRUE(back.ok()) << "whoever had it before may get it again";
  EXPECT_EQ(grants("chi-an"), std::vector{kProvince});
  EXPECT_EQ(service().detail(who(sign_in("admin")), admin)->grants.size(), 1u);
}

TEST_P(IdentitySecond, WhatAnAdministratorHandsOverAnotherOneConfirmsWhereThereIsOne) {
  add("admin", {kAdministrator});
  const AccountId an = add("chi-an", {kProvince}), binh = add("binh"), lan = add("lan");
  const auto hand_over = [&](AccountId from, AccountId to) {
    const Actor actor = who(sign_in("admin"));
    return acts().run(actor, [&](act::Act& act) { return service().hand_over(act, {from, to, kProvince, now()}); });
  };
  EXPECT_EQ(hand_over(an, *who(sign_in("admin")).account).error().kind, ErrorKind::conflict) << "nobody gives himself a role";
  ASSERT_EQ(hand_over(an, binh).value(), Offices::Given::now) << "nobody else is there";
  EXPECT_TRUE(who(sign_in("chi-an")).grants.empty());
  EXPECT_EQ(hand_over(an, lan).error().kind, ErrorKind::not_found) << "it is not hers any more";
  add("admin2", {kAdministrator});
  ASSERT_EQ(hand_over(binh, lan).value(), Offices::Given::waits);
  const auto waiting = service().waiting(who(sign_in("admin2")))->rows.at(0).waiting;
  EXPECT_EQ(service().confirm(who(sign_in("admin")), lan, waiting.id).error().kind, ErrorKind::conflict) << "whoever asked is no second";
  ASSERT_TRUE(service().confirm(who(sign_in("admin2")), lan, waiting.id).ok());
  EXPECT_EQ(who(sign_in("lan")).grants, std::vector{kProvince});
  EXPECT_TRUE(who(sign_in("binh")).grants.empty());
}

// A loan became a role of one's own by a new password; and whoever was deactivated was stood in for.
TEST_P(IdentitySecond, WhoStandsInIsMadeNoOfficialByIt) {
  manifest::Offers offers;
  std::vector<AccountId> told;
  offers.add(RoleEnded{.then = [&](act::Moment&, AccountId account, const Grant&, AccountId) { told.push_back(account); }});
  service().ask(offers);
  add("admin", {kAdministrator}), add("admin2", {kAdministrator});
  const Grant secretary{Role::secretary, "68", "", {}};
  const AccountId an = add("chi-an", {kProvince}), binh = add("binh", {secretary});
  const Instant day{now().milliseconds + rules::kDay}, later{day.milliseconds + rules::kDay};
  const auto lend = [&](const Grant& office) {
    const Actor actor = who(sign_in("chi-an"));
    return acts().run(actor, [&](act::Act& act) { return service().stand_in(act, {binh, office, day, later}); });
  };
  const auto grants = [&] { return who(sign_in("binh")).grants; };
  EXPECT_EQ(lend(secretary).error().kind, ErrorKind::not_found) << "not hers";
  ASSERT_TRUE(lend(kProvince).ok());
  EXPECT_EQ(lend(kProvince).error().kind, ErrorKind::conflict) << "once";
  Grant lent = kProvince;
  lent.stands_for = an;
  EXPECT_EQ(grants(), std::vector{secretary}) << "not before its day";
  pass(rules::kDay);
  EXPECT_EQ(grants(), (std::vector{secretary, lent}));
  const Actor deputy = who(sign_in("binh"));
  EXPECT_EQ(acts().run(deputy, [&](act::Act& act) { return service().stand_in(act, {an, kProvince, day, later}); }).error().kind,
            ErrorKind::not_found) << "a loan is not lent on";
  EXPECT_EQ(acts().run(deputy, [&](act::Act& act) { return service().hand_over(act, {binh, an, kProvince, day}); }).error().kind,
            ErrorKind::not_found) << "nor handed over";
  pass(rules::kDay);
  EXPECT_EQ(grants(), std::vector{secretary}) << "over by the clock";
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service().holders(reader, kProvince); }), std::vector{an});

  pass(-rules::kDay);
  ASSERT_TRUE(service().reset_password(who(sign_in("admin")), binh).ok());
  const auto waiting = service().waiting(who(sign_in("admin2")))->rows;
  ASSERT_EQ(waiting.size(), 1u) << "the loan is gone and asked for by nobody";
  EXPECT_EQ(waiting[0].waiting.grant, secretary);
  told.clear();
  const auto version = service().detail(who(sign_in("admin")), an)->account.version;
  ASSERT_TRUE(service().set_activity(who(sign_in("admin")), an, Activity::inactive, version).ok());
  EXPECT_EQ(told, std::vector{an}) << "whoever stands in for her is told";
}

TEST_P(IdentitySecond, ALoanMakesRoomForTheRoleAndEndsWithAHandover) {
  const AccountId admin = add("admin", {kAdministrator}), an = add("chi-an", {kProvince}), binh = add("binh"), lan = add("lan");
  const Actor hers = who(sign_in("chi-an"));
  const Instant week{now().milliseconds + 7 * rules::kDay};
  for (const AccountId deputy : {binh, lan})
    ASSERT_TRUE(acts().run(hers, [&](act::Act& act) { return service().stand_in(act, {deputy, kProvince, now(), week}); }).ok());
  const Instant day{now().milliseconds + rules::kDay};
  const Actor boss = who(sign_in("admin"));
  ASSERT_EQ(acts().run(boss, [&](act::Act& act) { return service().hand_over(act, {an, binh, kProvince, day}); }).value(),
            Offices::Given::now) << "who stood in becomes the successor";
  pass(rules::kDay);
  EXPECT_EQ(who(sign_in("binh")).grants, std::vector{kProvince}) << "in his own right";
  EXPECT_TRUE(who(sign_in("lan")).grants.empty()) << "nobody stands in for who has no office";
  EXPECT_EQ(service().detail(who(sign_in("admin")), admin)->grants.size(), 1u);
}

// Where offices make all accounts, whoever an office invited could make none.
TEST_P(IdentitySecond, WhoIsInvitedMakesAnAccountWhereOnlyOfficesDo) {
  service().let_join(manifest::Joining::by_offices);
  ASSERT_TRUE(service().join_invited({"Lan@Tuyenquang.gov.vn", "Lan", test::kPassword}, "203.0.113.9").ok());
  EXPECT_TRUE(try_sign_in("lan@tuyenquang.gov.vn", test::kPassword).signed_in);
  EXPECT_TRUE(service().join_invited({"lan@tuyenquang.gov.vn", "Kẻ khác", "nắng lên trên nương ngô"}, "203.0.113.9").ok());
  EXPECT_FALSE(try_sign_in("lan@tuyenquang.gov.vn", "nắng lên trên nương ngô").signed_in) << "nobody's account is taken over";
}

// Two records of one maker were merged, and whoever had claimed the one could touch nothing of the other.
TEST_P(IdentitySecond, WhoIsOfOneRecordIsOfTheOtherUntilTheyArePartedOrItEnds) {
  const ProducerId old{new_uuid(now(), random_)}, real{new_uuid(now(), random_)}, third{new_uuid(now(), random_)};
  manifest::Offers offers;
  bool one = true;
  offers.add(SameProducers{.of = [&](db::Reader&, std::span<const ProducerId> ids) {
    std::vector<SameProducers::Same> out;
    for (const ProducerId& id : ids)
      if (one && (id == old || id == real)) out.push_back({id, id == old ? real : old});
    return out;
  }});
  service().ask(offers);
  const Grant member{Role::producer_member, "", "", old};
  const AccountId an = add("chi-an", {member}), binh = add("binh", {{Role::producer_member, "", "", real}});
  add("lan", {{Role::producer_member, "", "", third}});
  const auto covers = [&](const Actor& actor, ProducerId id) { return Scope::of(actor, {Role::producer_member}).covers({}, {}, id); };
  const std::string session = sign_in("chi-an");
  EXPECT_TRUE(covers(who(session), old) && covers(who(session), real));
  EXPECT_FALSE(covers(who(session), third));
  EXPECT_FALSE(covers(who(sign_in("lan")), real));
  const auto told = database().read([&](db::Reader& reader) {
    return service().holders(reader, {Role::producer_member, "", "", real});
  });
  EXPECT_EQ(told.size(), 2u) << "what is told to the maker's people is told to both";
  EXPECT_TRUE(std::ranges::find(told, an) != told.end() && std::ranges::find(told, binh) != told.end());
  one = false;
  EXPECT_FALSE(covers(who(session), real)) << "parted: from the next request on";
  one = true;
  ASSERT_TRUE(acts().run(who(sign_in("binh")), [&](act::Act& act) -> Result<void> {
    EXPECT_TRUE(service().end_member(act, an, real, binh)) << "a membership at the old record ends from the real one's page";
    return {};
  }));
  EXPECT_FALSE(covers(who(session), old) || covers(who(session), real));
}

// A claim was refused or an administrator took a membership away, and whom the member had let in stayed: nobody above was told.
TEST_P(IdentitySecond, WhoeverHangsOnARoleIsToldThatItEnds) {
  manifest::Offers offers;
  std::vector<std::pair<AccountId, Role>> told;
  offers.add(RoleEnded{.then = [&](act::Moment&, AccountId account, const Grant& grant, AccountId) {
    told.emplace_back(account, grant.role);
  }});
  service().ask(offers);
  add("admin", {kAdministrator});
  const Actor admin = who(sign_in("admin"));
  const ProducerId producer{new_uuid(now(), random_)};
  const Grant member{Role::producer_member, "", "", producer};
  const AccountId an = add("chi-an", {member}), binh = add("binh", {member}), lan = add("lan");
  const auto run = [&](const auto& perform) {
    EXPECT_TRUE(acts().run(admin, [&](act::Act& act) -> Result<void> {
      perform(act);
      return {};
    }).ok());
  };
  run([&](act::Act& act) { EXPECT_TRUE(service().end_member(act, an, producer, act.by())); });
  run([&](act::Act& act) { EXPECT_FALSE(service().end_member(act, an, producer, act.by())); });
  ASSERT_TRUE(service().revoke_grant(admin, binh, service().detail(admin, binh)->grants[0].id).ok());
  run([&](act::Act& act) { service().make_helper(act, {lan, producer, Tasks::all()}, act.by()); });
  run([&](act::Act& act) { service().make_helper(act, {lan, producer, Tasks::all()}, act.by()); });   // anew: nothing ended
  ASSERT_TRUE(service().revoke_grant(admin, lan, service().detail(admin, lan)->grants[0].id).ok());
  using enum Role;
  EXPECT_EQ(told, (std::vector<std::pair<AccountId, Role>>{{an, producer_member}, {binh, producer_member}, {lan, helper}}));
}

// Who had helped a maker until March was refused in its council in June, and shown to administrators as its helper.
TEST_P(IdentitySecond, AHelpersRoleCountsNowhereAfterItsDay) {
  add("admin", {kAdministrator});
  const Actor admin = who(sign_in("admin"));
  const ProducerId producer{new_uuid(now(), random_)};
  const AccountId lan = add("lan", {kProvince});
  ASSERT_TRUE(acts().run(admin, [&](act::Act& act) -> Result<void> {
    service().make_helper(act, {lan, producer, Tasks::all(), Instant{now().milliseconds + 1}}, act.by());
    return {};
  }).ok());
  const auto helps = [&] {
    const auto look = [&](db::Reader& reader) {
      const auto has = [](const AccountSummary& one) { return static_cast<int>(one.grants.size()) - 1; };
      return has(service().by_ids(reader, std::span(&lan, 1)).at(0)) + has(*service().with_login(reader, "lan")) +
             has(service().with_role(reader, Role::provincial_body, "68").at(0)) +
             static_cast<int>(service().holders(reader, {Role::helper, "", "", producer}).size());
    };
    std::vector<AccountRow> rows(1);
    rows[0].account.id = lan;
    service().add_grants(rows);
    const Actor own{lan, "", {}};
    return database().read(look) + static_cast<int>(service().detail(admin, lan)->grants.size() + rows[0].grants.size() +
                                                    service().profile(own, {})->grants.size()) - 3;
  };
  EXPECT_EQ(helps(), 7);
  pass(1);
  EXPECT_EQ(helps(), 0);
}

TEST_P(IdentitySecond, WhatWaitsIsRefusedTakenBackOrLapses) {
  add("admin", {kAdministrator}), add("admin2", {kAdministrator});
  const Actor first = who(sign_in("admin")), second = who(sign_in("admin2"));
  const AccountId subject = add("binh");
  const auto ask = [&] { return *service().grant(first, subject, kProvince)->waiting; };
  EXPECT_EQ(service().drop(second, subject, ask()).value(), WaitingState::refused);
  EXPECT_EQ(service().drop(first, subject, ask()).value(), WaitingState::taken_back);
  const WaitingId late = ask();
  EXPECT_EQ(service().confirm(second, add("khac"), late).error().kind, ErrorKind::not_found) << "of another account";
  pass(rules::kWaitingLife);
  const Actor later = who(sign_in("admin2"));
  EXPECT_TRUE(service().waiting(later)->rows.empty());
  EXPECT_EQ(service().confirm(later, subject, late).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().drop(later, subject, late).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service().grant(who(sign_in("admin")), subject, kProvince)->waiting) << "and may be given anew";
}

// An administrator's role counts as an official's; what a producer's member may do is not the office's power.
TEST_P(IdentitySecond, WithOneAdministratorAllIsGivenAtOnce) {
  add("admin", {kAdministrator});
  const Actor alone = who(sign_in("admin"));
  EXPECT_EQ(service().administrators(), 1);
  const AccountId next = add("binh", {}, PasswordKind::temporary), member = add("mai");
  EXPECT_TRUE(service().grant(alone, next, kAdministrator)->grant);
  EXPECT_EQ(service().administrators(), 1) << "one who has not come in yet cannot confirm";
  EXPECT_TRUE(service().grant(alone, next, kProvince)->grant);
  add("admin2", {kAdministrator});
  EXPECT_TRUE(service().grant(alone, member, {Role::producer_member, "", "", ProducerId{Uuid{{7}}}})->grant);
  EXPECT_TRUE(service().grant(alone, member, kAdministrator)->waiting);
  const auto third = service().create(alone, {"chi", "Chi"});
  const auto given = service().grant(alone, third->account, kAdministrator);
  EXPECT_EQ(service().confirm(who(sign_in("admin2")), member, *given->waiting).error().kind, ErrorKind::not_found);
}

// The ways around: to send the other administrator away, to become him, or to become an official who is one already.
TEST_P(IdentitySecond, TheSecondAdministratorCannotBeGotOutOfTheWay) {
  add("admin", {kAdministrator});
  const AccountId two = add("admin2", {kAdministrator}), officer = add("can-bo", {kProvince});
  const Actor first = who(sign_in("admin"));
  const auto role_of = [&](AccountId id) { return service().detail(first, id)->grants.at(0).id; };
  EXPECT_EQ(service().set_activity(first, two, Activity::inactive, 1).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().revoke_grant(first, two, role_of(two)).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().reset_password(first, two).error().kind, ErrorKind::conflict);
  const auto password = service().reset_password(first, officer);
  ASSERT_TRUE(password);
  EXPECT_TRUE(service().detail(first, officer)->grants.empty()) << "whoever has the new password has no office yet";
  const auto waits = service().detail(first, officer)->waiting;
  ASSERT_EQ(waits.size(), 1u);
  EXPECT_TRUE(service().confirm(who(sign_in("admin2")), officer, waits[0].waiting.id).ok());
  EXPECT_EQ(service().detail(first, officer)->grants.at(0).grant, kProvince);
  // With a third, one may go, and whose password was made anew is an administrator when another says so again.
  const AccountId three = add("admin3", {kAdministrator});
  ASSERT_TRUE(service().reset_password(first, three).ok());
  EXPECT_EQ(service().administrators(), 2);
  EXPECT_TRUE(service().detail(first, three)->grants.empty());
  EXPECT_EQ(service().set_activity(first, two, Activity::inactive, 1).error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace ocop::identity
