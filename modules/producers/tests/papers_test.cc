// Papers that are replaced and removed. The story: the page promised "note the paper first and send the file later", and no way led there;
// a file sent by mistake, somebody's identity card, stayed for good.
#include <gtest/gtest.h>

#include "kernel/act/act.h"
#include "kernel/db/columns.h"
#include "kernel/idempotency/idempotency.h"
#include "kernel/random/random.h"
#include "kernel/tlog/tlog.h"
#include "modules/producers/service.h"
#include "tests/support/test_database.h"

namespace ocop::producers {
namespace {

constexpr db::Statement kViews{"test.views", "SELECT count(*) FROM producers_paper_view"};

class Papers : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = producers::migrations();
    for (const auto& more : {blobs::migrations(), idempotency::migrations(), tlog::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    blobs_ = blobs::Blobs::open(database(), folder_.path()).value();
    offers_.add(PaperUse{.lock = [this](act::Act&, ProducerId) { order_ += "lock "; },
                         .changed = [this](act::Act&, ProducerId, const PaperEnd& end) {
                           order_ += end.replaced_by ? "replaced " : "removed ";
                           return held_;
                         }});
    service_ = std::make_unique<Service>(database(), *blobs_, clock_, random_, offers_);
    Producer coop;
    coop.id = new_id<ProducerId>(clock_.now(), random_);
    coop.name = "HTX Chè";
    coop.province = "08";
    ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      service_->port().insert(t, coop);
      return {};
    }));
    producer_ = coop.id;
    member_ = {new_id<AccountId>(clock_.now(), random_), "Cô Lan", {{Role::producer_member, "", "", producer_}}};
    office_ = {new_id<AccountId>(clock_.now(), random_), "Tỉnh", {{Role::provincial_body, "08", "", {}}}};
  }
  void TearDown() override {
    service_.reset();
    blobs_.reset();
    DatabaseTest::TearDown();
  }
  static PaperForm form(std::string title, std::string_view content = {}, std::string key = {}) {
    PaperForm out;
    out.title = std::move(title);
    if (!content.empty()) out.file = {"giay.pdf", content};
    if (!key.empty()) out.attempt = {std::move(key), "POST x", "asked"};
    return out;
  }
  PaperId add(const std::string& title, std::string_view content = {}) {
    return service_->add_paper(member_, producer_, form(title, content))->id;
  }
  std::vector<std::string> titles(bool past) {
    std::vector<std::string> out;
    const auto papers = service_->papers(office_, producer_).value();
    for (const Paper& paper : past ? papers.past : papers.papers) out.push_back(paper.title);
    return out;
  }
  ErrorKind removal(const Actor& actor, PaperId paper) { return service_->remove_paper(actor, producer_, paper).error().kind; }

  FixedClock clock_{Instant::parse_iso("2026-11-26T02:00:00.000Z").value()};
  SeededRandom random_{5};
  test::TemporaryFolder folder_;
  manifest::Offers offers_;
  std::unique_ptr<blobs::Blobs> blobs_;
  std::unique_ptr<Service> service_;
  ProducerId producer_;
  Actor member_, office_;
  PaperUse::Held held_ = PaperUse::Held::not_any_more;
  std::string order_;
};
OCOP_ON_BOTH_ENGINES(Papers);

TEST_P(Papers, AFileIsSentLater) {
  const PaperId noted = add("Đăng ký");
  EXPECT_EQ(service_->open_paper(member_, producer_, noted).error().kind, ErrorKind::not_found);
  const auto made = service_->replace_paper(member_, producer_, noted, form("Đăng ký", "%PDF-1.4 tệp"));
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(order_, "lock replaced ") << "others' rows are locked before the producer's, and told once";
  EXPECT_EQ(service_->open_paper(member_, producer_, made->id)->content, "%PDF-1.4 tệp");
  EXPECT_EQ(titles(false), std::vector<std::string>{"Đăng ký"});
}

// Anybody may register a producer: what waits for its commune would each have had two gigabytes of the disk.
TEST_P(Papers, OneThatWaitsHasLittleRoom) {
  const auto stand = [&](Presence presence, std::int64_t used) {
    EXPECT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      Producer producer = service_->port().by_ids(t, std::span(&producer_, 1))[0];
      producer.presence = presence;
      EXPECT_TRUE(service_->port().change_record(t, producer));
      constexpr db::Statement kUsed{"test.used", "UPDATE blobs_use SET bytes = $1"};   // as if so much had been sent
      t.execute(kUsed, used);
      return {};
    }));
  };
  add("Đăng ký", "%PDF-1.4 tệp");
  stand(Presence::waiting, kFileRoomWaiting - 10);
  EXPECT_EQ(service_->add_paper(member_, producer_, form("Thêm", "%PDF-1.4 tệp khác")).error().kind, ErrorKind::too_large);
  stand(Presence::listed, kFileRoomWaiting - 10);
  EXPECT_TRUE(service_->add_paper(member_, producer_, form("Thêm", "%PDF-1.4 tệp khác")).ok());
}

