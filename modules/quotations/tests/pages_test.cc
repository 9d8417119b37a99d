#include "modules/quotations/pages.h"

#include "modules/quotations/paper.h"
#include "modules/quotations/tests/quotations_test.h"
#include "kernel/base/text.h"
#include "kernel/web/html.h"
#include "modules/work/work.h"
#include "tests/support/other_programs.h"

namespace ocop::quotations {
namespace {

using http::Method;
using test::has;

class QuotationsPages : public QuotationsTest {
 protected:
  std::string ask_page() const { return ask_path(ours_); }
  std::string page(const Service::Opened& one) const { return "/quotations/" + one.number + "?key=" + one.key; }
  std::string mine(const Service::Opened& one) const { return one_path(ours_, one.number); }
  test::Pairs form() const {
    return {{"lines." + box_.text(), "200"}, {"words", "Quà Tết"}, {"name", "Lý Mẩy"}, {"phone", "0912345678"}, {"consent", "1"}};
  }
};
OCOP_ON_BOTH_ENGINES(QuotationsPages);

TEST_P(QuotationsPages, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(QuotationsPages, AreSoundInBothLanguages) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one)));
  ASSERT_TRUE(offered(one, draft(one, "100")));
  for (const std::string prefix : {"", "/en"}) {
    test::expect_sound(desk_.get(prefix + ask_page()), "ask");
    test::expect_sound(desk_.get(prefix + page(one)), "buyer");
    test::expect_sound(desk_.get(prefix + list_path(ours_), "member"), "list");
    test::expect_sound(desk_.get(prefix + list_path(ours_) + "/new", "member"), "new");
    test::expect_sound(desk_.get(prefix + mine(one), "member"), "one");
    test::expect_sound(desk_.get(prefix + mine(one) + "/offer", "member"), "offer");
  }
  test::expect_sound(desk_.get(list_path(theirs_), "stranger"), "empty list");
}

TEST_P(QuotationsPages, ABuyerAsksReadsAndAccepts) {
  test::Browser visitor(desk_);
  EXPECT_TRUE(has(visitor.get(ask_page()), "chưa có giá"));
  const auto sent = visitor.post(ask_page(), form());
  ASSERT_EQ(sent.status, 303) << test::body_of(sent);
  const std::string place = test::header(sent, "location");
  ASSERT_EQ(place.rfind("/quotations/", 0), 0U);
  const std::string number = place.substr(12, 11), key = place.substr(place.find("key=") + 4);
  EXPECT_TRUE(has(desk_.get(place), "Chờ chủ thể báo giá"));
  EXPECT_NE(test::header(desk_.get(place), "cache-control").find("no-store"), std::string::npos);
  EXPECT_EQ(desk_.get("/quotations/" + number).status, 404);
  const Service::Opened one{number, key};
  const test::Pairs lines{{"version", "1"}, {"lines.1.item", box_.text()}, {"lines.1.count", "200"}, {"lines.1.price", "45.000"},
                          {"lines.2.count", ""}};
  const auto written = desk_.post(mine(one) + "/offer", "member", lines);
  ASSERT_EQ(written.status, 303) << test::body_of(written);
  EXPECT_TRUE(has(visitor.get(place), "9.000.000"));
  EXPECT_TRUE(has(visitor.get(place), "Chín triệu đồng"));
  const std::string bare = "/quotations/" + number;
  const auto stale = visitor.post(bare, {{"version", "1"}, {"step", "accept"}, {"key", key}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_TRUE(has(stale, "9.000.000"));                    // the page again, with what stands
  const auto accepted = visitor.post(bare, {{"version", "2"}, {"step", "accept"}, {"key", key}});
  ASSERT_EQ(accepted.status, 303) << test::body_of(accepted);
  EXPECT_TRUE(has(desk_.get(place), "/orders/" + seen(one).quotation.order + "?key="));
  EXPECT_EQ(visitor.post(bare, {{"version", "3"}, {"step", "accept"}, {"key", "x"}}).status, 404);
}

// A maker offered two hundred of forty; the buyer pressed "I accept" and was told to ring.
TEST_P(QuotationsPages, TheMakerIsToldThatItsStockIsTooSmall) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one, "500")));
  EXPECT_FALSE(has(desk_.get(mine(one), "member"), "khách chưa chấp nhận được"));
  ASSERT_TRUE(offered(one, draft(one, "501")));
  EXPECT_TRUE(has(desk_.get(mine(one), "member"), "còn 500, báo giá cần 501"));
  EXPECT_FALSE(has(desk_.get(page(one)), "báo giá cần 501")) << "how much a maker has is its own";
  EXPECT_FALSE(has(desk_.get(mine(one), "member"), "<details open><summary>Rút"));
}

