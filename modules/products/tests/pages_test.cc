// Pages and API of places, producers and products through the whole pipeline, without a socket.
#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "modules/places/api.h"
#include "modules/places/pages.h"
#include "modules/producers/api.h"
#include "modules/producers/lists.h"
#include "modules/producers/pages.h"
#include "modules/products/api.h"
#include "modules/products/pages.h"
#include "modules/products/pages_units.h"
#include "modules/products/tests/support.h"
#include "tests/support/desk.h"

namespace ocop::products {
namespace {

using http::Method;
using http::Response;
using test::expect_sound;
using test::has;
using test::header;
class ProductsPages : public ProductsTest {
 protected:
  test::Filling filling() override { return {"places and sample", fill_places_and_sample}; }
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    producer_service_.emplace(database(), *blobs_, clock_, random_, desk_.offers);
    desk_.site.sample_register = true;
    offer(desk_.offers, *service_);
    places::add_api(desk_.router, *index_);
    places::add_pages(desk_.router, *index_, desk_.site, desk_.offers);
    producers::add_api(desk_.router, *producer_service_);
    producers::add_lists(desk_.router, {database(), desk_.site, desk_.offers}, *index_);
    producers::add_pages(desk_.router, *producer_service_, desk_.site, *index_, desk_.offers);
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, *service_);
    add_pages(desk_.router, *service_, desk_.site, desk_.offers);
    add_unit_pages(desk_.router, *service_, desk_.site);
  }
  // The sample, a member of the maker of P0001, and officials of its place and of another.
  void load() {
    product_ = by_register_id("P0001");
    desk_.people.add("member", Grant{Role::producer_member, "", "", product_.producer});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", by_register_id("P0009").producer});
    desk_.people.add("province", Grant{Role::provincial_body, "86", "", {}});
    desk_.people.add("elsewhere", Grant{Role::provincial_body, "01", "", {}});
    desk_.people.add("council", Grant{Role::council_member, "86", "", {}});
  }
  Response get(std::string target, std::string_view who = {}) { return desk_.get(std::move(target), who); }
  Response post(std::string target, std::string_view who, const test::Pairs& fields) { return desk_.post(std::move(target), who, fields); }
  Response upload(std::string target, std::string_view who, const test::Pairs& fields, std::string_view file_name,
                  std::string_view content) {
    return desk_.upload(std::move(target), who, fields, file_name, content);
  }

  std::optional<producers::Service> producer_service_;
  test::Desk desk_{clock_, random_};
  Product product_;
};
OCOP_ON_BOTH_ENGINES(ProductsPages);

class ProductsPagesEmpty : public ProductsPages {   // a program on its first day
 protected:
  test::Filling filling() override { return {"places", fill_places}; }
};
OCOP_ON_BOTH_ENGINES(ProductsPagesEmpty);

TEST_P(ProductsPagesEmpty, TeachWhatToDoWhileTheRegisterIsEmpty) {
  for (const std::string path : {"/", "/products", "/map"}) {
    const Response response = get(path);
    EXPECT_EQ(response.status, 200) << path;
    expect_sound(response, path);
  }
  EXPECT_TRUE(has(get("/"), "ocop import register"));
  EXPECT_TRUE(has(get("/products"), "ocop import register"));
}

TEST_P(ProductsPages, AreWellFormedInBothLanguages) {
  load();
  const std::string producer = "/producers/" + product_.producer.text(), product = "/products/" + product_.code;
  for (const std::string& path :
       {std::string("/"), std::string("/products"), std::string("/products?q=tr%C3%A0&stars=4&sort=newest"),
        std::string("/products?q=khongcogi"), std::string("/map"), std::string("/places/86"), std::string("/places/86/29341"),
        std::string("/places/search?q=Ph%C3%BA%20M%E1%BB%B9%2C%20T%C3%A2n%20Th%C3%A0nh%2C%20BR-VT"), producer, product}) {
    for (const std::string prefix : {"", "/en"}) {
      const Response response = get(path == "/" && !prefix.empty() ? "/en" : prefix + path);
      EXPECT_EQ(response.status, 200) << prefix << path;
      expect_sound(response, prefix + path);
    }
  }
  for (const std::string& path : {producer + "/edit", producer + "/papers", product + "/edit"}) {
    const Response response = get(path, "member");
    EXPECT_EQ(response.status, 200) << path;
    expect_sound(response, path);
  }
}

