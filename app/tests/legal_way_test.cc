// The whole legal way (Decision 26/2026/QĐ-TTg) on the whole wired program: each person at the own desk, the days moved by the test.
#include "app/tests/legal_way.h"

namespace ocop::app {
namespace {

// ---- (a) an upgrade

class LegalUpgrade : public LegalWay {
 protected:
  void one_paper_is_missing(DossierId id) {
    EXPECT_EQ(commune_clock(id), "2026-12-01..2026-12-21 15; 2026-12-21");
    on(2026, 12, 8);
    write_report(id);
    const evaluation::AskCompletion letter{view("commune", id).dossier.version, "Đề nghị bổ sung.", *Date::of(2026, 12, 18),
                                           {{"production_conditions", "Giấy chứng nhận an toàn thực phẩm"}}};
    EXPECT_EQ(must(evaluation_->ask_completion(who("commune"), id, letter)).completion.number, 1);
    EXPECT_EQ(commune_clock(id), "2026-12-01..2026-12-07 5 #1; stands");
    on(2026, 12, 10);
    const auto refused = forward(id);
    EXPECT_EQ(refused.status, 409);
    const auto told = must(json::parse(test::body_of(refused)));
    EXPECT_EQ(told.root()["problems"].at(0)["field"].text_or(""), "completion") << test::body_of(refused);
    EXPECT_EQ(told.root()["problems"].at(0)["got"].text_or(""), "1");
    on(2026, 12, 14);
    const PaperId paper = add_paper("maker", product(kSuchi).producer, producers::PaperKind::production_conditions, "An toàn thực phẩm");
    const auto seen = view("maker", id);
    const evaluation::Answer* const before = seen.self.find("5.2");
    ASSERT_NE(before, nullptr);
    must(evaluation_->save_answer(who("maker"), id, {"5.2", before->option, "Đã có giấy", {paper}, before->version}));
    must(evaluation_->answer_completion(who("maker"), id, 1,
                                        {view("maker", id).self.version, "Đã bổ sung giấy.", Tick::given, Tick::given}));
    EXPECT_EQ(commune_clock(id), "2026-12-01..2026-12-07 5 #1; 2026-12-15..2026-12-28 10; 2026-12-28");
  }
  // Điều 6.2d: five samples, counted as they come and wherever they go.
  void counted(DossierId id, std::string_view key, const std::string& step, const std::string& found, const std::string& words = {}) {
    post("/api/v1/dossiers/" + id.text() + "/samples", key,
         R"({"step":")" + step + R"(","found":)" + found + R"(,"words":")" + words + R"(","day":")" + today().iso() + "\"}");
  }
  // Điều 7.3c: the group goes there on 12/04/2027, writes where there is no network, and the phone sends it the day after, twice.
  void visited_without_a_network(DossierId id) {
    on(2027, 4, 1);
    person("group", {.role = Role::advisory_group, .province = "68"});
    const std::string path = "/api/v1/dossiers/" + id.text() + "/visits";
    const std::string visit = post(path, "group", R"({"day":"2027-04-12","going":"Y tế, nông nghiệp"})").id;
    EXPECT_TRUE(has(desk_->get("/notices", "maker"), "12/04/2027")) << "the maker knows the day";
    on(2027, 4, 13);
    const std::string batch = R"({"device":"0b7e1f4c-7d1e-4c55-9a55-6f0d2f6a1b01","sent":"2027-04-13T02:00:00Z","acts":[{)"
                              R"("id":"0b7e1f4c-7d1e-4c55-9a55-6f0d2f6a1b02","kind":"visit.note","subject":")" + id.text() + "/" + visit +
                              R"(/0b7e1f4c-7d1e-4c55-9a55-6f0d2f6a1b02","made":"2027-04-12T03:30:00Z","body":{"words":"Nhà thùng sạch",)"
                              R"("tests":"Histamin","remarks":{"4.1":"Chưa bán ngoài tỉnh"}}}]})";
    for (int sent = 0; sent < 2; ++sent)
      EXPECT_TRUE(has(call(http::Method::post, "/api/v1/offline/batches", "group", batch), R"("outcome":"accepted")"));
    const std::string seen = get(path + "/" + visit, "group").body;
    EXPECT_NE(seen.find(R"("seen":"2027-04-12T03:30:00.000Z")"), std::string::npos) << seen;
    EXPECT_EQ(seen.find("Histamin"), seen.rfind("Histamin")) << "once: " << seen;
    EXPECT_EQ(desk_->api(http::Method::get, path + "/" + visit, "maker").status, 403) << "what was seen is not for its maker";
    EXPECT_TRUE(has(desk_->get("/dossiers/" + id.text(), "maker"), "Đã khảo sát"));
  }
  void the_council_meets_twice(DossierId id) {
    const Points* const sheets[] = {&k91, &k92, &k90, &k93, &k82};
    for (int n = 1; n <= kSeats; ++n) hand_in(n, id, *sheets[n - 1]);
    for (const Tick tick : {Tick::absent, Tick::given}) {
      const auto stopped = close(id, tick);
      ASSERT_FALSE(stopped.ok()) << "no tick of the chair's helps under this regulation";
      EXPECT_EQ(stopped.error().kind, ErrorKind::conflict);
      EXPECT_EQ(stopped.error().problems.at(0).field, "spread");
      EXPECT_EQ(stopped.error().problems.at(0).got, "11");
    }
    must(evaluation_->note_discussion(who("chair"), id, {"Hội đồng xem lại mục 5.2."}));
    const int seat = must(evaluation_->own_sheet(member(kSeats), id)).sheet.seat;
    must(evaluation_->reopen_sheet(who("chair"), id, seat, "Bỏ sót giấy tờ ở mục 5.2"));
    hand_in(kSeats, id, k84);
    const auto closed = must(close(id));
    EXPECT_EQ(closed.total, Rational(90));
    EXPECT_EQ(closed.spread, Rational(9));
    EXPECT_EQ(closed.band, 5);
    EXPECT_EQ(closed.stars, 4);
    for (const char* reader : {"maker", "commune", "office", "chair", "member1"}) {
      const auto result = must(evaluation_->result(who(reader), id));
      EXPECT_EQ(result.outcome.floors_missed, (std::vector<rulebooks::MissedFloor>{{5, "4.1"}})) << reader;
      EXPECT_EQ(result.outcome.criteria[*table("QD26-09").index_of("4.1")].mean, Rational(19, 5)) << "3,80";
      for (const auto& one : result.members) {
        ASSERT_EQ(one.versions.size(), one.seat == seat ? 2u : 1u) << reader;
        if (one.seat != seat) continue;
        EXPECT_EQ(one.versions[0].total, 82);
        EXPECT_EQ(one.versions[1].total, 84);
      }
    }
  }
};
OCOP_ON_BOTH_ENGINES(LegalUpgrade);

