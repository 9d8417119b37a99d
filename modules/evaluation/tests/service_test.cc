#include "modules/evaluation/service.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/tests/world.h"
#include "modules/work/tests/listed.h"

namespace ocop::evaluation::test {
namespace {

using rules::Tick;

class EvaluationService : public Evaluation {};
OCOP_ON_BOTH_ENGINES(EvaluationService);

// What the list of dossiers that wait for a decision shows within a scope.
std::vector<DossierId> waiting(const Service& service, db::Database& database, const Scope& scope) {
  const auto list = service.awaiting_decision();
  std::vector<DossierId> out;
  database.read([&](db::Reader& r) { lists::read(r, list.source, scope, {}, [&](const db::Row& row) { out.push_back(list.load(row)); }); });
  return out;
}

TEST_P(EvaluationService, TheWholeWayFromDraftToDecision) {
  const DossierId id = open_draft();
  EXPECT_EQ(world.products.classified, std::vector<std::string>{"QD26-13"});
  answer(id, world.maker, kAllTop);
  EXPECT_EQ(view(world.maker, id).rail->outcome.stars, 5);
  EXPECT_TRUE(view(world.maker, id).rail->completeness.complete());
  submit(id);
  EXPECT_EQ(view(world.officer, id).deadline->on.iso(), "2026-12-15");
  name_council(id);
  hand_in(id, world.members[0], kAllTop);
  hand_in(id, world.members[1], {{"1.1", 3}, {"1.2", 2}, {"2.1", 2}, {"3.1", 1}});   // 80
  hand_in(id, world.members[2], {{"1.1", 2}, {"1.2", 2}, {"2.1", 2}, {"3.1", 2}});   // 90
  EXPECT_EQ(close(id).error().kind, ErrorKind::invalid_input) << "a spread of 20 must be spoken about";
  const auto closed = close(id, Tick::given);
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(closed->total, Rational(90));
  EXPECT_EQ(closed->band, 5);
  // The mean of 1.1 is 50/3 < 20, so the floor of four stars is missed; three stars stand.
  EXPECT_EQ(closed->stars, 3);
  EXPECT_EQ(closed->spread, Rational(20));
  EXPECT_EQ(closed->sheets, 3);

  const auto result = service().result(world.maker, id);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->shortfall->star, 4);
  EXPECT_EQ(result->shortfall->floors, std::vector<std::string>{"1.1"});
  EXPECT_EQ(result->members.size(), 3u);
  EXPECT_EQ(waiting(service(), database(), scope_of(world.province)), std::vector<DossierId>{id});
  EXPECT_TRUE(waiting(service(), database(), scope_of(world.other_province)).empty());
  const auto seen = database().read([&](db::Reader& r) { return service().closed(r, scope_of(world.province), id); });
  EXPECT_EQ(seen.value().outcome.stars, 3);
  EXPECT_EQ(seen->number, "01/PĐK-68-24988-2026");
  EXPECT_TRUE(decide(id, seen->version).ok());
  EXPECT_EQ(decide(id, seen->version).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(waiting(service(), database(), scope_of(world.province)).empty());
  database().read([&](db::Reader& r) {
    EXPECT_EQ(service().closed(r, scope_of(world.province), id)->state, State::decided);
    EXPECT_FALSE(service().closed(r, scope_of(world.other_province), id).has_value());
    EXPECT_TRUE(service().recheck(r).empty());
    EXPECT_EQ(tlog::check_kinds(r, kLeaves),
              std::vector<std::string>{"entry 7: \"decision.recorded\" is of a kind that no module declares"});
  });
  EXPECT_EQ(leaf_kinds(), (std::vector<std::string>{"dossier.submitted", "dossier.forwarded", "scoring.opened", "sheet.submitted",
                                                    "sheet.submitted", "sheet.submitted", "scoring.closed", "decision.recorded"}));
  // Who had to know of it was told in the same acts: the commune, producer and province, the council, producer and province.
  EXPECT_EQ(world.notices.count("dossier.submitted"), 1);
  EXPECT_EQ(world.notices.count("council.named"), 1);
  EXPECT_EQ(world.notices.count("scoring.closed"), 1);
  for (const auto& told : world.notices.told) {
    EXPECT_EQ(told.news.arguments.at(1), "01/PĐK-68-24988-2026");
    EXPECT_TRUE(told.news.link.starts_with("/dossiers/" + id.text()));
  }
  const auto& submitted = world.notices.told.front().audience;
  EXPECT_EQ(submitted.holders, (std::vector<Grant>{{Role::commune_officer, "68", "24988", {}}}));
  EXPECT_EQ(submitted.except, world.maker.account);
  EXPECT_EQ(world.notices.told[1].news.kind, "dossier.forwarded");
  EXPECT_EQ(world.notices.told[1].audience.holders,
            (std::vector<Grant>{{Role::producer_member, "", "", world.producer}, {Role::provincial_body, "68", "", {}}}));
  EXPECT_EQ(world.notices.told[2].audience.accounts.size(), 4u);   // three members and the chair
}

TEST_P(EvaluationService, OpensOnlyWhatTheRulesAllow) {
  const auto kind_of = [&](const Actor& actor, OpenDossier ask) { return service().open_dossier(actor, ask).error().kind; };
  EXPECT_EQ(kind_of(world.other_maker, {world.product, Kind::first, "QD26-13"}), ErrorKind::not_found) << "another's product";
  EXPECT_EQ(kind_of(world.officer, {world.product, Kind::first, "QD26-13"}), ErrorKind::not_found);
  EXPECT_EQ(kind_of(world.maker, {world.product, Kind::first, "QD26-99"}), ErrorKind::invalid_input);
  EXPECT_EQ(kind_of(world.maker, {world.product, Kind::renewal, "QD26-13"}), ErrorKind::invalid_input) << "no star to renew";
  world.products.rows[0].commune.clear();
  EXPECT_EQ(kind_of(world.maker, {world.product, Kind::first, "QD26-13"}), ErrorKind::invalid_input) << "the commune keeps the number";
  world.products.rows[0].commune = "24988";
  open_draft();
  EXPECT_EQ(kind_of(world.maker, {world.product, Kind::first, "QD26-13"}), ErrorKind::conflict);
}

// A certificate of a merged product hid behind the record that its code leads to, which had none.
TEST_P(EvaluationService, OfAMergedProductNothingIsUnderWay) {
  products::Product& own = world.products.rows[0];
  products::Product other = own;
  other.id.uuid.bytes[0] ^= 0xFF;
  const auto merge = [&](const products::Product& product, const products::Product& into) {
    return database().read([&](db::Reader& reader) { return may_merge(reader, product, into); });
  };
  own.merged_into = other.id;
  EXPECT_EQ(service().open_dossier(world.maker, {world.product, Kind::first, "QD26-13"}).error().kind, ErrorKind::conflict);
  own.merged_into.reset();
  EXPECT_TRUE(merge(own, other));
  open_draft();
  EXPECT_EQ(merge(own, other).error().kind, ErrorKind::conflict) << "its dossier would be about an alias";
  EXPECT_TRUE(merge(other, own)) << "the other way round";
}

TEST_P(EvaluationService, ARequestSentTwiceOpensOneDossier) {
  const OpenDossier ask{world.product, Kind::first, "QD26-13", {"0b9c1f", "POST /api/v1/dossiers", "asked"}};
  const auto first = service().open_dossier(world.maker, ask);
  const auto second = service().open_dossier(world.maker, ask);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->how, Opened::How::now);
  EXPECT_EQ(second->how, Opened::How::before);
  EXPECT_EQ(first->dossier.id, second->dossier.id);
  OpenDossier other_key = ask;
  other_key.attempt.key = "0b9c20";
  EXPECT_EQ(service().open_dossier(world.maker, other_key).error().kind, ErrorKind::conflict);
}

TEST_P(EvaluationService, AForeignDossierIsNotFoundForEveryUseCase) {
  const DossierId id = open_draft();
  for (const Actor* actor : {&world.other_maker, &world.officer, &world.province, &world.members[0], &world.chair, &world.administrator}) {
    EXPECT_EQ(service().view(*actor, id).error().kind, ErrorKind::not_found) << actor->display_name;
    EXPECT_EQ(service().save_answer(*actor, id, {"1.1", 1}).error().kind, ErrorKind::not_found) << actor->display_name;
    EXPECT_EQ(service().submit(*actor, id, {}).error().kind, ErrorKind::not_found) << actor->display_name;
    EXPECT_EQ(service().result(*actor, id).error().kind, ErrorKind::not_found) << actor->display_name;
    EXPECT_EQ(service().close(*actor, id, {}).error().kind, ErrorKind::not_found) << actor->display_name;
    EXPECT_EQ(service().own_sheet(*actor, id).error().kind, ErrorKind::not_found) << actor->display_name;
  }
}

TEST_P(EvaluationService, TheSecondOfTwoSavesGetsTheDifference) {
  const DossierId id = open_draft();
  answer(id, world.maker, {{"1.1", 1}});
  const std::int64_t seen = view(world.maker, id).self.find("1.1")->version;
  // Both read version `seen`; Anh Tư is quicker.
  ASSERT_FALSE(service().save_answer(world.helper, id, {"1.1", 3, "có giấy", {world.contract}, seen})->conflict);
  const auto second = service().save_answer(world.maker, id, {"1.1", 2, "", {}, seen});
  ASSERT_TRUE(second.ok() && second->conflict);
  EXPECT_EQ(second->conflict->by, "Anh Tư");
  ASSERT_EQ(second->conflict->differences.size(), 3u);
  EXPECT_EQ(second->conflict->differences[0].field, "option");
  EXPECT_EQ(second->conflict->differences[0].yours, "2");
  EXPECT_EQ(second->conflict->differences[0].theirs, "3");
  EXPECT_EQ(second->conflict->differences[1].theirs, "có giấy");
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->option, 3) << "nothing was overwritten";
  // She chooses her own: with the version of the difference it is saved.
  const auto chosen = service().save_answer(world.maker, id, {"1.1", 2, "", {}, second->conflict->version});
  EXPECT_FALSE(chosen->conflict);
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->option, 2);
  // Another criterion was never in dispute.
  EXPECT_FALSE(service().save_answer(world.helper, id, {"1.2", 2})->conflict);
}