// The unit that a register had given stood on the product's page as if it were certain, and nobody could say another.
TEST_P(ProductsPages, AUnitIsOneOfTwoUntilTheProvinceSaysWhich) {
  desk_.people.add("cantho", Grant{Role::provincial_body, "92", "", {}});
  desk_.people.add("elsewhere", Grant{Role::provincial_body, "01", "", {}});
  const Product nut = by_register_id("P0541");
  const std::string page = "/products/" + nut.code, unit = page + "/unit", api = "/api/v1/products/" + nut.id.text() + "/unit";
  EXPECT_TRUE(has(get(page), "một trong hai đơn vị: Phường An Bình, Phường Long Tuyền") ||
              has(get(page), "một trong hai đơn vị: Phường Long Tuyền, Phường An Bình"));
  EXPECT_FALSE(has(get(page), unit));
  EXPECT_TRUE(has(get(page, "cantho"), unit));
  EXPECT_TRUE(has(get("/products/units", "cantho"), unit)) << "the list leads to where it is answered";
  EXPECT_EQ(get(unit, "elsewhere").status, 404);
  for (const std::string prefix : {"", "/en"}) expect_sound(get(prefix + unit, "cantho"), prefix + unit);
  EXPECT_TRUE(has(get(unit, "cantho"), "name=\"version\" value=\"" + std::to_string(nut.version) + "\""))
      << "nobody could answer on the page: this test sent what the form did not";
  EXPECT_EQ(post(unit, "cantho", {{"version", std::to_string(nut.version)}, {"commune", ""}}).status, 422);
  EXPECT_EQ(post(unit, "elsewhere", {{"version", std::to_string(nut.version)}, {"commune", "31150"}}).status, 404);
  EXPECT_EQ(post(unit, "cantho", {{"version", std::to_string(nut.version)}, {"commune", "31150"}, {"reach", "maker"}}).status, 303);
  EXPECT_FALSE(has(get(page), "một trong hai đơn vị"));
  EXPECT_TRUE(has(get(page), "Phường An Bình"));
  const std::string version = std::to_string(by_register_id("P0541").version);
  for (const std::string prefix : {"", "/en"}) expect_sound(get(prefix + unit, "cantho"), prefix + unit);
  EXPECT_TRUE(has(get(api, "cantho"), "\"commune\":\"31150\""));
  EXPECT_EQ(post(unit + "/undo", "cantho", {{"version", version}}).status, 303);
  EXPECT_TRUE(has(get(page), "một trong hai đơn vị"));
}

TEST_P(ProductsPages, HomeShowsTheMapAndFiguresThatLeadToTheirRows) {
  load();
  Response home = get("/");
  EXPECT_TRUE(has(home, "href=\"/products?province=86\""));
  EXPECT_TRUE(has(home, "href=\"/products?validity=lapsed\""));
  EXPECT_TRUE(has(home, ">833<"));
  // Withdrawn ones were in the total and in no figure: what is below it adds up to it.
  const Product some = by_register_id("P0001");
  const auto withdrawn = act::Acts(database(), clock_, random_).run_without_account([&](act::Moment& act) -> Result<void> {
    Standing standing = some.standing;
    standing.basis = Standing::Basis::certificate;
    standing.withdrawn = true;
    service_->port().set_standing(act, some.id, standing);
    return {};
  });
  ASSERT_TRUE(withdrawn.ok());
  home = get("/");
  EXPECT_TRUE(has(home, "href=\"/products?validity=withdrawn\""));
  long long sum = 0;
  const std::regex figure("href=\"/products\\?validity=[a-z_]+\"><span class=\"figure-value\">([0-9.]+)<");
  for (std::sregex_iterator one(home.body.begin(), home.body.end(), figure), end; one != end; ++one) {
    std::string digits = (*one)[1];
    std::erase(digits, '.');
    sum += std::stoll(digits);
  }
  EXPECT_EQ(sum, 833);
  EXPECT_TRUE(has(home, "Hoàng Sa"));
  EXPECT_TRUE(has(home, "CC BY-SA 4.0"));
  EXPECT_TRUE(has(get("/en"), "href=\"/en/products?province=86\""));
}

TEST_P(ProductsPages, SearchBoxTurnsWhatItUnderstandsIntoFilters) {
  load();
  const Response first = get("/products?q=c%C3%A0+ph%C3%AA+%C4%90%E1%BA%AFk+L%E1%BA%AFk+4+sao");
  ASSERT_EQ(first.status, 303);
  const std::string where = header(first, "Location");
  EXPECT_NE(where.find("province=66"), std::string::npos) << where;
  EXPECT_NE(where.find("stars=4"), std::string::npos) << where;
  const Response page = get(where);
  EXPECT_EQ(page.status, 200);
  // Each filter is a chip whose link leaves it out and keeps the others.
  EXPECT_TRUE(has(page, "class=\"chips\""));
  EXPECT_TRUE(has(page, "q=c%C3%A0%20ph%C3%AA&amp;province=66\"") || has(page, "q=c%C3%A0+ph%C3%AA&amp;province=66\""));
  EXPECT_EQ(get("/en/products?q=4+stars").status, 303);
  EXPECT_TRUE(header(get("/en/products?q=4+stars"), "Location").starts_with("/en/products"));
}

