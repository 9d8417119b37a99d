// The module's pages and API through the whole way of a request.
#include "modules/certificates/pages.h"

#include "kernel/json/json.h"
#include "modules/certificates/api.h"
#include "modules/certificates/lists.h"
#include "modules/certificates/tests/fixture.h"
#include "modules/work/work.h"
#include "tests/support/desk.h"
#include "tests/support/other_programs.h"

namespace ocop::certificates::test {
namespace {

using ocop::test::has;
using ocop::test::header;

// Bearer "68" is the OCOP body of province 68; "01" that of another; "producer" a producer; none a visitor.
class CertificatesPages : public CertificatesTest {
 protected:
  void SetUp() override {
    CertificatesTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    for (const char* province : {"68", "01"}) desk_.people.add(province, official(province));
    desk_.people.add("producer", Grant{Role::producer_member, "", "", kMaker});
    add_pages(desk_.router, service(), desk_.site);
    add_api(desk_.router, service());
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, service());
  }
  http::Response send(http::Method method, const std::string& target, std::string_view who = {}, std::string body = {},
                      std::string_view type = "application/x-www-form-urlencoded") {
    ocop::test::Pairs headers;
    if (!who.empty()) headers.emplace_back("authorization", "Bearer " + std::string(who));
    if (!body.empty()) headers.emplace_back("content-type", type);
    return desk_.send(method, target, std::move(headers), std::move(body));
  }
  http::Response get(const std::string& target, std::string_view who = {}) { return send(http::Method::get, target, who); }
  http::Response post_json(const std::string& target, std::string_view who, std::string body) {
    return send(http::Method::post, target, who, std::move(body), "application/json");
  }
  static std::string form(const ocop::test::Pairs& fields) { return ocop::test::to_form(fields); }
  static std::string good_form() {
    return form({{"version", "5"}, {"outcome", "recognised"}, {"number", "1234/QĐ-UBND"}, {"decided", "2026-11-20"},
                 {"signer", "Phó Chủ tịch"}, {"reason", ""}});
  }

