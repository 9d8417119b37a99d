#include "modules/products/photos.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <latch>
#include <set>
#include <thread>

#include "kernel/images/messages.h"
#include "kernel/images/tests/fake_studio.h"
#include "modules/products/api_photos.h"
#include "modules/products/messages.h"
#include "modules/products/pages.h"
#include "modules/products/pages_photos.h"
#include "modules/products/pages_share.h"
#include "modules/products/parts.h"
#include "modules/products/share.h"
#include "modules/products/tests/support.h"
#include "tests/support/desk.h"
#include "tests/support/fonts.h"

namespace ocop::products {
namespace {

class ProductsPhotos : public ProductsTest {
 protected:
  test::Filling filling() override { return {"places and sample", fill_places_and_sample}; }
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    product_ = by_register_id("P0001");
    photos_.emplace(Photos::Parts{database(), *blobs_, studio_, clock_, random_, service_->port(), desk_.offers});
    desk_.people.add("member", Grant{Role::producer_member, "", "", product_.producer});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", by_register_id("P0009").producer});
    desk_.people.add("province", Grant{Role::provincial_body, "86", "", {}});
    add_photo_api(desk_.router, *photos_);
    add_photo_pages(desk_.router, *photos_, desk_.site, random_);
    add_share_pages(desk_.router, *service_, pictures_, desk_.site);
    add_pages(desk_.router, *service_, desk_.site, desk_.offers);
  }
  std::string page() const { return "/products/" + product_.code + "/photos"; }
  std::string api() const { return "/api/v1/products/" + product_.code + "/photos"; }
  http::Response upload(std::string_view who, const std::string& alt, const std::string& content = "photo: trà",
                        const std::string& key = "") {
    return desk_.upload(page(), who, {{"alt", alt}, {"alt_en", ""}, {"credit", "Lý Mẩy"}, {"idempotency_key", key}}, "anh.jpg", content);
  }
  // As a program sends it.
  http::Response send(const std::string& key, const std::string& alt = "trà") {
    const std::string part = "--b\r\nContent-Disposition: form-data; name=";
    const std::string body = part + "\"alt\"\r\n\r\n" + alt + "\r\n" + part +
                             "\"file\"; filename=\"a.jpg\"\r\n\r\nphoto: trà\r\n--b--\r\n";
    const test::Pairs headers{
        {"authorization", "Bearer member"}, {"idempotency-key", key}, {"content-type", "multipart/form-data; boundary=b"}};
    return desk_.send(http::Method::post, api(), headers, body);
  }
  NewPhoto new_photo(const std::string& alt, Attempt attempt = {}) const {
    return {.file = {"a.jpg", "photo: trà"}, .alt = alt, .alt_en = "", .credit = "", .attempt = std::move(attempt)};
  }
  std::vector<Photo> all() { return photos_->show(product_.code)->photos; }
  // Adds and returns the id.
  PhotoId add(const std::string& alt) {
    EXPECT_EQ(upload("member", alt, "photo: " + alt).status, 303);
    return all().back().id;
  }
  std::vector<std::string> order() {
    std::vector<std::string> out;
    for (const Photo& photo : all()) out.push_back(photo.alt);
    return out;
  }

