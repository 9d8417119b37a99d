#include "modules/evaluation/tests/desk.h"

// What lists show of many dossiers is read together: the same as of each, and in statements that do not grow with them.
namespace ocop::evaluation::test {
namespace {

class EvaluationTogether : public Desk {
 protected:
  std::uint64_t statements(const auto& look) {
    const std::uint64_t before = database().metrics().statements;
    look();
    return database().metrics().statements - before;
  }
  DossierId opened(const Actor& actor, ProductId product, Kind kind) {
    const auto made = service().open_dossier(actor, {product, kind, "QD26-13"});
    EXPECT_TRUE(made.ok());
    answer(made->dossier.id, actor, kAllTop);
    return made->dossier.id;
  }
  // Closed in a meeting; one member scores lower.
  DossierId met() {
    const DossierId id = opened(world.maker, world.product, Kind::first);
    submit(id);
    name_council(id);
    hand_in(id, world.members[0], kThreeStars);
    for (const Actor& member : {world.members[1], world.members[2]}) hand_in(id, member, kAllTop);
    EXPECT_TRUE(close(id, rules::Tick::given).ok());
    return id;
  }
  // Closed by the report, which all agreed with.
  DossierId written() {
    products::Standing& standing = world.products.rows[0].standing;
    standing.basis = products::Standing::Basis::imported;
    standing.stars = 4;
    standing.decided = Date::of(2024, 4, 15);
    standing.valid_until = Date::of(2027, 4, 15);
    const DossierId id = opened(world.maker, world.product, Kind::renewal);
    submit(id);
    forward(id);
    EXPECT_TRUE(service().save_advice(world.province, id, {0, "Không thay đổi.", {{"1.1", 3}, {"1.2", 2}, {"2.1", 1}, {"3.1", 1}}}).ok());
    name_council(id);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(service().give_position(world.members[i], id, {Stand::agree}).ok());
    EXPECT_TRUE(close(id).ok());
    return id;
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationTogether);

TEST_P(EvaluationTogether, ClosedOnesAreWhatEachOneIs) {
  const DossierId first = met();
  ASSERT_TRUE(decide(first, view(world.province, first).dossier.version).ok());
  const std::vector<DossierId> ids{first, written(), opened(world.other_maker, world.other_product, Kind::first)};
  std::vector<ClosedDossier> found;
  const auto read = [&](std::span<const DossierId> asked) {
    return statements([&] { found = database().read([&](db::Reader& reader) { return service().closed_of(reader, asked); }); });
  };
  const std::uint64_t one = read(std::span(ids).first(1)), all = read(ids);
  ASSERT_EQ(found.size(), 2u) << "a draft is not closed";
  EXPECT_LE(all, one + 1) << "the report's proposals beside the sheets";
  for (const ClosedDossier& each : found) {
    const auto alone = database().read([&](db::Reader& reader) { return service().closed(reader, Scope::everything(), each.id); });
    ASSERT_TRUE(alone);
    EXPECT_EQ(each.outcome.total, alone->outcome.total);
    EXPECT_EQ(each.outcome.stars, alone->outcome.stars);
    EXPECT_EQ(each.version, alone->version);
    EXPECT_EQ(each.potential_five, alone->potential_five);
  }
  EXPECT_EQ(found[0].outcome.total == found[1].outcome.total, false) << "they are two";
  std::vector<Published> rows{{.id = first}, {.id = ids[1]}};
  service().score(rows);
  EXPECT_FALSE(rows[0].parts.empty());
  EXPECT_TRUE(rows[1].parts.empty()) << "nobody decided on it";
}

TEST_P(EvaluationTogether, LinesOfWorkSayHowFarEachSheetIs) {
  const DossierId draft = open_draft();
  answer(draft, world.maker, {{"1.1", 1}, {"2.1", 0}});
  const DossierId other = opened(world.other_maker, world.other_product, Kind::first);
  const std::vector<Listed> listed{{draft, {.producer = world.producer, .task = Task::dossiers}},
                                   {other, {.producer = world.other_producer, .task = Task::dossiers}}};
  std::vector<std::optional<WorkItem>> items;
  const auto read = [&](std::span<const Listed> asked) { return statements([&] { items = service().work_items(asked); }); };
  const std::uint64_t one = read(std::span(listed).first(1));
  EXPECT_EQ(read(listed), one);
  ASSERT_TRUE(items[0] && items[1]);
  EXPECT_EQ(items[0]->progress.answered, 2) << "also what was looked at and nothing ticked";
  EXPECT_EQ(items[0]->progress.criteria, 4);
  EXPECT_EQ(items[1]->progress.answered, 4);
}

TEST_P(EvaluationTogether, AMemberIsToldHowFarHisOwnSheetIs) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  const Listed mine{id, {.account = world.members[0].account}};
  const auto none = service().work_items(std::span(&mine, 1));
  ASSERT_TRUE(none[0]);
  EXPECT_EQ(none[0]->progress.answered, 0);
  EXPECT_EQ(none[0]->progress.criteria, 4) << "his sheet is there, and empty";
  const Listed officers{id, {.province = "68"}};
  const auto theirs = service().work_items(std::span(&officers, 1));
  ASSERT_TRUE(theirs[0]);
  EXPECT_EQ(theirs[0]->progress.criteria, 0) << "they fill in none";
}

}  // namespace
}  // namespace ocop::evaluation::test