TEST_P(EvaluationService, TheSameSaveAgainIsNoConflict) {
  const DossierId id = open_draft();
  const SaveAnswer ask{"1.1", 2, "ghi chú", {world.contract, world.contract}};
  const auto first = service().save_answer(world.maker, id, ask);
  const auto again = service().save_answer(world.maker, id, ask);
  ASSERT_TRUE(first.ok()) << first.error().problems.front().expected;
  ASSERT_TRUE(again.ok() && !again->conflict);
  EXPECT_EQ(first->version, again->version);
}

TEST_P(EvaluationService, NobodySubmitsWhatHeHasNotSeen) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  const std::int64_t seen = view(world.maker, id).self.version;
  answer(id, world.helper, {{"2.1", 1}});
  const auto stale = service().submit(world.maker, id, {seen, Tick::given, Tick::given});
  ASSERT_TRUE(stale.ok() && stale->conflict);
  ASSERT_EQ(stale->conflict->differences.size(), 1u);
  EXPECT_EQ(stale->conflict->differences[0].field, "answers.2.1");
  EXPECT_EQ(stale->conflict->by, "Anh Tư");
  EXPECT_EQ(view(world.maker, id).dossier.state, State::draft);
  EXPECT_EQ(leaves(), 0);
}

TEST_P(EvaluationService, ARefusedActLeavesNoLeaf) {
  const DossierId id = open_draft();
  const std::int64_t version = view(world.maker, id).self.version;
  EXPECT_FALSE(service().submit(world.maker, id, {version, Tick::absent, Tick::given}).ok()) << "no declaration";
  EXPECT_FALSE(service().submit(world.maker, id, {version, Tick::given, Tick::absent}).ok()) << "gaps not accepted";
  world.producers.papers[0].expires = Date::of(2026, 11, 22);
  EXPECT_FALSE(service().submit(world.maker, id, {version, Tick::given, Tick::given}).ok()) << "registration out of date";
  EXPECT_EQ(leaves(), 0);
  world.producers.papers[0].expires = Date::of(2026, 11, 23);
  submit(id);
  EXPECT_EQ(leaves(), 1);
  forward(id);
  EXPECT_EQ(leaves(), 2);
  NameCouncil two{view(world.province, id).dossier.version, {*world.members[0].account, *world.members[1].account}, world.chair.account};
  EXPECT_FALSE(service().open_council(world.province, id, two).ok());
  EXPECT_EQ(leaves(), 2);
  name_council(id);
  EXPECT_EQ(leaves(), 3);
  EXPECT_EQ(close(id).error().kind, ErrorKind::conflict) << "no sheet is in";
  EXPECT_EQ(leaves(), 3);
}