  images::FakeStudio studio_;
  SharePictures pictures_{ocop::test::fonts(), [this](const std::string& sha256, PhotoSize size) {
                            return photos_->pixels(sha256, size.width, size.height);
                          }};
  Product product_;
  std::optional<Photos> photos_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(ProductsPhotos);

using Words = std::vector<std::string>;

TEST_P(ProductsPhotos, AMemberAddsAPhotoAndEveryoneSeesIt) {
  EXPECT_EQ(upload("member", "Hộp trà <100 g>").status, 303);
  ASSERT_EQ(all().size(), 1u);
  const Photo photo = all()[0];
  EXPECT_EQ(photo.files.size(), 10u);
  EXPECT_EQ(photo.credit, "Lý Mẩy");
  const auto shown = desk_.get("/products/" + product_.code);
  EXPECT_NE(shown.body.find("Hộp trà &lt;100 g&gt;"), std::string::npos);
  EXPECT_NE(shown.body.find("type=\"image/avif\""), std::string::npos);
  EXPECT_NE(shown.body.find("width=\"1600\" height=\"1200\""), std::string::npos);
  for (const PhotoFile& file : photo.files) {
    const auto media = desk_.get(media_path(file));
    ASSERT_EQ(media.status, 200);
    EXPECT_EQ(media.content_type, images::content_type(file.encoding));
    EXPECT_EQ(crypto::sha256_hex(media.body), file.sha256);
  }
}

TEST_P(ProductsPhotos, TilesShowTheFirst) {
  add("thứ nhất");
  add("thứ hai");
  const std::vector<Item> items = service_->of_producer(product_.producer);
  const auto here = std::ranges::find(items, product_.id, [](const Item& item) { return item.product.id; });
  ASSERT_NE(here, items.end());
  ASSERT_TRUE(here->photo);
  EXPECT_EQ(here->photo->alt, "thứ nhất");
  web::Html out(Language::vi);
  tiles(out, items, *index_, *Date::of(2026, 11, 21));
  EXPECT_NE(out.view().find("alt=\"thứ nhất\""), std::string_view::npos);
  EXPECT_EQ(out.view().find("alt=\"thứ hai\""), std::string_view::npos);
}

// A cache that many share asks again after minutes: what was removed does not go on being given to people who never saw it.
TEST_P(ProductsPhotos, AFileIsKeptForAYearByBrowsersAndForMinutesByWhatManyShare) {
  add("ảnh");
  for (const std::string_view who : {"", "member"}) {
    const auto media = desk_.get(media_path(all()[0].files[0]), who);
    const auto at = std::ranges::find(media.headers, std::string("Cache-Control"), [](const auto& header) { return header.first; });
    ASSERT_NE(at, media.headers.end());
    EXPECT_EQ(at->second, "public, max-age=31536000, s-maxage=300, immutable") << who;
  }
}

TEST_P(ProductsPhotos, OnlyAMemberOfTheProducerMayChangeThem) {
  const PhotoId photo = add("của ta");
  for (const std::string_view who : {"stranger", "province", ""}) {
    const int status = upload(who, "của người").status;
    EXPECT_TRUE(who.empty() ? status == 401 : status == 404 || status == 403) << who << " " << status;
    EXPECT_NE(desk_.get(page(), who).status, 200) << who;
    EXPECT_NE(desk_.api(http::Method::delete_, api() + "/" + photo.text(), who).status, 204) << who;
    desk_.post(page() + "/" + photo.text() + "/remove", who, {});
    desk_.post(page() + "/" + photo.text() + "/edit", who, {{"version", "0"}, {"alt", "khác"}});
  }
  EXPECT_EQ(order(), (Words{"của ta"}));
  EXPECT_EQ(studio_.developed, 1) << "a stranger's picture costs no work";
}

TEST_P(ProductsPhotos, WhatIsWrongIsSaidAndWhatWasTypedStays) {
  const auto refused = upload("member", "Hộp trà", "not a picture");
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("bị hỏng"), std::string::npos);
  EXPECT_NE(refused.body.find("value=\"Hộp trà\""), std::string::npos);
  EXPECT_EQ(upload("member", "").status, 422) << "a picture without words is nothing to whoever does not see it";
  EXPECT_TRUE(all().empty());
}

// Once a crowded minute answered with a bare page of an error, and the words were gone.
TEST_P(ProductsPhotos, WhoMustComeBackKeepsWhatWasTypedAndIsToldToChooseAgain) {
  studio_.busy = true;
  const auto refused = upload("member", "Hộp trà", "photo: trà", "key-1");
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(refused.body.find("value=\"Hộp trà\""), std::string::npos);
  EXPECT_NE(refused.body.find(images::msg::busy.vi), std::string::npos);
  EXPECT_NE(refused.body.find("hãy chọn lại trước khi gửi"), std::string::npos);
  EXPECT_EQ(test::field(refused, "idempotency_key"), "key-1") << "sent again it is the same attempt";
  EXPECT_EQ(test::header(refused, "Retry-After"), "5");
  const auto program = send("key-2");
  EXPECT_EQ(program.status, 429);
  EXPECT_EQ(test::header(program, "Retry-After"), "5");
  studio_.busy = false;
  EXPECT_EQ(upload("member", "Hộp trà", "photo: trà", "key-1").status, 303);
  EXPECT_EQ(order(), (Words{"Hộp trà"}));
}

TEST_P(ProductsPhotos, ADoubleClickAddsOnePhoto) {
  const std::string key = test::field(desk_.get(page(), "member"), "idempotency_key");
  ASSERT_FALSE(key.empty());
  EXPECT_EQ(upload("member", "một", "photo: trà", key).status, 303);
  EXPECT_EQ(upload("member", "một", "photo: trà", key).status, 303);
  EXPECT_EQ(order(), (Words{"một"}));
  EXPECT_EQ(studio_.developed, 1) << "the second is known before anything is drawn";
  const auto other = upload("member", "hai", "photo: trà", key);
  EXPECT_EQ(other.status, 409) << "another question";
  EXPECT_NE(test::field(other, "idempotency_key"), key) << "else it could never be sent";
  EXPECT_EQ(order(), (Words{"một"}));
}

TEST_P(ProductsPhotos, TwoClicksAtTheSameMomentAddOnePhoto) {
  std::latch both(2);
  studio_.meanwhile = [&] { both.arrive_and_wait(); };   // neither is written before the other is looked at
  SystemRandom random;
  Photos photos(Photos::Parts{database(), *blobs_, studio_, clock_, random, service_->port(), desk_.offers});
  std::array<std::optional<Result<act::Made<PhotoId>>>, 2> made;
  std::vector<std::thread> clicks;
  for (auto& one : made)
    clicks.emplace_back([&] { one = photos.add(desk_.people["member"], product_.code, new_photo("một", {"k", "POST /x", "d"})); });
  for (std::thread& click : clicks) click.join();
  ASSERT_TRUE(*made[0] && *made[1]);
  EXPECT_EQ((*made[0])->id, (*made[1])->id);
  EXPECT_NE((*made[0])->how, (*made[1])->how);
  EXPECT_EQ(order(), (Words{"một"}));
}

TEST_P(ProductsPhotos, TheApiSaysWhetherAnAttemptIsTheFirst) {
  const auto first = send("key"), again = send("key");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(first.body, again.body);
  EXPECT_EQ(send("key", "khác").status, 409);
  EXPECT_EQ(send("", "không khoá").status, 201);
  EXPECT_EQ(order(), (Words{"trà", "không khoá"}));
  const PhotoId photo = all()[0].id;
  EXPECT_EQ(desk_.api(http::Method::delete_, api() + "/" + photo.text(), "member").status, 204);
  EXPECT_EQ(send("key").status, 409) << "sending again brings nothing back";
}

TEST_P(ProductsPhotos, TheOrderIsChangedStepByStep) {
  add("a");
  const PhotoId b = add("b");
  add("c");
  const auto move = [&](PhotoId photo, std::string to) {
    EXPECT_EQ(desk_.post(page() + "/" + photo.text() + "/move", "member", {{"to", to}}).status, 303);
  };
  move(b, "earlier");
  EXPECT_EQ(order(), (Words{"b", "a", "c"}));
  move(b, "earlier");   // it is the first already
  EXPECT_EQ(order(), (Words{"b", "a", "c"}));
  move(b, "later");
  move(b, "later");
  move(b, "later");
  EXPECT_EQ(order(), (Words{"a", "c", "b"}));
}

TEST_P(ProductsPhotos, WordsAreChangedByOneAtATime) {
  const PhotoId photo = add("cũ");
  const std::string path = page() + "/" + photo.text() + "/edit";
  EXPECT_NE(desk_.get(path, "member").body.find("value=\"cũ\""), std::string::npos);
  EXPECT_EQ(desk_.post(path, "member", {{"version", "0"}, {"alt", "mới"}, {"alt_en", "new"}, {"credit", ""}}).status, 303);
  EXPECT_EQ(desk_.post(path, "member", {{"version", "0"}, {"alt", "của người chậm"}}).status, 409);
  EXPECT_EQ(order(), (Words{"mới"}));
  EXPECT_EQ(all()[0].alt_in(Language::en), "new");
}

TEST_P(ProductsPhotos, RemovingAsksFirstAndThenNobodyGetsIt) {
  const PhotoId gone = add("đi"), stays = add("ở");
  const std::string path = page() + "/" + gone.text() + "/remove", file = media_path(all()[0].files[0]);
  EXPECT_EQ(desk_.get(path, "member").status, 200);
  EXPECT_EQ(order().size(), 2u) << "the question alone changes nothing";
  EXPECT_EQ(desk_.post(path, "member", {}).status, 303);
  EXPECT_EQ(order(), (Words{"ở"}));
  EXPECT_EQ(desk_.get(file).status, 404);
  EXPECT_EQ(desk_.get(media_path(all()[0].files[0])).status, 200);
  EXPECT_EQ(desk_.get(path, "member").status, 404);
  // The day of grace over, its bytes are gone and those of the other are not.
  const auto collected = blobs_->collect({clock_.now().milliseconds + 2 * blobs::Blobs::kGraceMilliseconds});
  ASSERT_TRUE(collected);
  EXPECT_EQ(*collected, 10u);
  EXPECT_EQ(all()[0].id, stays);
  EXPECT_TRUE(blobs_->verify(SystemClock().now()).empty());
}

TEST_P(ProductsPhotos, TheSamePictureTwiceIsKeptOnceAndStaysWithTheOther) {
  EXPECT_EQ(upload("member", "một").status, 303);
  EXPECT_EQ(upload("member", "hai").status, 303);
  const std::string file = media_path(all()[0].files[0]);
  EXPECT_EQ(file, media_path(all()[1].files[0]));
  EXPECT_EQ(desk_.post(page() + "/" + all()[0].id.text() + "/remove", "member", {}).status, 303);
  EXPECT_EQ(desk_.get(file).status, 200);
}

TEST_P(ProductsPhotos, ARecheckNamesEachFileThatNobodyHolds) {
  const PhotoId whole = add("còn"), lost = add("mất");
  const auto recheck = [&] { return database().read([&](db::Reader& reader) { return Photos::recheck(reader, *blobs_); }); };
  EXPECT_TRUE(recheck().empty());
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    blobs_->release(transaction, {"products_photo", lost.uuid}, clock_.now());
    return {};
  }));
  const std::vector<std::string> findings = recheck();
  EXPECT_EQ(findings.size(), 10u);
  for (const std::string& finding : findings) {
    EXPECT_NE(finding.find(lost.text()), std::string::npos) << finding;
    EXPECT_EQ(finding.find(whole.text()), std::string::npos) << finding;
  }
}

