#pragma once
#include "kernel/idempotency/idempotency.h"
#include "kernel/jobs/jobs.h"
#include "kernel/sources/tests/things.h"
#include "modules/filters/migrations.h"
#include "modules/filters/service.h"
#include "modules/identity/tests/fake_identity.h"
#include "tests/support/desk.h"

// Two people of a province, one of another role, and a list of things that they narrow.
namespace ocop::filters {

class FiltersTest : public lists::tests::ThingsTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = lists::tests::ThingsTest::migrations();
    for (const auto& part : {jobs::migrations(), idempotency::migrations()}) all.insert(all.end(), part.begin(), part.end());
    all.insert(all.end(), kMigrations.begin(), kMigrations.end());
    return all;
  }
  static Actor person(std::uint8_t number, std::string name, Role role) {
    AccountId id;
    id.uuid.bytes[15] = number;
    return {id, std::move(name), {{role, "68", "", {}}}};
  }
  void pass(std::int64_t milliseconds) { clock.set({clock.now().milliseconds + milliseconds}); }
  // A list as a module declares it; `words` are those that its state has today.
  static lists::List<lists::tests::Thing> things(const std::vector<std::string>& words) {
    std::vector<input::Choice> choices;
    const Message open{"Đang mở", "Open"}, closed{"Đã đóng", "Closed"};
    for (const std::string& word : words) choices.push_back({word, word == "open" ? open : closed});
    lists::Filter state = lists::choice("state", {"Trạng thái", "State"}, choices);
    state.style = lists::Filter::Style::tabs;
    return {.name = "things",
            .rows = {lists::tests::kThings, lists::tests::kThing},
            .words = {{"Những vật", "Things"}, {"Chưa có vật nào", "No things yet"}, {"Vật sẽ hiện ở đây.", "Things will stand here."}},
            .columns = {{{{"Tên", "Name"}, "name"},
                         [](const lists::tests::Thing& one, Language) { return lists::Cell{one.name, "/things/" + one.name}; }}},
            .filters = {state, lists::day("since", {"Thấy", "Seen"})},
            .json = [](json::Writer& out, const lists::tests::Thing& one) { out.begin_object().field("name", one.name).end_object(); }};
  }
  static lists::Place place() {
    return {.page = "/things",
            .api = "/api/v1/things",
            .policy = Policy::roles(Role::provincial_body),
            .scope = [](const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); },
            .summary = "things"};
  }
  Service::Parts parts(const lists::Directory& directory) { return {database(), clock, random, directory, identity}; }

  const Actor mai = person(1, "Chị Mai", Role::provincial_body);
  const Actor lan = person(2, "Chị Lan", Role::provincial_body);
  const Actor other = person(3, "Anh Nam", Role::council_member);
  FixedClock clock{Instant{1'795'600'000'000}};
  SeededRandom random{11};
  identity::FakeIdentity identity;
};

}  // namespace ocop::filters