TEST_P(EvaluationService, ALeafExistsExactlyWhenTheActCommitted) {
  const DossierId id = open_draft();
  // The act fails after its leaf was written: both go.
  const auto failed = database().write([&](db::Transaction& transaction) -> Result<void> {
    tlog::append(transaction, {"dossier.submitted", id.text(), "{}", world.clock.now()});
    return Error::of(ErrorKind::conflict, "after the leaf");
  });
  EXPECT_FALSE(failed.ok());
  EXPECT_EQ(leaves(), 0);
  submit(id);
  EXPECT_EQ(leaf_kinds(), std::vector<std::string>{"dossier.submitted"});
}

TEST_P(EvaluationService, MembersScoreBlind) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  hand_in(id, world.members[0], kAllTop);
  const auto sheet = service().own_sheet(world.members[1], id);
  ASSERT_TRUE(sheet.ok());
  EXPECT_TRUE(sheet->sheet.answers.empty()) << "another member's answers";
  EXPECT_FALSE(sheet->self.has_value()) << "the self-score";
  const DossierView seen = view(world.members[1], id);
  EXPECT_TRUE(seen.self.answers.empty());
  EXPECT_FALSE(seen.rail.has_value());
  EXPECT_TRUE(seen.seats.empty()) << "who has handed in is the chair's to know";
  const auto in_list = [&](const work::Holder& holder) {
    return service().work_items(std::vector<Listed>{{id, holder}}).at(0).value().progress.submitted;
  };
  EXPECT_EQ(in_list({.account = world.chair.account}), 1);
  EXPECT_EQ(in_list({.commune = "24988"}), 0) << "its list of work told the commune how many sheets were in";
  EXPECT_EQ(service().own_sheet(world.members[3], id).error().kind, ErrorKind::not_found) << "no seat";
  EXPECT_EQ(service().own_sheet(world.chair, id).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().closing(world.members[1], id).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().result(world.chair, id).error().kind, ErrorKind::conflict);
  const auto progress = service().closing(world.chair, id);
  EXPECT_EQ(progress->submitted, 1);
  EXPECT_FALSE(progress->spread.has_value()) << "no figure before all are in";
}