// What can be known before is: a picture in vain costs a second of everybody's processor.
TEST_P(ProductsPhotos, ThereIsAnEndToHowMany) {
  for (std::size_t i = 0; i + 1 < Photos::kMostPhotos; ++i) add("ảnh " + std::to_string(i));
  EXPECT_EQ(upload("member", "cuối", "photo: trà", "last").status, 303);
  const int developed = studio_.developed;
  EXPECT_EQ(upload("member", "quá").status, 422);
  EXPECT_EQ(upload("member", "cuối", "photo: trà", "last").status, 303) << "that one is in already";
  EXPECT_EQ(studio_.developed, developed);
  EXPECT_EQ(all().size(), Photos::kMostPhotos);
  EXPECT_EQ(desk_.get(page(), "member").body.find("type=\"file\""), std::string::npos);
}

// Both see eleven, both are drawn, and one finds twelve when it is written.
TEST_P(ProductsPhotos, OfTwoThatAreTheTwelfthOneIsRefused) {
  for (std::size_t i = 0; i + 1 < Photos::kMostPhotos; ++i) add("ảnh " + std::to_string(i));
  std::latch both(2);
  studio_.meanwhile = [&] { both.arrive_and_wait(); };
  SystemRandom random;
  Photos photos(Photos::Parts{database(), *blobs_, studio_, clock_, random, service_->port(), desk_.offers});
  std::atomic<int> added = 0, refused = 0;
  std::vector<std::thread> members;
  for (const char* alt : {"của chị", "của anh"}) {
    members.emplace_back([&, alt] {
      const auto made = photos.add(desk_.people["member"], product_.code, new_photo(alt));
      ++(made ? added : refused);
      EXPECT_TRUE(made || made.error().problems.at(0).message.en == msg::photo_too_many.en);
    });
  }
  for (std::thread& member : members) member.join();
  EXPECT_EQ(added, 1);
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(all().size(), Photos::kMostPhotos);
}