// A list that asks once more for each of its rows is quick in every test and slow in the first province: the waits for the server are
// counted, for places with few products and with many.
TEST_P(ProductsPages, WaitAsOftenForManyRowsAsForFew) {
  if (GetParam() != db::Engine::postgresql) GTEST_SKIP() << "only a server is waited for";
  std::map<std::string, int> of_province;
  for (const Item& item : all()) ++of_province[item.product.province];
  const auto by_number = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto [few, many] = std::ranges::minmax_element(of_province, by_number);
  ASSERT_GT(many->second, 10 * few->second);
  desk_.people.add("few", Grant{Role::provincial_body, few->first, "", {}});
  desk_.people.add("many", Grant{Role::provincial_body, many->first, "", {}});
  const auto waits = [&](const std::string& path, std::string_view who = {}) {
    EXPECT_EQ(get(path, who).status, 200) << path;   // statements are made ready
    const std::uint64_t before = database().metrics().round_trips;
    (void)get(path, who);
    return database().metrics().round_trips - before;
  };
  for (const std::string path : {"/products?province=", "/api/v1/products?province=", "/producers?province=", "/api/v1/producers?province=",
                                 "/places/"}) {
    EXPECT_LE(waits(path + many->first), waits(path + few->first) + 1) << path << ": once more where a page says how many there are";
    EXPECT_LE(waits(path + many->first), 12u) << path;
  }
  EXPECT_LE(waits("/products/units", "many"), waits("/products/units", "few") + 1);
}

// The API took "5 sao" by the letter and found nothing where the page showed the five stars.
TEST_P(ProductsPages, TheApiUnderstandsWhatThePageDoes) {
  load();
  const auto asked = [&](std::string_view query) { return json::parse(get("/api/v1/products?" + std::string(query)).body); };
  constexpr std::pair<std::string_view, std::string_view> kSame[]{
      {"q=5+sao", "stars=5"}, {"q=OCOP+4+sao", "stars=4"}, {"q=daklak", "province=66"}, {"q=Tp.HCM", "province=79"},
      {"q=5+sao&stars=3", "stars=5"}, {"q=tr%C3%A0+4+sao&sort=newest", "q=tr%C3%A0&stars=4&sort=newest"}};
  for (const auto& [typed, said] : kSame) {
    const auto one = asked(typed), other = asked(said);
    ASSERT_TRUE(one && other) << typed;
    EXPECT_GT(other->root()["total"].integer().value_or(0), 0) << said;
    EXPECT_EQ(one->root()["total"].integer(), other->root()["total"].integer()) << typed;
    EXPECT_EQ(one->root()["products"].at(0)["id"].text(), other->root()["products"].at(0)["id"].text()) << typed;
    EXPECT_TRUE(one->root()["understood"]) << "it says so";
    EXPECT_FALSE(other->root()["understood"]) << said;
  }
  EXPECT_EQ(asked("q=5+sao")->root()["understood"]["stars"].text(), std::optional<std::string_view>("5"));
  // The next page of it.
  const auto first = asked("q=4+sao&limit=2");
  const std::string cursor(first->root()["next_cursor"].text_or(""));
  ASSERT_FALSE(cursor.empty());
  const auto next = asked("q=4+sao&limit=2&cursor=" + cursor);
  EXPECT_EQ(next->root()["products"].size(), 2u);
  EXPECT_NE(next->root()["products"].at(0)["id"].text(), first->root()["products"].at(0)["id"].text());
}

TEST_P(ProductsPages, ProposeWhatMayHaveBeenMeant) {
  load();
  const Response page = get("/products?q=khaaur+sli&stars=3");
  EXPECT_EQ(page.status, 200);
  expect_sound(page, "proposal");
  EXPECT_TRUE(has(page, "Có phải bạn muốn tìm"));
  EXPECT_TRUE(has(page, "stars=3\">khẩu sli</a>")) << "what else narrows the list stays";
  EXPECT_TRUE(has(page, "Không có sản phẩm nào như vậy")) << "a proposal is no answer";
  EXPECT_FALSE(has(page, "Nà Giàng"));
  EXPECT_FALSE(has(get("/products?q=tr%C3%A0"), "Có phải bạn muốn tìm"));
  const auto api = json::parse(get("/api/v1/products?q=khaaur+sli").body);
  EXPECT_EQ(api->root()["total"].integer(), 0);
  EXPECT_EQ(api->root()["did_you_mean"].at(0).text(), std::optional<std::string_view>("khẩu sli"));
  // The search of places likewise.
  const Response places = get("/places/search?q=haf+giang");
  EXPECT_EQ(places.status, 200);
  expect_sound(places, "places");
  EXPECT_TRUE(has(get("/places/search?q=dak+lakk"), "đắk lắk</a>"));
  EXPECT_TRUE(has(get("/places/search?q=h%C3%A0+giang"), "Tỉnh Tuyên Quang</a> <span class=\"small\">(nhận Hà Giang từ ngày 01/07/2025)"));
}