  ocop::test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(CertificatesPages);

TEST_P(CertificatesPages, TheProvinceDecidesOnAPage) {
  const DossierId dossier = add_dossier(1);
  const std::string path = "/decisions/" + dossier.text();
  const auto list = get("/decisions", "68");
  EXPECT_TRUE(has(list, path));
  EXPECT_TRUE(has(list, "HTX Nông nghiệp Tân Hà")) << "what other modules know of it";
  EXPECT_FALSE(has(get("/decisions", "01"), path)) << "another province's";
  EXPECT_TRUE(has(get("/decisions.csv", "68"), "01/PĐK-68-24988-2026"));
  const auto page = get(path, "68");
  EXPECT_EQ(page.status, 200);
  for (const char* part : {"Cà phê bột Cầu Đất 1", "HTX Nông nghiệp Tân Hà", "78,5", "value=\"recognised\"", "value=\"not_recognised\"",
                           "name=\"version\" value=\"5\""}) {
    EXPECT_TRUE(has(page, part)) << part;
  }
  EXPECT_FALSE(has(page, "forwarded_to_ministry"));   // not offered below 90 points
  const auto wrong = send(http::Method::post, path, "68", form({{"version", "5"}, {"outcome", "recognised"}, {"signer", "Chủ tịch tỉnh"}}));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(wrong, "Hãy ghi số quyết định"));
  EXPECT_TRUE(has(wrong, "Chủ tịch tỉnh"));   // what was typed is kept
  const auto done = send(http::Method::post, path, "68", good_form());
  EXPECT_EQ(done.status, 303) << done.body;
  EXPECT_EQ(header(done, "Location"), "/certificates/OCOP-68-2026-000001");
  const auto after = get(path, "68");
  EXPECT_TRUE(has(after, "OCOP-68-2026-000001"));
  EXPECT_FALSE(has(after, "<form method=\"post\" action=\"" + path));
  EXPECT_EQ(send(http::Method::post, path, "68", good_form()).status, 409);
}

TEST_P(CertificatesPages, WhoMayNotIsRefused) {
  const std::string path = "/decisions/" + add_dossier(1).text();
  const std::string withdraw = "/certificates/" + issue(2) + "/withdraw";
  for (const std::string& page : {path, withdraw, std::string("/decisions")}) {
    EXPECT_EQ(get(page, "producer").status, 403) << page;
    EXPECT_NE(get(page).status, 200) << page;
  }
  EXPECT_EQ(get(path, "01").status, 404);       // a foreign row
  EXPECT_EQ(get(withdraw, "01").status, 404);
  EXPECT_EQ(send(http::Method::post, path, "01", good_form()).status, 404);
  EXPECT_EQ(post_json("/api/v1/decisions", "producer", "{}").status, 403);
  EXPECT_EQ(get("/decisions/not-an-id", "68").status, 404);
}

TEST_P(CertificatesPages, ACertificateIsAPublicPageInTwoLanguages) {
  const std::string path = "/certificates/" + issue(1);
  const auto page = get(path);
  EXPECT_EQ(page.status, 200);
  for (const char* part : {"Cà phê bột Cầu Đất 1", "1234/QĐ-UBND", "20/11/2026", "20/11/2029", "Phó Chủ tịch UBND tỉnh Lâm Đồng", "<svg",
                           "https://ocop.example.vn/s/code1", "24/05/2029", "23/07/2029", "còn hiệu lực"}) {
    EXPECT_TRUE(has(page, part)) << part;
  }
  EXPECT_FALSE(has(page, "/withdraw"));
  EXPECT_TRUE(has(get(path, "68"), path + "/withdraw"));
  EXPECT_FALSE(has(get(path, "01"), path + "/withdraw"));
  const auto english = get("/en" + path);
  EXPECT_TRUE(has(english, "Official record"));
  EXPECT_TRUE(has(english, "20 November 2029"));
  EXPECT_EQ(get("/certificates/OCOP-68-2026-000099").status, 404);
}

TEST_P(CertificatesPages, DownloadsAreWhatTheySay) {
  const std::string path = "/certificates/" + issue(1);
  const auto paper = get(path + "/certificate.pdf");
  EXPECT_TRUE(paper.body.starts_with("%PDF-"));
  if (ocop::test::has_program("pdfinfo")) {   // read aloud in the order in which it is printed, the title as a heading
    const ocop::test::TemporaryFolder folder;
    const std::string file = folder.write("paper.pdf", paper.body);
    const std::string info = ocop::test::output_of("pdfinfo " + file);
    EXPECT_NE(info.find("Tagged:          yes"), std::string::npos) << info;
    const std::string read = ocop::test::output_of("pdfinfo -struct-text " + file);
    EXPECT_LT(read.find("H1"), read.find("Cà phê bột Cầu Đất 1")) << read;
  }
  EXPECT_TRUE(get(path + "/qr.png").body.starts_with("\x89PNG"));
  EXPECT_TRUE(get(path + "/qr.svg").body.starts_with("<svg"));
  const auto proof = get(path + "/proof.json");
  EXPECT_EQ(proof.content_type, "application/json");
  EXPECT_TRUE(service().verify(proof.body).ok());
  EXPECT_NE(header(proof, "Content-Disposition").find("OCOP-68-2026-000001.ocop-proof.json"), std::string::npos);
  EXPECT_EQ(get("/certificates/OCOP-68-2026-000099/certificate.pdf").status, 404);
}

TEST_P(CertificatesPages, AWithdrawalShowsAtOnce) {
  const std::string path = "/certificates/" + issue(1);
  EXPECT_TRUE(has(get(path + "/withdraw", "68"), "value=\"misuse_of_mark\""));
  const std::string body = form({{"ground", "misuse_of_mark"}, {"number", "55/QĐ-UBND"}, {"concluded", "2026-11-20"},
                                 {"decided", "2026-11-21"}, {"signer", "Chủ tịch"}, {"note", "chỉ nội bộ đọc"}});
  EXPECT_EQ(send(http::Method::post, path + "/withdraw", "68", form({{"ground", "misuse_of_mark"}})).status, 422);
  EXPECT_EQ(send(http::Method::post, path + "/withdraw", "68", body).status, 303);
  const auto page = get(path);
  EXPECT_TRUE(has(page, "Sử dụng sai nhãn hiệu OCOP"));
  EXPECT_TRUE(has(page, "đã bị thu hồi ngày 21/11/2026"));
  EXPECT_FALSE(has(page, "chỉ nội bộ đọc"));
  EXPECT_TRUE(has(get("/log"), "Thu hồi giấy chứng nhận"));
}

// A producer found out by chance: after the decision its dossier still said that the points were closed, and of a withdrawal nothing
// reached it but the public page, which went on to print the old term and named no entry of the log.
TEST_P(CertificatesPages, AProducerIsToldOfTheDecisionAndOfTheWithdrawal) {
  offer(desk_.offers, service());
  const std::string number = issue(1), path = "/certificates/" + number;
  const std::string dossier = some_id<DossierId>(1).text();
  const auto on_dossier = [&] {
    web::Html out(Language::vi);
    desk_.offers.all<evaluation::Panel>().at(0).show(out, some_id<DossierId>(1));
    return out.take();
  };
  const auto at_home = [&](const Actor& actor) {
    web::Html out(Language::vi);
    http::Request request;
    request.actor = actor;
    desk_.offers.all<work::Panel>().at(0).show(out, request);
    return out.take();
  };
  const Actor maker{some_id<AccountId>(9), "Chủ thể", {{Role::producer_member, "", "", kMaker}}};
  for (const std::string& part : {std::string("1234/QĐ-UBND"), path, std::string("20/11/2029"), std::string("/log?from=0")})
    EXPECT_NE(on_dossier().find(part), std::string::npos) << part;
  EXPECT_EQ(at_home(maker), "");
  EXPECT_TRUE(has(get(path, "producer"), "/dossiers/" + dossier)) << "the way back, for who may read it";
  EXPECT_FALSE(has(get(path, "producer"), "/decisions/" + dossier));
  EXPECT_TRUE(has(get(path, "68"), "/decisions/" + dossier));
  EXPECT_FALSE(has(get(path), "/dossiers/"));
  EXPECT_FALSE(has(get(path, "01"), "/dossiers/"));

  ASSERT_TRUE(service().withdraw(official(), number, withdrawal()).ok());
  EXPECT_EQ(notices_.count(kToldWithdrawn), 1);
  EXPECT_EQ(notices_.last().audience.holders.at(0), (Grant{Role::producer_member, "", "", kMaker}));
  for (const std::string& page : {on_dossier(), at_home(maker), get(path).body})
    for (const std::string_view part : {"55/QĐ-UBND", "không còn đáp ứng tiêu chí", "href=\"/log?from=3\""})
      EXPECT_NE(page.find(part), std::string::npos) << part << "\n" << page;
  EXPECT_EQ(on_dossier().find("20/11/2029"), std::string::npos) << "no term of what ended";
  EXPECT_EQ(at_home({}), "");
  EXPECT_FALSE(has(get(path), "Có giá trị đến hết ngày"));
}

// Entries were shown by the ids that they hold, which say nothing to a reader.
TEST_P(CertificatesPages, TheLogNamesProducts) {
  issue(1);
  const auto page = get("/log");
  EXPECT_TRUE(has(page, "href=\"/products/code1\">Cà phê bột Cầu Đất 1</a>")) << page.body;
  EXPECT_TRUE(has(page, "OCOP-68-2026-000001"));
}

TEST_P(CertificatesPages, TheListNarrowsAndExports) {
  EXPECT_TRUE(has(get("/certificates"), "Chưa có giấy chứng nhận nào"));
  issue(1);
  issue(2, "01");
  const auto all = get("/certificates");
  EXPECT_TRUE(has(all, "2 giấy chứng nhận"));
  const auto some = get("/certificates?province=68&stars=4&validity=valid");
  EXPECT_TRUE(has(some, "OCOP-68-2026-000001"));
  EXPECT_FALSE(has(some, "OCOP-01-2026-000001"));
  EXPECT_TRUE(has(some, "/certificates.csv?province=68&amp;stars=4&amp;validity=valid"));
  EXPECT_TRUE(has(some, "<title>Còn hiệu lực · 4 sao")) << "a narrowed list has a name of its own";
  EXPECT_TRUE(has(get("/certificates?province=01&stars=3"), "Không có mục nào hợp với điều kiện đã chọn"));
  const auto csv = get("/certificates.csv?province=68");
  const auto before = get("/certificates/export?province=68");
  EXPECT_EQ(before.status, 308);
  EXPECT_EQ(header(before, "Location"), "/certificates.csv?province=68") << "links to the file of before still lead to it";
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 2);
  EXPECT_TRUE(has(csv, "OCOP-68-2026-000001,Cà phê bột Cầu Đất 1,HTX Nông nghiệp Tân Hà"));
  EXPECT_EQ(get("/certificates?stars=9").status, 422);
  EXPECT_EQ(get("/certificates?validity=reported").status, 422);
}