TEST_P(ProductsPhotos, AFullRoomIsToldBeforeAnythingIsDrawn) {
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    OCOP_TRY(staged, blobs_->receive("a film of the harvest"));
    const blobs::Charge none{product_.producer.uuid, producers::kFileRoom};
    OCOP_CHECK(blobs_->hold(transaction, staged, "video/mp4", {"test_film", product_.id.uuid}, none, clock_.now()));
    constexpr db::Statement kFill{"test.fill", "UPDATE blobs_use SET bytes = $1 WHERE account = $2"};
    transaction.execute(kFill, producers::kFileRoom, product_.producer.uuid);
    return {};
  }));
  EXPECT_EQ(upload("member", "Hộp trà").status, 413);
  EXPECT_EQ(studio_.developed, 0);
  EXPECT_TRUE(all().empty());
}

TEST_P(ProductsPhotos, TheApiDoesTheSame) {
  add("một");
  const PhotoId photo = all()[0].id;
  const auto list = desk_.api(http::Method::get, api());
  EXPECT_EQ(list.status, 200);
  EXPECT_NE(list.body.find("\"size\":\"square\""), std::string::npos);
  EXPECT_NE(list.body.find(media_path(all()[0].files[0])), std::string::npos);
  EXPECT_EQ(desk_.api(http::Method::put, api() + "/" + photo.text(), "member", R"({"version":0,"alt":"hai"})").status, 204);
  EXPECT_EQ(desk_.api(http::Method::put, api() + "/" + photo.text(), "member", R"({"version":0,"alt":"ba"})").status, 409);
  EXPECT_EQ(desk_.api(http::Method::post, api() + "/" + photo.text() + "/move", "member", R"({"to":"later"})").status, 204);
  EXPECT_EQ(desk_.api(http::Method::post, api() + "/" + photo.text() + "/move", "member", R"({"to":"sideways"})").status, 422);
  EXPECT_EQ(order(), (Words{"hai"}));
  EXPECT_EQ(desk_.api(http::Method::delete_, api() + "/" + photo.text(), "member").status, 204);
  EXPECT_TRUE(all().empty());
}