// Suchi has four stars and comes for five. Filed on Monday 30/11/2026 the commune has fifteen working days (điều 7.2), to 21/12. On Tuesday
// 08/12 it asks for the certificate of food safety; nothing goes on until the maker answers on Monday 14/12; the fifteen days are then two
// stretches, and end on 28/12. The commune's request after 30/10 comes into the round of 30/06/2027 (điều 5.1). The council of five has the
// regulation "ten, refuse": 91, 92, 90, 93 and 82 are eleven apart, so that the fifth is opened again and gives 84. The mean is 90.00, of
// the band of five stars, but 4.1 has 3.80 of the 5 that five stars ask: four stars, which the province recognises; the maker's ladder to
// five names 4.1.
TEST_P(LegalUpgrade, SuchiComesForFiveStarsAndKeepsFour) {
  regulate();
  const DossierId id = file_upgrade();
  const auto shows_its_row = [&](std::string_view key) { return has(desk_->get("/dossiers/" + id.text(), key), "Hồ sơ đang chờ"); };
  EXPECT_TRUE(shows_its_row("maker") && shows_its_row("commune"));
  one_paper_is_missing(id);
  on(2026, 12, 15);
  counted(id, "commune", "commune", "5");
  EXPECT_EQ(forward(id).status, 200);
  EXPECT_EQ(view("office", id).round.value().results_before, Date::of(2027, 6, 30));
  counted(id, "commune", "sent", "5");
  on(2026, 12, 16);
  counted(id, "office", "province", "4", "Một chai vỡ trên đường");
  EXPECT_TRUE(has(desk_->get("/dossiers/" + id.text(), "maker"), "đếm 4 trên 5")) << "its maker sees what is missing";
  visited_without_a_network(id);
  on(2027, 5, 20);
  name_council(id);
  the_council_meets_twice(id);

  const auto ladder = get("/api/v1/dossiers/" + id.text() + "/ladder?target=5", "maker");
  const auto steps = must(json::parse(ladder.body));
  ASSERT_EQ(steps.root()["steps"].size(), 1u) << ladder.body;
  EXPECT_EQ(steps.root()["steps"].at(0)["criterion"].text_or(""), "4.1");
  EXPECT_EQ(steps.root()["steps"].at(0)["for_floor"].boolean(), true);

  on(2027, 5, 25);
  const auto decided = must(decide(id, certificates::Outcome::recognised, "812/QĐ-UBND"));
  ASSERT_TRUE(decided.issued.has_value());
  EXPECT_EQ(decided.issued->certificate.stars, 4);
  EXPECT_EQ(decided.issued->certificate.valid_until, Date::of(2030, 5, 25)) << "36 months, điều 4.3";
  EXPECT_EQ(product(kSuchi).standing.stars, 4);
  EXPECT_EQ(product(kSuchi).standing.valid_until, Date::of(2030, 5, 25));
  EXPECT_EQ(desk_->get("/dossiers/" + id.text() + "/result", "maker").status, 200);
  EXPECT_FALSE(shows_its_row("maker")) << "it is decided";
  const auto results = desk_->get("/api/v1/waits/results?province=68");
  for (const std::string_view words : {kSuchi, std::string_view(R"("decision":"812/QĐ-UBND")"), std::string_view(R"("stars":4)")})
    EXPECT_TRUE(has(results, words)) << test::body_of(results);
}

