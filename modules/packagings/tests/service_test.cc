#include "modules/packagings/service.h"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "kernel/images/tests/fake_studio.h"
#include "modules/items/tests/fake_items.h"
#include "modules/packagings/api.h"
#include "modules/packagings/messages.h"
#include "modules/packagings/pages.h"
#include "modules/packagings/rules.h"
#include "modules/packagings/store.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::packagings {
namespace {

using http::Method;
using test::has;

// A cooperative with one product in two sizes, another's product, and those who may look.
class PackagingsService : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = packagings::migrations();
    for (const auto& more : {act::migrations(), blobs::migrations(), idempotency::migrations(), tlog::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    auto blobs = blobs::Blobs::open(database(), files_.path());
    ASSERT_TRUE(blobs);
    blobs_ = std::move(*blobs);
    ours_.uuid.bytes[0] = 0x11;
    theirs_.uuid.bytes[0] = 0x22;
    products_.rows.push_back(product(1, ours_, "Khẩu sli Nà Giàng", "KHAUSL11"));
    products_.rows.push_back(product(2, theirs_, "Miến dong", "M1ENDONG"));
    for (const std::uint8_t n : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{3}}) {
      items::Item one;
      one.id.uuid.bytes[15] = n;
      one.product = products_.rows[n == 3 ? 1 : 0].id;
      one.content = {n * 100, items::Unit::gram};
      items_.rows.push_back(one);
    }
    service_.emplace(parts());
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("helper", Grant{Role::helper, "", "", ours_, Tasks().add(Task::products)});
    desk_.people.add("clerk", Grant{Role::helper, "", "", ours_, Tasks().add(Task::papers)});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", theirs_});
    desk_.people.add("commune", Grant{Role::commune_officer, "68", "24988", {}});
    desk_.people.add("province", Grant{Role::provincial_body, "68", "", {}});
    desk_.people.add("elsewhere", Grant{Role::provincial_body, "08", "", {}});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site, random_);
  }
  void TearDown() override {
    service_.reset();
    blobs_.reset();
    DatabaseTest::TearDown();
  }
  Service::Parts parts() { return {database(), *blobs_, studio_, clock_, random_, products_, items_}; }
  static products::Product product(std::uint8_t n, ProducerId producer, std::string name, std::string code) {
    products::Product out;
    out.id.uuid.bytes[15] = n;
    out.producer = producer;
    out.name = std::move(name);
    out.code = std::move(code);
    out.province = "68";
    out.commune = "24988";
    return out;
  }
  const Actor& who(std::string_view key) const { return desk_.people[key]; }
  const Actor& member() const { return who("member"); }
  static Draft draft(const std::string& change = "giấy thay nhựa", const std::string& front = "trước") {
    Draft out;
    out.change = change;
    if (!front.empty()) out.front = {"a.jpg", "photo: " + front + change};
    return out;
  }
  PackagingId added(const Draft& one = draft()) {
    const auto made = service_->add(member(), kCode, one, {});
    EXPECT_TRUE(made);
    return made ? made->id : PackagingId{};
  }
  static Period from(std::string_view since, std::int64_t version = 1) { return {.version = version, .since = *Date::parse_iso(since)}; }
  PackagingId used(std::string_view since, const Draft& one = draft()) {
    const PackagingId id = added(one);
    EXPECT_TRUE(service_->put_in_use(member(), kCode, id, from(since)));
    return id;
  }
  Packaging now(PackagingId id) const { return service_->one(member(), kCode, id)->packaging(); }
  std::string path(PackagingId id, std::string_view act = {}) const {
    return "/products/KHAUSL11/packagings/" + id.text() + std::string(act);
  }
  // "1 2024-01-01 2026-02-28": number and days of what somebody sees, the oldest first.
  std::vector<std::string> seen_by(const Actor& actor) const {
    std::vector<std::string> out;
    const Shown shown = *service_->show(actor, kCode);
    for (const Packaging& one : shown.packagings)
      out.push_back(std::to_string(one.number) + (one.since ? " " + one.since->iso() : "") + (one.until ? " " + one.until->iso() : ""));
    return out;
  }
  std::string_view refusal(const Result<void>& done) const {
    return done ? std::string_view() : done.error().problems.empty() ? "no problem" : done.error().problems[0].message.en;
  }

  static constexpr std::string_view kCode = "KHAUSL11";
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{8};
  test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  images::FakeStudio studio_;
  ProducerId ours_, theirs_;
  products::FakeProducts products_;
  items::FakeItems items_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

