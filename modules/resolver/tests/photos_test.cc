#include "kernel/db/columns.h"
#include "kernel/json/json.h"
#include "modules/resolver/api.h"
#include "modules/resolver/lists.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/tests/world.h"
#include "tests/support/desk.h"

// A report of a fake with photos: what a visitor saw, for the province's eyes alone.
namespace ocop::resolver {
namespace {

using http::Method;
using http::Response;
using test::has;
using test::header;

class ResolverPhotos : public ResolverTest {
 protected:
  void SetUp() override {
    ResolverTest::SetUp();
    if (IsSkipped()) return;
    products::Product product;
    product.id = ProductId{Uuid{{1}}};
    product.name = "Mật ong";
    product.province = "68";
    product.code = "k7m2p";
    products_.rows.push_back(product);
    for (const char* province : {"68", "86"}) desk_.people.add(province, Grant{Role::provincial_body, province, "", {}});
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers});
    add_pages(desk_.router, *service_, desk_.site, desk_.offers);
  }
  // As a visitor's browser sends the form with its files.
  Response send(const std::vector<std::string>& photos, const std::string& what = "Tem lạ", const std::string& contact = "") {
    test::Browser visitor(desk_);
    visitor.get("/s/k7m2p/report");
    std::string body;
    const auto part = [&](const std::string& name, const std::string& more, const std::string& value) {
      body += "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + value + "\r\n";
    };
    part("_csrf", "", visitor.token);
    part("what", "", what);
    part("contact", "", contact);
    std::string name = "file";
    for (std::size_t i = 0; i < photos.size(); ++i)
      part(i == 0 ? name : name + "_" + std::to_string(i + 1), "; filename=\"anh.jpg\"\r\nContent-Type: image/jpeg", photos[i]);
    body += "--b--\r\n";
    std::string cookies;
    for (const auto& [key, value] : visitor.cookies) cookies += (cookies.empty() ? "" : "; ") + key + "=" + value;
    return desk_.send(Method::post, "/s/k7m2p/report",
                      {{"content-type", "multipart/form-data; boundary=b"}, {"cookie", cookies}, {"origin", desk_.site.public_url}}, body);
  }
  Report sent() { return service_->find_report(desk_.people["68"], service_->oldest_open_report("68").rows.at(0).id).value(); }
  std::int64_t held() {
    static constexpr db::Statement kHeld{"test.held", "SELECT count(*) FROM blobs_holder"};
    return *database().read([&](db::Reader& reader) { return reader.first(db::value<std::int64_t>, kHeld); });
  }
  std::vector<std::string> recheck() {
    return database().read([&](db::Reader& reader) { return Service::recheck_files(reader, *blobs_); });
  }
  static constexpr std::int64_t kDay = 24LL * 3'600'000;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(ResolverPhotos);

TEST_P(ResolverPhotos, PhotosAreDrawnAgainAndSeenByTheProvinceAlone) {
  EXPECT_TRUE(has(desk_.get("/s/k7m2p/report"), "enctype=\"multipart/form-data\""));
  test::expect_sound(desk_.get("/s/k7m2p/report"));
  ASSERT_EQ(send({"photo: one", "photo: two", "photo: three"}).status, 200);
  EXPECT_EQ(studio_.developed, 3);
  const Report report = sent();
  ASSERT_EQ(report.photos.size(), 3u);
  const std::string path = photo_path(report.photos[1]);
  const Response jpeg = desk_.get(path, "68");
  EXPECT_EQ(jpeg.status, 200);
  EXPECT_EQ(jpeg.content_type, "image/jpeg");
  EXPECT_EQ(jpeg.body, "photo: two 1600.jpg") << "what was drawn, not what was sent";
  EXPECT_EQ(header(jpeg, "Cache-Control"), "no-store");
  for (const std::string who : {"86", ""}) {
    EXPECT_EQ(desk_.get(path, who).status, who.empty() ? 401 : 404);
    EXPECT_EQ(desk_.api(Method::get, "/api/v1" + path, who).status, who.empty() ? 401 : 404);
  }
  EXPECT_EQ(desk_.get("/media/" + report.photos[1].sha256 + ".jpg").status, 404) << "and nobody has it by its digest";
  const Response page = desk_.get(path_of(report), "68");
  test::expect_sound(page);
  EXPECT_TRUE(has(page, path));
  const auto told = json::parse(desk_.api(Method::get, "/api/v1" + path_of(report), "68").body);
  EXPECT_EQ(told->root()["photos"].size(), 3u);
  EXPECT_EQ(desk_.api(Method::get, "/api/v1" + path, "68").body, jpeg.body);
  EXPECT_TRUE(recheck().empty());
}

// Who looks at what tells of a person is written down; a report of words alone tells of nobody.
TEST_P(ResolverPhotos, ALookIsWrittenDown) {
  ASSERT_EQ(send({}).status, 200);
  const auto looks = [&] { return identity_.looked.size(); };
  desk_.get(path_of(sent()), "68");
  EXPECT_EQ(looks(), 0u);
  ASSERT_EQ(send({"photo: one"}).status, 200);
  const ReportId second = service_->report("k7m2p", {.what = "a", .contact = "0900000000"}, "198.51.100.1")->id;
  desk_.get("/reports/" + second.text(), "68");
  ASSERT_EQ(looks(), 1u);
  EXPECT_EQ(identity_.looked.back().what, look_of(second));
  EXPECT_EQ(identity_.looked.back().who, *desk_.people["68"].account);
  desk_.get("/reports/" + second.text(), "86");
  EXPECT_EQ(looks(), 1u) << "and who may not look has not";
  // The list gave it to whoever asked, and nobody knew of the look.
  EXPECT_FALSE(has(desk_.api(Method::get, "/api/v1/reports", "68"), "0900000000"));
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/reports/" + second.text(), "68"), "0900000000"));
}

TEST_P(ResolverPhotos, WhatIsNoPictureIsToldAndTheWordsStay) {
  const Response refused = send({"photo: one", "%PDF-1.4 no picture"}, "Bao bì in năm sao");
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "Bao bì in năm sao")) << refused.body;
  EXPECT_TRUE(has(refused, "href=\"#f-file_2\""));
  EXPECT_EQ(service_->oldest_open_report("68").total, 0);
  EXPECT_EQ(held(), 0) << "nothing of it is kept";
  studio_.busy = true;
  EXPECT_EQ(send({"photo: one"}).status, 429);
  studio_.busy = false;
  EXPECT_EQ(send({"photo: one"}).status, 200);
}

