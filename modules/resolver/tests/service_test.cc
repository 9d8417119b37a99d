#include "kernel/json/json.h"
#include "modules/resolver/api.h"
#include "modules/resolver/linkset.h"
#include "modules/resolver/lists.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/tests/world.h"
#include "modules/resolver/work_list.h"
#include "modules/work/tests/listed.h"
#include "tests/support/desk.h"

namespace ocop::resolver {
namespace {

using http::Method;
using http::Response;
using test::has;
using test::header;

constexpr std::string_view kGtin = "08935000000014";

class ResolverService : public ResolverTest {
 protected:
  void SetUp() override {
    ResolverTest::SetUp();
    if (IsSkipped()) return;
    products::Product product;
    product.id = ProductId{Uuid{{1}}};
    product.producer = ProducerId{Uuid{{3}}};
    product.name = "Cà phê <Tân Hà>";
    product.group = "II";
    product.province = "68";
    product.gtin = kGtin;
    product.code = "k7m2p";
    product.standing.basis = products::Standing::Basis::certificate;
    product.standing.stars = 4;
    product.standing.verified = true;
    product.standing.decided = Date::of(2025, 3, 12);
    product.standing.valid_until = Date::of(2028, 3, 12);
    product.standing.certificate = CertificateId{Uuid{{2}}};
    products_.rows.push_back(product);
    producers::Producer maker;
    maker.id = ProducerId{Uuid{{3}}};
    maker.name = "Hợp tác xã Tân Hà";
    producers_.rows.push_back(maker);
    certificates::Certificate certificate;
    certificate.id = CertificateId{Uuid{{2}}};
    certificate.product = product.id;
    certificate.number = "OCOP-68-2025-000012";
    certificate.decision_number = "1234/QĐ-UBND";
    certificates_.rows.push_back(certificate);
    service_->refresh();
    for (const char* province : {"68", "86"}) desk_.people.add(province, Grant{Role::provincial_body, province, "", {}});
    desk_.offers.add(work_source(*service_));
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers});
    work::add_lists(desk_.router, {database(), desk_.site, desk_.offers});
    add_pages(desk_.router, *service_, desk_.site, desk_.offers);
  }
  using Headers = test::Pairs;
  Response ask(Method method, std::string target, Headers headers = {}, std::string body = {}) {
    return desk_.send(method, std::move(target), std::move(headers), std::move(body));
  }
  Response get(std::string target, Headers headers = {}) { return ask(Method::get, std::move(target), std::move(headers)); }
  // As a visitor's browser does: reads the form, keeps its cookie, sends it back with the token.
  Response send_report(const std::string& code, const test::Pairs& fields) {
    test::Browser visitor(desk_);
    visitor.get("/s/" + code + "/report");
    return visitor.post("/s/" + code + "/report", fields);
  }

  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(ResolverService);

TEST_P(ResolverService, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(ResolverService, TheHotRouteAnswersKnownGtinsAlone) {
  http::HotAnswer out;
  for (const char* path : {"/01/08935000000014", "/01/08935000000014/"}) {
    EXPECT_TRUE(service_->hot(path, out));
    // The same as the general path: a relative Location here was another address than the linkset's.
    const Response general = get(path);
    EXPECT_EQ(out.location, header(general, "Location"));
    EXPECT_EQ(out.location, "https://ocop.test/s/k7m2p");
    EXPECT_EQ(out.link, header(general, "Link"));
    for (const auto& [name, value] : hot_headers())
      if (name != "Vary") EXPECT_EQ(header(general, name), value) << name;
  }
  for (const char* path : {"/01/08935000000021", "/01/8935000000014", "/01/08935000000014/10/L1", "/01/", "/01/%308935000000014"})
    EXPECT_FALSE(service_->hot(path, out)) << path;
}

// A register goes on after a certificate: a product may be renamed there, and its stars were given to the name that the council saw.
TEST_P(ResolverService, AScanBearsTheNameThatWasCertified) {
  certificates_.rows[0].product_name = "Cà phê Tân Hà rang xay";
  certificates_.rows[0].producer_name = "Tổ hợp tác Tân Hà";
  products_.rows[0].name_en = "Today's name";
  const std::string page = get("/s/k7m2p").body, english = get("/en/s/k7m2p").body;
  for (const std::string& one : {page, english}) {
    EXPECT_NE(one.find("<h2>Cà phê Tân Hà rang xay</h2>"), std::string::npos) << one;
    EXPECT_NE(one.find("Tổ hợp tác Tân Hà"), std::string::npos);
    EXPECT_EQ(one.find("Today's name"), std::string::npos);
    EXPECT_EQ(one.find("Cà phê &lt;Tân Hà&gt;"), std::string::npos);
  }
}

TEST_P(ResolverService, AProductNewerThanTheSnapshotIsFoundAndRemembered) {
  products::Product newer = products_.rows[0];
  newer.gtin = "08935000000021";
  newer.code = "n3w";
  products_.rows.push_back(newer);
  http::HotAnswer out;
  EXPECT_FALSE(service_->hot("/01/08935000000021", out));
  EXPECT_EQ(header(get("/01/08935000000021"), "Location"), "https://ocop.test/s/n3w");
  EXPECT_TRUE(service_->hot("/01/08935000000021", out));
}

// A withdrawn certificate's page went on to say until when it was valid; and a shopper could not see whose answer he read, for the site's
// name stands below it.
TEST_P(ResolverService, AScanSaysWhoseItIsAndNothingOfATermThatEnded) {
  const auto before = get("/s/k7m2p");
  EXPECT_TRUE(has(before, "Có hiệu lực đến"));
  EXPECT_TRUE(has(before, "Câu trả lời của ocop.test"));
  EXPECT_LT(before.body.find("verdict-box"), before.body.find("Câu trả lời của"));
  EXPECT_TRUE(has(get("/s/unknown"), "Câu trả lời của ocop.test"));
  products_.rows[0].standing.withdrawn = true;
  certificates_.rows[0].withdrawn = Date::of(2026, 5, 8);
  certificates_.rows[0].state = certificates::State::withdrawn;
  const auto after = get("/s/k7m2p");
  EXPECT_FALSE(has(after, "Có hiệu lực đến")) << after.body;
  EXPECT_FALSE(has(after, "12/03/2028"));
  EXPECT_TRUE(has(after, "08/05/2026"));
}

// Past its 36 months, while a renewal waits (article 12.3): valid, until when at most, and no past day as if it were ahead.
TEST_P(ResolverService, AScanSaysThatARenewalIsUnderWay) {
  products_.rows[0].standing.valid_until = Date::of(2026, 11, 20);
  products_.rows[0].standing.extended_until = Date::of(2027, 5, 19);
  const auto page = get("/s/k7m2p");
  EXPECT_TRUE(has(page, "còn hiệu lực (đang đánh giá lại): đến khi có kết quả đánh giá lại, không quá 19/05/2027, theo Điều 12 khoản 3"))
      << page.body;
  EXPECT_FALSE(has(page, "20/11/2026")) << page.body;
  EXPECT_TRUE(has(get("/api/v1/scans/k7m2p"), "\"validity\":\"extended\""));
  clock_.set(start_of_vietnam_day(*Date::of(2027, 5, 20)));
  EXPECT_FALSE(has(get("/s/k7m2p"), "đang đánh giá lại"));
}

// The symbol on a printed certificate leads to the same address as before, with the copy's number behind it.
TEST_P(ResolverService, APrintedCertificateIsAskedWhatItIsWorth) {
  certificates_.copies["3"] = {.state = certificates::CopyVerdict::State::replaced, .number = 3, .printed = *Date::of(2026, 3, 1),
                               .since = *Date::of(2026, 5, 8), .certificate = "OCOP-68-2025-000012", .newest = "OCOP-68-2026-000001",
                               .stars = 5, .changes = {certificates::CopyChange::upgraded}};
  EXPECT_TRUE(has(get("/s/k7m2p?copy=3"), "Bản in số 3 ngày 01/03/2026: thay bằng bản ngày 08/05/2026: đã được nâng hạng lên 5 sao"));
  EXPECT_EQ(certificates_.copy_asked_under, "k7m2p") << "as it was scanned: the record may have been merged since";
  EXPECT_TRUE(has(get("/api/v1/scans/k7m2p?copy=3"), "thay bằng bản ngày 08/05/2026"));
  for (const char* other : {"/s/k7m2p", "/s/k7m2p?copy=", "/s/k7m2p?copy=x", "/s/k7m2p?utm=1"}) {
    const auto page = get(other);
    EXPECT_EQ(page.status, 200) << other;
    EXPECT_FALSE(has(page, "Bản in số")) << other;
  }
}

// A decision on paper that an officer confirmed was not to be taken for a certificate of this program: no number, and whose it is.
TEST_P(ResolverService, AScanKeepsAPaperApartFromACertificate) {
  products_.rows[0].standing.basis = products::Standing::Basis::confirmed;
  products_.rows[0].standing.certificate.reset();
  certificates_.on_paper[products_.rows[0].id] = {.id = certificates::ConfirmationId{Uuid{{9}}},
                                                  .number = "99/QĐ-UBND",
                                                  .decided = *Date::of(2025, 3, 12),
                                                  .issuer = "UBND huyện Lâm Hà",
                                                  .stars = 4,
                                                  .valid_until = *Date::of(2028, 3, 12),
                                                  .confirmed = *Date::of(2026, 11, 20),
                                                  .province = "68"};
  const auto page = get("/s/k7m2p");
  EXPECT_TRUE(has(page, "Sản phẩm OCOP 4 sao, còn hiệu lực đến 12/03/2028.")) << page.body;
  EXPECT_TRUE(has(page, "UBND huyện Lâm Hà"));
  EXPECT_TRUE(has(page, "xác nhận ngày 20/11/2026; bản quyết định lưu ở đây"));
  EXPECT_FALSE(has(page, "OCOP-68-2025-000012")) << "an older certificate is not what the star rests on";
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/scans/k7m2p"), "\"confirmation\""));
}