TEST_P(CertificatesPages, TheListKnowsHowEachStandsToday) {
  issue(1);
  issue(2, "01");
  const std::string withdrawn = issue(3);
  ASSERT_TRUE(service().withdraw(official(), withdrawn, withdrawal()).ok());
  const auto total = [&](const std::string& query) {
    return json::parse(get("/api/v1/certificates?" + query).body)->root()["total"].integer().value_or(-1);
  };
  EXPECT_EQ(total(""), 3);
  EXPECT_EQ(total("province=68"), 2);
  EXPECT_EQ(total("province=68&stars=4&validity=valid"), 1);
  EXPECT_EQ(total("stars=3"), 0);
  EXPECT_EQ(total("validity=withdrawn"), 1);
  // Around each day on which the word of a certificate changes, the database says the word that rules say.
  const Date until =
      *Date::parse_iso(std::string(json::parse(get("/api/v1/certificates/OCOP-68-2026-000001").body)->root()["valid_until"].text_or("")));
  const Date opens = rules::renewal_window(until).opens;
  for (const Date today : {opens.plus_days(-1), opens, opens.plus_days(1), until.plus_days(-1), until, until.plus_days(1)}) {
    clock_.set(start_of_vietnam_day(today));
    const std::string_view says = products::name(service().view("OCOP-68-2026-000001")->validity);
    for (const std::string_view word : {"valid", "renewal_window", "lapsed"})
      EXPECT_EQ(total("province=01&validity=" + std::string(word)), says == word ? 1 : 0) << today.iso() << " " << word;
  }
}

