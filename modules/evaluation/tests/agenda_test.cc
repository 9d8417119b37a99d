#include <algorithm>

#include "modules/evaluation/tests/world.h"

// What agendas of sessions ask (modules/sessions): the same rules as on each dossier's own page, for many at once.
namespace ocop::evaluation::test {
namespace {

class EvaluationAgenda : public Evaluation {
 protected:
  DossierId forwarded() {
    const DossierId id = open_draft();
    answer(id, world.maker, kAllTop);
    submit(id);
    forward(id);
    return id;
  }
  NamedCouncil council(std::size_t members = 3) const {
    NamedCouncil out;
    for (std::size_t i = 0; i < members; ++i) out.members.push_back(*world.members[i].account);
    out.chair = world.chair.account;
    return out;
  }
  const Agenda& agenda() { return service(); }
  std::vector<OnAgenda> waiting(std::string_view province) {
    return database().read([&](db::Reader& reader) { return agenda().waiting(reader, province); });
  }
  std::optional<Error> hindrance(const Actor& actor, DossierId id, const NamedCouncil& named) {
    return database().read([&](db::Reader& reader) { return agenda().hindrances(reader, actor, std::span(&id, 1), named).at(0); });
  }
  AgendaStanding standing(const Actor& actor, DossierId id) {
    return database().read([&](db::Reader& reader) { return agenda().standings(reader, actor, std::span(&id, 1)).at(0); });
  }
  Result<void> name(const Actor& actor, DossierId id, const NamedCouncil& named) {
    return service().acts().run(actor, [&](act::Act& act) { return agenda().name_council(act, id, named); });
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationAgenda);

TEST_P(EvaluationAgenda, WhatWaitsForACouncilIsOfTheProvinceAndForwarded) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  EXPECT_TRUE(waiting("68").empty()) << "it is with its commune";
  forward(id);
  ASSERT_EQ(waiting("68").size(), 1u);
  EXPECT_EQ(waiting("68")[0].id, id);
  EXPECT_EQ(waiting("68")[0].product_name, "Cà phê Arabica Tân Hà");
  EXPECT_EQ(waiting("68")[0].commune, "24988");
  EXPECT_EQ(waiting("68")[0].advice, OnAgenda::Advice::absent);
  EXPECT_TRUE(waiting("79").empty());
  const Actor group{account(60), "Tổ tư vấn", {{Role::advisory_group, "68", "", {}}}};
  ASSERT_TRUE(service().save_advice(group, id, {0, "Đủ hồ sơ."}).ok());
  EXPECT_EQ(waiting("68")[0].advice, OnAgenda::Advice::written);
  name_council(id);
  EXPECT_TRUE(waiting("68").empty()) << "it has one";
}

TEST_P(EvaluationAgenda, WhatStandsInTheWayIsWhatNamingWouldSay) {
  const DossierId id = forwarded();
  EXPECT_FALSE(hindrance(world.province, id, council()));
  EXPECT_EQ(hindrance(world.province, id, council(2))->problems.at(0).field, "members") << "the province asks for three";
  EXPECT_EQ(hindrance(world.other_province, id, council())->kind, ErrorKind::not_found);
  EXPECT_EQ(hindrance(world.officer, id, council())->kind, ErrorKind::forbidden);
  EXPECT_EQ(hindrance(world.province, DossierId{}, council())->kind, ErrorKind::not_found);
  // A member who is of this maker: this dossier alone.
  const std::vector<Grant> both{{Role::council_member, "68", "", {}}, {Role::producer_member, "", "", world.producer}};
  world.identity.accounts.push_back({account(70), "Chị Hoa", both});
  NamedCouncil with = council();
  with.members.push_back(account(70));
  EXPECT_EQ(hindrance(world.province, id, with)->problems.at(0).field, "members");
  EXPECT_FALSE(name(world.province, id, with).ok());
  // While completion is asked nothing moves on.
  const auto asked = service().ask_completion(world.province, id, {.version = view(world.province, id).dossier.version,
                                                                   .words = "Thiếu giấy",
                                                                   .until = service().today().plus_days(20),
                                                                   .items = {{std::string(kAboutOther), "Giấy kiểm nghiệm"}}});
  ASSERT_TRUE(asked.ok()) << asked.error().detail;
  EXPECT_EQ(hindrance(world.province, id, council())->kind, ErrorKind::conflict);
  EXPECT_EQ(name(world.province, id, council()).error().kind, ErrorKind::conflict);
}

TEST_P(EvaluationAgenda, NamingThroughTheAgendaIsNamingAndTellsNobodyByItself) {
  const DossierId id = forwarded();
  const std::size_t told = world.notices.told.size();
  EXPECT_FALSE(name(world.other_province, id, council()).ok());
  ASSERT_TRUE(name(world.province, id, council()).ok());
  EXPECT_EQ(view(world.province, id).dossier.state, State::scoring);
  EXPECT_EQ(view(world.province, id).dossier.chair, world.chair.account);
  EXPECT_EQ(leaf_kinds().back(), "scoring.opened");
  EXPECT_EQ(world.notices.told.size(), told);
  EXPECT_EQ(hindrance(world.province, id, council())->kind, ErrorKind::conflict) << "another council already";
  EXPECT_EQ(name(world.province, id, council()).error().kind, ErrorKind::conflict);
}

// Article 7.3: who scores, scores blind. The figures are those of the dossier's page.
TEST_P(EvaluationAgenda, ToWhoeverScoresNothingIsSaidOfOthersSheets) {
  const DossierId id = forwarded();
  EXPECT_EQ(standing(world.members[0], id).page, AgendaStanding::Page::closed);
  ASSERT_TRUE(name(world.province, id, council()).ok());
  hand_in(id, world.members[1], kAllTop);
  const AgendaStanding member = standing(world.members[0], id), done = standing(world.members[1], id);
  EXPECT_EQ(member.page, AgendaStanding::Page::open);
  EXPECT_EQ(member.own, AgendaStanding::Own::open);
  EXPECT_FALSE(member.sheets);
  EXPECT_EQ(done.own, AgendaStanding::Own::submitted);
  EXPECT_FALSE(done.sheets);
  EXPECT_EQ(standing(world.members[3], id).page, AgendaStanding::Page::closed) << "not of this council";
  for (const Actor* reader : {&world.chair, &world.province}) {
    const AgendaStanding one = standing(*reader, id);
    ASSERT_TRUE(one.sheets);
    EXPECT_EQ(one.sheets->in, 1);
    EXPECT_EQ(one.sheets->of, 3);
    EXPECT_EQ(one.own, AgendaStanding::Own::none);
  }
  EXPECT_FALSE(standing(world.maker, id).sheets);
  EXPECT_EQ(standing(world.other_province, id).page, AgendaStanding::Page::closed);
  ASSERT_TRUE(service().declare_conflict(world.members[0], id, {"Em gái làm ở đó."}).ok());
  EXPECT_EQ(standing(world.members[0], id).page, AgendaStanding::Page::closed);
  EXPECT_EQ(standing(world.members[0], id).own, AgendaStanding::Own::none);
}

TEST_P(EvaluationAgenda, ATieIsSaidOfTheDossierItIsAbout) {
  const DossierId id = forwarded();
  world.identity.former.push_back({world.producer, {*world.members[0].account, Role::helper}});
  const std::vector<AccountId> people{*world.members[0].account, *world.members[1].account};
  const auto ties = database().read([&](db::Reader& reader) { return agenda().agenda_ties(reader, std::span(&id, 1), people); });
  ASSERT_EQ(ties.size(), 1u);
  EXPECT_EQ(ties[0].dossier, id);
  EXPECT_EQ(ties[0].account, *world.members[0].account);
  EXPECT_NE(ties[0].words.vi.find("giúp"), std::string_view::npos);
  EXPECT_FALSE(hindrance(world.province, id, council())) << "a warning: the office decides";
}

}  // namespace
}  // namespace ocop::evaluation::test
