#include "kernel/act/act.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "kernel/db/columns.h"
#include "tests/support/test_database.h"

namespace ocop::act {
namespace {

using PotId = Id<struct PotTag>;

constexpr db::Statement kInsert{"act_test.insert", "INSERT INTO act_test_pot (id, at, version) VALUES ($1, $2, 1)"};
constexpr db::Statement kTell{"act_test.tell", "INSERT INTO act_test_told (id, at) VALUES ($1, $2)"};
constexpr db::Statement kRows{"act_test.rows", "SELECT at FROM act_test_pot UNION ALL SELECT at FROM act_test_told"};
constexpr std::string_view kFields[] = {"size"};
constexpr tlog::Kind kFired{"pot.fired", kFields};
constexpr Message kChanged{"Đã có người sửa", "Somebody changed it"};
const AccountId kHa{Uuid{{1}}};

// A clock that is never asked the same time twice.
class RunningClock final : public Clock {
 public:
  Instant now() const override { return {next_++}; }

 private:
  mutable std::int64_t next_ = 1'800'000'000'000;
};

class Acting : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    std::vector<db::Migration> out = tlog::migrations();
    for (const db::Migration& one : idempotency::migrations()) out.push_back(one);
    for (const db::Migration& one : act::migrations()) out.push_back(one);
    out.push_back({"20261126T0000__act_test",
                   "CREATE TABLE act_test_pot (id BLOB NOT NULL PRIMARY KEY, at INTEGER NOT NULL, version INTEGER NOT NULL) STRICT;\n"
                   "CREATE TABLE act_test_told (id BLOB NOT NULL PRIMARY KEY, at INTEGER NOT NULL) STRICT;\n",
                   "", "act test"});
    return out;
  }
  Acts acts() { return {database(), clock_, random_}; }
  // A row, a leaf and a notice, as any act has them.
  static PotId fire(Moment& act) {
    const PotId id = act.new_id<PotId>();
    db::Transaction& transaction = act;
    transaction.execute(kInsert, id, act.now());
    act.log(kFired, id.text(), R"({"size":3})");
    transaction.send(kTell, act.new_uuid(), act.now());
    return id;
  }
  std::vector<Instant> rows() {
    return database().read([](db::Reader& reader) { return reader.all(db::value<Instant>, kRows); });
  }
  std::vector<tlog::Record> leaves() {
    return database().read([](db::Reader& reader) { return tlog::entries(reader, 0, 100); });
  }

  RunningClock clock_;
  SeededRandom random_{4};
  const Actor ha_{kHa, "Hà", {}}, visitor_{};
};
OCOP_ON_BOTH_ENGINES(Acting);

// Who gave a mandate back acted for the office on what he had written himself.
TEST_P(Acting, WhoDidSomethingForAProducerIsOfItFromThenOn) {
  const ProducerId tea{Uuid{{2}}}, coffee{Uuid{{3}}};
  const auto is = [&](const Actor& actor, ProducerId producer, Instant since) {
    return *acts().run(actor, [&](Act& act) -> Result<bool> { return act.is_of_producer(producer, since); });
  };
  const Instant before = clock_.now();
  Actor helper = ha_;
  helper.grants = {{Role::helper, "", "", tea, Tasks().add(Task::papers)}};
  Actor member = ha_;
  member.grants = {{Role::producer_member, "", "", tea}};
  for (const Actor* one : {&helper, &member}) EXPECT_TRUE(is(*one, tea, clock_.now()) && !is(*one, coffee, before));
  EXPECT_FALSE(is(ha_, tea, before));
  const auto done = acts().run(helper, [&](Act& act) -> Result<Instant> {
    act.for_producer(tea, "paper.added", "Giấy");
    return act.now();
  });
  EXPECT_TRUE(is(ha_, tea, before) && is(ha_, tea, *done));
  EXPECT_FALSE(is(ha_, tea, {done->milliseconds + 1}) || is(ha_, coffee, before));
  EXPECT_FALSE(is({AccountId{Uuid{{4}}}, "Bình", {}}, tea, before));
}

TEST_P(Acting, KeepsRowLeafAndNoticeOfOneInstant) {
  std::vector<Instant> told;
  const auto id = acts().run(ha_, [&](Act& act) -> Result<PotId> {
    told = {act.now(), act.now()};
    EXPECT_EQ(act.by(), kHa);
    EXPECT_EQ(act.today(), vietnam_date(act.now()));
    return fire(act);
  });
  ASSERT_TRUE(id);
  EXPECT_EQ(rows(), told);   // the row's and the notice's
  ASSERT_EQ(leaves().size(), 1u);
  EXPECT_EQ(leaves()[0].entry, (tlog::Entry{"pot.fired", id->text(), R"({"size":3})", told[0]}.canonical()));
  std::int64_t made = 0;   // the first 48 bits of a UUID of version 7 are its moment
  for (int byte = 0; byte < 6; ++byte) made = made << 8 | id->uuid.bytes[static_cast<std::size_t>(byte)];
  EXPECT_EQ(Instant{made}, told[0]);
  EXPECT_TRUE(database().read([](db::Reader& reader) { return tlog::check_kinds(reader, {&kFired, 1}); }).empty());
}

TEST_P(Acting, LeavesNothingOfARefusedAct) {
  const auto refused = acts().run(ha_, [&](Act& act) -> Result<PotId> {
    fire(act);
    return Error::of(ErrorKind::forbidden);
  });
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(rows().empty());
  EXPECT_TRUE(leaves().empty());
}