TEST_P(QuotationsPages, ARefusedFormKeepsWhatWasTyped) {
  test::Pairs wrong = form();
  wrong[3].second = "0912";
  test::Browser visitor(desk_);
  visitor.get(ask_page());
  const auto refused = visitor.post(ask_page(), wrong);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "Lý Mẩy"));
  EXPECT_TRUE(has(refused, "value=\"200\""));
  const auto one = asked(wanted());
  const auto offer = desk_.post(mine(one) + "/offer", "member",
                                {{"version", "1"}, {"lines.1.title", "Hộp quà to"}, {"lines.1.count", "0"}, {"lines.1.price", "1"}});
  EXPECT_EQ(offer.status, 422);
  EXPECT_TRUE(has(offer, "Hộp quà to"));
  EXPECT_TRUE(has(offer, "#f-lines.1.count"));             // the summary leads to the field
  EXPECT_TRUE(has(offer, "id=\"f-lines.1.count\""));
}

TEST_P(QuotationsPages, TheLinkOfOneThatTheMakerBeganIsShownOnce) {
  const auto begun = desk_.post(list_path(ours_) + "/new", "member", {{"words", "Quà Tết"}, {"name", "Hoa"}, {"phone", "0912345678"}});
  ASSERT_EQ(begun.status, 303) << test::body_of(begun);
  const std::string place = test::header(begun, "location");
  EXPECT_TRUE(has(desk_.get(place, "member"), "https://ocop.test/quotations/"));
  EXPECT_FALSE(has(desk_.get(place.substr(0, place.find('?')), "member"), "https://ocop.test/quotations/"));
}

TEST_P(QuotationsPages, ForeignAndUnknownOnesAreNotThere) {
  const auto one = asked(wanted());
  for (const std::string& path : {mine(one), mine(one) + "/offer", mine(one) + "/paper.pdf", list_path(ours_), list_path(ours_) + "/new"}) {
    EXPECT_EQ(desk_.get(path, "stranger").status, 404) << path;
    EXPECT_EQ(desk_.get(path, "papers").status, 404) << path;
    EXPECT_EQ(desk_.get(path).status, 401) << path;
  }
  EXPECT_EQ(desk_.get(one_path(theirs_, one.number), "stranger").status, 404);
  EXPECT_EQ(desk_.get("/quotations/" + one.number + "/paper.pdf?key=" + one.key).status, 404);   // nothing was offered yet
  EXPECT_EQ(desk_.get(ask_path(theirs_)).status, 404);
}

