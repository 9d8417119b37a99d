#include "modules/producers/store.h"

#include <gtest/gtest.h>

#include "kernel/random/random.h"
#include "modules/producers/service.h"
#include "tests/support/test_database.h"

namespace ocop::producers {
namespace {

class ProducersStore : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = producers::migrations();
    for (const db::Migration& more : blobs::migrations()) all.push_back(more);
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    auto opened = blobs::Blobs::open(database(), files_.path());
    ASSERT_TRUE(opened);
    blobs_ = std::move(*opened);
    store_.emplace(*blobs_);
  }
  Producer make(std::string name, std::string province, std::string commune) {
    Producer producer;
    producer.id = new_id<ProducerId>(clock_.now(), random_);
    producer.name = std::move(name);
    producer.kind = Kind::cooperative;
    producer.province = std::move(province);
    producer.commune = std::move(commune);
    producer.source = "entered";
    EXPECT_TRUE(database().write([&](db::Transaction& t) -> Result<void> { store_->insert(t, producer); return {}; }));
    return producer;
  }
  test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  std::optional<Store> store_;
  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 21))};
  SeededRandom random_{1};
};
OCOP_ON_BOTH_ENGINES(ProducersStore);

TEST_P(ProducersStore, FindsAMakerUnderItsSpellingsWithinAProvince) {
  const Producer tea = make("Hợp tác xã Chè Phìn Hồ", "08", "");
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(store_->find_by_name(reader, "HTX chè Phìn Hồ", "08")->id, tea.id);
    EXPECT_FALSE(store_->find_by_name(reader, "HTX chè Phìn Hồ", "19"));
    EXPECT_FALSE(store_->find_by_name(reader, "HTX chè Phìn", "08"));
    const std::array ids{tea.id, ProducerId{}};
    const auto found = store_->by_ids(reader, ids);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, tea.name);
    EXPECT_EQ(found[0].kind, Kind::cooperative);
  });
}

// A producer that registered itself was to be seen by nobody before its commune confirmed it: not in the list, nor its counts, nor for
// search engines, nor by an import that reads the same name.
TEST_P(ProducersStore, OneThatWaitsIsInNoListAndFoundByNobody) {
  Producer waiting = make("HTX chè Tà Xùa", "19", "");
  waiting.presence = Presence::waiting;
  const auto change = [&](const Producer& producer) {
    return *database().write([&](db::Transaction& t) -> Result<bool> { return store_->change_record(t, producer); });
  };
  ASSERT_TRUE(change(waiting));
  EXPECT_FALSE(change(waiting));   // its version moved on
  const auto rows = producers();
  const auto seen = [&] {
    return database().read([&](db::Reader& reader) {
      return std::tuple{lists::count(reader, rows.source, Scope::everything(), {}), store_->ids(reader, 0, 10).size(),
                        store_->count(reader),
                        store_->find_by_name(reader, "HTX chè Tà Xùa", "19").has_value(),
                        store_->alike(reader, "HTX chè Tà Xùa", "19").size()};
    });
  };
  EXPECT_EQ(seen(), (std::tuple{0LL, 0u, 0, false, 0u}));
  waiting.presence = Presence::listed;
  ++waiting.version;
  ASSERT_TRUE(change(waiting));
  EXPECT_EQ(seen(), (std::tuple{1LL, 1u, 1, true, 1u}));
}

TEST_P(ProducersStore, KeepsWhatAProducerWasBefore) {
  const Producer tea = make("Hộ kinh doanh Lý Mẩy", "08", "");
  EXPECT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    store_->add_former(t, new_uuid(clock_.now(), random_), {tea.id, tea.name, Kind::household, *Date::of(2024, 1, 1)});
    store_->add_former(t, new_uuid(clock_.now(), random_), {tea.id, "Tổ hợp tác Lý Mẩy", Kind::cooperative_group, *Date::of(2026, 1, 1)});
    return {};
  }));
  const auto former = database().read([&](db::Reader& reader) { return store_->formerly(reader, tea.id); });
  ASSERT_EQ(former.size(), 2u);
  EXPECT_EQ(former[0].name, "Tổ hợp tác Lý Mẩy");
  EXPECT_EQ(former[1].kind, Kind::household);
}