TEST_P(EvaluationService, AProvinceMayShowTheSelfScore) {
  Settings settings;
  settings.valid_from = Date::of(2026, 11, 23).value();
  settings.self_score = SelfScore::shown;
  ASSERT_TRUE(service().add_settings(world.province, "68", settings).ok());
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  const auto sheet = service().own_sheet(world.members[0], id);
  ASSERT_TRUE(sheet->self.has_value());
  EXPECT_EQ(sheet->self->find("1.1")->option, 3);
}

TEST_P(EvaluationService, ACouncilKeepsTheSettingsOfTheDayItWasNamed) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  Settings later;
  later.valid_from = Date::of(2026, 11, 24).value();
  later.quorum_percent = 34;
  ASSERT_TRUE(service().add_settings(world.province, "68", later).ok());
  world.clock.set(Instant::parse_iso("2026-11-25T02:00:00.000Z").value());
  EXPECT_EQ(view(world.chair, id).dossier.settings.quorum_percent, 100);
}

TEST_P(EvaluationService, ASheetHandedInIsLockedUntilTheChairOpensIt) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const Actor& member = world.members[0];
  hand_in(id, member, kThreeStars);
  const Sheet locked = service().own_sheet(member, id)->sheet;
  EXPECT_EQ(service().save_sheet_answer(member, id, {"1.1", 3, "", {}, locked.find("1.1")->version}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().save_opinion(member, id, {"A", "muộn", 0}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().submit_sheet(member, id, {locked.version, Tick::given, Tick::given}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().reopen_sheet(world.province, id, locked.seat, "x").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().reopen_sheet(world.chair, id, locked.seat, "  ").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(service().reopen_sheet(world.chair, id, 99, "x").error().kind, ErrorKind::not_found);
  EXPECT_EQ(world.notices.count("sheet.reopened"), 0);
  ASSERT_TRUE(service().reopen_sheet(world.chair, id, locked.seat, "Điểm chênh nhiều").ok());
  EXPECT_EQ(world.notices.last().news.kind, "sheet.reopened");
  EXPECT_EQ(world.notices.last().audience.accounts, std::vector<AccountId>{*member.account});
  EXPECT_EQ(service().own_sheet(member, id)->sheet.reopen_reason, "Điểm chênh nhiều");
  hand_in(id, member, {{"1.1", 3}});
  const auto kinds = leaf_kinds();
  EXPECT_EQ(kinds.back(), "sheet.submitted");
  EXPECT_EQ(kinds[kinds.size() - 2], "sheet.reopened");
  const auto submission = database().read([&](db::Reader& r) { return store::last_submission(r, locked.id); });
  EXPECT_EQ(submission->ordinal, 2);
  EXPECT_EQ(tlog::commit(submission->salt, submission->canonical), submission->commitment);
}

TEST_P(EvaluationService, TwoChairsCloseOnce) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  const std::int64_t version = view(world.chair, id).dossier.of_council();
  EXPECT_TRUE(service().close(world.chair, id, {version, Tick::absent}).ok());
  EXPECT_EQ(service().close(world.chair, id, {version, Tick::absent}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(leaf_kinds().back(), "scoring.closed");
  EXPECT_EQ(leaves(), 7);
}

// The story: the chair's page showed two sheets; a third came in while it was read, and closing accepted a spread that nobody had seen.
TEST_P(EvaluationService, TheChairClosesWhatHeSaw) {
  Settings settings;
  settings.valid_from = Date::of(2026, 11, 23).value();
  settings.quorum_percent = 60;
  ASSERT_TRUE(service().add_settings(world.province, "68", settings).ok());
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  hand_in(id, world.members[0], kThreeStars);
  hand_in(id, world.members[1], kThreeStars);
  const std::int64_t seen = view(world.chair, id).dossier.of_council(), told = view(world.maker, id).dossier.version;
  hand_in(id, world.members[2], kAllTop);
  EXPECT_EQ(service().close(world.chair, id, {seen, Tick::given}).error().kind, ErrorKind::conflict);
  const std::int64_t with_three = view(world.chair, id).dossier.of_council();
  ASSERT_TRUE(service().reopen_sheet(world.chair, id, 1, "xem lại").ok());
  EXPECT_EQ(service().close(world.chair, id, {with_three, Tick::given}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(view(world.maker, id).dossier.version, told) << "nobody else sees that sheets came in";
  EXPECT_EQ(leaf_kinds().back(), "sheet.reopened");
  EXPECT_TRUE(close(id, Tick::given).ok());
}

TEST_P(EvaluationService, AQuorumOfTheProvinceAllowsClosingWithoutEverySheet) {
  Settings settings;
  settings.valid_from = Date::of(2026, 11, 23).value();
  settings.quorum_percent = 75;
  ASSERT_TRUE(service().add_settings(world.province, "68", settings).ok());
  const DossierId id = open_draft();
  submit(id);
  name_council(id, 4);
  hand_in(id, world.members[0], kThreeStars);
  hand_in(id, world.members[1], kThreeStars);
  answer(id, world.members[3], kAllTop);   // saved, not handed in: it does not count
  EXPECT_EQ(close(id).error().kind, ErrorKind::conflict);
  hand_in(id, world.members[2], kThreeStars);
  const auto closed = close(id);
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(closed->sheets, 3);
  EXPECT_EQ(closed->seats, 4);
  EXPECT_EQ(closed->total, Rational(50));
}

TEST_P(EvaluationService, AKnockoutOnOneSheetGivesNoStar) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const Sheet sheet = service().own_sheet(world.members[0], id)->sheet;
  EXPECT_FALSE(service().save_knockouts(world.members[0], id, {{{"forged", ""}}, sheet.knockouts_version}).ok());
  ASSERT_TRUE(service().save_knockouts(world.members[0], id, {{{"forged", "Con dấu của giấy chứng nhận là giả"}}, 0}).ok());
  EXPECT_EQ(service().save_knockouts(world.members[0], id, {{}, 0}).error().kind, ErrorKind::conflict) << "an older window";
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kAllTop);
  const auto closed = close(id);
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(closed->stars, 0);
  EXPECT_EQ(closed->band, 5);
}

TEST_P(EvaluationService, AProducerReadsSeatsNotNames) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  ASSERT_TRUE(service().save_opinion(world.members[0], id, {"A", "Vùng nguyên liệu tốt", 0}).ok());
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  ASSERT_TRUE(close(id).ok());
  const auto own = service().result(world.maker, id).value();
  for (const MemberResult& member : own.members) EXPECT_TRUE(member.name.empty());
  EXPECT_TRUE(own.view.names.empty());
  EXPECT_TRUE(own.view.seats.empty());
  const auto official = service().result(world.province, id).value();
  for (const MemberResult& member : official.members) EXPECT_FALSE(member.name.empty());
  EXPECT_EQ(service().result(world.officer, id)->members[0].name, "") << "the commune does not need them";
}

TEST_P(EvaluationService, ADossierIsSentBackCompletedAndSubmittedAgain) {
  const DossierId id = open_draft();
  answer(id, world.maker, {{"1.1", 2}});
  submit(id);
  EXPECT_EQ(service().save_answer(world.maker, id, {"1.2", 2}).error().kind, ErrorKind::conflict) << "submitted is submitted";
  forward(id);
  const std::int64_t version = view(world.province, id).dossier.version;
  EXPECT_FALSE(service().return_back(world.province, id, version, "").ok());
  EXPECT_FALSE(service().return_back(world.province, id, version - 1, "Thiếu hợp đồng").ok());
  EXPECT_EQ(world.notices.count("dossier.returned"), 0);   // a refused act tells nobody
  ASSERT_TRUE(service().return_back(world.province, id, version, "Thiếu hợp đồng").ok());
  EXPECT_EQ(world.notices.count("dossier.returned"), 1);
  EXPECT_EQ(world.notices.last().audience.holders.at(0).role, Role::producer_member);
  EXPECT_EQ(view(world.maker, id).dossier.return_reason, "Thiếu hợp đồng");
  EXPECT_EQ(service().view(world.province, id).error().kind, ErrorKind::not_found) << "a draft again";
  EXPECT_EQ(service().discard(world.maker, id, version + 1).error().kind, ErrorKind::conflict) << "what was submitted stays";
  answer(id, world.maker, {{"1.2", 2}});
  submit(id);
  EXPECT_EQ(leaf_kinds(), (std::vector<std::string>{"dossier.submitted", "dossier.forwarded", "dossier.returned", "dossier.submitted"}));
}

TEST_P(EvaluationService, ADraftCanBeDroppedAndTheProductStartedAnew) {
  const DossierId id = open_draft();
  answer(id, world.maker, {{"1.1", 2}});
  EXPECT_EQ(service().discard(world.maker, id, 99).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(dropped_.empty());
  ASSERT_TRUE(service().discard(world.maker, id, view(world.maker, id).dossier.version).ok());
  EXPECT_EQ(dropped_, std::vector{id}) << "what became of it above";
  EXPECT_EQ(service().view(world.maker, id).error().kind, ErrorKind::not_found);
  EXPECT_NE(open_draft(), id);
}

TEST_P(EvaluationService, AnUpgradeStartsFromTheLastDossier) {
  const DossierId first = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, first, {"1.1", 2, "như năm trước", {world.contract}}).ok());
  submit(first);
  name_council(first);
  for (int i = 0; i < 3; ++i) hand_in(first, world.members[static_cast<std::size_t>(i)], kThreeStars);
  ASSERT_TRUE(close(first).ok());
  const std::int64_t version = view(world.province, first).dossier.version;
  ASSERT_TRUE(decide(first, version).ok());
  world.products.rows[0].standing.stars = 3;
  world.products.rows[0].standing.valid_until = Date::of(2029, 11, 22);
  const auto second = service().open_dossier(world.maker, {world.product, Kind::upgrade, "QD26-13"});
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->dossier.number, "02/PĐK-68-24988-2026");
  const Sheet own = view(world.maker, second->dossier.id).self;
  ASSERT_NE(own.find("1.1"), nullptr);
  EXPECT_EQ(own.find("1.1")->note, "như năm trước");
  EXPECT_EQ(own.find("1.1")->papers, std::vector<PaperId>{world.contract});
}

TEST_P(EvaluationService, PapersAreReadByThoseWhoReadTheDossier) {
  const DossierId id = open_draft();
  EXPECT_EQ(service().save_answer(world.maker, id, {"1.1", 2, "", {world.foreign_paper}}).error().kind, ErrorKind::invalid_input);
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract}}).ok());
  submit(id);
  name_council(id);
  EXPECT_TRUE(service().paper(world.members[0], id, world.contract).ok());
  EXPECT_TRUE(service().paper(world.members[0], id, world.registration).ok()) << "joined to the dossier when it was submitted";
  EXPECT_EQ(service().paper(world.members[3], id, world.contract).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().paper(world.members[0], id, world.foreign_paper).error().kind, ErrorKind::not_found);
  // The story: a file opened through its producer left a row of who saw it, the same file opened through a dossier left none.
  ASSERT_EQ(world.producers.views.size(), 2u);
  EXPECT_EQ(world.producers.views[1].paper, world.registration);
  EXPECT_EQ(world.producers.views[1].account, *world.members[0].account);
}

