#include "modules/work/tests/world.h"

namespace ocop::work {
namespace {

class WorkStore : public WorkTest {};
OCOP_ON_BOTH_ENGINES(WorkStore);

Entry entry(Holder holder, State state = State::waiting, std::optional<Date> due = {}, std::int64_t since = 0) {
  return {std::move(holder), state, due, Instant{since}};
}
std::optional<Date> day(int of_month) { return Date::of(2026, 12, of_month); }

TEST_P(WorkStore, ShowsAThingToItsHolderAndNobodyElse) {
  put(1, {entry({.province = "68"})});
  put(2, {entry({.commune = "24988"})});
  put(3, {entry({.producer = id<ProducerId>(9)})});
  put(4, {entry({.account = member.account})});
  put(5, {entry({.account = chair.account})});
  put(6, {entry({.account = administrator.account})});   // no role in what is evaluated: nothing is put there, and nothing is shown
  EXPECT_EQ(listed(province), "1");
  EXPECT_EQ(listed(officer), "2");
  EXPECT_EQ(listed(maker), "3");
  EXPECT_EQ(listed(member), "4");
  EXPECT_EQ(listed(chair), "5") << "not what waits for the office of the province";
  for (const Actor& nobody : {other_province, administrator, Actor{}}) EXPECT_EQ(listed(nobody), "");
}

// Who helped with dossiers read the titles of all that the producer had registered.
TEST_P(WorkStore, AHelperSeesTheRowsOfHerTasks) {
  const ProducerId producer = id<ProducerId>(9);
  put(1, {entry({.producer = producer, .task = Task::dossiers}, State::waiting, {}, 1)});
  put(2, {entry({.producer = producer, .task = Task::products}, State::waiting, {}, 2)});
  put(3, {entry({.producer = producer}, State::waiting, {}, 3)});
  put(4, {entry({.producer = id<ProducerId>(8), .task = Task::products}, State::waiting, {}, 4)});
  const auto helper = [&](Tasks tasks) { return person(8, {Role::helper, "", "", producer, tasks}); };
  EXPECT_EQ(listed(helper(Tasks().add(Task::products))), "2");
  EXPECT_EQ(listed(helper(Tasks().add(Task::dossiers).add(Task::papers))), "1");
  EXPECT_EQ(listed(helper(Tasks().add(Task::story))), "");
  EXPECT_EQ(listed(helper(Tasks::all())), "1 2");
  EXPECT_EQ(listed(maker), "1 2 3");
}

TEST_P(WorkStore, WhoLeftTheCouncilSeesItsWorkNoMore) {
  put(4, {entry({.account = member.account})});
  Actor former = member;
  former.grants = {{Role::commune_officer, "68", "24988", {}}};
  EXPECT_EQ(listed(former), "");
}

TEST_P(WorkStore, TheNearestTermComesFirstThenTheLongestWait) {
  const Holder office{.province = "68"};
  put(1, {entry(office, State::waiting, {}, 20)});
  put(2, {entry(office, State::waiting, day(3), 1)});
  put(3, {entry(office, State::waiting, {}, 10)});
  put(4, {entry(office, State::waiting, day(2), 9)});
  put(5, {entry(office, State::waiting, day(3), 0)});
  EXPECT_EQ(listed(province), "4 5 2 3 1");
}

TEST_P(WorkStore, OfWhatIsDoneTheLatestComesFirst) {
  for (const auto& [thing, at] : {std::pair<std::uint8_t, int>{1, 5}, {2, 9}, {3, 7}})
    put(thing, {entry({.province = "68"}, State::done, {}, at)});
  EXPECT_EQ(listed(province, State::done), "2 3 1");
  EXPECT_EQ(listed(province), "");
}

TEST_P(WorkStore, AnActReplacesWhatStoodThere) {
  put(1, {entry({.producer = id<ProducerId>(9)})});
  put(1, {entry({.producer = id<ProducerId>(9)}, State::others), entry({.province = "68"})});
  EXPECT_EQ(listed(maker), "");
  EXPECT_EQ(listed(maker, State::others), "1");
  EXPECT_EQ(listed(province), "1");
  put(1, {entry({.commune = "24988"})}, "another source");
  EXPECT_EQ(listed(province), "1") << "things of two sources have nothing to do with each other";
  put(1, {});
  EXPECT_EQ(listed(maker, State::others) + listed(province), "");
  EXPECT_EQ(listed(officer), "1");
}

TEST_P(WorkStore, KeepsWhatItWasGiven) {
  const std::vector<Entry> given{entry({.province = "68"}, State::others, day(1), 77), entry({.account = member.account})};
  EXPECT_FALSE(database().read([](db::Reader& reader) { return any(reader, "tests"); }));
  put(1, given);
  const auto kept = database().read([](db::Reader& reader) { return entries(reader, "tests", id<ThingId>(1)); });
  EXPECT_TRUE(std::ranges::is_permutation(kept, given));
  EXPECT_TRUE(database().read([](db::Reader& reader) { return any(reader, "tests"); }));
}

TEST_P(WorkStore, CountsWhatWaitsForTheBadge) {
  put(1, {entry({.province = "68"})});
  put(2, {entry({.province = "68"}, State::others)});
  put(3, {entry({.province = "68"})});
  EXPECT_EQ(waiting(database(), province), 2);
  EXPECT_EQ(waiting(database(), other_province), 0);
  EXPECT_EQ(waiting(database(), Actor{}), 0);
}

TEST_P(WorkStore, ARowOfNobodyOrOfTwoIsRefused) {
  EXPECT_THROW(put(1, {entry({})}), db::Failure);
  EXPECT_THROW(put(1, {entry({.province = "68", .commune = "24988"})}), db::Failure);
}

}  // namespace
}  // namespace ocop::work