OCOP_ON_BOTH_ENGINES(PackagingsService);
using Words = std::vector<std::string>;

TEST_P(PackagingsService, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(PackagingsService, TheNextOneEndsTheOneBeforeOnTheDayBefore) {
  Draft whole = draft("có câu chuyện");
  whole.back = {"b.jpg", "photo: sau"};
  whole.designer = "Lý Mẩy";
  whole.label = "Khẩu sli\nKhối lượng: 300 g";
  whole.change_en = "with its story";
  whole.items = {items_.rows[1].id, items_.rows[0].id, items_.rows[1].id};
  const PackagingId first = used("2024-01-01", draft(""));
  const PackagingId second = added(whole);
  const Packaging kept = now(second);
  EXPECT_EQ(kept.number, 2);
  EXPECT_EQ(kept.designer, "Lý Mẩy");
  EXPECT_EQ(kept.label, whole.label);
  EXPECT_EQ(kept.change_in(Language::en), "with its story");
  EXPECT_EQ(kept.items, (std::vector<items::ItemId>{items_.rows[0].id, items_.rows[1].id}));
  ASSERT_TRUE(kept.photo(Side::front) && kept.photo(Side::back));
  EXPECT_EQ(kept.photo(Side::back)->files.size(), 10U);
  EXPECT_EQ(refusal(service_->put_in_use(member(), kCode, second, from("2026-03-01"))), msg::is_for_more.en);   // the first is for all
  ASSERT_TRUE(service_->end(member(), kCode, first, {.version = 2, .until = *Date::parse_iso("2026-02-28")}));
  ASSERT_TRUE(service_->put_in_use(member(), kCode, second, from("2026-03-01")));
  const PackagingId third = used("2026-05-01", draft("giấy"));
  EXPECT_EQ(seen_by(Actor{}), (Words{"1 2024-01-01 2026-02-28", "2 2026-03-01 2026-04-30", "3 2026-05-01"}));
  const auto in_use = database().read([&](db::Reader& reader) {
    return service_->in_use(reader, products_.rows[0].id, *Date::parse_iso("2026-04-30"));
  });
  ASSERT_EQ(in_use.size(), 1U);
  EXPECT_EQ(in_use[0].id, second);
  EXPECT_EQ(in_use[0].photos.size(), 2U);
  EXPECT_EQ(service_->now(products_.rows[0].id).packagings.at(0).id, third);
}

TEST_P(PackagingsService, WhatWasShownStaysAsItWas) {
  const PackagingId id = used("2024-01-01");
  Draft other = draft("khác");
  other.version = 2;
  EXPECT_EQ(refusal(service_->change(member(), kCode, id, other)), msg::was_shown.en);
  EXPECT_EQ(studio_.developed, 1) << "a picture was drawn in vain";
  EXPECT_EQ(refusal(service_->remove(member(), kCode, id)), msg::was_shown.en);
  EXPECT_EQ(refusal(service_->put_in_use(member(), kCode, id, from("2024-02-01", 2))), msg::was_shown.en);
  EXPECT_TRUE(service_->add_note(member(), kCode, id, {"Túi giấy, không phải túi nhựa.", "Paper, not plastic."}));
  EXPECT_TRUE(service_->add_lots(member(), kCode, id, {"L01…L09"}));
  EXPECT_TRUE(service_->add_lots(member(), kCode, id, {"L01…L09\nL11"}));
  // A second tap was told that there was no new lot, and of a correction it made two that nobody could take out.
  EXPECT_TRUE(service_->add_lots(member(), kCode, id, {"L11"}));
  EXPECT_EQ(refusal(service_->add_lots(member(), kCode, id, {" ; "})), msg::no_new_lot.en);
  EXPECT_TRUE(service_->add_note(member(), kCode, id, {"Túi giấy, không phải túi nhựa.", "Paper, not plastic."}));
  const Packaging kept = now(id);
  EXPECT_EQ(kept.change, "giấy thay nhựa");
  EXPECT_EQ(kept.lots, (Words{"L01…L09", "L11"}));
  ASSERT_EQ(kept.notes.size(), 1U);
  EXPECT_EQ(kept.notes[0].words_en, "Paper, not plastic.");
  EXPECT_EQ(kept.notes[0].noted, clock_.now());
}

TEST_P(PackagingsService, ALotLeadsToThePackagingThatItBore) {
  const PackagingId first = used("2024-01-01", draft("")), second = used("2026-03-01");
  ASSERT_TRUE(service_->add_lots(member(), kCode, first, {"L01…L20"}));
  ASSERT_TRUE(service_->add_lots(member(), kCode, second, {"L20\nL21"}));   // the last bags of the old ones were used up
  const auto of = [&](std::string_view lot) {
    std::vector<std::int64_t> numbers;
    database().read([&](db::Reader& reader) {
      for (const Packaging& one : service_->of_lot(reader, products_.rows[0].id, lot)) numbers.push_back(one.number);
      return 0;
    });
    return numbers;
  };
  EXPECT_EQ(of("l05"), (std::vector<std::int64_t>{1}));
  EXPECT_EQ(of("L20"), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(of("L99"), (std::vector<std::int64_t>{}));
}

TEST_P(PackagingsService, ADraftIsChangedAndRemovedWithItsPhotos) {
  const PackagingId id = added();
  EXPECT_EQ(refusal(service_->add_lots(member(), kCode, id, {"L1"})), msg::is_a_draft.en);
  EXPECT_EQ(refusal(service_->add_note(member(), kCode, id, {"x", ""})), msg::is_a_draft.en);
  const std::string before = now(id).photo(Side::front)->files[0].sha256;
  Draft words = draft("chữ mới", "");
  words.version = 1;
  ASSERT_TRUE(service_->change(member(), kCode, id, words));
  EXPECT_EQ(now(id).photo(Side::front)->files[0].sha256, before) << "a photo that was not sent stays";
  EXPECT_EQ(refusal(service_->change(member(), kCode, id, words)), msg::packaging_changed.en);   // another was faster
  words.version = 2;
  words.front = {"a.jpg", "photo: khác"};
  ASSERT_TRUE(service_->change(member(), kCode, id, words));
  const Packaging kept = now(id);
  EXPECT_NE(kept.photo(Side::front)->files[0].sha256, before);
  database().read([&](db::Reader& reader) {
    EXPECT_FALSE(store::encoding_of(reader, before));
    EXPECT_TRUE(store::encoding_of(reader, kept.photo(Side::front)->files[0].sha256));
    EXPECT_TRUE(Service::recheck(reader, *blobs_).empty());
    return 0;
  });
  ASSERT_TRUE(service_->remove(member(), kCode, id));
  EXPECT_FALSE(service_->one(member(), kCode, id));
  database().read([&](db::Reader& reader) {
    EXPECT_TRUE(blobs_->held_by(reader, {store::kPhotoTable, kept.photo(Side::front)->id.uuid}).empty());
    return 0;
  });
  EXPECT_EQ(now(added()).number, 1) << "nobody has seen the number of a draft";
}

TEST_P(PackagingsService, ALostFileIsTold) {
  const Photo photo = *now(used("2024-01-01")).photo(Side::front);
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    blobs_->release(transaction, {store::kPhotoTable, photo.id.uuid}, clock_.now());
    return {};
  }));
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(Service::recheck(reader, *blobs_).size(), photo.files.size());
    return 0;
  });
}

