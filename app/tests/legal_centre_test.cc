// The Ministry's level of the legal way (điều 7 khoản 4 of Decision 26/2026/QĐ-TTg) on the whole wired program.
#include "app/tests/legal_way.h"

namespace ocop::app {
namespace {

class LegalCentre : public LegalWay {
 protected:
  void SetUp() override {
    LegalWay::SetUp();
    if (IsSkipped()) return;
    person("ministry", {.role = Role::ministry});
    person("central_chair", {.role = Role::council_chair, .province = std::string(kCentre)});
    for (int n = 1; n <= kCentral; ++n)
      person("central" + std::to_string(n), {.role = Role::council_member, .province = std::string(kCentre)});
  }
  // Suchi, five stars of the province's council, approved and sent on 26/05/2027; the file.
  DossierId sent() {
    id_ = scored(k92);
    EXPECT_EQ(must(close(id_)).stars, 5);
    on(2027, 5, 25);
    must(decide(id_, certificates::Outcome::forwarded_to_ministry, "820/QĐ-UBND"));
    EXPECT_EQ(product(kSuchi).standing.stars, 4) << "what was logged before; the province gives no five stars";
    on(2027, 5, 26);
    const Thing at = post("/api/v1/decisions/" + id_.text() + "/ministry", "office",
                          R"({"letter":"95/UBND-NNMT","letter_day":"2027-05-26"})", view("office", id_).dossier.version);
    const auto read = must(json::parse(at.body));
    EXPECT_EQ(read.root()["number"].text_or(""), "01/PTN-TW-2027") << at.body;
    return *DossierId::parse(read.root()["file"].text_or(""));
  }
  // Something is missing; then it is whole.
  void complete_and_receive(DossierId file) {
    on(2027, 6, 1);
    EXPECT_EQ(view("ministry", file).deadline.value().on, Date::of(2027, 9, 29)) << "sent before 30/07, held before 30/09 (điều 5.2)";
    EXPECT_TRUE(has(desk_->get("/work", "ministry"), "29/09/2027"));
    EXPECT_EQ(desk_->get("/decisions/" + file.text() + "/ministry", "ministry").status, 200) << "what the province sent";
    const evaluation::AskCompletion letter{view("ministry", file).dossier.version, "Đề nghị bổ sung.", *Date::of(2027, 6, 15),
                                           {{"production_conditions", "Giấy chứng nhận an toàn thực phẩm"}}};
    must(evaluation_->ask_completion(who("ministry"), file, letter));
    EXPECT_EQ(call(http::Method::post, "/api/v1/dossiers/" + file.text() + "/reception", "ministry", "{}",
                   view("ministry", file).dossier.version)
                  .status,
              409);
    on(2027, 6, 8);
    must(evaluation_->answer_completion(who("maker"), file, 1,
                                        {view("maker", file).self.version, "Đã bổ sung.", Tick::given, Tick::given}));
    on(2027, 6, 10);
    EXPECT_EQ(call(http::Method::post, "/api/v1/dossiers/" + file.text() + "/reception", "ministry", "{}",
                   view("ministry", file).dossier.version)
                  .status,
              204);
  }
  evaluation::StoredResult judged(DossierId file, const Points& points) {
    complete_and_receive(file);
    on(2027, 9, 1);
    evaluation::NameCouncil names{.version = view("ministry", file).dossier.version};
    for (int n = 1; n <= kCentral; ++n) names.members.push_back(*who("central" + std::to_string(n)).account);
    names.chair = who("central_chair").account;
    must(evaluation_->open_council(who("ministry"), file, names));
    for (int n = 1; n <= kCentral; ++n) hand_in(who("central" + std::to_string(n)), file, points);
    for (const char* reader : {"maker", "commune", "office"}) {
      EXPECT_EQ(desk_->get("/dossiers/" + file.text(), reader).status, 200) << reader << " sees where it stands";
      EXPECT_EQ(desk_->api(http::Method::get, "/api/v1/dossiers/" + file.text() + "/sheets/1", reader).status, 403) << reader;
    }
    EXPECT_EQ(desk_->get("/dossiers/" + file.text(), "tea_office").status, 404);
    EXPECT_EQ(desk_->get("/dossiers/" + file.text(), "chair").status, 404) << "the province's council has nothing to do with it";
    const auto closed = must(evaluation_->close(who("central_chair"), file, {view("central_chair", file).dossier.of_council()}));
    EXPECT_EQ(desk_->get("/dossiers/" + file.text() + "/result", "maker").status, 403) << "told by the decision (điều 7.4g)";
    EXPECT_EQ(desk_->get("/decisions/" + file.text(), "ministry").status, 200);
    EXPECT_EQ(desk_->get("/decisions/" + file.text(), "office").status, 404);
    on(2027, 9, 15);
    return closed;
  }
  Result<certificates::DecisionView> minister(DossierId file, certificates::Outcome outcome, std::string reason) {
    return certificates_->record(who("ministry"), file,
                                 {.outcome = outcome, .number = "1500/QĐ-BNNMT", .decided = today(), .signer = "Thứ trưởng",
                                  .reason = std::move(reason), .version = view("ministry", file).dossier.version});
  }
  static constexpr int kCentral = 3;
  DossierId id_;
};
OCOP_ON_BOTH_ENGINES(LegalCentre);

// Sent on 26/05/2027, asked for a paper on 01/06, whole on 10/06, judged in September before the round's 30th; the minister recognises five
// stars (điều 7.4e), and the certificate is the Ministry's.
TEST_P(LegalCentre, FiveStarsThroughTheMinistry) {
  const DossierId file = sent();
  EXPECT_EQ(judged(file, k92).stars, 5);
  EXPECT_EQ(product(kSuchi).standing.stars, 4) << "until the Ministry decides";
  const auto decided = must(minister(file, certificates::Outcome::recognised, ""));
  ASSERT_TRUE(decided.issued.has_value());
  const certificates::Certificate& certificate = decided.issued->certificate;
  EXPECT_EQ(certificate.number, "OCOP-00-2027-000001");
  EXPECT_EQ(certificate.stars, 5);
  EXPECT_EQ(certificate.valid_until, Date::of(2030, 9, 15)) << "36 months, điều 4.3";
  EXPECT_NE(certificate.place.find("Lâm Đồng"), std::string::npos) << certificate.place;
  EXPECT_EQ(product(kSuchi).standing.stars, 5);
  EXPECT_EQ(product(kSuchi).standing.valid_until, Date::of(2030, 9, 15));
  EXPECT_TRUE(has(desk_->get("/certificates/" + certificate.number), certificate.number));
  EXPECT_EQ(desk_->get("/certificates/" + certificate.number + "/certificate.pdf").status, 200);
  for (const char* reader : {"maker", "commune", "office"}) {
    EXPECT_TRUE(has(desk_->get("/dossiers/" + file.text(), reader), certificate.number)) << reader;
    EXPECT_TRUE(has(desk_->get("/notices", reader), "Bộ đã ra quyết định")) << reader;
    EXPECT_TRUE(has(desk_->get("/dossiers/" + id_.text(), reader), "01/PTN-TW-2027")) << reader;
  }
}

// The central council finds fewer than ninety points. "Trường hợp sản phẩm không đạt 90 điểm, Chủ tịch UBND cấp tỉnh có thể căn cứ vào kết
// quả đánh giá của Hội đồng cấp trung ương để xem xét, quyết định công nhận và cấp giấy chứng nhận cho sản phẩm OCOP đạt 3 sao, 4 sao"
// (điều 7.4g).
TEST_P(LegalCentre, BelowNinetyItIsTheProvincesAgain) {
  const DossierId file = sent();
  const auto central = judged(file, kBelow);
  EXPECT_LT(central.total, Rational(90));
  ASSERT_GE(central.stars, 3);
  EXPECT_EQ(minister(file, certificates::Outcome::recognised, "").error().kind, ErrorKind::invalid_input);
  must(minister(file, certificates::Outcome::not_recognised, "Dưới 90 điểm."));
  const auto at = platform_->database().read([&](db::Reader& reader) {
    return application_->ports().get<const evaluation::Centre>().at_centre(reader, id_);
  });
  const DossierId back = at.value().returned.value();
  EXPECT_TRUE(has(desk_->get("/notices", "office"), "Bộ đã ra quyết định"));
  EXPECT_TRUE(has(desk_->get("/dossiers/" + back.text(), "office"), "Điều 7 khoản 4 điểm g"));
  EXPECT_EQ(call(http::Method::post, "/api/v1/dossiers/" + back.text() + "/adoption", "tea_office", "{}", 3).status, 404);
  post("/api/v1/dossiers/" + back.text() + "/adoption", "office", "{}", view("office", back).dossier.version);
  EXPECT_EQ(desk_->get("/dossiers/" + back.text() + "/result", "maker").status, 200);
  on(2027, 9, 20);
  const auto decided = must(decide(back, certificates::Outcome::recognised, "960/QĐ-UBND"));
  ASSERT_TRUE(decided.issued.has_value());
  EXPECT_EQ(decided.issued->certificate.number, "OCOP-68-2027-000001");
  EXPECT_EQ(decided.issued->certificate.stars, central.stars);
  EXPECT_EQ(product(kSuchi).standing.stars, central.stars);
}

}  // namespace
}  // namespace ocop::app
