#include "modules/evaluation/store.h"

#include "modules/evaluation/tests/world.h"

namespace ocop::evaluation::test {
namespace {

class EvaluationStore : public Evaluation {};
OCOP_ON_BOTH_ENGINES(EvaluationStore);

const Date kToday = Date::of(2026, 11, 23).value();

Scope of_producer(ProducerId producer) {
  Scope scope;
  scope.reach = Scope::Reach::listed;
  scope.producers = {producer};
  return scope;
}
Scope of_province(std::string province) {
  Scope scope;
  scope.reach = Scope::Reach::listed;
  scope.provinces = {std::move(province)};
  return scope;
}
Scope of_assignee(AccountId account) {
  Scope scope;
  scope.reach = Scope::Reach::listed;
  scope.assignee = account;
  return scope;
}

TEST_P(EvaluationStore, ReadsNothingOutsideTheScope) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  database().read([&](db::Reader& reader) {
    EXPECT_TRUE(store::find(reader, Scope::everything(), id, kToday));
    EXPECT_TRUE(store::find(reader, of_producer(world.producer), id, kToday));
    EXPECT_TRUE(store::find(reader, of_province("68"), id, kToday));
    EXPECT_TRUE(store::find(reader, of_assignee(*world.members[0].account), id, kToday));
    EXPECT_TRUE(store::find(reader, of_assignee(*world.chair.account), id, kToday));
    EXPECT_FALSE(store::find(reader, Scope::nothing(), id, kToday));
    EXPECT_FALSE(store::find(reader, of_producer(world.other_producer), id, kToday));
    EXPECT_FALSE(store::find(reader, of_province("79"), id, kToday));
    EXPECT_FALSE(store::find(reader, of_assignee(*world.members[3].account), id, kToday)) << "no seat";
  });
}

TEST_P(EvaluationStore, ReadsSeveralAtOnceWithTheSettingsFixedInThem) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const DossierId unknown{};
  database().read([&](db::Reader& reader) {
    const auto found = store::by_ids(reader, std::vector<DossierId>{unknown, id});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].id, id);
    EXPECT_EQ(found[0].settings, store::find(reader, Scope::everything(), id, kToday)->settings);
    EXPECT_EQ(store::ids(reader, store::Which::open), std::vector{id});
    EXPECT_TRUE(store::ids(reader, store::Which::decided).empty());
  });
}

TEST_P(EvaluationStore, GivesBackWhatWasPut) {
  const DossierId id = open_draft();
  database().read([&](db::Reader& reader) {
    const Dossier dossier = store::find(reader, Scope::everything(), id, kToday).value();
    EXPECT_EQ(dossier.product, world.product);
    EXPECT_EQ(dossier.producer, world.producer);
    EXPECT_EQ(dossier.product_name, "Cà phê Arabica Tân Hà");
    EXPECT_EQ(dossier.number, "01/PĐK-68-24988-2026");
    EXPECT_EQ(dossier.rulebook, "QD26-2026");
    EXPECT_EQ(dossier.product_set, "QD26-13");
    EXPECT_EQ(dossier.state, State::draft);
    EXPECT_EQ(dossier.version, 1);
    EXPECT_EQ(dossier.opened_at, world.clock.now());
    EXPECT_EQ(dossier.opened_by, *world.maker.account);
    EXPECT_FALSE(dossier.submitted_at || dossier.chair || dossier.standing_until);
  });
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.2", 2, "Hợp đồng ký 3/2026", {world.contract}}).ok());
  database().read([&](db::Reader& reader) {
    const Sheet sheet = store::sheet(reader, id, kSelfSeat).value();
    const Answer& answer = *sheet.find("1.2");
    EXPECT_EQ(answer.option, 2);
    EXPECT_EQ(answer.note, "Hợp đồng ký 3/2026");
    EXPECT_EQ(answer.papers, std::vector<PaperId>{world.contract});
    EXPECT_EQ(answer.version, sheet.version);
    EXPECT_EQ(answer.saved_by, *world.maker.account);
  });
}