TEST_P(ProductsPhotos, AMediaNameIsADigestWithItsOwnEnding) {
  add("ảnh");
  const std::string sha256 = all()[0].files[0].sha256;
  for (const std::string& name :
       {sha256, sha256 + ".html", sha256 + ".", std::string("x.avif"), sha256.substr(1) + ".avif", std::string("..%2F..%2Focop.db")})
    EXPECT_EQ(desk_.get("/media/" + name).status, 404) << name;
}

// ---- the share picture
// It takes as much processor time as many pages, and chats ask again and again.
TEST_P(ProductsPhotos, ASharePictureIsDrawnOnceAndNotAtAllForWhoHasIt) {
  const std::string path = "/products/" + product_.code + "/share.png";
  const auto first = desk_.get(path);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(pictures_.drawn(), 1u);
  const std::string etag = test::header(first, "ETag");
  ASSERT_FALSE(etag.empty());
  EXPECT_EQ(desk_.get(path).body, first.body);
  EXPECT_EQ(pictures_.drawn(), 1u) << "kept";
  SharePictures none{{"/no/fonts"}};   // whoever draws with them fails
  test::Desk other{clock_, random_};
  add_share_pages(other.router, *service_, none, other.site);
  EXPECT_EQ(other.get(path, {}, {{"if-none-match", etag}}).status, 304);
  EXPECT_EQ(other.get(path).status, 500) << "else this test shows nothing";
}

