#pragma once
#include "modules/work/tests/listed.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

// Offices of two provinces, a producer's member, a member and a chair of a council; things whose turn is put there by the test.
namespace ocop::work {

class WorkTest : public ocop::test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return work::migrations(); }

  template <class T>
  static T id(std::uint8_t number) {
    T out;
    out.uuid.bytes[15] = number;
    return out;
  }
  static Actor person(std::uint8_t number, const Grant& grant) {
    return {id<AccountId>(number), "Người " + std::to_string(number), {grant}};
  }
  void put(std::uint8_t thing, const std::vector<Entry>& entries, std::string_view source = "tests") {
    const act::Acts acts(database(), clock, random);
    const auto done = acts.run_without_account([&](act::Moment& act) -> Result<void> {
      work::put(act, source, id<ThingId>(thing), entries);
      return {};
    });
    ASSERT_TRUE(done.ok());
  }
  // "3 1": the numbers of the things on the person's list.
  std::string listed(const Actor& actor, State state = State::waiting) {
    std::string out;
    for (const Item& item : tests::listed(database(), actor, state))
      out += (out.empty() ? "" : " ") + std::to_string(item.thing.uuid.bytes[15]);
    return out;
  }

  const Actor province = person(1, {Role::provincial_body, "68", "", {}});
  const Actor other_province = person(2, {Role::provincial_body, "08", "", {}});
  const Actor officer = person(3, {Role::commune_officer, "68", "24988", {}});
  const Actor maker = person(4, {Role::producer_member, "", "", id<ProducerId>(9)});
  const Actor member = person(5, {Role::council_member, "68", "", {}});
  const Actor chair = person(6, {Role::council_chair, "68", "", {}});
  const Actor administrator = person(7, {Role::administrator, "", "", {}});
  FixedClock clock{start_of_vietnam_day(*Date::of(2026, 11, 26))};
  SeededRandom random{5};
};

}  // namespace ocop::work
