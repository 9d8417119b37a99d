#include "kernel/act/consents.h"

#include "tests/support/test_database.h"

namespace ocop::act {
namespace {

const AccountId kHoa{Uuid{{1}}}, kOfficer{Uuid{{2}}};
constexpr ConsentText kFirst{"letters.mail", {"Nhận thư", "Letters"}, {"Bạn đồng ý nhận thư.", "You agree to letters."}};
// The same text, a sentence longer: the next release of the program.
constexpr ConsentText kLater{"letters.mail", {"Nhận thư", "Letters"},
                             {"Bạn đồng ý nhận thư. Rút lại lúc nào cũng được.", "You agree to letters. Take it back at any time."}};

class Consents : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    std::vector<db::Migration> out = tlog::migrations();
    for (const db::Migration& one : act::migrations()) out.push_back(one);
    return out;
  }
  void in_act(const std::function<void(Moment& act)>& then) {
    now_.milliseconds += 1'000;
    const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
      Moment act(transaction, now_, random_);
      then(act);
      act.finish();
      return {};
    });
    ASSERT_TRUE(done.ok());
  }
  std::vector<ShownConsent> shown(AccountId account = kHoa) {
    return database().read([&](db::Reader& reader) { return consents_of(reader, account); });
  }
  Instant now_{1'800'000'000'000};
  SeededRandom random_{3};
};
OCOP_ON_BOTH_ENGINES(Consents);

// A mandate named "text 1", and the text that this once was could be found in no table after the next release.
TEST_P(Consents, AreShownWithTheTextThatWasSeen) {
  in_act([](Moment& act) { EXPECT_EQ(agree(act, kFirst, kHoa, ConsentBy::link, ""), 1); });
  in_act([](Moment& act) { EXPECT_EQ(agree(act, kFirst, kOfficer, ConsentBy::program, ""), 1) << "the same text is kept once"; });
  in_act([](Moment& act) { EXPECT_EQ(agree(act, kLater, kHoa, ConsentBy::program, ""), 2); });
  const auto all = shown();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].vi, kLater.text.vi);
  EXPECT_EQ(all[0].consent.how, ConsentBy::program);
  EXPECT_FALSE(all[0].consent.withdrawn);
  EXPECT_EQ(all[1].vi, kFirst.text.vi);
  EXPECT_EQ(all[1].en, kFirst.text.en);
  EXPECT_EQ(all[1].consent.withdrawn, now_) << "of one person about one thing one holds";
  EXPECT_FALSE(shown(kOfficer)[0].consent.withdrawn) << "another person's is another's";
}

TEST_P(Consents, EndWithWhatTheyWereAbout) {
  in_act([](Moment& act) {
    agree(act, kFirst, kHoa, ConsentBy::program, "one");
    agree(act, kFirst, kHoa, ConsentBy::program, "two");
    agree_on_paper(act, kFirst, kOfficer, "one");
  });
  EXPECT_TRUE(shown(kOfficer).empty()) << "an officer who has the paper agreed to nothing";
  in_act([this](Moment& act) { end_consents(act, kFirst.name, "one", now_); });
  int open = 0;
  for (const ShownConsent& one : shown())
    if (!one.consent.withdrawn) {
      ++open;
      EXPECT_EQ(one.consent.about, "two");
      const auto found = database().read([&](db::Reader& reader) { return find_consent(reader, one.consent.id); });
      EXPECT_EQ(found->account, kHoa);
    }
  EXPECT_EQ(open, 1);
  in_act([this](Moment& act) { end_consents_of(act, kHoa, now_); });
  for (const ShownConsent& one : shown()) EXPECT_TRUE(one.consent.withdrawn);
}

}  // namespace
}  // namespace ocop::act