TEST_P(Papers, WithoutANewFileTheOldOneStays) {
  const PaperId first = add("Đang ký", "%PDF-1.4 tệp");
  const auto corrected = service_->replace_paper(member_, producer_, first, form("Đăng ký"));
  ASSERT_TRUE(corrected.ok());
  EXPECT_EQ(service_->open_paper(member_, producer_, corrected->id)->content, "%PDF-1.4 tệp");
  database().read([&](db::Reader& reader) { EXPECT_EQ(blobs_->used(reader, producer_.uuid), 14) << "the room of one file"; });
}

TEST_P(Papers, WhatWasNeverHandedInIsGoneWithItsFile) {
  const PaperId wrong = add("Căn cước", "%PDF-1.4 căn cước");
  ASSERT_TRUE(service_->open_paper(office_, producer_, wrong).ok());
  ASSERT_TRUE(service_->remove_paper(member_, producer_, wrong).ok());
  EXPECT_EQ(order_, "lock removed ");
  EXPECT_TRUE(titles(false).empty() && titles(true).empty());
  EXPECT_EQ(service_->open_paper(office_, producer_, wrong).error().kind, ErrorKind::not_found);
  const Instant later{clock_.now().milliseconds + blobs::Blobs::kGraceMilliseconds + 1};
  EXPECT_EQ(blobs_->collect(later).value(), 1u) << "its bytes too";
  database().read([&](db::Reader& reader) { EXPECT_EQ(reader.first(db::value<int>, kViews), 0); });
  EXPECT_EQ(removal(member_, wrong), ErrorKind::not_found) << "the second click";
}

TEST_P(Papers, WhatADossierHoldsStaysAsItWas) {
  held_ = PaperUse::Held::for_good;
  const PaperId first = add("Đăng ký 2021", "%PDF-1.4 cũ");
  const auto second = service_->replace_paper(member_, producer_, first, form("Đăng ký 2026", "%PDF-1.4 mới"));
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(titles(false), std::vector<std::string>{"Đăng ký 2026"});
  EXPECT_EQ(titles(true), std::vector<std::string>{"Đăng ký 2021"});
  EXPECT_EQ(service_->open_paper(office_, producer_, first)->content, "%PDF-1.4 cũ");
  EXPECT_EQ(service_->replace_paper(member_, producer_, first, form("lần nữa")).error().kind, ErrorKind::not_found) << "it ended";
  database().read([&](db::Reader& reader) {
    const std::vector<PaperId> both{first, second->id};
    const auto ends = service_->port().ended(reader, both);
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].replaced_by, second->id);
  });
  ASSERT_TRUE(service_->remove_paper(member_, producer_, second->id).ok());
  EXPECT_EQ(titles(true).size(), 2u);
}

TEST_P(Papers, ADoubleClickReplacesOnce) {
  const PaperId first = add("Giấy");
  const auto once = service_->replace_paper(member_, producer_, first, form("Giấy mới", "%PDF-1.4 x", "k-1"));
  const auto twice = service_->replace_paper(member_, producer_, first, form("Giấy mới", "%PDF-1.4 x", "k-1"));
  ASSERT_TRUE(once.ok() && twice.ok());
  EXPECT_EQ(once->id, twice->id);
  EXPECT_EQ(titles(false).size(), 1u);
}

TEST_P(Papers, OnlyTheMemberChangesThem) {
  const PaperId paper = add("Giấy", "%PDF-1.4 x");
  Actor stranger = member_;
  stranger.grants[0].producer = new_id<ProducerId>(clock_.now(), random_);
  for (const Actor& other : {office_, stranger}) {
    EXPECT_EQ(removal(other, paper), ErrorKind::not_found);
    EXPECT_EQ(service_->replace_paper(other, producer_, paper, form("x")).error().kind, ErrorKind::not_found);
    EXPECT_EQ(service_->own_paper(other, producer_, paper).error().kind, ErrorKind::not_found);
  }
  EXPECT_EQ(order_, "");
}

}  // namespace
}  // namespace ocop::producers