// Closing emptied the contact at once; the photo is what the office looked at, and is there while its finding may be complained of.
TEST_P(ResolverPhotos, PhotosGoNinetyDaysAfterTheReportIsClosed) {
  ASSERT_EQ(send({"photo: one", "photo: two"}, "Tem lạ", "0900000000").status, 200);
  const Report report = sent();
  const Actor& office = desk_.people["68"];
  clock_.set({clock_.now().milliseconds + 400 * kDay});
  service_->forget_photos();
  EXPECT_EQ(held(), 2) << "an open report keeps them";
  ASSERT_TRUE(service_->close_report(office, report.id, {report.version, "Hàng giả"}));
  EXPECT_EQ(desk_.get(photo_path(report.photos[0]), "68").status, 200);
  clock_.set({clock_.now().milliseconds + rules::kPhotosKept});
  service_->forget_photos();
  EXPECT_EQ(held(), 2);
  clock_.set({clock_.now().milliseconds + 1});
  service_->forget_photos();
  EXPECT_EQ(held(), 0);
  EXPECT_EQ(desk_.get(photo_path(report.photos[0]), "68").status, 404);
  EXPECT_TRUE(service_->find_report(office, report.id)->photos.empty());
  EXPECT_TRUE(recheck().empty());
}

TEST_P(ResolverPhotos, AProgramSendsTheSame) {
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"what\"\r\n\r\nTem lạ\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\nphoto: one\r\n--b--\r\n";
  const test::Pairs headers{{"authorization", "Bearer 86"}, {"content-type", "multipart/form-data; boundary=b"}};
  const Response made = desk_.send(Method::post, "/api/v1/scans/k7m2p/report", headers, body);
  EXPECT_EQ(made.status, 201) << made.body;
  const auto told = json::parse(made.body);
  EXPECT_EQ(told->root()["number"].text_or(""), "BC-2026-000001");
  EXPECT_EQ(told->root()["photos"].integer(), 1);
}

}  // namespace
}  // namespace ocop::resolver