TEST_P(CertificatesPages, TheApiSaysTheSame) {
  const DossierId dossier = add_dossier(1);
  const auto waiting = get("/api/v1/decisions", "68");
  EXPECT_TRUE(has(waiting, R"("possible":["recognised","not_recognised"])"));
  const std::string body = R"({"dossier":")" + dossier.text() + R"(","version":5,"outcome":"recognised","number":"1234/QĐ-UBND",)" +
                           R"("decided":"2026-11-20","signer":"Phó Chủ tịch"})";
  const auto done = post_json("/api/v1/decisions", "68", body);
  EXPECT_EQ(done.status, 201) << done.body;
  EXPECT_EQ(header(done, "Location"), "/api/v1/certificates/OCOP-68-2026-000001");
  EXPECT_EQ(post_json("/api/v1/decisions", "68", body).status, 409);
  EXPECT_EQ(post_json("/api/v1/decisions", "68", "{").status, 400);
  EXPECT_EQ(post_json("/api/v1/decisions", "68", "{}").status, 422);
  const auto one = get("/api/v1/certificates/OCOP-68-2026-000001");
  EXPECT_EQ(one.status, 200);
  EXPECT_TRUE(json::parse(one.body).ok());
  EXPECT_TRUE(has(one, R"("validity":"valid")"));
  EXPECT_TRUE(has(get("/api/v1/certificates?province=68"), R"("total":1)"));
  EXPECT_EQ(get("/api/v1/certificates?page=0").status, 422);
  const auto proof = get("/api/v1/certificates/OCOP-68-2026-000001/proof");
  EXPECT_TRUE(has(post_json("/api/v1/certificates/verify", "", proof.body), R"("holds":true)"));
  EXPECT_EQ(post_json("/api/v1/certificates/verify", "", "{}").status, 400);
  const std::string withdrawal =
      R"({"ground":"false_dossier","number":"5/QĐ-UBND","concluded":"2026-11-20","decided":"2026-11-21","signer":"Chủ tịch"})";
  EXPECT_EQ(post_json("/api/v1/certificates/OCOP-68-2026-000001/withdrawal", "01", withdrawal).status, 404);
  EXPECT_EQ(post_json("/api/v1/certificates/OCOP-68-2026-000001/withdrawal", "68", withdrawal).status, 201);
  EXPECT_TRUE(has(get("/api/v1/certificates/OCOP-68-2026-000001"), R"("validity":"withdrawn")"));
}