TEST_P(Acting, LeavesNothingOfAnActThatThrows) {
  const auto burst = [&](Act& act) -> Result<PotId> {
    fire(act);
    throw std::runtime_error("the kiln burst");
  };
  EXPECT_THROW((void)acts().run(ha_, burst), std::runtime_error);
  EXPECT_TRUE(rows().empty());
  EXPECT_TRUE(leaves().empty());
}

TEST_P(Acting, DoesNothingForAVisitor) {
  bool ran = false;
  const auto refused = acts().run(visitor_, [&](Act&) -> Result<void> {
    ran = true;
    return {};
  });
  EXPECT_EQ(refused.error().kind, ErrorKind::not_signed_in);
  EXPECT_FALSE(ran);
  ASSERT_TRUE(acts().run_without_account([](Moment& moment) -> Result<PotId> { return fire(moment); }));
  EXPECT_EQ(rows().size(), 2u);
  EXPECT_THROW((void)database().write([&](db::Transaction& transaction) -> Result<void> {
    return acts().within(transaction, visitor_, [](Act&) -> Result<void> { return {}; });
  }), std::invalid_argument);
}

TEST_P(Acting, RunsInsideATransactionOfAnother) {
  const auto undone = database().write([&](db::Transaction& transaction) -> Result<void> {
    const auto fired = acts().within(transaction, ha_, [](Act& act) -> Result<PotId> { return fire(act); });
    EXPECT_TRUE(fired);
    return Error::of(ErrorKind::conflict);   // the one that holds it decides
  });
  EXPECT_FALSE(undone);
  EXPECT_TRUE(rows().empty());
}

TEST_P(Acting, LogsNoOtherInstantThanItsOwn) {
  const auto backdated = [](Act& act) -> Result<void> {
    act.log({"pot.fired", "1", "{}", {act.now().milliseconds - 1}});
    return {};
  };
  EXPECT_THROW((void)acts().run(ha_, backdated), std::logic_error);
  EXPECT_TRUE(leaves().empty());
}

TEST_P(Acting, MakesAThingOnceAnAttempt) {
  const auto make = [&](const Attempt& attempt) {
    return acts().run(ha_, [&](Act& act) { return act.once(attempt, [&]() -> Result<PotId> { return fire(act); }); });
  };
  const Attempt attempt{"key-1", "POST /pots", "digest"};
  const auto first = make(attempt), again = make(attempt);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->how, idempotency::Outcome::How::now);
  EXPECT_EQ(again->how, idempotency::Outcome::How::before);
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(leaves().size(), 1u);
  EXPECT_EQ(make({"key-1", "POST /pots", "another question"}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(make({}) && make({}));   // who sends no key does not repeat
  EXPECT_EQ(leaves().size(), 3u);
}

TEST_P(Acting, LeavesTheKeyOfARefusedAttemptFree) {
  const Attempt attempt{"key-2", "POST /pots", "digest"};
  const auto refused = acts().run(ha_, [&](Act& act) {
    return act.once(attempt, [&]() -> Result<PotId> {
      fire(act);
      return Error::of(ErrorKind::invalid_input);
    });
  });
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_input);
  EXPECT_TRUE(leaves().empty());
  const auto made = acts().run(ha_, [&](Act& act) { return act.once(attempt, [&]() -> Result<PotId> { return fire(act); }); });
  ASSERT_TRUE(made);
  EXPECT_EQ(made->how, idempotency::Outcome::How::now);
}

TEST(ActVersion, SaysBothWhenTheyDiffer) {
  EXPECT_TRUE(expect_version(3, 3, kChanged));
  const auto refused = expect_version(2, 3, kChanged);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(traits(refused.error().kind).status, 409);
  ASSERT_EQ(refused.error().problems.size(), 1u);
  EXPECT_EQ(refused.error().problems[0].field, "version");
  EXPECT_EQ(refused.error().problems[0].got, "2");
  EXPECT_EQ(refused.error().problems[0].expected, "3");
  EXPECT_EQ(refused.error().problems[0].message.en, kChanged.en);
  EXPECT_EQ(stale(2, {}, kChanged).problems[0].expected, "the version last read");
}

// Whoever was ill gave a colleague the password: nobody could say who had forwarded the dossier.
TEST_P(Acting, WhatIsDoneInAnOfficersPlaceBearsBothNames) {
  const AccountId lan{Uuid{{2}}}, officer{Uuid{{3}}};
  Grant lent{Role::commune_officer, "08", "01090", {}};
  lent.stands_for = officer;
  const auto forward = [&](const Actor& actor) {
    EXPECT_TRUE(acts().run(actor, [](Act& act) -> Result<void> {
      act.in_office({Role::commune_officer}, {"08", "01090"}, "dossier.forward", "1/PĐK");
      return {};
    }).ok());
  };
  const auto count = [&] {
    return database().read([&](db::Reader& reader) { return stood_in(reader, officer, lan, 10).size(); });
  };
  forward({lan, "Lan", {{Role::provincial_body, "08", "", {}}, lent}});
  ASSERT_EQ(count(), 1u) << "her own role in the province is not the commune's";
  const auto done = database().read([&](db::Reader& reader) { return stood_in(reader, officer, lan, 10); });
  EXPECT_EQ(done[0].what, "dossier.forward");
  EXPECT_EQ(done[0].subject, "1/PĐK");
  forward({lan, "Lan", {lent, {Role::commune_officer, "08", "01090", {}}}});
  EXPECT_EQ(count(), 1u) << "who has the role there himself stands in for nobody";
  lent.commune = "01091";
  forward({lan, "Lan", {lent}});
  EXPECT_EQ(count(), 1u) << "another place";
}

}  // namespace
}  // namespace ocop::act