// The rows of docs/formats/resolver.md: what the GS1 conformance suite checks.
TEST_P(ResolverService, IsAConformantResolver) {
  const std::string link = "/01/" + std::string(kGtin);
  // 2, 3
  const Response options = ask(Method::options, link);
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(header(options, "Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(header(options, "Access-Control-Allow-Origin"), "*");
  // 4
  const Response description = get("/.well-known/gs1resolver");
  const auto told = json::parse(description.body);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->root()["resolverRoot"].text_or(""), "https://ocop.test");
  EXPECT_EQ(told->root()["supportedPrimaryKeys"].at(0).text_or(""), "01");
  EXPECT_EQ(header(description, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(told->root()["supportedLinkType"].at(0)["namespace"].text_or(""), "https://ref.gs1.org/voc/");
  EXPECT_EQ(told->root()["supportedLinkType"].at(0)["prefix"].text_or(""), "gs1:");
  // 5
  EXPECT_EQ(get(link + "/foo").status, 400);
  EXPECT_EQ(get("/01/08935000000017").status, 400);
  // 6, 13, 16
  for (const std::string& same : {link, link + "/"}) {
    const Response redirect = get(same);
    EXPECT_EQ(redirect.status, 307);
    EXPECT_EQ(header(redirect, "Location"), "https://ocop.test/s/k7m2p");
    EXPECT_EQ(header(redirect, "Link"),
              "<https://ocop.test/01/08935000000014?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"");
    EXPECT_EQ(header(redirect, "Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
  }
  EXPECT_EQ(ask(Method::head, link).status, 307);
  // 7
  EXPECT_EQ(header(get(link + "?linkType=gs1:pip"), "Location"), "https://ocop.test/s/k7m2p");
  EXPECT_EQ(header(get(link + "?linkType=gs1:certificationInfo"), "Location"), "https://ocop.test/certificates/OCOP-68-2025-000012");
  EXPECT_EQ(get(link + "?linkType=gs1:nosuchlt").status, 404);
  EXPECT_EQ(get(link + "?linkType=nosuchlt").status, 404);
  // 11, 12
  EXPECT_EQ(header(get(link + "/10/L1/21/S1?foo=bar&linkType=gs1:defaultLink"), "Location"), "https://ocop.test/s/k7m2p?foo=bar");
  // other keys: well formed is 404, malformed is 400
  EXPECT_EQ(get("/00/006141411234567890").status, 404);
  EXPECT_EQ(get("/00/006141411234567891").status, 400);
  EXPECT_EQ(get("/01/08935000000021").status, 404);
  EXPECT_NE(get("/01/08935000000021").body.find("08935000000021"), std::string::npos);
}

TEST_P(ResolverService, WritesLinksetsAsTheSchemaWants) {
  const std::string link = "/01/" + std::string(kGtin);
  for (const Response& response :
       {get(link + "?linkType=linkset"), get(link + "?linkType=all"), get(link, {{"accept", "application/linkset+json"}})}) {
    EXPECT_EQ(response.status, 200);                                                      // 8
    EXPECT_EQ(response.content_type, "application/linkset+json");
    EXPECT_NE(header(response, "Link").find("json-ld#context"), std::string::npos);       // 14
    const auto document = json::parse(response.body);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().size(), 1u);                                               // 9
    const auto context = document->root()["linkset"].at(0);
    EXPECT_EQ(context["anchor"].text_or(""), "https://ocop.test/01/08935000000014");
    EXPECT_EQ(context["itemDescription"].text_or(""), "Cà phê <Tân Hà>");
    const auto default_link = context["https://ref.gs1.org/voc/defaultLink"];
    ASSERT_EQ(default_link.size(), 1u);
    EXPECT_EQ(default_link.at(0).size(), 2u);
    EXPECT_EQ(context["https://ref.gs1.org/voc/certificationInfo"].at(0)["href"].text_or(""),
              "https://ocop.test/certificates/OCOP-68-2025-000012");
    for (std::size_t i = 2; i < context.size(); ++i) EXPECT_TRUE(context.key_at(i).starts_with("https://ref.gs1.org/voc/"));
  }
  const auto lot = json::parse(get(link + "/10/L%2F1?linkType=linkset").body);             // 10
  ASSERT_TRUE(lot);
  EXPECT_EQ(lot->root()["linkset"].at(0)["anchor"].text_or(""), "https://ocop.test/01/08935000000014/10/L%2F1");
}

// GS1's own suite failed five of its checks: Location was relative where the linkset says the whole address, and carried the suite's
// mediaType along. What it does: every link of the linkset is asked for by its type, media type and language, and must be the very target.
TEST_P(ResolverService, EveryLinkOfTheLinksetIsWhatTheRedirectGives) {
  for (const std::string& link : {std::string("/01/") + std::string(kGtin), std::string("/01/") + std::string(kGtin) + "/10/L1"}) {
    const auto document = json::parse(get(link + "?linkType=linkset").body);
    ASSERT_TRUE(document);
    const auto context = document->root()["linkset"].at(0);
    int asked = 0;
    for (std::size_t i = 0; i < context.size(); ++i) {
      const std::string type(context.key_at(i));
      if (!type.starts_with(kVocabulary)) continue;
      const std::string name = "gs1:" + type.substr(kVocabulary.size());
      for (std::size_t k = 0; k < context.at(i).size(); ++k) {
        const auto one = context.at(i).at(k);
        const std::string href(one["href"].text_or("")), language(one["hreflang"].at(0).text_or(""));
        EXPECT_TRUE(href.starts_with("https://ocop.test/")) << href;
        const std::string lang = language.empty() ? "" : "&lang=" + language;
        for (const std::string& said : {name, type, "https://gs1.org/voc/" + name.substr(4)})
          EXPECT_EQ(header(get(link + "?linkType=" + said + "&mediaType=text/html" + lang), "Location"), href) << said << lang;
        const Response by_header = get(link + "?linkType=" + name, {{"accept", "text/html"}, {"accept-language", language}});
        EXPECT_EQ(header(by_header, "Location"), href) << name << " " << language;
        EXPECT_NE(header(by_header, "Link").find("?linkType=linkset>; rel=\"linkset\""), std::string::npos);
        // And the target is there, in that language.
        const Response target = get(href.substr(std::string("https://ocop.test").size()));
        if (name != "gs1:certificationInfo") EXPECT_EQ(target.status, 200) << href;   // another module's page
        if (language == "en") EXPECT_NE(href.find("/en/"), std::string::npos);
        ++asked;
      }
    }
    EXPECT_EQ(asked, 5) << "the default, the page and the certificate in two languages";
    EXPECT_EQ(header(get(link), "Location"), context["https://ref.gs1.org/voc/defaultLink"].at(0)["href"].text_or(""));
  }
}

// "application/linkset+json;q=0" got a linkset: the name was looked for, its weight was not.
TEST_P(ResolverService, WeighsALinksetAgainstAPage) {
  struct Case { std::string_view accept; int status; std::string_view type; };
  const Case cases[]{
      {"application/linkset+json", 200, "application/linkset+json"},
      {"application/linkset+json;q=0", 307, ""},
      {"application/linkset+json;q=0, */*", 307, ""},
      {"application/linkset+json;q=0, text/html", 307, ""},
      {"application/linkset+json;q=0.5, text/html", 307, ""},
      {"text/html;q=0.5, application/linkset+json", 200, "application/linkset+json"},
      {"text/html, application/linkset+json", 200, "application/linkset+json"},
      {"text/html, application/linkset+json;q=0.9", 307, ""},
      {"application/linkset+json, */*;q=0.1", 200, "application/linkset+json"},
      {"application/json", 200, "application/json"},
      {"application/json;q=0", 307, ""},
      {"application/json;q=0.2, text/html;q=0.3", 307, ""},
      {"application/json, application/linkset+json;q=0.5", 200, "application/json"},
      {"application/*", 200, "application/linkset+json"},
      {"*/*", 307, ""},
      {"", 307, ""},
      {"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", 307, ""},
  };
  for (const Case& c : cases) {
    const Response response = get("/01/" + std::string(kGtin), {{"accept", std::string(c.accept)}});
    EXPECT_EQ(response.status, c.status) << c.accept;
    if (c.status == 200) EXPECT_EQ(response.content_type, c.type) << c.accept;
  }
}

// The constraints of the schema that GS1 publishes for the description file (standards/resolver/1.2.0/description-file-schema).
TEST_P(ResolverService, DescribesItselfAsTheSchemaWants) {
  const auto document = json::parse(get("/.well-known/gs1resolver").body);
  ASSERT_TRUE(document);
  const auto root = document->root();
  EXPECT_TRUE(root["resolverRoot"].text());
  EXPECT_FALSE(root["resolverRoot"].text_or("").ends_with("/"));
  ASSERT_GE(root["supportedPrimaryKeys"].size(), 1u);
  for (std::size_t i = 0; i < root["supportedPrimaryKeys"].size(); ++i) EXPECT_EQ(root["supportedPrimaryKeys"].at(i).text_or(""), "01");
  for (std::size_t i = 0; i < root["supportedLinkType"].size(); ++i) {
    EXPECT_TRUE(root["supportedLinkType"].at(i)["namespace"].text());
    EXPECT_TRUE(root["supportedLinkType"].at(i)["prefix"].text_or("").ends_with(":"));
  }
  EXPECT_TRUE(root["linkTypeDefaultCanBeLinkset"].boolean());
  EXPECT_TRUE(root["name"].text());
  EXPECT_TRUE(root["jsonLdContextLocation"].text());
}

TEST_P(ResolverService, TheScanPageSaysTheVerdictFirst) {
  const Response page = get("/s/k7m2p");
  EXPECT_EQ(page.status, 200);
  const std::size_t verdict = page.body.find("Sản phẩm OCOP 4 sao, còn hiệu lực đến 12/03/2028.");
  const std::size_t main = page.body.find("<main");
  const std::size_t product = page.body.find("<h2>Cà phê &lt;Tân Hà&gt;</h2>");
  ASSERT_NE(product, std::string::npos) << page.body;
  EXPECT_LT(main, page.body.rfind("Sản phẩm OCOP 4 sao", product));
  EXPECT_LT(verdict, product);
  EXPECT_NE(page.body.find("OCOP-68-2025-000012"), std::string::npos);
  EXPECT_NE(page.body.find("1234/QĐ-UBND"), std::string::npos);
  EXPECT_NE(page.body.find("Hợp tác xã Tân Hà"), std::string::npos);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_EQ(header(page, "Set-Cookie"), "");
  EXPECT_EQ(header(page, "Cache-Control"), "public, max-age=60");
  EXPECT_LT(page.body.size(), 20'000u);
}

TEST_P(ResolverService, TheScanPageSpeaksTheReadersLanguage) {
  const Response english = get("/s/k7m2p", {{"accept-language", "en-GB,en;q=0.9"}});
  EXPECT_NE(english.body.find("An OCOP product of 4 stars, valid until 12 March 2028."), std::string::npos);
  EXPECT_EQ(header(english, "Vary").find("Accept-Language"), 0u);
  EXPECT_NE(get("/s/k7m2p?lang=vi", {{"accept-language", "en"}}).body.find("Sản phẩm OCOP 4 sao"), std::string::npos);
  EXPECT_NE(get("/en/s/k7m2p").body.find("An OCOP product"), std::string::npos);
}

TEST_P(ResolverService, AnUnknownCodeIsSaidToBeUnknown) {
  for (const char* path : {"/s/nothing", "/s/%3Cscript%3E", "/s/k7m2p-k7m2p-k7m2p-k7m2p-k7m2p-k7m2p"}) {
    const Response page = get(path);
    EXPECT_EQ(page.status, 404) << path;
    EXPECT_NE(page.body.find("Mã này không phải của sản phẩm nào"), std::string::npos) << path;
    EXPECT_EQ(page.body.find("<script>"), std::string::npos) << path;
  }
}

// A shopper whose label was misprinted was told to go back and load the page again.
TEST_P(ResolverService, ALinkThatCannotBeReadSaysWhatToDo) {
  const Response page = get("/01/08935000000017", {{"accept", "text/html"}});
  EXPECT_EQ(page.status, 400);
  test::expect_sound(page);
  EXPECT_TRUE(has(page, "không đúng dạng"));
  EXPECT_TRUE(has(page, "href=\"/products\""));
  EXPECT_TRUE(has(page, "/s/08935000000017/report"));
  EXPECT_TRUE(has(get("/en/01/%3Cb%3E", {{"accept", "text/html"}}), "not formed"));
  EXPECT_EQ(get("/01/08935000000017", {{"accept", "application/json"}}).content_type, "application/problem+json");
}

TEST_P(ResolverService, AReportReachesItsProvinceAndNoOther) {
  const Response thanks = send_report("k7m2p", {{"what", "Tem lạ"}, {"where", "Chợ"}, {"contact", "0900000000"}});
  ASSERT_EQ(thanks.status, 200) << thanks.body;
  EXPECT_NE(thanks.body.find("BC-2026-000001"), std::string::npos);
  ASSERT_EQ(notices_.count("report.received"), 1);
  EXPECT_EQ(notices_.last().audience.holders, (std::vector<Grant>{{Role::provincial_body, "68", "", {}}}));
  EXPECT_EQ(notices_.last().news.arguments.at(1), "BC-2026-000001");
  const Headers here{{"authorization", "Bearer 68"}}, elsewhere{{"authorization", "Bearer 86"}};
  const auto listed = json::parse(get("/api/v1/reports", here).body);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->root()["reports"].size(), 1u);
  const std::string id(listed->root()["reports"].at(0)["id"].text_or(""));
  EXPECT_EQ(listed->root()["reports"].at(0)["what"].text_or(""), "Tem lạ");
  EXPECT_NE(get("/reports", here).body.find("BC-2026-000001"), std::string::npos);
  EXPECT_NE(get("/reports/" + id, here).body.find("0900000000"), std::string::npos);
  EXPECT_EQ(get("/api/v1/reports", elsewhere).body.find("BC-2026"), std::string::npos);
  EXPECT_EQ(get("/reports/" + id, elsewhere).status, 404);
  EXPECT_EQ(ask(Method::post, "/api/v1/reports/" + id + "/close", elsewhere, R"({"version":1,"finding":"x"})").status, 404);
  EXPECT_NE(get("/reports.csv", here).body.find("BC-2026-000001"), std::string::npos);
  EXPECT_EQ(get("/reports.csv", elsewhere).body.find("BC-2026"), std::string::npos);
  EXPECT_EQ(get("/reports.csv", here).body.find("0900000000"), std::string::npos) << "how to reach a reporter leaves in no file";
  EXPECT_EQ(get("/reports.xlsx", elsewhere).status, 200);
  EXPECT_EQ(get("/reports").status, 401);
}

TEST_P(ResolverService, ClosingAReportForgetsHowToReachTheReporter) {
  send_report("k7m2p", {{"what", "a"}, {"contact", "0900000000"}});
  const Headers here{{"authorization", "Bearer 68"}};
  const auto listed = json::parse(get("/api/v1/reports", here).body);
  ASSERT_TRUE(listed);
  const std::string path = "/api/v1/reports/" + std::string(listed->root()["reports"].at(0)["id"].text_or(""));
  EXPECT_EQ(ask(Method::post, path + "/close", here, R"({"version":1,"finding":" "})").status, 422);
  EXPECT_EQ(ask(Method::post, path + "/close", here, R"({"finding":"x"})").status, 422);
  EXPECT_EQ(ask(Method::post, path + "/close", here, R"({"version":2,"finding":"x"})").status, 409);
  EXPECT_EQ(ask(Method::post, path + "/close", here, R"({"version":1,"finding":"Tem thật"})").status, 200);
  EXPECT_EQ(ask(Method::post, path + "/close", here, R"({"version":2,"finding":"again"})").status, 409);
  const auto closed = json::parse(get(path, here).body);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->root()["state"].text_or(""), "closed");
  EXPECT_EQ(closed->root()["finding"].text_or(""), "Tem thật");
  EXPECT_EQ(closed->root()["contact"].text_or("?"), "");
  EXPECT_EQ(json::parse(get("/api/v1/reports?state=closed", here).body)->root()["reports"].size(), 1u);
  EXPECT_EQ(json::parse(get("/api/v1/reports", here).body)->root()["reports"].size(), 0u);
  EXPECT_EQ(json::parse(get("/api/v1/reports?state=", here).body)->root()["reports"].size(), 1u);
  const Response page = get("/reports", here);
  test::expect_sound(page);
  EXPECT_NE(page.body.find("Đã kết thúc xử lý <span class=\"count\">1</span>"), std::string::npos) << "what is closed is one step away";
}

// A wave of reports must not bury the dossiers.
TEST_P(ResolverService, OpenReportsAreOneLineOfTheirProvincesWork) {
  const auto work = [&](const char* province) { return desk_.get("/work", province); };
  EXPECT_FALSE(test::has(work("68"), "Phản ánh của người mua"));
  for (int i = 0; i < 2; ++i) ASSERT_EQ(send_report("k7m2p", {{"what", "Tem mờ, mùi lạ"}, {"where", "Chợ Tân Hà"}}).status, 200);
  EXPECT_TRUE(test::has(work("68"), "2 phản ánh chưa xem xét"));
  EXPECT_TRUE(test::has(work("68"), "href=\"/reports\""));
  EXPECT_FALSE(test::has(work("86"), "Phản ánh của người mua"));
  EXPECT_EQ(work::tests::listed(database(), desk_.people["68"], work::State::waiting).size(), 1u);

  static constexpr db::Statement kNever{"test.never_kept", "DELETE FROM work_item"};
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> { t.execute(kNever); return {}; }).ok());
  service_->renew_work();
  EXPECT_TRUE(test::has(work("68"), "2 phản ánh chưa xem xét")) << "a start puts it there again";

  for (int left = 1; left >= 0; --left) {
    const Report open = service_->oldest_open_report("68").rows.at(0);
    ASSERT_TRUE(service_->close_report(desk_.people["68"], open.id, {.version = open.version, .finding = "Đã kiểm tra"}).ok());
    EXPECT_EQ(test::has(work("68"), std::to_string(left) + " phản ánh chưa xem xét"), left > 0);
  }
  EXPECT_TRUE(work::tests::listed(database(), desk_.people["68"], work::State::waiting).empty());
}

TEST_P(ResolverService, AReportOfAnUnknownCodeAsksForTheProvince) {
  EXPECT_NE(get("/s/fake1/report").body.find("name=\"province\""), std::string::npos);
  EXPECT_EQ(get("/s/k7m2p/report").body.find("name=\"province\""), std::string::npos);
  EXPECT_EQ(send_report("fake1", {{"what", "a"}}).status, 422);
  EXPECT_EQ(send_report("fake1", {{"what", "a"}, {"province", "86"}}).status, 200);
  EXPECT_NE(get("/reports", {{"authorization", "Bearer 86"}}).body.find("fake1"), std::string::npos);
}

TEST_P(ResolverService, ReportsAreThrottledByAddress) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(send_report("k7m2p", {{"what", "a"}}).status, 200);
  EXPECT_EQ(send_report("k7m2p", {{"what", "a"}}).status, 429);
  EXPECT_EQ(send_report("k7m2p", {{"what", ""}}).status, 422);
  desk_.peer = "203.0.113.8";
  EXPECT_EQ(send_report("k7m2p", {{"what", "a"}}).status, 200);
}

TEST_P(ResolverService, AReportWithoutTheFormOfOursIsRefused) {
  EXPECT_EQ(ask(Method::post, "/s/k7m2p/report", {{"content-type", "application/x-www-form-urlencoded"}}, "what=a").status, 403);
}

TEST_P(ResolverService, TheApiTellsTheStanding) {
  const auto told = json::parse(get("/api/v1/scans/k7m2p").body);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->root()["validity"].text_or(""), "valid");
  EXPECT_EQ(told->root()["stars"].integer(), 4);
  EXPECT_EQ(told->root()["valid_until"].text_or(""), "2028-03-12");
  EXPECT_EQ(get("/api/v1/scans/nothing").status, 404);
}

}  // namespace
}  // namespace ocop::resolver
