#include <algorithm>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/tests/desk.h"

// Requests for completion (articles 7.2a, 7.3a): asked, answered, cancelled, by whom and in which state.
namespace ocop::evaluation::test {
namespace {

class EvaluationCompletion : public Desk {
 protected:
  std::string path(DossierId id, const std::string& rest = {}) { return "/dossiers/" + id.text() + rest; }
  DossierId submitted() {
    const DossierId id = open_draft();
    EXPECT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "Nguyên liệu của xã", {world.contract}}).ok());
    submit(id);
    return id;
  }
  AskCompletion letter(DossierId id, const Actor& office) {
    return {view(office, id).dossier.version, "Đề nghị bổ sung.", world_today().plus_days(10), {{"1.1", "Hợp đồng thiếu trang ký"}}};
  }
  Date world_today() { return vietnam_date(world.clock.now()); }
  AnswerCompletion reply(DossierId id) {
    return {view(world.maker, id).self.version, "Đã thêm trang ký.", rules::Tick::given, rules::Tick::given};
  }
  Date day_without_requests(Dossier dossier) {
    dossier.requests.clear();
    return rules::commune_deadline(dossier, world_today(), world.holidays)->on;
  }
  void pass(int days) { world.clock.set({world.clock.now().milliseconds + days * 86'400'000LL}); }
};
OCOP_ON_BOTH_ENGINES(EvaluationCompletion);

// A commune that wanted one page more sent the whole dossier back: it was a draft again, and its fifteen days began anew.
TEST_P(EvaluationCompletion, ADossierStaysWhereItIsWhileItIsCompleted) {
  const DossierId id = submitted();
  const auto asked = service().ask_completion(world.officer, id, letter(id, world.officer));
  ASSERT_TRUE(asked.ok()) << asked.error().detail;
  EXPECT_EQ(asked->completion.number, 1);
  EXPECT_EQ(world.notices.count("completion.asked"), 1);
  EXPECT_EQ(leaf_kinds().back(), "completion.asked");
  for (const Actor& reader : {world.maker, world.officer}) {
    const DossierView seen = view(reader, id);
    EXPECT_EQ(seen.dossier.state, State::submitted);
    ASSERT_EQ(seen.completions.size(), 1u) << reader.display_name;
    EXPECT_EQ(seen.completions[0].items[0].words, "Hợp đồng thiếu trang ký");
    EXPECT_EQ(seen.people.at(seen.completions[0].asked_by), "Cán bộ xã");
    EXPECT_FALSE(seen.deadline) << "the clock stands";
    EXPECT_TRUE(seen.clock.has_value());
  }
  // Nothing moves on, and the refusal says by which request.
  const ReportWords words{"a", "b", "c", "d"};
  const auto forwarded =
      service().save_report(world.officer, id, {view(world.officer, id).report->version, words, SaveReport::Then::forward});
  ASSERT_EQ(forwarded.error().kind, ErrorKind::conflict);
  EXPECT_EQ(forwarded.error().problems.at(0).got, "1");
  EXPECT_TRUE(service().save_report(world.officer, id, {view(world.officer, id).report->version, words}).ok())
      << "it may write on its report";
  EXPECT_EQ(service().return_back(world.officer, id, view(world.officer, id).dossier.version, "x").error().problems.at(0).field,
            "completion");
  EXPECT_EQ(service().ask_completion(world.officer, id, letter(id, world.officer)).error().problems.at(0).field, "completion");
  EXPECT_EQ(service().submit(world.maker, id, {reply(id).version, rules::Tick::given, rules::Tick::given}).error().kind,
            ErrorKind::conflict)
      << "it is answered, not submitted";
  EXPECT_EQ(service().discard(world.maker, id, view(world.maker, id).dossier.version).error().kind, ErrorKind::conflict);
}

