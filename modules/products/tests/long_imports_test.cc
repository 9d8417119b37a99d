#include "kernel/jobs/worker.h"
#include "modules/products/tests/imports_world.h"

// Registers that are longer than AtOnce: a job looks, writes and takes back.
namespace ocop::products {
namespace {

// ---- what is longer than AtOnce: here everything. In a browser a file of 100,000 rows was refused, and one of 20,000 held its sender and
// everybody's writing for five seconds.
class LongImports : public ProductsImports {
 protected:
  void SetUp() override {
    ProductsImports::SetUp();
    if (IsSkipped()) return;
    imports_.emplace(Imports::Parts{database(), *blobs_, moving_, random_, *index_, *producers_, service_->store(), offers_, AtOnce{0, 0}});
    for (jobs::Kind& kind : imports_->job_kinds()) registry_.add(std::move(kind));
    worker_.emplace(jobs::Worker::Parts{database(), moving_, random_, registry_, holidays_});
  }
  void TearDown() override {
    worker_.reset();
    ProductsImports::TearDown();
  }
  void work() {
    while (worker_->step(jobs::Lane::lengthy)) {
    }
  }
  UnderWay under_way(ImportId id) { return shown(id).import.under_way; }
  jobs::Registry registry_;
  HolidayCalendar holidays_;
  std::optional<jobs::Worker> worker_;
};
OCOP_ON_BOTH_ENGINES(LongImports);

TEST_P(LongImports, AreReadWrittenAndTakenBackByJobs) {
  const ImportId id = send(file_of_lam_dong());
  EXPECT_EQ(under_way(id), UnderWay::reading);
  EXPECT_EQ(counts(id), Counts{});
  EXPECT_EQ(imports_->discard(kOfficer, id, now_of(id)).error().kind, ErrorKind::conflict);
  add_import_pages(desk_.router, *imports_, {database(), desk_.site, desk_.offers}, random_);
  desk_.people.add("office", Grant{Role::provincial_body, "68", "", std::nullopt});
  const auto page = desk_.get(import_path(id), "office");
  EXPECT_NE(page.body.find("Đang chờ đến lượt"), std::string::npos);
  EXPECT_NE(page.body.find("data-under-way"), std::string::npos);
  test::expect_sound(desk_.get("/en" + import_path(id), "office"));
  work();
  EXPECT_EQ(counts(id), (Counts{1, 0, 0, 0, 4}));
  EXPECT_EQ(under_way(id), UnderWay::nothing);
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R1", "entity_type", "doanh nghiệp", FixReach::same_value)));
  EXPECT_EQ(under_way(id), UnderWay::reading);
  work();
  EXPECT_EQ(counts(id), (Counts{3, 0, 0, 0, 2}));
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  EXPECT_EQ(under_way(id), UnderWay::applying);
  EXPECT_EQ(total(), 0);
  EXPECT_EQ(imports_->apply(kOfficer, id, now_of(id)).error().kind, ErrorKind::conflict) << "a double click";
  work();
  EXPECT_EQ(total(), 3);
  const auto applied = shown(id).import;
  EXPECT_EQ(applied.state, ImportState::applied);
  EXPECT_EQ(applied.applied_by, kOfficer.account);
  EXPECT_GE(applied.log_index, 0);
  const auto undone = imports_->undo(kOfficer, id, now_of(id));
  ASSERT_TRUE(undone);
  EXPECT_FALSE(*undone);
  EXPECT_EQ(total(), 3);
  work();
  EXPECT_EQ(total(), 0);
  EXPECT_EQ(shown(id).import.state, ImportState::undone);
  EXPECT_NE(shown(id).import.told_in(Language::vi).find('3'), std::string::npos) << "how many went";
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  work();
  EXPECT_EQ(total(), 3);
  EXPECT_TRUE(shown(id).import.told.empty());
}

TEST_P(LongImports, OfNoTableSayWhyAndAreGone) {
  const ImportId id = send("%PDF-1.7\n");
  work();
  const auto seen = shown(id).import;
  EXPECT_EQ(seen.under_way, UnderWay::nothing);
  EXPECT_EQ(seen.state, ImportState::discarded);
  EXPECT_FALSE(seen.told_in(Language::vi).empty());
  EXPECT_FALSE(seen.told_in(Language::en).empty());
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return blobs_->find(reader, seen.sha256).has_value(); })) << "its file goes";
}