// What chats show was words alone; a photo that cannot be had at the moment is left out of one answer, which nobody keeps.
TEST_P(ProductsPhotos, TheSharePictureShowsTheFirstPhotoWhileItCanBeHad) {
  const std::string path = "/products/" + product_.code + "/share.png";
  const auto bare = desk_.get(path);
  add("a");
  studio_.busy = true;
  const auto partly = desk_.get(path);
  EXPECT_EQ(partly.body, bare.body);
  EXPECT_EQ(test::header(partly, "ETag"), "");
  EXPECT_EQ(test::header(partly, "Cache-Control"), "no-store");
  studio_.busy = false;
  const auto whole = desk_.get(path);
  EXPECT_NE(whole.body, bare.body);
  EXPECT_NE(test::header(whole, "ETag"), test::header(bare, "ETag"));
  const std::uint64_t drawn = pictures_.drawn();
  EXPECT_EQ(desk_.get(path).body, whole.body);
  EXPECT_EQ(pictures_.drawn(), drawn) << "kept";
  EXPECT_FALSE(photos_->pixels(std::string(64, '0'), 10, 10)) << "a file of nobody's";
}

TEST(ProductsShare, StandsBesideItsPhoto) {
  ShareFacts facts{.name = "Trà", .maker = "HTX", .place = "Xã A", .group = "I", .standing = {}, .site = "ocop.test"};
  facts.address = "https://ocop.test/s/A";
  for (const Shape shape : {Shape::wide, Shape::square}) {
    facts.shape = shape;
    const auto [width, height] = photo_size(shape);
    const auto drawn = [&](char shade) {
      const std::size_t bytes = std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
      const images::Pixels photo{width, height, std::string(bytes, shade)};
      return *share_picture(facts, *Date::of(2026, 11, 25), Language::vi, ocop::test::fonts(), photo);
    };
    EXPECT_NE(drawn('a'), drawn('z'));
    EXPECT_EQ(drawn('a'), drawn('a'));
  }
}