TEST_P(EvaluationService, WorkShowsEachRoleWhatWaits) {
  using rules::Waiting;
  const auto next = [&](const Actor& actor) -> std::optional<WorkItem> {
    const auto items = work::tests::listed(database(), actor, work::State::waiting);
    if (items.empty()) return std::nullopt;
    return service().work_items(std::vector<Listed>{{{items.front().thing.uuid}, items.front().entry.holder}}).at(0);
  };
  const auto waiting = [&](const Actor& actor) {
    const auto item = next(actor);
    return item ? std::optional(item->waiting) : std::nullopt;
  };
  const DossierId id = open_draft();
  EXPECT_EQ(waiting(world.maker), Waiting::finish_draft);
  EXPECT_EQ(waiting(world.province), std::nullopt);
  submit(id);
  EXPECT_EQ(waiting(world.maker), std::nullopt);
  EXPECT_EQ(waiting(world.officer), Waiting::assess_commune);
  EXPECT_EQ(next(world.officer)->deadline->working_days_left, 15);
  EXPECT_EQ(waiting(world.province), std::nullopt);
  forward(id);
  EXPECT_EQ(waiting(world.officer), std::nullopt);
  EXPECT_EQ(waiting(world.province), Waiting::open_council);
  EXPECT_EQ(waiting(world.other_province), std::nullopt);
  ASSERT_TRUE(service().return_back(world.province, id, view(world.province, id).dossier.version, "thiếu giấy").ok());
  EXPECT_EQ(waiting(world.maker), Waiting::complete_returned);
  for (const Actor& office : {world.officer, world.province})
    EXPECT_EQ(waiting(office), std::nullopt) << "what was sent back is a draft, which nobody else reads";
  submit(id);
  name_council(id);
  EXPECT_EQ(waiting(world.members[0]), Waiting::score);
  EXPECT_EQ(waiting(world.members[3]), std::nullopt);
  EXPECT_EQ(waiting(world.chair), std::nullopt);
  answer(id, world.members[0], kThreeStars);
  EXPECT_EQ(waiting(world.members[0]), Waiting::hand_in);
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  EXPECT_EQ(waiting(world.members[0]), std::nullopt);
  EXPECT_EQ(waiting(world.chair), Waiting::close);
  ASSERT_TRUE(service().reopen_sheet(world.chair, id, 1, "tính lại").ok());
  EXPECT_EQ(waiting(world.chair), std::nullopt);
  for (const Actor& member : world.members)
    if (waiting(member)) hand_in(id, member, kThreeStars);
  ASSERT_TRUE(close(id).ok());
  EXPECT_EQ(waiting(world.province), Waiting::record_decision);
  EXPECT_EQ(waiting(world.maker), Waiting::read_result);
  ASSERT_TRUE(decide(id, view(world.province, id).dossier.version).ok());
  for (const Actor& actor : {world.maker, world.officer, world.province, world.chair, world.members[0]}) {
    EXPECT_EQ(waiting(actor), std::nullopt);
    EXPECT_EQ(work::tests::listed(database(), actor, work::State::done).size(), 1u);
  }
}

