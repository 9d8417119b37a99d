#include "modules/evaluation/offline_report.h"

#include "modules/evaluation/messages.h"
#include "modules/evaluation/tests/desk.h"

// The commune's report, written where there is no network (article 7.2), as it comes in later.
namespace ocop::evaluation::test {
namespace {

class SameRights final : public sync::PastRights {
 public:
  Actor as_of(db::Reader&, const Actor& actor, Instant) const override { return actor; }
};

class EvaluationOfflineReport : public Desk {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = Desk::migrations();
    for (const db::Migration& one : sync::migrations()) all.push_back(one);
    return all;
  }
  void SetUp() override {
    Desk::SetUp();
    if (IsSkipped()) return;
    handler_.emplace(service());
    sync_.emplace(sync::Sync::Parts{database(), world.clock, past_});
    sync_->handle(std::string(kOfflineReport), *handler_);
    dossier = open_draft();
    submit(dossier);
    seen = view(world.officer, dossier).report->version;
  }
  // The report with `materials` and, beside it, what `more` says (",\"met_on\":…").
  sync::Answer send(const Actor& actor, std::uint8_t id, const std::string& materials, const std::string& more = {}) {
    Uuid uuid;
    uuid.bytes[15] = id;
    const std::string body = R"({"version":)" + std::to_string(seen) + R"(,"materials":")" + materials + "\"" + more + "}";
    const sync::Act act{uuid, std::string(kOfflineReport), dossier.text(), world.clock.now(), body};
    return sync_->receive(actor, {Uuid{}, world.clock.now(), {act}}).at(0);
  }
  Result<sync::Answer> insist(const sync::Answer& act) { return sync_->decide(world.officer, act.id, sync::Sync::Decision::insist); }
  std::string materials() { return view(world.officer, dossier).report->materials; }
  Actor colleague() const {
    Actor out = world.officer;
    out.account = account(78);
    return out;
  }
  void colleague_saves(const std::string& words) {
    ASSERT_TRUE(service().save_report(colleague(), dossier, {seen, ReportWords{words, "", "", ""}}).ok());
  }
  offline::Shown shown(const sync::Answer& act) {
    return offline_report_kind(service(), *handler_).show(world.officer, act, Language::vi);
  }

  SameRights past_;
  std::optional<OfflineReport> handler_;
  std::optional<sync::Sync> sync_;
  DossierId dossier;
  std::int64_t seen = 0;
};
OCOP_ON_BOTH_ENGINES(EvaluationOfflineReport);

TEST_P(EvaluationOfflineReport, ComesInOnceAndStaysWithTheCommune) {
  const auto beside = R"(,"labour":"28 người","met_on":"20/11/2026","met_with":"Kinh tế","met_said":"Đồng ý",)"
                      R"("letter_number":"12/UBND-KT","letter_on":"21/11/2026","then":"forward")";
  const auto answer = send(world.officer, 1, "Chè hái tại xã", beside);
  EXPECT_EQ(answer.outcome, sync::Outcome::accepted) << answer.reason_en;
  const auto now = view(world.officer, dossier);
  EXPECT_EQ(now.report->materials, "Chè hái tại xã");
  EXPECT_EQ(now.report->labour, "28 người");
  EXPECT_EQ(now.report->met_on, Date::of(2026, 11, 20));
  EXPECT_EQ(now.report->letter_number, "12/UBND-KT");
  EXPECT_EQ(now.dossier.state, State::submitted) << "a phone forwards nothing";
  EXPECT_EQ(answer.result, R"({"version":)" + std::to_string(now.report->version) + "}");
  EXPECT_TRUE(send(world.officer, 1, "Chè hái tại xã", beside).repeated) << "the answer was lost, and the phone sends again";
  EXPECT_EQ(view(world.officer, dossier).report->version, now.report->version);
}

TEST_P(EvaluationOfflineReport, WhatAColleagueSavedMeanwhileIsNotOverwrittenUnasked) {
  colleague_saves("của đồng nghiệp");
  const auto answer = send(world.officer, 1, "ghi ở nương");
  ASSERT_EQ(answer.outcome, sync::Outcome::set_aside);
  EXPECT_EQ(materials(), "của đồng nghiệp");
  const auto both = shown(sync_->waiting(world.officer).at(0));
  ASSERT_EQ(both.lines.size(), 1u) << "what both leave empty is no line";
  EXPECT_EQ(both.lines[0].mine, "ghi ở nương");
  EXPECT_EQ(both.lines[0].now, "của đồng nghiệp");
  EXPECT_EQ(both.path, "/dossiers/" + dossier.text() + "/report");
  ASSERT_TRUE(insist(answer).ok());
  EXPECT_EQ(materials(), "ghi ở nương");
  EXPECT_TRUE(sync_->waiting(world.officer).empty());
}

// A report that was begun before the dossier came back is not of what was handed in since.
TEST_P(EvaluationOfflineReport, OfAnEarlierHandingInIsSetAside) {
  ASSERT_TRUE(service().return_back(world.officer, dossier, view(world.officer, dossier).dossier.version, "Thiếu giấy").ok());
  submit(dossier);
  EXPECT_EQ(send(world.officer, 1, "ghi ở nương").outcome, sync::Outcome::set_aside);
  EXPECT_EQ(materials(), "");
}