// An administrator cancelled the job, and the import said for good that something was under way: nobody could apply or discard it.
TEST_P(LongImports, WhoseJobWasCancelledAreThePersonsAgain) {
  const auto cancel = [&](ImportId id) {
    return database().write([&](db::Transaction& t) { return jobs::cancel(t, shown(id).import.job.value(), moving_.now()); }).ok();
  };
  const ImportId unread = send("never read");
  ASSERT_TRUE(cancel(unread));
  EXPECT_EQ(under_way(unread), UnderWay::nothing);
  EXPECT_FALSE(shown(unread).import.told_in(Language::vi).empty());
  EXPECT_EQ(imports_->apply(kOfficer, unread, now_of(unread)).error().kind, ErrorKind::conflict) << "nobody has seen what it holds";
  EXPECT_TRUE(imports_->discard(kOfficer, unread, now_of(unread)));
  const ImportId id = send(file_of_lam_dong());
  work();
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  ASSERT_TRUE(cancel(id));
  EXPECT_EQ(under_way(id), UnderWay::nothing);
  EXPECT_EQ(total(), 0);
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id))) << "asked for again";
  EXPECT_EQ(under_way(id), UnderWay::applying);
  work();
  EXPECT_EQ(total(), 1);
  EXPECT_EQ(shown(id).import.state, ImportState::applied);
}

// The job looks at the register outside the act, so that nobody waits; what somebody writes meanwhile must not be overwritten by what was
// seen.
TEST_P(LongImports, LookAgainWhenSomebodyWasFaster) {
  const std::string row = "R5,Atisô Đà Lạt,HTX Atisô,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,";
  const ImportId first = send(std::string(kHeading) + row + "3,,2022,reported_recognised\n");
  work();
  ASSERT_TRUE(imports_->apply(kOfficer, first, now_of(first)));
  work();
  const ImportId id = send(std::string(kHeading) + row + "4,,2023,reported_recognised\n");
  work();
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  int looks = 0;
  offers_.add(Apart{.pairs = [&](db::Reader&) {
    if (++looks == 1) {
      const Product product = item("Atisô Đà Lạt")->product;
      const Actor member{AccountId{new_uuid_of("xx")}, "HTX", {Grant{Role::producer_member, "", "", product.producer}}};
      EXPECT_TRUE(service_->change_wording(member, product.id, {product.version, "Artichoke", "", "", ""}));
    }
    return ProductPairs{};
  }});
  work();
  EXPECT_EQ(looks, 2);
  EXPECT_EQ(item("Atisô Đà Lạt")->product.standing.stars, 4);
  EXPECT_EQ(item("Atisô Đà Lạt")->product.name_en, "Artichoke");
  EXPECT_EQ(shown(id).import.state, ImportState::applied);
}

// A process that dies on the way has written nothing; the next one begins anew.
TEST_P(LongImports, GoOnAfterTheirProcessWasKilled) {
  struct Killed {};   // nothing catches it, as after kill -9
  const ImportId id = send(file_of_lam_dong());
  work();
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  int looks = 0;
  offers_.add(Imported{.then = [&](act::Moment&) {   // everything is written, nothing is kept yet
    if (++looks == 1) throw Killed();
  }});
  EXPECT_THROW(work(), Killed);
  EXPECT_EQ(total(), 0);
  EXPECT_EQ(under_way(id), UnderWay::applying);
  moving_.at.milliseconds += 2 * jobs::kLease;
  worker_.emplace(jobs::Worker::Parts{database(), moving_, random_, registry_, holidays_});
  worker_->begin();
  work();
  EXPECT_EQ(total(), 1);
  EXPECT_EQ(shown(id).import.state, ImportState::applied);
}

}  // namespace
}  // namespace ocop::products