// The row of a seat stays on the list until the dossier's next act; what is told of it follows the roles of today.
TEST_P(EvaluationService, AMemberWhoseRoleWasTakenAwayIsToldNothing) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const std::vector<Listed> seat{{id, {.account = world.members[0].account}}};
  EXPECT_EQ(service().work_items(seat).at(0)->waiting, rules::Waiting::score);
  for (auto& account : world.identity.accounts)
    if (account.id == world.members[0].account)
      account.grants = {{Role::council_member, "79", "", {}}, {Role::commune_officer, "68", "24988", {}}};
  ASSERT_TRUE(service().acts().run_without_account([&](act::Moment& act) -> Result<void> {
    return service().role_ended(act, *world.members[0].account, {Role::council_member, "68", "", {}}), Result<void>();
  }).ok());
  EXPECT_FALSE(service().work_items(seat).at(0)) << "neither as a member elsewhere nor as an officer, who has a row of his own";
}

TEST_P(EvaluationService, ADiscardedDraftIsOnNobodysList) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().discard(world.maker, id, view(world.maker, id).dossier.version).ok());
  for (const work::State state : work::kStates) EXPECT_TRUE(work::tests::listed(database(), world.maker, state).empty());
}

// A database of before the list was kept, or one whose list was damaged: the start puts it right, and changes nothing that is right.
TEST_P(EvaluationService, TheStartPutsTheListsOfWorkRight) {
  const DossierId id = open_draft();
  submit(id);
  forward(id);
  const auto there = [&] {
    return database().read([&](db::Reader& reader) { return work::entries(reader, kWorkSource, work::ThingId{id.uuid}); });
  };
  const auto before = there();
  EXPECT_EQ(before.size(), 3u);
  const auto change = [&](const db::Statement& statement) {
    ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> { t.execute(statement); return {}; }).ok());
  };
  static constexpr db::Statement kNever{"test.never_kept", "DELETE FROM work_item"};
  static constexpr db::Statement kWrong{"test.wrong", "UPDATE work_item SET state = 'done' WHERE producer IS NULL"};
  for (const db::Statement* damage : {&kNever, &kWrong}) {
    change(*damage);
    EXPECT_FALSE(std::ranges::is_permutation(there(), before));
    service().renew_work();
    EXPECT_TRUE(std::ranges::is_permutation(there(), before));
  }
  const auto first = work::tests::listed(database(), world.province, work::State::waiting).at(0).id;
  service().renew_work();
  EXPECT_EQ(work::tests::listed(database(), world.province, work::State::waiting).at(0).id, first) << "nothing was written anew";
}