TEST_P(CertificatesPages, AProofIsCheckedOnAPage) {
  issue(1);
  const std::string file = get("/certificates/OCOP-68-2026-000001/proof.json").body;
  EXPECT_EQ(get("/verify").status, 200);
  http::Fields pasted;
  pasted.add("text", file);
  const auto holds = send(http::Method::post, "/verify", "68", pasted.to_query());   // a bearer needs no form token
  EXPECT_EQ(holds.status, 200);
  EXPECT_TRUE(has(holds, "Đúng: giấy này đã được cấp"));
  http::Fields changed;
  std::string text = file;
  text.replace(text.find("\"stars\": 4"), 10, "\"stars\": 5");
  changed.add("text", text);
  const auto fails = send(http::Method::post, "/verify", "68", changed.to_query());
  EXPECT_EQ(fails.status, 422);
  EXPECT_TRUE(has(fails, "không khớp với bản ghi"));
  const std::string upload = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n" + file + "\r\n--x--\r\n";
  EXPECT_EQ(send(http::Method::post, "/verify", "68", upload, "multipart/form-data; boundary=x").status, 200);
  const std::string large = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n" +
                            std::string(kMaxProofFile + 1, ' ') + "\r\n--x--\r\n";
  const auto told = send(http::Method::post, "/verify", "68", large, "multipart/form-data; boundary=x");
  EXPECT_EQ(told.status, 413);
  EXPECT_TRUE(has(told, "Tệp lớn quá: 256,1 kB, tối đa 256 kB")) << told.body;
  EXPECT_TRUE(has(told, "aria-invalid=\"true\"")) << "at its field, as any other";
  EXPECT_EQ(send(http::Method::post, "/verify", "68", "text=").status, 422);
}

