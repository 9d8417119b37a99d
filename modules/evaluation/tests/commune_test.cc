#include "modules/evaluation/store.h"
#include "modules/evaluation/tests/desk.h"

// The commune's step (articles 7.1, 7.2): what it reads, reports, forwards and sends back.
namespace ocop::evaluation::test {
namespace {

class EvaluationCommune : public Desk {
 protected:
  std::string path(DossierId id, const std::string& rest = {}) { return "/dossiers/" + id.text() + rest; }
};
OCOP_ON_BOTH_ENGINES(EvaluationCommune);

// The story: a dossier went to commune and province at once, and the province opened what no commune had forwarded (articles 7.1, 7.2).
TEST_P(EvaluationCommune, ADossierGoesToItsCommuneFirst) {
  const DossierId id = open_draft();
  submit(id);
  EXPECT_EQ(service().view(world.province, id).error().kind, ErrorKind::not_found) << "not the province's yet";
  EXPECT_EQ(service().council_choice(world.province, id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().return_back(world.province, id, view(world.officer, id).dossier.version, "x").error().kind, ErrorKind::not_found);
  EXPECT_TRUE(service().of_product(world.province, world.product).empty());
  EXPECT_FALSE(view(world.maker, id).report.has_value()) << "the commune's draft is its own";

  const CommuneReport blank = view(world.officer, id).report.value();
  EXPECT_EQ(blank.materials, "");
  EXPECT_EQ(service().save_report(world.other_officer, id, {blank.version}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().save_report(world.maker, id, {blank.version}).error().kind, ErrorKind::forbidden);
  const ReportWords half{"Chè hái tại xã.", "", "", ""};
  const auto kept = service().save_report(world.officer, id, {blank.version, half});
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(service().save_report(world.officer, id, {blank.version, half}).error().kind, ErrorKind::conflict) << "an older version";
  const auto refused = service().save_report(world.officer, id, {kept->version, {}, SaveReport::Then::forward});
  ASSERT_EQ(refused.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(refused.error().problems.size(), 3u) << "the three matters without a word";
  EXPECT_EQ(leaves(), 1);

  forward(id);
  EXPECT_EQ(leaf_kinds().back(), "dossier.forwarded");
  for (const Actor& reader : {world.maker, world.officer, world.province})
    EXPECT_EQ(view(reader, id).report.value().identity, "Giống Shan tuyết.") << reader.display_name;
  EXPECT_EQ(service().save_report(world.officer, id, {kept->version + 1, half}).error().kind, ErrorKind::conflict) << "forwarded";
  name_council(id);
  EXPECT_TRUE(view(world.members[0], id).report.has_value());
}

// An officer helped a maker, gave the mandate back, and forwarded what he had written himself.
TEST_P(EvaluationCommune, WhoHelpedSinceItWasOpenedDoesNotActForTheOffice) {
  const DossierId id = open_draft();
  const ReportWords words{"a", "b", "c", "d"};
  Actor helper = world.officer;
  helper.grants.push_back({Role::helper, "", "", world.producer, Tasks().add(Task::dossiers)});
  world.clock.set({world.clock.now().milliseconds + 1});
  ASSERT_TRUE(service().save_answer(helper, id, {"1.1", 1, "viết giúp"}).ok());
  submit(id);
  const auto dossier = view(world.officer, id);
  for (const Actor& actor : {helper, world.officer}) {
    EXPECT_EQ(service().save_report(actor, id, {dossier.report->version, words}).error().kind, ErrorKind::conflict);
    EXPECT_EQ(service().return_back(actor, id, dossier.dossier.version, "Thiếu giấy").error().kind, ErrorKind::conflict);
  }
  Actor colleague = world.officer;
  colleague.account = account(78);
  EXPECT_TRUE(service().save_report(colleague, id, {dossier.report->version, words, SaveReport::Then::forward}).ok());
}

TEST_P(EvaluationCommune, WhatComesBackIsReportedOnAnew) {
  const DossierId id = open_draft();
  submit(id);
  // The commune sends it back itself; who still writes on what was handed in before is told when it comes again.
  const std::int64_t seen = view(world.officer, id).report->version;
  ASSERT_TRUE(service().return_back(world.officer, id, view(world.officer, id).dossier.version, "Thiếu giấy").ok());
  EXPECT_EQ(view(world.maker, id).dossier.returned_from, State::submitted);
  EXPECT_EQ(service().save_report(world.officer, id, {seen, {}, SaveReport::Then::forward}).error().kind, ErrorKind::not_found);
  submit(id);
  const ReportWords words{"a", "b", "c", "d"};
  EXPECT_EQ(service().save_report(world.officer, id, {seen, words, SaveReport::Then::forward}).error().kind, ErrorKind::conflict);
  // The province sends it back: the second report begins with the words of the first, which stays as it was.
  forward(id);
  ASSERT_TRUE(service().return_back(world.province, id, view(world.province, id).dossier.version, "Thiếu hợp đồng").ok());
  EXPECT_EQ(view(world.maker, id).dossier.returned_from, State::forwarded);
  EXPECT_FALSE(view(world.maker, id).dossier.forwarded_at.has_value());
  submit(id);
  const CommuneReport second = view(world.officer, id).report.value();
  EXPECT_EQ(second.ordinal, 2);
  EXPECT_EQ(second.materials, "Chè hái tại xã.");
  EXPECT_FALSE(second.saved_by || second.forwarded_at);
  EXPECT_EQ(service().view(world.province, id).error().kind, ErrorKind::not_found) << "with the commune again";
  forward(id);
  EXPECT_EQ(view(world.province, id).report->ordinal, 2);
}

TEST_P(EvaluationCommune, AForwardedReportIsNotWrittenOn) {
  const DossierId id = open_draft();
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return store::last_report(reader, id); }));
  submit(id);
  const auto last = [&] { return database().read([&](db::Reader& reader) { return store::last_report(reader, id).value(); }); };
  const CommuneReport blank = last();
  EXPECT_EQ(blank.ordinal, 1);
  EXPECT_FALSE(blank.saved_by || blank.saved_at || blank.forwarded_at);
  forward(id);
  const CommuneReport forwarded = last();
  EXPECT_EQ(forwarded.materials, "Chè hái tại xã.");
  EXPECT_EQ(forwarded.saved_by, world.officer.account);
  EXPECT_EQ(forwarded.forwarded_at, world.clock.now());
  const auto changed = database().write([&](db::Transaction& t) { return Result<bool>(store::change_report(t, forwarded)); });
  EXPECT_FALSE(changed.value());
  EXPECT_EQ(view(world.officer, id).dossier.state, State::forwarded);
}

// What another saved meanwhile stands beside what was typed, and the version is the new one.
TEST_P(EvaluationCommune, AStaleReportShowsBoth) {
  const DossierId id = open_draft();
  submit(id);
  const std::string seen = field(get(world.officer, path(id, "/report")), "version");
  const std::int64_t version = view(world.officer, id).report->version;
  ASSERT_TRUE(service().save_report(world.officer, id, {version, ReportWords{"của người kia", "", "", ""}}).ok());
  const auto stale = post(world.officer, path(id, "/report"), {{"version", seen}, {"materials", "của tôi"}, {"then", "forward"}});
  EXPECT_EQ(stale.status, 409);
  for (const std::string_view text : {"của người kia", "của tôi", "Báo cáo đã được người khác lưu"}) EXPECT_TRUE(has(stale, text)) << text;
  EXPECT_NE(field(stale, "version"), seen);
}

// Sent back, the producer reads by whom: it once said the province whoever it was.
TEST_P(EvaluationCommune, TheCommuneSendsBackWithItsReason) {
  const DossierId id = open_draft();
  submit(id);
  const auto page = get(world.officer, path(id));
  const std::string version = std::to_string(view(world.officer, id).dossier.version);
  EXPECT_TRUE(has(page, "action=\"" + path(id, "/return")));
  EXPECT_EQ(post(world.officer, path(id, "/return"), {{"version", version}, {"reason", " "}}).status, 422);
  EXPECT_EQ(post(world.officer, path(id, "/return"), {{"version", version}, {"reason", "Thiếu phiếu kiểm nghiệm"}}).status, 303);
  const auto draft = get(world.maker, path(id));
  EXPECT_TRUE(has(draft, "Xã trả lại hồ sơ để làm lại"));
  EXPECT_TRUE(has(draft, "Thiếu phiếu kiểm nghiệm"));
}

// ---- the advisory group (article 7.3c) -----------------------------------------------------------------------------------------

// What the group had found on its visit went to the chair as a letter, and was not beside the dossier when the council met.
TEST_P(EvaluationCommune, TheAdvisoryGroupReportsBeforeTheCouncilIsNamed) {
  const Actor group{test::account(41), "Tổ tư vấn", {{Role::advisory_group, "68", "", {}}}};
  const Actor elsewhere{test::account(42), "Tổ tư vấn tỉnh khác", {{Role::advisory_group, "66", "", {}}}};
  const Actor secretary{test::account(43), "Thư ký", {{Role::secretary, "68", "", {}}}};
  world.identity.add(group);
  const DossierId id = open_draft();
  answer(id, world.maker, test::kAllTop);
  submit(id);
  const SaveAdvice first{0, "Xưởng sạch, cần thêm phiếu kiểm nghiệm."};
  EXPECT_EQ(service().save_advice(group, id, first).error().kind, ErrorKind::not_found) << "it has not reached the province";
  forward(id);
  EXPECT_EQ(service().save_advice(elsewhere, id, first).error().kind, ErrorKind::not_found);
  for (const Actor& other : {secretary, world.province})
    EXPECT_EQ(service().save_advice(other, id, first).error().kind, ErrorKind::forbidden);
  const auto saved = service().save_advice(group, id, first);
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->version, 1);
  EXPECT_EQ(service().save_advice(group, id, first).error().kind, ErrorKind::conflict) << "another of the group has saved";
  EXPECT_EQ(service().save_advice(group, id, {1, "  "}).error().problems.at(0).field, "words");
  ASSERT_TRUE(service().save_advice(group, id, {1, "Đã bổ sung phiếu kiểm nghiệm."}).ok());
  for (const Actor& reader : {group, secretary, world.province}) {
    const DossierView seen = view(reader, id);
    ASSERT_TRUE(seen.advice) << reader.display_name;
    EXPECT_EQ(seen.advice->words, "Đã bổ sung phiếu kiểm nghiệm.");
    EXPECT_EQ(seen.advised_by, "Tổ tư vấn");
  }
  EXPECT_FALSE(view(world.maker, id).advice) << "it is written to the council";
  name_council(id);
  EXPECT_EQ(service().save_advice(group, id, {2, "Muộn rồi."}).error().kind, ErrorKind::conflict) << "the council is named";
  EXPECT_TRUE(view(world.members[0], id).advice);
  EXPECT_FALSE(view(group, id).seats.size()) << "who scores, and whether he has, is not the group's business";
  EXPECT_EQ(view(secretary, id).seats.size(), 3u);
}

// Nobody judges the own: who helps the maker does not advise the council on it.
TEST_P(EvaluationCommune, WhoHelpsTheMakerDoesNotAdviseOnIt) {
  const DossierId id = open_draft();
  answer(id, world.maker, test::kAllTop);
  submit(id);
  forward(id);
  const Actor both{test::account(44), "Tổ tư vấn",
                   {{Role::advisory_group, "68", "", {}}, {Role::helper, "", "", world.producer, Tasks::all()}}};
  EXPECT_EQ(service().save_advice(both, id, {0, "Rất tốt."}).error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace ocop::evaluation::test