// ---- (b) a renewal
class LegalRenewal : public LegalWay {
 protected:
  // What the queue does on this day after half past six.
  void work(jobs::Worker& worker) {
    worker.tick();
    for (int done = 0; worker.step(jobs::Lane::quick) || worker.step(jobs::Lane::lengthy); ++done) ASSERT_LT(done, 1'000);
  }
  bool told() {
    return has(desk_->get("/notices", "tea_maker"),
               "Chứng nhận của Chè xanh Ngọc Thuý Nõn hết hạn ngày 06/08/2027. Hồ sơ đánh giá lại nhận từ 07/02/2027 đến 08/04/2027");
  }
  certificates::rules::Stage stage() { return certificates_->life_of(product(kTea)).value().stage; }
  http::Response page() { return desk_->get("/products/" + product(kTea).id.text()); }
  DossierId filed() {
    const DossierId id = open("tea_maker", kTea, evaluation::Kind::renewal, "QD26-11");
    submit("tea_maker", id);
    application_->tick(1);   // within a second certificates has read it in the log
    return id;
  }
  // Forwarded on 20/04/2027; on 26/04 the office reports, with 86 points and each floor of four stars, and names the council.
  DossierId asked_in_writing() {
    on(2027, 4, 8);
    const DossierId id = asked_of_all(filed(), {2027, 4, 20}, {2027, 4, 26});
    on(2027, 5, 4);
    return id;
  }
  struct Day { int year, month, day; };
  DossierId asked_of_all(DossierId id, Day sent, Day named) {
    on(sent.year, sent.month, sent.day);
    write_report(id, "tea_");
    EXPECT_EQ(forward(id, "tea_").status, 200);
    on(named.year, named.month, named.day);
    evaluation::SaveAdvice report{0, "Cơ sở không thay đổi lớn về quy mô sản xuất.", {}};
    for (const auto& [criterion, option] : options("QD26-11", k86)) report.proposals.push_back({criterion, option});
    must(evaluation_->save_advice(who("tea_office"), id, report));
    name_council(id, "tea_");
    return id;
  }
  // The number of the certificate.
  std::string closed_and_recognised(DossierId id, const std::string& decision = "400/QĐ-UBND") {
    must(evaluation_->close(who("tea_chair"), id, {view("tea_chair", id).dossier.of_council()}));
    const auto recorded = must(certificates_->record(
        who("tea_office"), id, {.outcome = certificates::Outcome::recognised, .number = decision, .decided = today(),
                                .signer = "Phó Chủ tịch UBND tỉnh", .reason = "", .version = view("tea_office", id).dossier.version}));
    EXPECT_EQ(product(kTea).standing.stars, 4);
    EXPECT_EQ(product(kTea).standing.valid_until, today().plus_months(36)) << "điều 4.3";
    return recorded.issued.value().certificate.number;
  }
  std::string scanned(const std::string& copy) {
    return std::string(test::body_of(desk_->get("/s/" + product(kTea).code + "?copy=" + copy)));
  }
  const Points k86{{"4.3", 0}, {"5.3", 1}, {"6.2.3", 0}};
};
OCOP_ON_BOTH_ENGINES(LegalRenewal);
using Stage = certificates::rules::Stage;

// Chè xanh Ngọc Thuý Nõn: four stars by 321/QĐ-UBND of 06/08/2024, to the end of 06/08/2027. Two hundred days before, on 18/01/2027, its
// maker is told of the days of the file. On 06/02 the file is refused ("từ 07/02/2027, điều 7.6"); on 08/04, the last day, it is in time.
// While it waits the star goes on after its end, and 180 days later it has ended (điều 12.3).
TEST_P(LegalRenewal, ARenewalInTime) {
  on(2027, 1, 16);
  const jobs::Worker::Parts parts{platform_->database(), clock_, platform_->random(), application_->jobs(), platform_->holidays()};
  jobs::Worker worker(parts);
  worker.begin();
  on(2027, 1, 17);
  work(worker);
  EXPECT_FALSE(told());
  on(2027, 1, 18);
  work(worker);
  EXPECT_TRUE(told());

  on(2027, 2, 6);
  const auto early = call(http::Method::post, "/api/v1/dossiers", "tea_maker",
                          R"({"product":")" + product(kTea).id.text() + R"(","kind":"renewal","product_set":"QD26-11"})");
  EXPECT_EQ(early.status, 422);
  EXPECT_TRUE(has(early, "07/02/2027, điều 7.6")) << test::body_of(early);
  on(2027, 4, 8);
  const DossierId id = filed();
  EXPECT_EQ(view("tea_maker", id).dossier.standing_until, Date::of(2027, 8, 6));
  EXPECT_EQ(stage(), Stage::filed_in_time);
  EXPECT_FALSE(has(page(), "muộn so với hạn"));
  on(2027, 8, 6);
  EXPECT_EQ(stage(), Stage::filed_in_time);
  on(2027, 8, 7);
  EXPECT_EQ(stage(), Stage::extended);
  EXPECT_TRUE(has(page(), "02/02/2028"));
}

// Điều 7.6 d, g: views in writing. Two of five differ ("nhiều ý kiến đánh giá khác nhau"), so that the council meets; the 45 days from the
// full file, of 20/04, end on Friday 04/06/2027, and the star is renewed on 02/06.
TEST_P(LegalRenewal, TwoViewsDifferTheCouncilMeetsAndItIsRenewedInFortyFiveDays) {
  const DossierId id = asked_in_writing();
  for (const char* reader : {"tea_office", "tea_member1"}) EXPECT_TRUE(has(desk_->get("/dossiers/" + id.text(), reader), "04/06/2027"));
  for (int n = 1; n <= kSeats; ++n)
    must(evaluation_->give_position(member(n, "tea_"), id, {n < 3 ? evaluation::Stand::differ : evaluation::Stand::agree, "Về 6.2.3."}));
  EXPECT_EQ(view("tea_chair", id).dossier.positions, evaluation::Positions::meeting);
  on(2027, 5, 25);
  for (int n = 1; n <= kSeats; ++n) {
    for (const auto& [criterion, option] : options("QD26-11", k86))
      must(evaluation_->save_sheet_answer(member(n, "tea_"), id, {.criterion = criterion, .option = option}));
    const auto seen = must(evaluation_->own_sheet(member(n, "tea_"), id)).sheet.version;
    must(evaluation_->submit_sheet(member(n, "tea_"), id, {seen, Tick::given, Tick::given}));
  }
  on(2027, 6, 2);
  closed_and_recognised(id);
  EXPECT_LE(vietnam_date(*view("tea_office", id).dossier.decided_at), *Date::of(2027, 6, 4));
}

// The same where all agree: nobody meets, and the result is that of the office's report.
TEST_P(LegalRenewal, AllAgreeInWritingAndItIsRenewedWithoutAMeeting) {
  const DossierId id = asked_in_writing();
  for (int n = 1; n <= kSeats; ++n) must(evaluation_->give_position(member(n, "tea_"), id, {evaluation::Stand::agree}));
  const std::string first = closed_and_recognised(id);
  EXPECT_EQ(must(evaluation_->result(who("tea_office"), id)).outcome.total, Rational(86));
  EXPECT_TRUE(has(desk_->get("/dossiers/" + id.text() + "/result", "tea_maker"), "không có nhiều ý kiến khác nên không họp"));

  // Its A4 hangs in the shop to the end. Renewed again within the window of điều 7.6, the sheet's scan says which one is in its place.
  EXPECT_EQ(desk_->get("/certificates/" + first + "/certificate.pdf", "tea_maker").status, 200);
  EXPECT_NE(scanned("1").find("từ khi in đến nay không có gì thay đổi"), std::string::npos) << scanned("1");
  on(2029, 12, 3);
  const DossierId again = asked_of_all(filed(), {2029, 12, 10}, {2029, 12, 17});
  for (int n = 1; n <= kSeats; ++n) must(evaluation_->give_position(member(n, "tea_"), again, {evaluation::Stand::agree}));
  on(2029, 12, 24);
  const std::string second = closed_and_recognised(again, "900/QĐ-UBND");
  EXPECT_NE(scanned("1").find("thay bằng bản ngày 24/12/2029"), std::string::npos) << scanned("1");
  EXPECT_NE(scanned("1").find(second), std::string::npos);
}

// The same a day later: late, which is not refused. "Còn hiệu lực đến khi có kết quả, không quá 02/02/2028", điều 12.3.
TEST_P(LegalRenewal, ARenewalADayLate) {
  on(2027, 4, 9);
  EXPECT_EQ(stage(), Stage::late_window);
  filed();
  EXPECT_EQ(stage(), Stage::filed_late);
  const auto seen = page();
  EXPECT_TRUE(has(seen, "muộn so với hạn 08/04/2027"));
  EXPECT_TRUE(has(seen, "còn hiệu lực đến khi có kết quả, không quá 02/02/2028, Điều 12 khoản 3"));
  on(2028, 2, 2);
  EXPECT_EQ(stage(), Stage::extended);
  on(2028, 2, 3);
  EXPECT_EQ(stage(), Stage::lapsed);
}

// ---- (c) what else happens
class LegalOtherwise : public LegalWay {};
OCOP_ON_BOTH_ENGINES(LegalOtherwise);

// The council finds a forged paper: no star at all, nothing that the province could recognise. It refuses; the maker complains within the
// thirty days of the program's own terms (the Decision has none), the office receives it, and holds with it.
TEST_P(LegalOtherwise, AKnockOutAndAComplaint) {
  const DossierId id = scored(k92, {{"forged", "Con dấu của giấy đăng ký là giả"}});
  const auto closed = must(close(id));
  EXPECT_EQ(closed.stars, 0);
  on(2027, 5, 25);
  EXPECT_EQ(decide(id, certificates::Outcome::recognised, "813/QĐ-UBND").error().kind, ErrorKind::invalid_input);
  must(decide(id, certificates::Outcome::not_recognised, "813/QĐ-UBND"));
  EXPECT_EQ(product(kSuchi).standing.valid_until, Date::of(2028, 12, 15)) << "what it had before it keeps";
  for (const char* list : {"/waits/results", "/waits/results.csv", "/api/v1/waits/results"})
    EXPECT_FALSE(has(desk_->get(list), "Suchi")) << list << " tells of a refusal";

  on(2027, 6, 10);
  const std::string dossier = "/api/v1/dossiers/" + id.text() + "/complaints";
  EXPECT_EQ(call(http::Method::post, dossier, "tea_maker", R"({"words":"x"})").status, 404);
  const Thing filed = post(dossier, "maker", R"({"words":"Con dấu là thật, có xác nhận của Sở."})");
  on(2027, 6, 14);
  const std::string path = "/api/v1/complaints/" + filed.id;
  const Thing received = post(path + "/receipt", "office", "{}", filed.version);
  EXPECT_NE(received.body.find(R"("due":"2027-07-14")"), std::string::npos) << received.body;
  const Thing ended = post(path + "/answer", "office", R"({"outcome":"upheld","follow":"decide_anew","answer":"Sở đã xác nhận con dấu."})",
                           received.version);
  EXPECT_EQ(ended.state, "upheld");
  EXPECT_EQ(get(path, "maker").state, "upheld");
}

// Four stars of 25/05/2027. A check of 06/09 (điều 9) finds that 4.1 is not kept; the maker says what it mended, the office finds that it
// did not, and concludes on 27/09. From that day the fifteen days of điều 8.4 run: the withdrawal is decided on their last, 12/10.
TEST_P(LegalOtherwise, ACheckThatIsNotMetAndAWithdrawal) {
  const std::string number = recognised();
  on(2027, 9, 1);
  Thing check = post("/api/v1/products/" + product(kSuchi).id.text() + "/checks", "office",
                     R"({"kind":"periodic","day":"2027-09-06","inspectors":"Sở Nông nghiệp và Môi trường"})");
  const std::string path = "/api/v1/checks/" + check.id;
  on(2027, 9, 6);
  check = post(path + "/findings", "office", R"({"matter":"criterion","criterion":"4.1","verdict":"not_kept","words":"Chỉ bán trong xã."})",
               check.version);
  check = post(path + "/mending", "office", R"({"mend_by":"2027-09-20","mend":"Nêu nơi bán ngoài tỉnh."})", check.version);
  EXPECT_EQ(check.state, "mending");
  on(2027, 9, 18);
  check = post(path + "/evidence", "maker", R"({"evidence":"Đã ký với một cửa hàng."})", check.version);
  on(2027, 9, 27);
  check = post(path + "/conclusion", "office",
               R"({"outcome":"not_met","conclusion":"Hợp đồng đã hết hạn.","organ":"Sở Nông nghiệp và Môi trường","number":"45/KL-SNNMT"})",
               check.version);
  EXPECT_EQ(check.state, "not_met");
  const auto read = must(json::parse(check.body));
  const std::string proposal = "/api/v1/withdrawals/" + std::string(read.root()["proposal"].text_or(""));
  Thing withdrawal = get(proposal, "office");
  EXPECT_EQ(withdrawal.state, "concluded");
  EXPECT_NE(withdrawal.body.find(R"("due":"2027-10-12")"), std::string::npos) << withdrawal.body;
  on(2027, 10, 1);
  withdrawal = post(proposal + "/submission", "office", R"({"submission":"77/TTr-SNNMT"})", withdrawal.version);
  on(2027, 10, 12);
  EXPECT_EQ(certificates_->view(number)->validity, products::Validity::valid) << "until it is decided";
  withdrawal = post(proposal + "/decision", "office", R"({"number":"901/QĐ-UBND","decided":"2027-10-12","signer":"Phó Chủ tịch"})",
                    withdrawal.version);
  EXPECT_EQ(withdrawal.state, "withdrawn");
  EXPECT_EQ(certificates_->view(number)->validity, products::Validity::withdrawn);
  EXPECT_TRUE(product(kSuchi).standing.withdrawn);
}

// An idea of the maker's, with a plan of one step, becomes a product of the programme: the dossier is opened from it and handed in.
TEST_P(LegalOtherwise, AnIdeaBecomesADossier) {
  on(2027, 1, 5);
  const Thing made = post("/api/v1/ideas", "maker",
                          R"({"kind":"product","name":"Mắm nêm Suchi","producer":")" + product(kNew).producer.text() +
                              R"(","product_set":"QD26-09","mentor":"Phòng Kinh tế phường","target":"2027-04-01"})");
  const std::string path = "/api/v1/ideas/" + made.id;
  Thing idea = get(path, "commune");
  EXPECT_EQ(idea.state, "registered");
  idea = post(path + "/steps", "maker", R"({"words":"Kiểm nghiệm mẫu","due":"2027-02-01"})", idea.version);
  idea = post(path + "/start", "commune", "{}", idea.version);
  idea = post(path + "/product", "maker", R"({"product":")" + product(kNew).id.text() + "\"}", idea.version);
  on(2027, 3, 30);
  idea = post(path + "/dossier", "maker", "{}", idea.version);
  EXPECT_EQ(idea.state, "dossier");
  // It drops the draft, and the idea is in work again; another day it opens one anew.
  const auto first = must(json::parse(idea.body));
  const DossierId draft = DossierId::parse(first.root()["dossier"].text_or("")).value();
  must(evaluation_->discard(who("maker"), draft, view("maker", draft).dossier.version));
  idea = get(path, "commune");
  EXPECT_EQ(idea.state, "in_work");
  idea = post(path + "/dossier", "maker", "{}", idea.version);
  EXPECT_EQ(idea.state, "dossier");
  const auto read = must(json::parse(idea.body));
  const auto id = DossierId::parse(read.root()["dossier"].text_or(""));
  ASSERT_TRUE(id.has_value()) << idea.body;
  submit("maker", *id);
  EXPECT_EQ(view("commune", *id).dossier.state, State::submitted);
  EXPECT_EQ(view("commune", *id).dossier.kind, evaluation::Kind::first);
  EXPECT_EQ(commune_clock(*id).substr(0, 10), "2027-03-31");
}

// A certificate whose end passes and nobody filed for it anew (điều 4.3, 7.6): its page, its product's and a scan of the code say so.
TEST_P(LegalOtherwise, ACertificateLapses) {
  const std::string number = recognised();
  on(2030, 5, 25);
  EXPECT_NE(certificates_->view(number)->validity, products::Validity::lapsed) << "its last day";
  on(2030, 5, 26);
  EXPECT_EQ(certificates_->view(number)->validity, products::Validity::lapsed);
  EXPECT_TRUE(has(desk_->get("/certificates/" + number), "ết hiệu lực"));
  EXPECT_TRUE(has(desk_->get("/products/" + product(kSuchi).id.text()), "ết hiệu lực"));
  EXPECT_TRUE(has(desk_->get("/s/" + product(kSuchi).code), "đã hết hạn ngày 25/05/2030"));
}

}  // namespace
}  // namespace ocop::app