TEST_P(CertificatesPages, TheLogIsServedForMachinesAndPeople) {
  issue(1);
  EXPECT_TRUE(has(get("/log"), "Cấp giấy chứng nhận"));
  EXPECT_TRUE(has(get("/en/log?from=0"), "The province"));
  const auto note = get("/checkpoint");
  EXPECT_EQ(note.content_type, "text/plain; charset=utf-8");
  const auto key = tlog::read_log_key(get("/log/key").body);
  ASSERT_TRUE(key.ok());
  const auto head = tlog::open_checkpoint(note.body, key->origin, key->public_key);
  ASSERT_TRUE(head.ok());
  EXPECT_EQ(head->size, 3);
  const auto tile = get("/tile/0/000.p/3");
  EXPECT_EQ(tile.content_type, "application/octet-stream");
  ASSERT_EQ(tile.body.size(), 96u);
  EXPECT_NE(header(tile, "Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(get("/tile/entries/000.p/3").status, 200);
  for (const char* absent : {"/tile/0/000", "/tile/0/000.p/4", "/tile/64/000", "/tile/x/000", "/tile/0/0", "/tile/0/x001/000"}) {
    EXPECT_EQ(get(absent).status, 404) << absent;
  }
  EXPECT_EQ(get("/log?from=abc").status, 200);
}

// Between the end and the result the page says how long it holds, by which article, and that nothing is promised after (article 12.3).
TEST_P(CertificatesPages, TheWaitForAResultIsSaidWithItsArticleAndItsLastDay) {
  const std::string number = issue(1), path = "/certificates/" + number;
  clock_.set(Instant::parse_iso("2029-07-24T05:00:00.000Z").value());   // 119 days before the end
  EXPECT_TRUE(has(get(path), "còn hiệu lực đến khi có kết quả, không quá 19/05/2030, Điều 12 khoản 3"));
  EXPECT_TRUE(has(get(path), "không có kết quả thì hết hiệu lực")) << "nothing is promised after it";
  json::Writer body;
  body.begin_object().field("kind", "renewal").field("number", "02/PĐK").field("product", some_id<ProductId>(1));
  body.field("standing_until", "2029-11-20").end_object();
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    tlog::append(transaction, {"dossier.submitted", some_id<DossierId>(90).text(), body.take(), clock_.now()});
    return {};
  }).ok());
  service().follow();
  EXPECT_TRUE(has(get(path), "02/PĐK nộp ngày 24/07/2029, muộn so với hạn 23/07/2029"));
  clock_.set(Instant::parse_iso("2029-11-21T05:00:00.000Z").value());
  for (const char* part : {"còn hiệu lực (đang đánh giá lại)", "đến khi có kết quả đánh giá lại, không quá 19/05/2030"})
    EXPECT_TRUE(has(get(path), part)) << part;
  const auto api = json::parse(get("/api/v1" + path).body);
  EXPECT_EQ(api->root()["validity"].text_or(""), "extended");
  EXPECT_EQ(api->root()["stage"].text_or(""), "extended");
  EXPECT_EQ(api->root()["extended_until"].text_or(""), "2030-05-19");
  ocop::test::expect_sound(get("/en" + path));
  clock_.set(Instant::parse_iso("2030-05-20T05:00:00.000Z").value());
  EXPECT_FALSE(has(get(path), "đang đánh giá lại"));
  EXPECT_EQ(json::parse(get("/api/v1" + path).body)->root()["validity"].text_or(""), "lapsed");
}

TEST_P(CertificatesPages, TheOfficeSeesEveryCopyOfItsProvince) {
  const std::string number = issue(1);
  ASSERT_EQ(get("/certificates/" + number + "/certificate.pdf").status, 200);
  ASSERT_EQ(get("/certificates/" + number + "/certificate.pdf", "producer").status, 200);
  const auto page = get("/copies", "68");
  for (const std::string& part : {number, std::string("Người xem"), std::string("Chủ thể")})
    EXPECT_TRUE(has(page, part)) << part;
  ocop::test::expect_sound(page);
  EXPECT_EQ(json::parse(get("/api/v1/copies", "68").body)->root()["copies"].size(), 2u);
  EXPECT_EQ(json::parse(get("/api/v1/copies?printer=maker", "68").body)->root()["copies"].at(0)["number"].integer(), 2);
  EXPECT_EQ(json::parse(get("/api/v1/copies", "01").body)->root()["copies"].size(), 0u) << "another province's";
  EXPECT_EQ(get("/copies", "producer").status, 403);
  EXPECT_NE(get("/copies").status, 200);
}

}  // namespace
}  // namespace ocop::certificates::test
