#pragma once
#include "kernel/db/columns.h"
#include "kernel/jobs/worker.h"
#include "kernel/json/json.h"
#include "kernel/lists/list.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/migrations.h"
#include "modules/notices/service.h"
#include "tests/support/test_database.h"

// A desk with two officials of a commune and its province and a producer's member; letters go into a folder, messages nowhere.
namespace ocop::notices {

class NoticesTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = jobs::migrations();
    all.insert(all.end(), kMigrations.begin(), kMigrations.end());
    for (const db::Migration& more : act::migrations()) all.push_back(more);   // what people agreed to
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    offers.add(Kind{.rank = 10, .name = "dossier.returned", .label = {"Hồ sơ được trả lại", "A dossier was sent back"},
                    .sentence = {"{0} (hồ sơ {1}) được trả lại để bổ sung.", "{0} (dossier {1}) was sent back for completion."},
                    .act = {"Mở hồ sơ", "Open the dossier"}, .roles = {Role::producer_member}, .usual = Channel::mail});
    offers.add(Kind{.rank = 5,
                    .name = "dossier.submitted",
                    .label = {"Hồ sơ mới", "A new dossier"},
                    .sentence = {"Hồ sơ {0} đã nộp.", "Dossier {0} was handed in."},
                    .act = {"Mở", "Open"},
                    .roles = {Role::commune_officer, Role::provincial_body},
                    .usual = Channel::digest});
    for (const Actor& actor : {maker, officer, province}) identity.add(actor);
    service.emplace(parts_with(office, random));
    for (jobs::Kind& kind : service->job_kinds()) registry.add(std::move(kind));
    for (const jobs::Schedule& schedule : service->schedules()) registry.add(schedule);
    office.add_jobs(registry);
    worker.emplace(
        jobs::Worker::Parts{.database = database(), .clock = clock, .random = random, .registry = registry, .holidays = holidays});
    worker->begin();
  }
  void TearDown() override {
    worker.reset();
    service.reset();
    DatabaseTest::TearDown();
  }

  static Actor person(std::uint8_t number, std::string name, Grant grant) {
    AccountId id;
    id.uuid.bytes[15] = number;
    return {id, std::move(name), {std::move(grant)}};
  }
  act::Acts acts() { return {database(), clock, random}; }
  void tell(const News& news, const Audience& audience) {
    ASSERT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> { service->tell(act, news, audience); return {}; }));
  }
  void vouch(const Actor& actor, std::string_view address) {
    ASSERT_TRUE(acts().run_without_account([&](act::Moment& act) { return service->vouch(act, *actor.account, address); }));
  }
  void tell_maker() { tell({"dossier.returned", {"Chè Phìn Hồ", "12/HS"}, "/dossiers/1"}, {.accounts = {*maker.account}}); }
  void choose(const Actor& actor, std::string kind, std::string channel) {
    const auto version = service->settings(actor)->person.version;
    ASSERT_TRUE(service->set_channels(actor, {.version = version, .channels = {{std::move(kind), std::move(channel)}}}));
  }
  void work() {
    worker->tick();
    while (worker->step(jobs::Lane::quick)) {
    }
  }
  // The own notices as the list gives them, newest first.
  std::vector<Notice> told(const Actor& actor, const std::vector<std::pair<std::string_view, lists::Value>>& words = {}) {
    const auto rows = store::notices();
    lists::Question question{.conditions = {}, .direction = rows.source.sorts.front().usual};
    for (const auto& [word, value] : words) question.conditions.emplace_back(rows.source.condition(word), value);
    std::vector<Notice> out;
    database().read([&](db::Reader& reader) {
      lists::read(reader, rows.source, lists::own(actor), question, [&](const db::Row& row) { out.push_back(rows.load(row)); });
    });
    return out;
  }
  // What is asked for later stands later in the queue; ids of one instant have no order.
  void pass(std::int64_t milliseconds) { clock.set({clock.now().milliseconds + milliseconds}); }
  // The payloads of jobs of a kind that wait, oldest first; they are letters and messages before they leave.
  std::vector<std::string> waiting(std::string_view kind) {
    static constexpr db::Statement kWaiting{"test.waiting",
                                            "SELECT payload FROM jobs_job WHERE kind = $1 AND state = 'waiting' ORDER BY id"};
    return database().read([&](db::Reader& reader) { return reader.all(db::value<std::string>, kWaiting, kind); });
  }
  // Does what notices does and leaves the letters in the queue.
  std::vector<std::string> letters() {
    jobs::Registry own;
    for (jobs::Kind& kind : service->job_kinds()) own.add(std::move(kind));
    for (const jobs::Schedule& schedule : service->schedules()) own.add(schedule);
    jobs::Worker part({.database = database(), .clock = clock, .random = random, .registry = own, .holidays = holidays});
    part.tick();
    while (part.step(jobs::Lane::quick)) {
    }
    return waiting("mail.send");
  }
  static std::string member(const std::string& payload, std::string_view key) {
    const auto read = json::parse(payload);
    return read ? std::string(read->root()[key].text_or("")) : std::string();
  }
  // The same service with another office: an installation that has no mail server, or nothing at all.
  Service::Parts parts_with(const mail::Office& other, Random& chance) {
    return {database(), clock, chance, holidays, offers, identity, other, url, std::string(32, 'k')};
  }
  std::int64_t count(const db::Statement& statement) {
    return database().read([&](db::Reader& reader) { return reader.first(db::value<std::int64_t>, statement).value(); });
  }
  // The last word of a text that begins with it: the link of a letter.
  static std::string link_in(const std::string& text, const std::string& path) {
    const std::size_t at = text.find(path);
    if (at == std::string::npos) return {};
    return text.substr(at + path.size(), text.find_first_of("\n \"", at) - at - path.size());
  }

  const Actor maker = person(1, "Chị Mẩy", {Role::producer_member, "", "", ProducerId{{{1}}}});
  const Actor officer = person(2, "Cán bộ xã", {Role::commune_officer, "08", "01090", {}});
  const Actor province = person(3, "Văn phòng", {Role::provincial_body, "08", "", {}});
  FixedClock clock{Instant::parse_iso("2026-11-25T02:00:00.000Z").value()};   // Wednesday, 09:00 in Vietnam
  SeededRandom random{5};
  HolidayCalendar holidays;
  manifest::Offers offers;
  identity::FakeIdentity identity;
  test::TemporaryFolder folder;
  mail::Office office{{.smtp = {},
                       .folder = folder.path(),
                       .from = {"Ocop", "ocop@example.vn"},
                       .gateway = {.url = "https://gateway.invalid/", .secret = "x"}}};
  std::string url = "https://ocop.example.vn";
  jobs::Registry registry;
  std::optional<Service> service;
  std::optional<jobs::Worker> worker;
};

}  // namespace ocop::notices