TEST_P(EvaluationStore, OneOpenDossierAProductIsAConstraint) {
  open_draft();
  Dossier second = database().read([&](db::Reader& reader) { return store::open_of_product(reader, world.product, kToday).value(); });
  second.id.uuid.bytes[0] ^= 0xFF;
  second.number += "-2";
  try {
    (void)database().write([&](db::Transaction& transaction) -> Result<void> {
      store::insert(transaction, second);
      return {};
    });
    FAIL() << "two open dossiers of one product";
  } catch (const db::Failure& failure) {
    EXPECT_EQ(failure.kind(), db::Failure::Kind::constraint);
  }
}

TEST_P(EvaluationStore, SerialsArePerCommuneAndYear) {
  const auto next = [&](std::string_view commune, int year) {
    return database().write([&](db::Transaction& t) { return Result<int>(store::next_serial(t, commune, year)); }).value();
  };
  EXPECT_EQ(next("24988", 2026), 1);
  EXPECT_EQ(next("24988", 2026), 2);
  EXPECT_EQ(next("24991", 2026), 1);
  EXPECT_EQ(next("24988", 2027), 1);
}

TEST_P(EvaluationStore, SettingsAreThoseOfTheDay) {
  Settings strict;
  strict.valid_from = kToday.plus_days(30);
  strict.council_size_min = 7;
  strict.quorum_percent = 75;
  strict.floor_basis = rulebooks::FloorBasis::every_sheet;
  strict.rounding = rulebooks::Rounding::half_up;
  strict.self_score = SelfScore::shown;
  strict.over_spread = OverSpread::refuse;
  strict.at_limit = AtLimit::over;
  strict.potential_five = PotentialFive::province;
  strict.differing_least = 2;
  strict.position_days = 5;
  EXPECT_TRUE(service().add_settings(world.province, "68", strict).ok());
  EXPECT_FALSE(service().add_settings(world.province, "68", strict).ok()) << "that day is taken";
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(store::settings(reader, "68", kToday), Settings{});
    EXPECT_EQ(store::settings(reader, "68", kToday.plus_days(30)), strict);
    EXPECT_EQ(store::settings(reader, "79", kToday.plus_days(30)), Settings{});
  });
}

// Lock and read, change, commit: what people do all day waits for the server three times, however much hangs on the sheet.
TEST_P(EvaluationStore, ASaveIsThreeRoundTrips) {
  if (engine() != db::Engine::postgresql) return;   // SQLite has none
  const DossierId id = open_draft();
  answer(id, world.maker, {{"1.1", 2}, {"1.2", 1}});
  const auto trips_of = [&](auto&& act) {
    const std::uint64_t before = database().metrics().round_trips;
    EXPECT_TRUE(act().ok());
    return database().metrics().round_trips - before;
  };
  const std::int64_t version = view(world.maker, id).self.find("1.1")->version;
  EXPECT_EQ(3U, trips_of([&] { return service().save_answer(world.maker, id, {.criterion = "1.1", .option = 1, .version = version}); }));
  EXPECT_EQ(3U, trips_of([&] { return service().save_answer(world.maker, id, {.criterion = "2.1", .option = 1}); }));
  EXPECT_EQ(2U, trips_of([&] { return service().save_answer(world.maker, id, {.criterion = "2.1", .option = 1}); }))
      << "nothing new to save";
}

TEST_P(EvaluationStore, AStaleAnswerChangesNothing) {
  const DossierId id = open_draft();
  answer(id, world.maker, {{"1.1", 2}});
  const auto kept = database().write([&](db::Transaction& t) -> Result<void> {
    const Sheet sheet = store::sheet(t, id, kSelfSeat).value();
    Answer answer = *sheet.find("1.1");
    answer.option = 3;
    store::Changes changes;
    changes.answers.push_back({answer, answer.version + 1});
    EXPECT_EQ(store::Change::stale, store::change(t, sheet, std::move(changes)));
    return Error::of(ErrorKind::conflict, "stale");
  });
  EXPECT_FALSE(kept.ok());
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->option, 2);
}

}  // namespace
}  // namespace ocop::evaluation::test