TEST_P(ProductsPages, SearchEnginesKnowTheListAndEachProductOnce) {
  load();
  const auto is_found = [&](const std::string& path) { return !has(get(path), "content=\"noindex\""); };
  for (const char* path : {"/products", "/en/products", "/products?fbclid=x", "/producers", "/", "/map", "/places/86"})
    EXPECT_TRUE(is_found(path)) << path;
  for (const char* path : {"/products?stars=4", "/products?q=tr%C3%A0", "/en/products?sort=newest", "/products?q=%25",
                           "/places/search?q=phu", "/producers?kind=cooperative"})
    EXPECT_FALSE(is_found(path)) << path;
  const std::string canonical = "<link rel=\"canonical\" href=\"" + desk_.site.public_url + "/products/" + product_.code + "\">";
  for (const std::string& name : {product_.code, product_.id.text(), text::lower(product_.code)})
    EXPECT_TRUE(has(get("/products/" + name), canonical)) << name;
  auto addresses = service_->addresses(0, 500);
  for (std::string& one : service_->addresses(500, 500)) addresses.push_back(std::move(one));
  EXPECT_EQ(addresses.size(), 833u);
  EXPECT_EQ(std::set(addresses.begin(), addresses.end()).size(), 833u) << "each part has its own";
  EXPECT_EQ(service_->count(), 833u);
  EXPECT_NE(std::ranges::find(addresses, "/products/" + product_.code), addresses.end());
  EXPECT_EQ(producer_service_->addresses(0, 10'000).size(), producer_service_->count());
  EXPECT_GT(producer_service_->count(), 100u);
}

TEST_P(ProductsPages, RefuseFiltersThatDoNotExist) {
  for (const std::string_view query :
       {"province=99", "stars=9", "group=VII", "kind=guild", "validity=maybe", "sort=random", "commune=1", "colour=red",
        "cursor=x"}) {
    EXPECT_EQ(get("/products?" + std::string(query)).status, 422) << query;
    EXPECT_EQ(get("/products.csv?" + std::string(query)).status, 422) << query;
    EXPECT_EQ(get("/api/v1/products?" + std::string(query)).status, 422) << query;
  }
  for (const std::string_view path : {"/products/not-an-id", "/products/00000000-0000-7000-8000-000000000000", "/places/zz",
                                      "/places/01/29341", "/producers/x", "/producers/00000000-0000-7000-8000-000000000000",
                                      "/api/v1/products/x", "/api/v1/producers/x", "/api/v1/places/zz", "/api/v1/places/01/29341"})
    EXPECT_EQ(get(std::string(path)).status, 404) << path;
}

// Addresses that were given out before the catalogue's pages were found by key, and those of its search box.
TEST_P(ProductsPages, OldAddressesOfTheCatalogueLeadOn) {
  EXPECT_EQ(header(get("/products?stars=4&page=3"), "Location"), "/products?stars=4");
  EXPECT_EQ(header(get("/en/products.csv?stars=4&page=3"), "Location"), "/en/products.csv?stars=4");
  EXPECT_EQ(header(get("/products?sort=relevance"), "Location"), "/products");
  EXPECT_EQ(header(get("/products?q=4+sao&sort=relevance&stars=5&province=66"), "Location"), "/products?province=66&stars=4");
  EXPECT_EQ(header(get("/products?commune=29341&province=86&q=ch%C3%A8+%C4%90%E1%BA%AFk+L%E1%BA%AFk&sort=stars"), "Location"),
            "/products?q=ch%C3%A8&sort=stars&province=66");
  EXPECT_EQ(get("/api/v1/products?page=3").status, 422) << "a program is told";
  for (const char* same : {"/products?q=&stars=&sort=", "/products?q=tr%C3%A0&sort=relevance", "/products?fbclid=x",
                           "/products?sort=newest&validity=lapsed&group=none", "/products?province=86&commune=29341&kind=cooperative",
                           "/products?q=%E2%80%A6"})
    EXPECT_EQ(get(same).status, 200) << same;
}

TEST_P(ProductsPages, CatalogueOffersItsOrdersPagesAndFacets) {
  const Response first = get("/products");
  EXPECT_TRUE(has(first, "<span aria-current=\"true\">Theo tên</span>"));
  EXPECT_FALSE(has(first, "Gần đúng nhất")) << "nothing is searched for";
  EXPECT_TRUE(has(first, "href=\"/products?sort=stars\">Nhiều sao trước</a>"));
  EXPECT_TRUE(has(first, "rel=\"next\""));
  EXPECT_TRUE(has(first, "833 sản phẩm"));
  EXPECT_TRUE(has(first, "href=\"/products.csv\"") && has(first, "href=\"/products.xlsx\""));
  EXPECT_TRUE(has(first, "class=\"facet\""));
  const Response found = get("/products?q=tr%C3%A0&commune=29341&province=86");
  EXPECT_TRUE(has(found, "<span aria-current=\"true\">Gần đúng nhất</span>") || has(found, "Không có sản phẩm nào như vậy"));
  EXPECT_TRUE(has(found, "Có chữ: trà"));
  EXPECT_TRUE(has(get("/products?q=zzzzzz"), "Gõ có dấu hay không dấu đều được"));
  EXPECT_TRUE(has(get("/en/products?stars=4"), "<title>4 stars · "));
}

TEST_P(ProductsPages, ProductTellsRecordAndStoryApart) {
  load();
  const Response page = get("/products/" + product_.code);
  EXPECT_TRUE(has(page, "class=\"record"));
  EXPECT_TRUE(has(page, "xã Phú Cần, huyện Tiểu Cần, Trà Vinh"));
  EXPECT_TRUE(has(page, "https://doanhnghiephoinhap.vn/"));
  EXPECT_TRUE(has(page, "href=\"/s/" + product_.code + "\""));
  EXPECT_FALSE(has(page, "/dossiers/new")) << "a visitor opens no dossier";
  EXPECT_TRUE(has(get("/products/" + product_.code, "member"), "/dossiers/new?product=" + product_.id.text()));
  EXPECT_FALSE(has(get("/products/" + product_.code, "stranger"), "/dossiers/new"));
  // By id as well as by code; a code is forgiving.
  EXPECT_EQ(get("/products/" + product_.id.text()).status, 200);
}

// A former unit that was split is a choice wherever somebody looks for it.
TEST_P(ProductsPages, ASplitUnitIsAChoiceInSearchApiAndPages) {
  const Response found = get("/places/search?q=" + http::percent_encode("Xã Bát Tràng, Huyện Gia Lâm, Hà Nội"));
  for (const std::string_view unit :
       {"Xã Bát Tràng, Thành phố Hà Nội", "Xã Gia Lâm, Thành phố Hà Nội", "Phường Long Biên, Thành phố Hà Nội"})
    EXPECT_TRUE(has(found, unit)) << unit;
  EXPECT_TRUE(has(found, "Hãy chọn đúng nơi"));
  expect_sound(found);
  const std::string asked = get("/api/v1/places/search?q=" + http::percent_encode("Xã Bát Tràng, Huyện Gia Lâm, Hà Nội")).body;
  EXPECT_NE(asked.find(R"("answer":"choose")"), std::string::npos) << asked;
  EXPECT_NE(asked.find(R"("extent":"part")"), std::string::npos);
  EXPECT_NE(get("/api/v1/places/search?q=" + http::percent_encode("X. Lộc Tân, H. Bảo Lâm, Lâm Đồng")).body.find(R"("answer":"certain")"),
            std::string::npos);

  load();
  const Product pottery = by_register_id("P0584");
  EXPECT_TRUE(has(get("/products/" + pottery.code), "Nay có thể là"));
  EXPECT_NE(get("/api/v1/products/" + pottery.code).body.find(R"("units_today":["00577")"), std::string::npos);
  for (const std::string_view address : {"/products/units", "/en/products/units"}) {
    const Response list = get(std::string(address), "elsewhere");   // the body of Hà Nội
    expect_sound(list);
    EXPECT_TRUE(has(list, pottery.code)) << address;
    EXPECT_FALSE(has(get(std::string(address), "province"), pottery.code)) << "another province's";
    EXPECT_EQ(get(std::string(address)).status, 401);
    EXPECT_EQ(get(std::string(address), "member").status, 403);
  }
}

TEST_P(ProductsPages, AUnitIsNamedWithItsProvinceAndItsNameBefore) {
  const Response ward = get("/places/75/26368");
  expect_sound(ward);
  EXPECT_TRUE(has(ward, "<h1>Phường Long Thành, Thành phố Đồng Nai</h1>"));
  EXPECT_TRUE(has(ward, "Đến hết ngày 29/04/2026 gọi là Xã Long Thành; nay là Phường Long Thành theo Nghị quyết 237/NQ-UBTVQH16."));
  EXPECT_TRUE(has(get("/en/places/24"),
                  "Called Bac Ninh Province until 19 September 2026; Bac Ninh City since, by Resolution 39/2026/QH16."));
  EXPECT_NE(get("/api/v1/places/75/26368").body.find(R"("from":"2026-04-30","full_name":"Phường Long Thành")"), std::string::npos);
  EXPECT_EQ(get("/places/22/06978").status, 200) << "a code that was corrected still opens its page";
}

TEST_P(ProductsPages, MemberTellsTheStoryAndNobodyElse) {
  load();
  const std::string path = "/products/" + product_.code + "/edit";
  EXPECT_EQ(get(path).status, 401);
  EXPECT_EQ(get(path, "province").status, 403);
  EXPECT_EQ(get(path, "stranger").status, 404);
  const test::Pairs fields{{"version", std::to_string(product_.version)},
                           {"name_en", "Coconut nectar"},
                           {"story", "Dòng một\n\n<b>hai</b>"},
                           {"story_en", ""},
                           {"gtin", "6291041500213"}};
  EXPECT_EQ(post(path, "stranger", fields).status, 404);
  const Response wrong =
      post(path, "member", {{"version", std::to_string(product_.version)}, {"name_en", "Kept"}, {"gtin", "6291041500214"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(wrong, "value=\"Kept\"")) << "what was typed is kept";
  EXPECT_TRUE(has(wrong, "6291041500214"));
  expect_sound(wrong, path);
  EXPECT_EQ(post(path, "member", fields).status, 303);
  EXPECT_EQ(post(path, "member", fields).status, 409) << "the second of two at once is told";
  const Response page = get("/en/products/" + product_.code);
  EXPECT_TRUE(has(page, "Coconut nectar"));
  EXPECT_TRUE(has(page, "&lt;b&gt;hai&lt;/b&gt;"));
  EXPECT_TRUE(has(page, "06291041500213"));
}

TEST_P(ProductsPages, ExportsWhatIsShown) {
  load();
  const Response file = get("/products.csv?province=86&stars=5");
  ASSERT_EQ(file.status, 200);
  const auto rows = csv::parse(file.body);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->size(), static_cast<std::size_t>(total({{"province", "86"}, {"stars", "5"}})) + 1);
  const std::vector<std::string> names{"Tên sản phẩm", "Chủ thể", "Loại hình", "Xã, phường", "Tỉnh, thành phố", "Số sao", "Tình trạng",
                                       "Quyết định", "Ngày quyết định", "Hiệu lực đến", "Nhóm", "Mã tra cứu", "Nguồn"};
  EXPECT_EQ((*rows)[0].fields, names) << "offices' programs read them by these names";
  const auto whole = lists::to_csv(database(), catalogue(*service_), service_->today(), Language::vi);
  ASSERT_TRUE(whole);
  EXPECT_EQ(csv::parse(*whole)->size(), 834u);
  EXPECT_EQ(get("/products.csv").body, *whole) << "what the command exports is what the page does";
  EXPECT_EQ((*csv::parse(get("/en/products.csv?province=86&stars=5").body))[0].fields[0], "Product");
  const Response sheet = get("/products.xlsx?province=86&stars=5");
  EXPECT_EQ(sheet.status, 200);
  EXPECT_TRUE(sheet.body.starts_with("PK\x03\x04"));
  EXPECT_GT(sheet.body.size(), 4000u);
  EXPECT_EQ(get("/products.xlsx?stars=9").status, 422);
}

TEST_P(ProductsPages, PapersAreKeptOnceAndShownToThoseInCharge) {
  load();
  const std::string path = "/producers/" + product_.producer.text() + "/papers";
  EXPECT_EQ(get(path).status, 401);
  EXPECT_EQ(get(path, "council").status, 403);
  EXPECT_EQ(get(path, "stranger").status, 404);
  EXPECT_EQ(get(path, "elsewhere").status, 404);
  EXPECT_EQ(get(path, "province").status, 200);
  const test::Pairs fields{
      {"kind", "business_registration"}, {"title", "Giấy đăng ký"}, {"issued", "05/08/2024"}, {"expires", "2027-08-05"}};
  const std::string pdf = "%PDF-1.4\n" + std::string(100, 'x');
  EXPECT_EQ(upload(path, "stranger", fields, "a.pdf", pdf).status, 404);
  EXPECT_EQ(upload(path, "province", fields, "a.pdf", pdf).status, 403);
  // The bytes say what a file is, not its name.
  const Response wrong = upload(path, "member", fields, "a.pdf", "MZ\x90 program");
  EXPECT_EQ(wrong.status, 422);
  expect_sound(wrong, path);
  ASSERT_EQ(upload(path, "member", fields, "../../Giấy ĐKKD.pdf", pdf).status, 303);
  const auto papers = producer_service_->papers(desk_.people["member"], product_.producer);
  ASSERT_TRUE(papers);
  ASSERT_EQ(papers->papers.size(), 1u);
  const producers::Paper& paper = papers->papers[0];
  EXPECT_EQ(paper.file_name, "giay-dkkd.pdf");
  EXPECT_EQ(paper.content_type, "application/pdf");
  EXPECT_EQ(paper.size, static_cast<std::int64_t>(pdf.size()));
  EXPECT_EQ(paper.sha256.size(), 64u);
  expect_sound(get(path, "member"), path);
  const Response file = get(path + "/" + paper.id.text(), "province");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body, pdf);
  EXPECT_TRUE(header(file, "Content-Disposition").starts_with("attachment"));
  EXPECT_EQ(header(file, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(get(path + "/" + paper.id.text(), "stranger").status, 404);
  EXPECT_EQ(database().read([&](db::Reader& reader) { return producers_->views_of(reader, paper.id); }), 1)
      << "each look is recorded, a refusal is none";
  const Response api = get("/api/v1/producers/" + product_.producer.text() + "/papers", "member");
  EXPECT_EQ(api.status, 200);
  EXPECT_EQ(json::parse(api.body)->root()["papers"].size(), 1u);
}

// A phone at the edge of coverage: the paper was taken, its answer did not come, and it is sent again (modules/offline).
TEST_P(ProductsPages, APaperSentAgainWithItsKeyIsOnePaper) {
  load();
  const std::string path = "/api/v1/producers/" + product_.producer.text() + "/papers";
  const test::Pairs fields{{"kind", "other"}, {"title", "Ảnh minh chứng 1.1"}, {"idempotency_key", "0198a1b2-0000-7000-8000-000000000001"}};
  const std::string picture = "\xFF\xD8\xFF\xE0 a shed";
  const Response first = upload(path, "member", fields, "anh.jpg", picture), again = upload(path, "member", fields, "anh.jpg", picture);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(header(again, "Location"), header(first, "Location"));
  EXPECT_EQ(producer_service_->papers(desk_.people["member"], product_.producer)->papers.size(), 1u);
  EXPECT_EQ(upload(path, "member", fields, "anh.jpg", picture + " by night").status, 409) << "the key of another picture";
  EXPECT_EQ(upload(path, "stranger", fields, "anh.jpg", picture).status, 404) << "a key opens nobody else's papers";
  // A refusal leaves the key free.
  const test::Pairs fresh{{"kind", "other"}, {"title", "Ảnh"}, {"idempotency_key", "k2"}};
  EXPECT_EQ(upload(path, "member", fresh, "anh.jpg", "no picture").status, 422);
  EXPECT_EQ(upload(path, "member", fresh, "anh.jpg", picture).status, 201);
}

TEST_P(ProductsPages, ProducerSpeaksApartFromItsRecord) {
  load();
  const std::string path = "/producers/" + product_.producer.text();
  const auto producer = producer_service_->show({}, product_.producer);
  ASSERT_TRUE(producer);
  EXPECT_EQ(post(path + "/edit", "member",
                 {{"version", std::to_string(producer->version)}, {"name_en", "Tra Vinh Farm"}, {"story", "Chúng tôi"}, {"story_en", "We"}})
                .status,
            303);
  EXPECT_EQ(post(path + "/edit", "member", {{"version", std::to_string(producer->version)}, {"name_en", "x"}}).status, 409);
  const Response page = get("/en" + path);
  EXPECT_TRUE(has(page, "Tra Vinh Farm"));
  EXPECT_TRUE(has(page, "Công ty TNHH Trà Vinh FARM")) << "the registered name stays in the record";
  EXPECT_TRUE(has(page, "Mật hoa dừa"));
}

TEST_P(ProductsPages, ApiPagesByCursorAndAnswersConditionalRequests) {
  load();
  std::size_t rows = 0;
  std::string cursor;
  for (int pages = 0; pages < 20; ++pages) {
    const Response response = get("/api/v1/products?limit=200" + (cursor.empty() ? std::string() : "&cursor=" + cursor));
    ASSERT_EQ(response.status, 200);
    EXPECT_FALSE(response.etag.empty());
    const auto document = json::parse(response.body);
    rows += document->root()["products"].size();
    EXPECT_EQ(document->root()["total"].integer(), 833);
    cursor = document->root()["next_cursor"].text_or("");
    if (cursor.empty()) break;
  }
  EXPECT_EQ(rows, 833u);
  const auto one = json::parse(get("/api/v1/products/" + product_.code).body);
  EXPECT_EQ(one->root()["standing"]["validity"].text_or(""), "not_verified");
  EXPECT_EQ(one->root()["standing"]["stars"].integer(), 5);
  EXPECT_EQ(get("/api/v1/products?cursor=%25").status, 422);
  EXPECT_EQ(get("/api/v1/products?limit=-5").status, 422);
  EXPECT_EQ(get("/api/v1/producers?limit=1000").status, 422);
  for (const char* path : {"/producers", "/en/producers?kind=cooperative&q=che", "/producers?province=08&sort=-province"})
    test::expect_sound(get(path), path);
  EXPECT_TRUE(test::has(get("/producers?kind=cooperative"), "aria-current=\"true\""));
  EXPECT_EQ(json::parse(get("/api/v1/producers?limit=3").body)->root()["producers"].size(), 3u);
  // It is written "Hợp tác xã Khẩu Sli thương mại dịch vụ Nà Giàng"; whoever held its letter looked for its short name and found nobody.
  for (const char* words : {"HTX%20Kh%E1%BA%A9u%20Sli%20N%C3%A0%20Gi%C3%A0ng", "na+giang++khau+sli",
                            "sli+giang+thuong+mai+khau+na"})
    EXPECT_EQ(json::parse(get("/api/v1/producers?q=" + std::string(words)).body)->root()["producers"].size(), 1u) << words;
  EXPECT_EQ(json::parse(get("/api/v1/producers?q=khau+sli+nowhere").body)->root()["producers"].size(), 0u);
  EXPECT_EQ(json::parse(get("/api/v1/places").body)->root()["provinces"].size(), 34u);
  EXPECT_EQ(get("/api/v1/places/search").status, 422);
  const auto found = json::parse(get("/api/v1/places/search?q=phu+my,tan+thanh,br-vt").body);
  EXPECT_EQ(found->root()["results"].at(0)["commune"]["code"].text_or(""), "26704");
}

// A unit as an address means it, in the words of a day: what was signed in 2024 names what was there in 2024.
TEST_P(ProductsPages, ApiResolvesAnAddressAsOfADay) {
  const auto ask = [&](std::string_view address, std::string_view day) {
    const std::string as_of = day.empty() ? std::string() : "&as_of=" + std::string(day);
    return json::parse(get("/api/v1/places/resolve?address=" + http::percent_encode(address) + as_of).body);
  };
  const auto before = ask("P. Phú Hài, TP Phan Thiết, Bình Thuận", "2024-05-01");
  EXPECT_EQ(before->root()["answer"].text_or(""), "certain");
  const auto unit = before->root()["units"].at(0);
  EXPECT_EQ(unit["name"].text_or(""), "Phường Phú Hài, Thành phố Phan Thiết, Tỉnh Bình Thuận");
  EXPECT_EQ(unit["today"].text_or(""), "Phường Phú Thủy, Tỉnh Lâm Đồng");
  const auto renamed = ask("Long Thành, Đồng Nai", "2025-12-01");   // a ward of a city since 30 April 2026
  EXPECT_EQ(renamed->root()["units"].at(0)["name"].text_or(""), "Xã Long Thành, Tỉnh Đồng Nai");
  EXPECT_EQ(renamed->root()["units"].at(0)["today"].text_or(""), "Phường Long Thành, Thành phố Đồng Nai");
  // An address of today, asked for a day before there was such a unit: nothing is made up.
  const auto not_yet = ask("Phường Bắc Gia Nghĩa, Lâm Đồng", "2024-05-01");
  EXPECT_EQ(not_yet->root()["units"].at(0)["existed"].boolean(), false);
  EXPECT_EQ(not_yet->root()["units"].at(0)["name"].text_or("?"), "");
  EXPECT_EQ(ask("Long Tuyền, Bình Thủy", "")->root()["answer"].text_or(""), "choose");
  EXPECT_EQ(ask("Long Tuyền, Bình Thủy", "")->root()["units"].size(), 2u);
  EXPECT_EQ(ask("phuowngf phus haif, phan thieets, BT", "")->root()["read_as"].text_or(""), "phuong phu hai, phan thiet, bt");
  EXPECT_EQ(get("/api/v1/places/resolve").status, 422);
  EXPECT_EQ(get("/api/v1/places/resolve?address=x&as_of=hom+qua").status, 422);
}

TEST_P(ProductsPages, EveryRouteMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check().front(); }

}  // namespace
}  // namespace ocop::products