TEST_P(PackagingsService, TheSameFormTwiceIsOnePackaging) {
  const Attempt attempt{"double-click-1", "POST /x", "body"};
  const auto first = service_->add(member(), kCode, draft(), attempt), second = service_->add(member(), kCode, draft(), attempt);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(seen_by(member()).size(), 1U);
  EXPECT_EQ(studio_.developed, 1);
}

TEST_P(PackagingsService, TwoThatComeIntoUseAtOnceFollowEachOtherOrOneIsRefused) {
  const PackagingId first = used("2024-01-01", draft("")), second = added(draft("hai")), third = added(draft("ba"));
  std::latch both(2);
  SystemRandom random;
  Service::Parts with = parts();
  Service service(Service::Parts{with.database, with.blobs, with.studio, with.clock, random, with.products, with.items});
  std::array<std::optional<Result<void>>, 2> done;
  std::vector<std::thread> members;
  for (std::size_t i = 0; i < 2; ++i)
    members.emplace_back([&, i] {
      both.arrive_and_wait();
      done[i] = service.put_in_use(member(), kCode, i == 0 ? second : third, from("2026-03-01"));
    });
  for (std::thread& one : members) one.join();
  EXPECT_EQ(done[0]->ok() + done[1]->ok(), 1) << "both are in use from the same day";
  EXPECT_EQ(now(first).until, Date::parse_iso("2026-02-28"));
  EXPECT_EQ(service_->now(products_.rows[0].id).packagings.size(), 1U);
}