TEST_P(QuotationsPages, TheApiGoesTheSameWay) {
  const std::string ask = R"({"lines":{")" + box_.text() + R"(":"200"},"name":"Hoa","phone":"0912345678","consent":true})";
  const auto opened = desk_.api(Method::post, "/api/v1/producers/" + ours_.text() + "/quotation", "", ask);
  ASSERT_EQ(opened.status, 201) << test::body_of(opened);
  const std::string body(test::body_of(opened));
  const std::string number = body.substr(body.find("number") + 9, 11), key = body.substr(body.find("key") + 6, 22);
  const std::string own = "/api/v1/producers/" + ours_.text() + "/quotations";
  EXPECT_TRUE(has(desk_.api(Method::get, own, "member"), number));
  EXPECT_EQ(desk_.api(Method::get, own, "stranger").status, 404);
  const std::string offer =
      R"({"step":"offer","version":1,"lines":{"1.title":"Hộp quà","1.count":"3","1.price":"3333","1.discount":"12,5"}})";
  const auto offered = desk_.api(Method::post, own + "/" + number, "member", offer);
  ASSERT_EQ(offered.status, 200) << test::body_of(offered);
  EXPECT_TRUE(has(offered, R"("total":8749)"));
  EXPECT_EQ(desk_.api(Method::post, own + "/" + number, "member", offer).status, 409);
  const std::string buyers = "/api/v1/quotations/" + number;
  EXPECT_EQ(desk_.api(Method::get, buyers).status, 404);
  EXPECT_TRUE(has(desk_.api(Method::get, buyers + "?key=" + key), R"("steps":["accept","decline"])"));
  const auto accepted = desk_.api(Method::post, buyers, "", R"({"step":"accept","version":2,"key":")" + key + "\"}");
  ASSERT_EQ(accepted.status, 200) << test::body_of(accepted);
  EXPECT_TRUE(has(accepted, R"("state":"accepted")"));
  const auto begun = desk_.api(Method::post, own, "member", R"({"words":"Rượu","name":"Hoa","phone":"0912345678"})");
  ASSERT_EQ(begun.status, 201) << test::body_of(begun);
  const std::string second(test::body_of(begun));
  const std::string gone = own + "/" + second.substr(second.find("number") + 9, 11);
  EXPECT_EQ(desk_.api(Method::post, gone, "member", R"({"step":"withdraw","version":1})").status, 422);
  EXPECT_TRUE(has(desk_.api(Method::post, gone, "member", R"({"step":"withdraw","version":1,"reason":"Hết"})"), R"("state":"withdrawn")"));
}

TEST_P(QuotationsPages, LowerModulesLeadToThem) {
  manifest::Offers offers;
  offer(offers, *service_);
  const auto acts = offers.all<producers::BuyerAct>();
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].path(producers_.rows[0]), ask_page());
  EXPECT_EQ(acts[0].path(producers_.rows[1]), "");         // nobody would read it
}

std::string text_of(const std::string& pdf) {
  const test::TemporaryFolder folder;
  return text::clean(test::output_of("pdftotext -layout " + folder.write("paper.pdf", pdf) + " -"));
}

TEST_P(QuotationsPages, ThePaperSaysWhatWasOfferedAndWhatHoldsToday) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one)));
  products::Standing& standing = products_.rows[0].standing;
  standing = {.basis = products::Standing::Basis::certificate, .stars = 4, .decision = "123/QĐ-UBND", .decided = Date::of(2026, 1, 5),
              .valid_until = Date::of(2029, 1, 4), .verified = true};
  const auto paper = [&](std::int64_t offer, Language language) {
    return text_of(service_->paper_of_buyer(one.number, one.key, offer, language)->bytes);
  };
  const std::string first = paper(1, Language::vi);
  for (const std::string& said :
       {std::string("BÁO GIÁ"), one.number, std::string("HTX Khẩu Sli Nà Giàng"), std::string("4800123456"), std::string("Công ty Hoa Sen"),
        std::string("0100233488"), std::string("8.325.000"), std::string("8.625.000"),
        std::string("Tám triệu sáu trăm hai mươi lăm nghìn đồng"), std::string("Khẩu sli Nà Giàng: 4 sao, đến 04/01/2029"),
        std::string("8400205123456"), std::string("12/12/2026")})
    EXPECT_NE(first.find(said), std::string::npos) << said << "\n" << first;
  EXPECT_NE(paper(1, Language::en).find("Eight million six hundred twenty-five thousand dong"), std::string::npos);
  ASSERT_TRUE(offered(one, draft(one, "100")));
  EXPECT_NE(paper(1, Language::vi).find("đã được thay bằng bản 2"), std::string::npos);
  EXPECT_EQ(paper(2, Language::vi).find("đã được thay"), std::string::npos);
  standing.withdrawn = true;                               // the star fell: no paper says it any more
  payments_.account.reset();                               // and the account ended
  const std::string later = paper(2, Language::vi);
  EXPECT_EQ(later.find("sao, đến hết"), std::string::npos);
  EXPECT_EQ(later.find("8400205123456"), std::string::npos);
  EXPECT_EQ(service_->paper_of_buyer(one.number, one.key, 3, Language::vi).error().kind, ErrorKind::not_found);
}

TEST(QuotationsPaper, SaysHowALargeOneIsPaid) {
  EXPECT_EQ(paying(499'999'999), Paying::by_transfer);
  EXPECT_EQ(paying(500'000'000), Paying::by_contract);
}

}  // namespace
}  // namespace ocop::quotations