TEST_P(EvaluationService, ATamperedSheetIsFound) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  ASSERT_TRUE(close(id).ok());
  tampered_ = true;
  static constexpr db::Statement kTamper{"test.tamper", "UPDATE evaluation_answer SET chosen = 3 WHERE criterion = '1.1' AND chosen = 2"};
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> { t.execute(kTamper); return {}; }).ok());
  const auto findings = database().read([&](db::Reader& r) { return service().recheck(r); });
  EXPECT_EQ(findings.size(), 4u) << "one result and three sheets";
}

// Whatever members tick, the stored result is the one computed anew from their sheets, and sheets match their commitments.
TEST_P(EvaluationService, StoredResultsEqualRecomputedOnes) {
  SeededRandom dice(GetParam() == db::Engine::sqlite ? 11u : 12u);
  const auto roll = [&](int sides) { std::array<std::uint8_t, 1> byte{}; dice.fill(byte); return byte[0] % sides; };
  for (int round = 0; round < 12; ++round) {
    const DossierId id = open_draft();
    submit(id);
    name_council(id, 3 + roll(2));
    for (int i = 0; i < 3 + 1; ++i) {
      const Actor& member = world.members[static_cast<std::size_t>(i)];
      if (!service().own_sheet(member, id).ok()) continue;
      std::map<std::string, int> ticks{{"1.1", roll(4)}, {"1.2", roll(3)}, {"2.1", roll(3)}, {"3.1", roll(3)}};
      if (roll(3) == 0) ticks.erase("2.1");
      hand_in(id, member, ticks);
    }
    const auto closed = close(id, Tick::given);
    ASSERT_TRUE(closed.ok());
    const auto result = service().result(world.province, id).value();
    EXPECT_EQ(result.outcome.total, closed->total);
    EXPECT_EQ(result.outcome.stars, closed->stars);
    EXPECT_EQ(rules::spread(result.outcome), closed->spread);
    const std::int64_t version = result.view.dossier.version;
    ASSERT_TRUE(decide(id, version).ok());
  }
  EXPECT_TRUE(database().read([&](db::Reader& r) { return service().recheck(r); }).empty());
}

}  // namespace
}  // namespace ocop::evaluation::test