TEST_P(EvaluationOfflineReport, WhatIsForwardedMeanwhileTakesNothingAndSaysWhy) {
  forward(dossier);
  const std::string stands = materials();
  const auto answer = send(world.officer, 1, "ghi ở nương");
  EXPECT_EQ(answer.outcome, sync::Outcome::set_aside) << "what was typed stays";
  EXPECT_EQ(answer.right, sync::Right::kept);
  EXPECT_EQ(answer.reason_vi, msg::report_was_forwarded.vi);
  EXPECT_EQ(materials(), stands);
  EXPECT_EQ(sync_->waiting(world.officer).size(), 1u);
}

TEST_P(EvaluationOfflineReport, WhatWentBackMeanwhileTakesNothingAndSaysWhy) {
  ASSERT_TRUE(service().return_back(world.officer, dossier, view(world.officer, dossier).dossier.version, "Thiếu giấy").ok());
  const auto answer = send(world.officer, 1, "ghi ở nương");
  EXPECT_EQ(answer.outcome, sync::Outcome::set_aside) << "what was typed stays";
  EXPECT_EQ(answer.reason_vi, msg::report_went_back.vi);
}

// Set aside first, forwarded by a colleague then: it waits until its person has read that.
TEST_P(EvaluationOfflineReport, NobodyInsistsOnWhatIsForwarded) {
  colleague_saves("của đồng nghiệp");
  const auto answer = send(world.officer, 1, "ghi ở nương");
  forward(dossier);
  const auto insisted = insist(answer);
  ASSERT_FALSE(insisted.ok());
  EXPECT_EQ(insisted.error().kind, ErrorKind::conflict) << "the list is shown again, with the reason";
  ASSERT_EQ(insisted.error().problems.size(), 1u);
  EXPECT_EQ(insisted.error().problems[0].message.vi, msg::report_was_forwarded.vi);
  const auto waits = sync_->waiting(world.officer).at(0);
  EXPECT_EQ(shown(waits).lines.at(0).mine, "ghi ở nương");
  EXPECT_EQ(shown(waits).path, "/dossiers/" + dossier.text());
}

// With a network the form would stand there again with what is wrong.
TEST_P(EvaluationOfflineReport, AWrongDayCostsNobodyHisWords) {
  std::uint8_t id = 1;
  for (const char* wrong : {R"(,"met_on":"32/13/2026")", R"(,"met_on":"20/11/2030")"}) {
    const auto answer = send(world.officer, id++, "ghi ở nương", wrong);
    EXPECT_EQ(answer.outcome, sync::Outcome::set_aside) << wrong;
    EXPECT_NE(answer.body.find("ghi ở nương"), std::string::npos) << wrong;
    EXPECT_FALSE(insist(answer).ok()) << wrong;
  }
  EXPECT_EQ(materials(), "");
}

// A page of each matter in the longest letters: longer is no batch, and one such act would hold back all behind it.
TEST_P(EvaluationOfflineReport, TheLongestReportIsAnAct) {
  std::string page;
  for (std::size_t i = 0; i < kReportLimit; ++i) page += "ộ";
  std::string more;
  for (const std::string field : {"labour", "idea", "identity", "met_with", "met_said"}) more += ",\"" + field + "\":\"" + page + "\"";
  EXPECT_LT(page.size() * 6 + 1'000, sync::kMostBodyBytes);
  EXPECT_EQ(send(world.officer, 1, page, more + R"(,"met_on":"20/11/2026")").outcome, sync::Outcome::accepted);
}

TEST_P(EvaluationOfflineReport, OthersLearnNothing) {
  Actor helper = world.officer;   // of the commune, and of the maker: nobody judges the own
  helper.grants.push_back({Role::helper, "", "", world.producer, Tasks().add(Task::dossiers)});
  std::uint8_t id = 1;
  for (const Actor& other : {world.other_officer, world.maker, world.helper, world.other_maker, world.province, world.members[0], helper}) {
    const auto answer = send(other, id++, "không phải việc của tôi");
    EXPECT_EQ(answer.outcome, sync::Outcome::refused) << other.display_name;
    EXPECT_EQ(answer.right, sync::Right::never) << other.display_name;
  }
  EXPECT_EQ(materials(), "");
}

TEST_P(EvaluationOfflineReport, ThePageIsMarkedForThePhone) {
  for (const std::string prefix : {"", "/en"}) {
    const std::string page = prefix + "/dossiers/" + dossier.text();
    const auto shown = get(world.officer, page + "/report");
    ocop::test::expect_sound(shown);
    EXPECT_TRUE(has(shown, "data-kept-form=\"dossier.report\" data-subject=\"" + dossier.text() + "\" data-acts=\"one\" data-account=\"" +
                               world.officer.account->text() + "\" data-pages=\"" + page + " " + prefix + "/work"));
    for (const std::string_view part :
         {"data-kept=\"", "data-full=\"", "data-beyond=\"", "data-most=\"", "data-long=\"", "data-kept-said", "data-outbox",
          "/kept-form.", "/offline."})
      EXPECT_TRUE(has(shown, part)) << part;
  }
}

}  // namespace
}  // namespace ocop::evaluation::test