std::uint32_t number_at(std::string_view png, std::size_t at) {
  std::uint32_t value = 0;
  for (const char byte : png.substr(at, 4)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

TEST(ProductsShare, IsDrawnFromTodaysStandingAlone) {
  ShareFacts facts{.name = "Trà Shan tuyết cổ thụ Phìn Hồ",
                   .maker = "HTX chế biến chè Phìn Hồ",
                   .place = "Xã Thông Nguyên, Tuyên Quang",
                   .group = "I",
                   .site = "ocop.test"};
  facts.standing.basis = Standing::Basis::certificate;
  facts.standing.stars = 5;
  facts.standing.verified = true;
  facts.standing.decided = Date::of(2026, 1, 10);
  facts.standing.valid_until = Date::of(2029, 1, 9);
  const print::PdfFonts& fonts = ocop::test::fonts();
  const auto draw = [&](Date today) { return *share_picture(facts, today, Language::vi, fonts); };
  const std::string valid = draw(*Date::of(2026, 11, 25));
  EXPECT_EQ(valid.substr(1, 3), "PNG");
  EXPECT_EQ(number_at(valid, 16), 1200u);
  EXPECT_EQ(number_at(valid, 20), 630u);
  EXPECT_EQ(valid, draw(*Date::of(2026, 11, 26))) << "the same facts are the same bytes";
  const std::string lapsed = draw(*Date::of(2029, 1, 10));
  EXPECT_NE(valid, lapsed);
  facts.standing.stars = 3;
  EXPECT_EQ(lapsed, draw(*Date::of(2029, 1, 10))) << "what does not count is not drawn";
  facts.standing.stars = 5;
  facts.standing.withdrawn = true;
  EXPECT_NE(draw(*Date::of(2026, 11, 25)), valid);
}

// The ETag is of the facts: it changes with the picture and only with it.
TEST(ProductsShare, HasAnETagThatChangesExactlyWithThePicture) {
  ShareFacts base{.name = "Trà", .maker = "HTX", .place = "Xã A", .group = "I", .standing = {}, .site = "ocop.test"};
  base.standing.basis = Standing::Basis::certificate;
  base.standing.stars = 4;
  base.standing.verified = true;
  base.standing.valid_until = Date::of(2029, 1, 9);
  std::vector<ShareFacts> all(8, base);
  all[1].name = "Trà 2";
  all[2].maker = "HTX 2";
  all[3].place = "Xã B";
  all[4].group = "II";
  all[5].site = "khac.test";
  all[6].standing.stars = 5;
  all[7].standing.valid_until = Date::of(2029, 2, 9);
  const print::PdfFonts& fonts = ocop::test::fonts();
  std::map<std::string, std::string> pictures;   // by ETag
  std::set<std::string> different;
  const auto look = [&](const ShareFacts& facts, Date today, Language language) {
    const std::string png = *share_picture(facts, today, language, fonts);
    different.insert(png);
    EXPECT_EQ(pictures.try_emplace(share_etag(facts, today, language), png).first->second, png);
  };
  for (const ShareFacts& facts : all) look(facts, *Date::of(2026, 11, 25), Language::vi);
  look(base, *Date::of(2026, 11, 26), Language::vi);   // nothing that is drawn has changed
  look(base, *Date::of(2026, 11, 25), Language::en);
  look(base, *Date::of(2029, 1, 10), Language::vi);    // it does not count any more
  look(all[6], *Date::of(2029, 1, 10), Language::vi);  // and then the number of stars is not drawn
  EXPECT_EQ(pictures.size(), different.size());
  EXPECT_EQ(pictures.size(), 10u);
}

TEST(ProductsShare, KeepsNoMoreThanItMay) {
  SharePictures pictures(ocop::test::fonts(), {}, {.pictures = 2});
  ShareFacts facts{.name = "", .maker = "", .place = "", .group = "I", .standing = {}, .site = ""};
  const auto show = [&](std::string name) {
    facts.name = std::move(name);
    EXPECT_TRUE(pictures.show(facts, *Date::of(2026, 11, 25), Language::vi));
    return pictures.drawn();
  };
  show("a");
  EXPECT_EQ(show("b"), 2u);
  EXPECT_EQ(show("a"), 2u) << "kept, and now the one asked for last";
  EXPECT_EQ(show("c"), 3u);
  EXPECT_EQ(show("a"), 3u);
  EXPECT_EQ(show("b"), 4u) << "the one that nobody asked for longest went";
}

// Photos are heavy: sixty-four of them were more than the whole program takes at rest.
TEST(ProductsShare, KeepsNoMoreBytesThanItMay) {
  ShareFacts facts{.name = "a", .maker = "", .place = "", .group = "I", .standing = {}, .site = ""};
  const Date day = *Date::of(2026, 11, 25);
  const std::size_t one = share_picture(facts, day, Language::vi, ocop::test::fonts())->size();
  SharePictures pictures(ocop::test::fonts(), {}, {.bytes = one * 5 / 2});   // two, not three
  const auto show = [&](std::string name) {
    facts.name = std::move(name);
    EXPECT_TRUE(pictures.show(facts, day, Language::vi));
    return pictures.drawn();
  };
  for (const char* name : {"a", "b", "c"}) show(name);
  EXPECT_EQ(show("c"), 3u);
  EXPECT_EQ(show("b"), 3u);
  EXPECT_EQ(show("a"), 4u);
  SharePictures none(ocop::test::fonts(), {}, {.bytes = 1});
  EXPECT_TRUE(none.show(facts, day, Language::vi)) << "what is too large to be kept is given out all the same";
}

}  // namespace
}  // namespace ocop::products