// What its producer writes meanwhile is its own until it answers.
TEST_P(EvaluationCompletion, TheAnswerHandsTheSheetInAnew) {
  const DossierId id = submitted();
  const std::int64_t report = view(world.officer, id).report->version;
  ASSERT_TRUE(service().ask_completion(world.officer, id, letter(id, world.officer)).ok());
  const std::int64_t seen = view(world.maker, id).self.version;
  const Sheet own = view(world.maker, id).self;
  const Answer* first = own.find("1.1");
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 3, "Thêm trang ký", {world.contract}, first->version}).ok());
  EXPECT_EQ(view(world.officer, id).self.find("1.1")->note, "Nguyên liệu của xã") << "the office reads what was handed in";
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->note, "Thêm trang ký");
  pass(6);
  AnswerCompletion stale = reply(id);
  stale.version = seen;
  const auto told = service().answer_completion(world.maker, id, 1, stale);
  ASSERT_TRUE(told.ok());
  ASSERT_TRUE(told->conflict.has_value()) << "a colleague saved since";
  EXPECT_EQ(told->conflict->differences.at(0).field, "answers.1.1");
  AnswerCompletion silent = reply(id);
  silent.words = "  ";
  EXPECT_EQ(service().answer_completion(world.maker, id, 1, silent).error().problems.at(0).field, "words");
  EXPECT_EQ(service().answer_completion(world.maker, id, 2, reply(id)).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().answer_completion(world.officer, id, 1, reply(id)).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().answer_completion(world.other_maker, id, 1, reply(id)).error().kind, ErrorKind::not_found);

  const AnswerCompletion answer = reply(id);
  ASSERT_TRUE(service().answer_completion(world.maker, id, 1, answer).ok());
  EXPECT_EQ(leaf_kinds(), (std::vector<std::string>{"dossier.submitted", "completion.asked", "dossier.submitted", "completion.answered"}));
  EXPECT_EQ(world.notices.count("completion.answered"), 1);
  ASSERT_TRUE(service().answer_completion(world.maker, id, 1, answer).ok()) << "a double click";
  EXPECT_EQ(leaves(), 4);
  const DossierView after = view(world.officer, id);
  EXPECT_EQ(after.self.find("1.1")->note, "Thêm trang ký");
  EXPECT_EQ(after.completions[0].answer, "Đã thêm trang ký.");
  EXPECT_EQ(after.completions[0].ending, Ending::answered);
  EXPECT_EQ(after.report->version, report + 1) << "who forwards what he saw before is told";
  EXPECT_FALSE(after.dossier.open_request());
  ASSERT_TRUE(after.deadline);
  EXPECT_GT(after.deadline->on, day_without_requests(after.dossier));
  EXPECT_EQ(service().save_answer(world.maker, id, {"1.1", 2, "", {}, 99}).error().kind, ErrorKind::conflict) << "locked again";
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
  name_council(id);
  EXPECT_EQ(view(world.province, id).dossier.state, State::scoring);
}