TEST_P(ProducersStore, ShowsPapersOnlyWithinTheScope) {
  const Producer ours = make("HTX A", "08", "01090"), theirs = make("HTX B", "08", "01090");
  Paper paper;
  paper.id = new_id<PaperId>(clock_.now(), random_);
  paper.producer = ours.id;
  paper.kind = PaperKind::award;
  paper.title = "Bằng khen";
  paper.issued = Date::of(2025, 1, 2);
  paper.size = 3;
  const std::string bytes("\x00\xff\x01", 3);
  auto file = blobs_->receive(bytes);
  ASSERT_TRUE(file);
  paper.sha256 = file->sha256();
  ASSERT_TRUE(database().write([&](db::Transaction& t) { return store_->insert_paper(t, paper, &*file, AccountId{}, clock_.now()); }));
  const auto scope = [](Role role, std::string province, std::string commune, std::optional<ProducerId> producer) {
    return Scope::of({AccountId{}, "", {Grant{role, std::move(province), std::move(commune), producer}}}, {role});
  };
  database().read([&](db::Reader& reader) {
    const auto seen = [&](const Scope& by) { return store_->papers_of(reader, by, ours.id).size(); };
    EXPECT_EQ(seen(Scope::nothing()), 0u);
    EXPECT_EQ(seen(Scope::everything()), 1u);
    EXPECT_EQ(seen(scope(Role::producer_member, "", "", ours.id)), 1u);
    EXPECT_EQ(seen(scope(Role::producer_member, "", "", theirs.id)), 0u);
    EXPECT_EQ(seen(scope(Role::provincial_body, "08", "", {})), 1u);
    EXPECT_EQ(seen(scope(Role::provincial_body, "19", "", {})), 0u);
    EXPECT_EQ(seen(scope(Role::commune_officer, "08", "01090", {})), 1u);
    EXPECT_EQ(seen(scope(Role::commune_officer, "08", "01091", {})), 0u);
    // A paper is read only through its own producer.
    const std::array ids{paper.id};
    EXPECT_EQ(store_->papers_by_ids(reader, ours.id, ids).at(0).title, "Bằng khen");
    EXPECT_TRUE(store_->papers_by_ids(reader, theirs.id, ids).empty());
    EXPECT_EQ(*store_->paper_content(reader, ours.id, paper.id), bytes);
    EXPECT_EQ(store_->paper_content(reader, theirs.id, paper.id).error().kind, ErrorKind::not_found);
    EXPECT_TRUE(store_->recheck(reader).empty());
  });
}

TEST_P(ProducersStore, SecondWriterOfAStoryIsTold) {
  const Producer producer = make("HTX A", "08", "");
  const auto update = [&](std::int64_t version) {
    bool done = false;
    EXPECT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      done = store_->update_story(t, producer.id, {version, "n", "s", "e"});
      return {};
    }));
    return done;
  };
  EXPECT_TRUE(update(0));
  EXPECT_FALSE(update(0));
  EXPECT_TRUE(update(1));
}

TEST_P(ProducersStore, ListsByNameAsVietnameseSortsItAndFindsByWordsWithoutMarks) {
  for (const char* name : {"HTX Ớt", "HTX Đào", "HTX Dâu", "Công ty Chè"}) make(name, name[0] == 'H' ? "08" : "19", "");
  const auto names = [&](std::string_view word, std::string value) {
    const auto source = producers();
    lists::Question question;
    if (!word.empty()) question.conditions.emplace_back(source.source.condition(word), std::move(value));
    std::string out;
    const auto use = [&](const db::Row& row) { out.append(out.empty() ? "" : ", ").append(source.load(row).name); };
    database().read([&](db::Reader& reader) { lists::read(reader, source.source, Scope::everything(), question, use); });
    return out;
  };
  EXPECT_EQ(names("", ""), "Công ty Chè, HTX Dâu, HTX Đào, HTX Ớt");
  EXPECT_EQ(names("province", "19"), "Công ty Chè");
  EXPECT_EQ(names("q", name_key("hợp tác xã dau")), "HTX Dâu");
}

}  // namespace
}  // namespace ocop::producers