TEST_P(PackagingsService, AnItemOfAnotherProductIsRefused) {
  Draft foreign = draft();
  foreign.items = {items_.rows[2].id};
  const auto made = service_->add(member(), kCode, foreign, {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().problems.at(0).field, "items");
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(blobs_->used(reader, ours_.uuid), 0) << "what was drawn for it takes no room";
    return 0;
  });
}

TEST_P(PackagingsService, OnesThatAreFullSaySo) {
  for (std::size_t i = 0; i < rules::kMostPackagings; ++i) added(draft("mẫu " + std::to_string(i), ""));
  const auto more = service_->add(member(), kCode, draft(), {});
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().problems.at(0).message.en, msg::too_many_packagings.en);
  EXPECT_FALSE(service_->add(member(), "M1ENDONG", Draft{}, {}));
}

TEST_P(PackagingsService, ADraftIsItsPeoplesAndItsOfficesAlone) {
  const PackagingId id = added();
  for (const char* key : {"member", "helper", "commune", "province"}) EXPECT_TRUE(service_->one(who(key), kCode, id)) << key;
  for (const char* key : {"clerk", "stranger", "elsewhere"}) {
    EXPECT_EQ(service_->one(who(key), kCode, id).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->all(who(key), kCode).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(desk_.get(path(id), key).status, 404) << key;
  }
  EXPECT_EQ(desk_.get(path(id)).status, 404);
  EXPECT_TRUE(seen_by(Actor{}).empty());
  for (const char* key : {"commune", "province", "clerk", "stranger"}) {
    Draft other = draft();
    other.version = 1;
    EXPECT_EQ(service_->change(who(key), kCode, id, other).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->add(who(key), kCode, draft(), {}).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->put_in_use(who(key), kCode, id, from("2026-01-01")).error().kind, ErrorKind::not_found) << key;
  }
  EXPECT_TRUE(service_->put_in_use(who("helper"), kCode, id, from("2026-01-01")));
  EXPECT_EQ(desk_.get(path(id)).status, 200);
  Draft other = draft();
  other.version = 2;
  EXPECT_EQ(service_->change(who("stranger"), kCode, id, other).error().kind, ErrorKind::not_found) << "also of one that is shown";
}

TEST_P(PackagingsService, WhoeverIsNamedMayTakeItBack) {
  Draft named = draft();
  named.designer = "Lý Mẩy Chạn";
  const PackagingId id = used("2024-01-01", named);
  EXPECT_TRUE(has(desk_.get(path(id)), "Lý Mẩy Chạn"));
  EXPECT_EQ(desk_.post(path(id, "/unname"), "stranger", {}).status, 404);
  EXPECT_EQ(desk_.post(path(id, "/unname"), "member", {}).status, 303);
  EXPECT_FALSE(has(desk_.get(path(id)), "Lý Mẩy Chạn"));
}

TEST_P(PackagingsService, PagesAreSoundAndSayWhatChanged) {
  Draft first = draft("");
  first.label = "Khẩu sli\nThành phần: gạo nếp";
  Draft second = draft("Thêm câu chuyện");
  second.label = "Khẩu sli\nThành phần: gạo nếp, đường phên";
  second.back = {"b.jpg", "photo: sau"};
  const PackagingId one = used("2024-01-01", first), two = used("2026-03-01", second), three = added(draft("khắc gỗ mun", ""));
  ASSERT_TRUE(service_->add_lots(member(), kCode, two, {"L01…L09"}));
  ASSERT_TRUE(service_->add_note(member(), kCode, two, {"Túi giấy.", ""}));
  for (const std::string language : {"", "/en"}) {
    for (const std::string& page : {std::string("/products/KHAUSL11/packagings"), path(one), path(two)})
      for (const char* key : {"", "member", "province"}) test::expect_sound(desk_.get(language + page, key), page);
    for (const std::string& page : {std::string("/products/KHAUSL11/packagings/new"), path(three), path(three, "/edit"),
                                    path(three, "/use"), path(three, "/remove"), path(two, "/end")})
      test::expect_sound(desk_.get(language + page, "member"), page);
  }
  const auto list = desk_.get("/products/KHAUSL11/packagings");
  EXPECT_TRUE(has(list, "Thêm câu chuyện"));
  EXPECT_TRUE(has(list, "Thành phần: gạo nếp, đường phên"));
  EXPECT_FALSE(has(list, "khắc gỗ mun"));
  EXPECT_TRUE(has(list, "Không có ảnh mặt sau")) << "an empty place beside the other's back says nothing";
  EXPECT_TRUE(has(desk_.get(path(two)), "L01…L09"));
  EXPECT_TRUE(has(desk_.get(path(two), "member"), "/labels/check"));
  EXPECT_FALSE(has(desk_.get(path(two), "province"), "/labels/check"));
  EXPECT_EQ(desk_.get(path(two, "/edit"), "member").status, 409);
}

TEST_P(PackagingsService, AFormThatIsRefusedKeepsItsWords) {
  const auto empty = desk_.upload("/products/KHAUSL11/packagings/new", "member", {{"change_en", "x"}}, "a.jpg", "");
  EXPECT_EQ(empty.status, 422);
  const PackagingId id = used("2024-01-01");
  const auto lots = desk_.post(path(id, "/lots"), "member", {{"lots", "L9…L1"}});
  EXPECT_EQ(lots.status, 422);
  EXPECT_TRUE(has(lots, "L9…L1"));
  test::expect_sound(lots);
  const PackagingId next = added();
  const auto ahead = desk_.post(path(next, "/use"), "member", {{"version", "1"}, {"since", "28/11/2026"}});
  EXPECT_EQ(ahead.status, 422);
  EXPECT_TRUE(has(ahead, "28/11/2026"));
  const auto first = desk_.post(path(next, "/use"), "member", {{"version", "1"}, {"since", "27/11/2026"}});
  EXPECT_EQ(first.status, 303);
}

TEST_P(PackagingsService, TheApiSaysTheSame) {
  used("2024-01-01", draft(""));
  added();
  const std::string base = "/api/v1/products/KHAUSL11/packagings";
  const auto list = desk_.api(Method::get, base);
  EXPECT_EQ(list.status, 200);
  EXPECT_TRUE(has(list, "\"state\":\"in_use\",\"since\":\"2024-01-01\",\"until\":null"));
  EXPECT_FALSE(has(list, "draft"));
  EXPECT_FALSE(has(desk_.api(Method::get, base, "member"), "draft")) << "what caches keep is the same for all";
  EXPECT_TRUE(has(desk_.api(Method::get, base + "/all", "member"), "\"state\":\"draft\""));
  EXPECT_TRUE(has(desk_.api(Method::get, base + "/all", "commune"), "\"state\":\"draft\""));
  EXPECT_EQ(desk_.api(Method::get, base + "/all", "stranger").status, 404);
  EXPECT_EQ(desk_.api(Method::get, "/api/v1/products/NOTHING/packagings").status, 404);
}

TEST_P(PackagingsService, PanelsSayWhatIsInUseNow) {
  const auto shown = [&](std::string_view key, auto panel) {
    http::Request request;
    if (!key.empty()) request.actor = who(key);
    web::Html out(Language::vi);
    panel(out, request, *service_, products_.rows[0]);
    return out.take();
  };
  EXPECT_EQ(shown("", product_panel), "");
  EXPECT_EQ(shown("", scan_panel), "");
  EXPECT_NE(shown("member", product_panel).find("/packagings/new"), std::string::npos);
  const PackagingId first = used("2024-01-01", draft("")), second = used("2026-03-01");
  const std::string panel = shown("", product_panel);
  EXPECT_NE(panel.find("Đang dùng từ 01/03/2026"), std::string::npos) << panel;
  EXPECT_NE(panel.find("Mẫu cũ dùng đến 28/02/2026"), std::string::npos) << panel;
  const std::string scan = shown("member", scan_panel);
  EXPECT_EQ(scan, shown("", scan_panel)) << "a scan is the same for everybody";
  EXPECT_NE(scan.find("Mẫu này dùng từ 01/03/2026"), std::string::npos) << scan;
  EXPECT_NE(scan.find("loading=\"lazy\""), std::string::npos);
  EXPECT_EQ(scan.find(now(second).photo(Side::front)->files.back().sha256), std::string::npos) << "a large file for a small picture";
  EXPECT_EQ(scan.find(now(first).photo(Side::front)->files.front().sha256), std::string::npos) << "the older one";
}

}  // namespace
}  // namespace ocop::packagings