TEST_P(EvaluationCompletion, ACancelledOneKeepsItsTextAndTheSheetIsWhatWasHandedIn) {
  const DossierId id = submitted();
  ASSERT_TRUE(service().ask_completion(world.officer, id, letter(id, world.officer)).ok());
  const DossierView open = view(world.maker, id);
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 3, "Sửa dở", {}, open.self.find("1.1")->version}).ok());
  ASSERT_TRUE(service().save_answer(world.maker, id, {"2.1", 1, "Mới"}).ok());
  const std::int64_t version = view(world.officer, id).dossier.version;
  for (const Actor& other : {world.province, world.other_officer, world.other_maker})
    EXPECT_EQ(service().cancel_completion(other, id, 1, version).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().cancel_completion(world.maker, id, 1, version).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().cancel_completion(world.officer, id, 1, version - 1).error().kind, ErrorKind::conflict) << "an older version";
  ASSERT_TRUE(service().cancel_completion(world.officer, id, 1, version).ok());
  ASSERT_TRUE(service().cancel_completion(world.officer, id, 1, version).ok()) << "again is nothing new";
  EXPECT_EQ(leaf_kinds(), (std::vector<std::string>{"dossier.submitted", "completion.asked", "completion.cancelled"}));
  EXPECT_EQ(world.notices.count("completion.cancelled"), 1);
  const DossierView after = view(world.maker, id);
  EXPECT_EQ(after.self.find("1.1")->note, "Nguyên liệu của xã");
  EXPECT_EQ(after.self.find("1.1")->papers, std::vector<PaperId>{world.contract});
  EXPECT_EQ(after.self.find("2.1"), nullptr);
  EXPECT_EQ(after.self.state, SheetState::submitted);
  EXPECT_EQ(after.completions[0].items[0].words, "Hợp đồng thiếu trang ký");
  EXPECT_EQ(after.completions[0].ending, Ending::cancelled);
  EXPECT_EQ(service().answer_completion(world.maker, id, 1, reply(id)).error().kind, ErrorKind::conflict) << "too late";
  EXPECT_EQ(after.deadline->on, day_without_requests(after.dossier)) << "asking for nothing gains no day";
  EXPECT_TRUE(service().ask_completion(world.officer, id, letter(id, world.officer)).ok()) << "another may be asked";
  EXPECT_EQ(view(world.officer, id).completions.at(1).number, 2);
}

// Article 7.3a: what the province asks comes back to the province, and the commune's report stays the one that was forwarded.
TEST_P(EvaluationCompletion, TheProvinceAsksOfWhatWasForwarded) {
  const DossierId id = submitted();
  EXPECT_EQ(service().ask_completion(world.province, id, letter(id, world.officer)).error().kind, ErrorKind::not_found)
      << "not yet its own";
  forward(id);
  EXPECT_EQ(service().ask_completion(world.officer, id, letter(id, world.officer)).error().kind, ErrorKind::conflict)
      << "no longer its own";
  ASSERT_TRUE(service().ask_completion(world.province, id, letter(id, world.province)).ok());
  NameCouncil council;
  council.version = view(world.province, id).dossier.version;
  for (int i = 0; i < 3; ++i) council.members.push_back(*world.members[static_cast<std::size_t>(i)].account);
  council.chair = world.chair.account;
  EXPECT_EQ(service().open_council(world.province, id, council).error().problems.at(0).field, "completion");
  ASSERT_TRUE(service().answer_completion(world.maker, id, 1, reply(id)).ok());
  EXPECT_EQ(view(world.province, id).dossier.state, State::forwarded);
  EXPECT_EQ(view(world.province, id).report->ordinal, 1);
  council.version = view(world.province, id).dossier.version;
  EXPECT_TRUE(service().open_council(world.province, id, council).ok());
}

// "1.1 has points and no paper": a member who scores without the self-score read it in the letter and its answer.
TEST_P(EvaluationCompletion, WhoScoresBlindReadsNoRequestBeforeClosing) {
  const auto at_the_council = [&](SelfScore shown) {
    Settings settings;
    settings.valid_from = world_today();
    settings.self_score = shown;
    EXPECT_TRUE(service().add_settings(world.province, "68", settings).ok());
    const DossierId id = submitted();
    EXPECT_TRUE(service().ask_completion(world.officer, id, letter(id, world.officer)).ok());
    EXPECT_TRUE(service().answer_completion(world.maker, id, 1, reply(id)).ok());
    name_council(id);
    return id;
  };
  const DossierId id = at_the_council(SelfScore::hidden);
  const auto reads = [&](const Actor& actor) {
    const bool in_view = !view(actor, id).completions.empty();
    for (const std::string_view words : {"Hợp đồng thiếu trang ký", "Đã thêm trang ký."}) {
      EXPECT_EQ(has(get(actor, path(id)), words), in_view) << actor.display_name;
      EXPECT_EQ(has(api(http::Method::get, actor, "/api/v1" + path(id)), words), in_view) << actor.display_name;
    }
    return in_view;
  };
  EXPECT_FALSE(reads(world.members[0]));
  EXPECT_FALSE(reads(world.chair));
  for (const Actor* office : {&world.maker, &world.officer, &world.province}) EXPECT_TRUE(reads(*office));
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  ASSERT_TRUE(close(id).ok());
  EXPECT_TRUE(reads(world.members[0]));
  EXPECT_TRUE(reads(world.chair));
  ASSERT_TRUE(decide(id, view(world.province, id).dossier.version).ok());
  pass(1);
  const DossierId open = at_the_council(SelfScore::shown);
  EXPECT_EQ(view(world.members[0], open).completions.size(), 1u) << "a province that shows the self-score";
}

