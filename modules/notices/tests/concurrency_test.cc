#include <atomic>
#include <functional>
#include <latch>
#include <thread>

#include "modules/notices/tests/world.h"

// Two at once on one person's row: what one took away does not come back by the other, and nothing is sent twice.
namespace ocop::notices {
namespace {

class NoticesSideBySide : public NoticesTest {
 protected:
  void SetUp() override {
    NoticesTest::SetUp();
    if (!IsSkipped()) beside.emplace(parts_with(office, chance));
  }
  void TearDown() override {
    beside.reset();
    NoticesTest::TearDown();
  }
  // Until so many acts of this database wait for a row that another holds, or one is `over`. SQLite's one writer has no such moment.
  void await_waiting(std::int64_t acts, const std::atomic<int>& over) {
    static constexpr db::Statement kWaiting{"test.waiting_acts", "SELECT 0",
                                            "SELECT count(*) FROM pg_stat_activity"
                                            " WHERE datname = current_database() AND wait_event_type = 'Lock'"};
    if (engine() == db::Engine::sqlite) return;
    while (over == 0 && count(kWaiting) < acts) std::this_thread::yield();
  }
  SystemRandom chance;               // the seeded one is for one thread
  std::optional<Service> beside;
};
OCOP_ON_BOTH_ENGINES(NoticesSideBySide);

// What a handler that does not end with finish() is given.
class Bare final : public jobs::Attempt {
 public:
  explicit Bare(Instant now) : now_(now) {}
  jobs::JobId id() const override { return {}; }
  std::string_view payload() const override { return "{}"; }
  int number() const override { return 1; }
  Instant now() const override { return now_; }
  bool keep_going() const override { return true; }
  bool progress(const jobs::Progress&) override { return true; }
  jobs::Outcome finish(const std::function<Result<void>(db::Transaction&)>&) override { return jobs::Outcome::done(); }

 private:
  Instant now_;
};

// Whoever deletes the address has the last word, also over a confirmation that came first and waited for the row.
TEST_P(NoticesSideBySide, AConfirmationThatWaitedForADeletionChangesNothing) {
  vouch(maker, "htx@demo.ocop");
  ASSERT_TRUE(service->ask_address(maker, "moi@demo.ocop", Language::vi));
  const std::string text = link_in(member(letters().back(), "text"), "/notices/confirm/");
  std::atomic<int> over = 0;
  std::optional<Result<LinkView>> used;
  std::thread confirming;
  ASSERT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> {
    Person person = store::lock_person(act, *maker.account).value();
    confirming = std::thread([&] { used = service->use_link(text, Purpose::confirm_mail); ++over; });
    await_waiting(1, over);
    person.address.clear();
    EXPECT_TRUE(store::update_person(act, person));
    store::end_links(act, *maker.account, Purpose::confirm_mail, act.now());
    return {};
  }));
  confirming.join();
  ASSERT_FALSE(*used);
  EXPECT_EQ(used->error().kind, ErrorKind::gone);
  EXPECT_TRUE(service->settings(maker)->person.address.empty());
}

// The same for a letter that was being made.
TEST_P(NoticesSideBySide, ALetterThatWaitedForADeletionIsNotSent) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  std::atomic<int> over = 0;
  std::thread sending;
  ASSERT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> {
    Person person = store::lock_person(act, *maker.account).value();
    person.address.clear();
    EXPECT_TRUE(store::update_person(act, person));
    sending = std::thread([&] { letters(); ++over; });
    await_waiting(1, over);
    return {};
  }));
  sending.join();
  EXPECT_TRUE(letters().empty());
}

TEST_P(NoticesSideBySide, QuestionsSideBySideAreCountedToo) {
  ASSERT_TRUE(service->ask_address(maker, "htx@demo.ocop", Language::vi));
  constexpr int kAtOnce = 8;
  std::latch begin(kAtOnce);
  std::atomic<int> sent = 1, refused = 0;
  {
    std::vector<std::jthread> asking;
    for (int i = 0; i < kAtOnce; ++i)
      asking.emplace_back([&] {
        begin.arrive_and_wait();
        const auto answer = beside->ask_address(maker, "htx@demo.ocop", Language::vi);
        if (answer) ++sent;
        else if (answer.error().kind == ErrorKind::too_many_requests) ++refused;
      });
  }
  EXPECT_EQ(sent, rules::kConfirmationsADay);
  EXPECT_EQ(refused, kAtOnce + 1 - rules::kConfirmationsADay);
}

// Two processes that find the same digest due at one instant, and have both looked before either wrote.
TEST_P(NoticesSideBySide, TwoDigestsAtOneInstantGiveOneLetter) {
  vouch(officer, "xa@demo.ocop");
  tell({"dossier.submitted", {"12/HS"}, "/dossiers/1"}, {.accounts = {*officer.account}});
  clock.set(Instant::parse_iso("2026-11-26T00:30:00.000Z").value());
  const auto send = [&] {
    for (const jobs::Kind& kind : beside->job_kinds()) {
      if (kind.name != "notices.digest") continue;
      Bare attempt(clock.now());
      EXPECT_EQ(kind.handler(attempt).end, jobs::Outcome::End::done);
    }
  };
  std::atomic<int> over = 0;
  std::vector<std::jthread> sending;
  ASSERT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> {
    store::lock_person(act, *officer.account);   // neither goes on before both have come
    for (int i = 0; i < 2; ++i) sending.emplace_back([&] { send(); ++over; });
    await_waiting(2, over);
    return {};
  }));
  sending.clear();
  EXPECT_EQ(waiting("mail.send").size(), 1u);
}

}  // namespace
}  // namespace ocop::notices