// Article 7.3a: what the province finds missing it says to the commune as well, which forwarded the dossier.
TEST_P(EvaluationCompletion, TheCommuneIsToldOfWhatTheProvinceAsks) {
  using Holders = std::vector<Grant>;
  const DossierId id = submitted();
  const Grant makers = members_of(view(world.maker, id).dossier), commune = commune_of(view(world.maker, id).dossier);
  const Grant body{Role::provincial_body, "68", "", {}}, group{Role::advisory_group, "68", "", {}};
  const auto told = [&](std::string_view kind) {
    for (auto one = world.notices.told.rbegin(); one != world.notices.told.rend(); ++one)
      if (one->news.kind == kind) return one->audience.holders;
    return Holders{};
  };
  const auto ask = [&](const Actor& office) {
    world.notices.told.clear();
    const auto asked = service().ask_completion(office, id, letter(id, office));
    EXPECT_TRUE(asked.ok());
    EXPECT_EQ(told(kToldAsked), Holders{makers});
    return asked->completion.number;
  };
  // The commune's own request is told to nobody above it.
  const int first = ask(world.officer);   // before the version that the answer names is read
  ASSERT_TRUE(service().answer_completion(world.maker, id, first, reply(id)).ok());
  EXPECT_EQ(world.notices.count(kToldProvinceAsked), 0);
  EXPECT_EQ(told(kToldAnswered), Holders{commune});
  const int second = ask(world.officer);
  ASSERT_TRUE(service().cancel_completion(world.officer, id, second, view(world.officer, id).dossier.version).ok());
  EXPECT_EQ(told(kToldCancelled), Holders{makers});
  forward(id);
  const int third = ask(world.province);
  EXPECT_EQ(told(kToldProvinceAsked), Holders{commune});
  ASSERT_TRUE(service().answer_completion(world.maker, id, third, reply(id)).ok());
  EXPECT_EQ(told(kToldAnswered), (Holders{body, group, commune}));
  const int fourth = ask(world.province);
  ASSERT_TRUE(service().cancel_completion(world.province, id, fourth, view(world.province, id).dossier.version).ok());
  EXPECT_EQ(told(kToldCancelled), (Holders{makers, commune}));
  // Whoever is told of a kind can choose how.
  for (const notices::Kind& kind : notice_kinds())
    for (const notices::FakeNotices::Told& one : world.notices.told)
      if (one.news.kind == kind.name)
        for (const Grant& holder : one.audience.holders)
          EXPECT_NE(std::ranges::find(kind.roles, holder.role), kind.roles.end()) << kind.name;
}

TEST_P(EvaluationCompletion, TheSameAttemptAsksOnce) {
  const DossierId id = submitted();
  AskCompletion ask = letter(id, world.officer);
  ask.attempt = {"key-1", "POST /completions", "digest"};
  const auto first = service().ask_completion(world.officer, id, ask), second = service().ask_completion(world.officer, id, ask);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->how, Asked::How::now);
  EXPECT_EQ(second->how, Asked::How::before);
  EXPECT_EQ(first->completion.id, second->completion.id);
  EXPECT_EQ(world.notices.count("completion.asked"), 1);
}

// Nobody judges the own.
TEST_P(EvaluationCompletion, WhoHelpsTheMakerAsksForNothing) {
  const DossierId id = submitted();
  Actor both = world.officer;
  both.grants.push_back({Role::helper, "", "", world.producer, Tasks::all()});
  EXPECT_EQ(service().ask_completion(both, id, letter(id, world.officer)).error().kind, ErrorKind::conflict);
  EXPECT_EQ(view(world.officer, id).completions.size(), 0u);
}

// A paper that is replaced while a dossier is completed is followed as in a draft; what joined the dossier is renewed by the answer.
TEST_P(EvaluationCompletion, PapersAreFollowedAndRenewed) {
  const DossierId id = submitted();
  ASSERT_TRUE(service().ask_completion(world.officer, id, letter(id, world.officer)).ok());
  const PaperId renewed = paper_id(21), registered = paper_id(22);
  const auto end = [&](PaperId old, PaperId by) {
    producers::Paper next = *std::ranges::find(world.producers.papers, old, &producers::Paper::id);
    next.id = by;
    world.producers.papers.push_back(next);
    ASSERT_TRUE(service()
                    .acts()
                    .run(world.maker,
                         [&](act::Act& act) -> Result<void> {
                           service().lock_drafts(act, world.producer);
                           EXPECT_EQ(service().paper_changed(act, world.producer, {old, by}), producers::PaperUse::Held::for_good);
                           return {};
                         })
                    .ok());
    world.producers.ends.push_back({old, by});
  };
  end(world.contract, renewed);
  end(world.registration, registered);
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->papers, std::vector<PaperId>{renewed});
  auto papers = view(world.officer, id).dossier_papers;
  EXPECT_EQ(papers, (std::vector<PaperId>{world.registration, world.contract})) << "the office reads what was handed in";
  EXPECT_TRUE(service().paper(world.officer, id, world.contract).ok());
  EXPECT_EQ(service().paper(world.officer, id, renewed).error().kind, ErrorKind::not_found);
  std::erase_if(world.producers.papers, [&](const producers::Paper& one) { return one.id == world.registration; });
  ASSERT_TRUE(service().answer_completion(world.maker, id, 1, reply(id)).ok());
  papers = view(world.officer, id).dossier_papers;
  EXPECT_EQ(papers, (std::vector<PaperId>{renewed, registered}));
}

// Whoever owns the database takes an item away, or changes what was asked: the log tells.
TEST_P(EvaluationCompletion, WhatWasAskedIsSealed) {
  tampered_ = true;
  const DossierId id = submitted();
  ASSERT_TRUE(service().ask_completion(world.officer, id, letter(id, world.officer)).ok());
  const auto findings = [&] { return database().read([](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }); };
  EXPECT_TRUE(findings().empty());
  ASSERT_TRUE(database()
                  .write([&](db::Transaction& t) -> Result<void> {
                    t.execute({"test.tamper", "UPDATE evaluation_completion_item SET words = 'khác'"});
                    return {};
                  })
                  .ok());
  EXPECT_FALSE(findings().empty());
}

TEST_P(EvaluationCompletion, ACanonicalTextGivesItsAnswersBack) {
  Sheet sheet;
  sheet.answers = {{"1.1", 2, "ghi \"chú\"", {paper_id(1), paper_id(2)}}, {"2.1", 0, "", {}}};
  const auto read = answers_of(canonical(sheet));
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->size(), 2u);
  EXPECT_EQ(read->at(0).note, "ghi \"chú\"");
  EXPECT_EQ(read->at(0).papers, sheet.answers[0].papers);
  EXPECT_EQ(read->at(1).option, 0);
  EXPECT_FALSE(answers_of("{").ok());
}

}  // namespace
}  // namespace ocop::evaluation::test
