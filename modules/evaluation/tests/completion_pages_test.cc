#include "modules/evaluation/tests/desk.h"

// Requests for completion, the clock and the round on the pages and over the API.
namespace ocop::evaluation::test {
namespace {

class EvaluationCompletionPages : public Desk {
 protected:
  std::string path(DossierId id, const std::string& rest = {}) { return "/dossiers/" + id.text() + rest; }
  void on(std::string_view iso) { world.clock.set({start_of_vietnam_day(Date::parse_iso(iso).value()).milliseconds + 9 * 3'600'000}); }
  DossierId submitted() {
    world.producers.papers[1].expires = Date::of(2027, 1, 15);  // the contract
    world.producers.papers[1].issuer = "UBND xã";
    const DossierId id = open_draft();
    EXPECT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract}}).ok());
    EXPECT_TRUE(service().save_answer(world.maker, id, {"1.2", 2, "", {}}).ok());
    submit(id);
    return id;
  }
  http::Response ask(DossierId id) {
    const auto form = get(world.officer, path(id, "/completion"));
    return post(world.officer, path(id, "/completion"),
                {{"version", field(form, "version")},
                 {"ask.1.2", "1"},
                 {"item.1.2", "Hợp đồng với hộ trồng"},
                 {"item.source_area", "không chọn"},
                 {"more_about", "test_sheet"},
                 {"more", "Phiếu kiểm nghiệm mới"},
                 {"words", "Gọi anh Tư"},
                 {"until", "18/12/2026"}});
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationCompletionPages);

TEST_P(EvaluationCompletionPages, TheRoutesMayStart) { EXPECT_TRUE(router.check().empty()) << router.check()[0]; }

TEST_P(EvaluationCompletionPages, TheLetterBeginsWithWhatIsMissing) {
  const DossierId id = submitted();
  const auto form = get(world.officer, path(id, "/completion"));
  ASSERT_EQ(form.status, 200);
  for (const std::string_view words :
       {"ask.1.2", "Có điểm nhưng chưa có giấy tờ minh chứng", "item.source_area", "15/01/2027", "không định số ngày"})
    EXPECT_TRUE(has(form, words)) << words;
  EXPECT_FALSE(has(form, "ask.1.1\"")) << "1.1 has its paper";
  ocop::test::expect_sound(form);
  ocop::test::expect_sound(get(world.officer, "/en" + path(id, "/completion")));
  EXPECT_EQ(get(world.maker, path(id, "/completion")).status, 403);
  EXPECT_EQ(get(world.other_officer, path(id, "/completion")).status, 404);
  EXPECT_EQ(get(world.province, path(id, "/completion")).status, 404) << "not forwarded yet";
}

TEST_P(EvaluationCompletionPages, IsAskedAnsweredAndSeenByBoth) {
  on("2026-11-30");
  const DossierId id = submitted();
  on("2026-12-07");
  ASSERT_EQ(ask(id).status, 303);
  for (const Actor& reader : {world.maker, world.officer}) {
    const auto page = get(reader, path(id));
    for (const std::string_view words :
         {"Yêu cầu bổ sung số 1, ngày 07/12/2026", "Hợp đồng với hộ trồng", "Phiếu kiểm nghiệm mới", "Gọi anh Tư", "18/12/2026",
          "Theo cách tính của chương trình, thời hạn đang tạm dừng: đã dùng 4 trên 15 ngày",
          "Nếu không tạm dừng, ngày cuối của thời hạn là 22/12/2026", "Quyết định 26/2026 không quy định tạm dừng",
          "chờ bổ sung từ 07/12/2026", "Bước tiếp theo: chủ thể – bổ sung và trả lời",
          "</strong>: "})
      EXPECT_TRUE(has(page, words)) << reader.display_name << ": " << words;
    EXPECT_FALSE(has(page, "không chọn")) << "what is not ticked is not sent";
    ocop::test::expect_sound(page);
    ocop::test::expect_sound(get(reader, "/en" + path(id)));
  }
  EXPECT_TRUE(has(get(world.officer, path(id)), path(id, "/completion/1/cancel")));
  EXPECT_FALSE(has(get(world.officer, path(id)), "action=\"" + path(id, "/return"))) << "nothing moves on";
  EXPECT_EQ(header(get(world.officer, path(id, "/completion")), "Location"), path(id)) << "one at a time";
  EXPECT_EQ(get(world.maker, path(id, "/criteria/1.1")).status, 200) << "its producer fills it in";
  EXPECT_EQ(header(get(world.maker, path(id, "/submission")), "Location"), path(id, "/completion/1/answer"));

  const auto page = get(world.maker, path(id, "/completion/1/answer"));
  ASSERT_EQ(page.status, 200);
  ocop::test::expect_sound(page);
  const auto silent = post(world.maker, path(id, "/completion/1/answer"), {{"version", field(page, "version")}, {"words", ""}});
  EXPECT_EQ(silent.status, 422);
  on("2026-12-14");
  EXPECT_EQ(post(world.maker, path(id, "/completion/1/answer"),
                 {{"version", field(page, "version")}, {"words", "Đã thêm hợp đồng"}, {"declared", "1"}, {"gaps_accepted", "1"}})
                .status,
            303);
  const auto after = get(world.officer, path(id));
  for (const std::string_view words : {"Đã thêm hợp đồng", "yêu cầu bổ sung số 1", "ngày cuối của thời hạn"})
    EXPECT_TRUE(has(after, words)) << words;
  ocop::test::expect_sound(after);
  EXPECT_EQ(get(world.maker, path(id, "/completion/1/answer")).status, 303) << "it is answered";
  EXPECT_EQ(get(world.maker, path(id, "/completion/2/answer")).status, 303) << "there is none";
  EXPECT_EQ(get(world.other_maker, path(id, "/completion/1/answer")).status, 404);
  EXPECT_EQ(post(world.maker, path(id, "/completion/2/answer"), {{"version", "9"}, {"words", "x"}, {"declared", "1"}}).status, 404);
}

TEST_P(EvaluationCompletionPages, IsCancelledFromThePage) {
  const DossierId id = submitted();
  ASSERT_EQ(ask(id).status, 303);
  const auto page = get(world.officer, path(id));
  EXPECT_EQ(post(world.maker, path(id, "/completion/1/cancel"), {{"version", "3"}}).status, 403);
  EXPECT_EQ(post(world.officer, path(id, "/completion/1/cancel"), {{"version", "1"}}).status, 409);
  EXPECT_EQ(post(world.officer, path(id, "/completion/1/cancel"), {{"version", field(page, "version")}}).status, 303);
  EXPECT_TRUE(has(get(world.maker, path(id)), "Cơ quan yêu cầu đã hủy"));
}

TEST_P(EvaluationCompletionPages, WhoFilesIsToldTheLastDayTheRoundAndThePapersThatEnd) {
  on("2026-11-30");
  world.producers.papers[1].expires = Date::of(2027, 1, 15);
  const DossierId id = open_draft();
  const auto page = get(world.maker, path(id, "/submission"));
  for (const std::string_view words : {"đợt trước 30/06/2027, vì xã sẽ đề nghị từ 30/10/2026", "22/12/2026", "15/01/2027",
                                       "Giấy tờ có thể hết hạn trước khi hội đồng họp"})
    EXPECT_TRUE(has(page, words)) << words;
  ocop::test::expect_sound(page);
  world.producers.papers[1].expires = Date::of(2027, 7, 1);
  EXPECT_FALSE(has(get(world.maker, path(id)), "Giấy tờ có thể hết hạn"));
  on("2026-10-12");
  EXPECT_TRUE(has(get(world.maker, path(id)), "Xã đề nghị trước 30/10/2026 thì hồ sơ vào đợt trước 30/12/2026"));
}

TEST_P(EvaluationCompletionPages, TheStepAtHandSaysWhoDoesWhatByWhichClause) {
  const DossierId id = submitted();
  const auto page = get(world.officer, path(id));
  EXPECT_TRUE(has(page, "Bước tiếp theo: xã – chuyển lên tỉnh cùng báo cáo (Điều 7 khoản 2 điểm b)"));
  EXPECT_TRUE(has(page, "Điều 7 khoản 2 điểm a"));
}

// The whole way over the API, with its refusals.
TEST_P(EvaluationCompletionPages, OverTheApi) {
  using http::Method;
  const DossierId id = submitted();
  const std::string base = "/api/v1/dossiers/" + id.text();
  const std::string version = std::to_string(view(world.officer, id).dossier.version);
  const std::string body =
      R"({"words":"","until":"2026-12-18","items":{"1.2":"Hợp đồng","source_area":"Bản mới"},"version":)" + version + "}";
  EXPECT_EQ(api(Method::post, world.maker, base + "/completions", body).status, 403);
  EXPECT_EQ(api(Method::post, world.other_officer, base + "/completions", body).status, 404);
  EXPECT_EQ(
      api(Method::post, world.officer, base + "/completions", R"({"until":"2026-01-01","items":{"9.9":"x"},"version":)" + version + "}")
          .status,
      422);
  const auto asked = api(Method::post, world.officer, base + "/completions", body, {{"Idempotency-Key", "k1"}});
  ASSERT_EQ(asked.status, 201) << asked.body;
  EXPECT_TRUE(has(asked, R"("source":"UBND xã")")) << "who issued the last one";
  EXPECT_EQ(api(Method::post, world.officer, base + "/completions", body, {{"Idempotency-Key", "k1"}}).status, 200);
  EXPECT_EQ(api(Method::post, world.officer, base + "/completions", body).status, 409);
  const auto shown = api(Method::get, world.maker, base);
  for (const std::string_view words : {R"("stands":true)", R"("ending":"open")", R"("results_before")"})
    EXPECT_TRUE(has(shown, words)) << words;
  EXPECT_EQ(
      api(Method::post, world.maker, base + "/completions/1/answer", R"({"words":"Xong","declared":true,"gaps_accepted":true,"version":1})")
          .status,
      409)
      << "an older sheet";
  const std::string sheet = std::to_string(view(world.maker, id).self.version);
  EXPECT_EQ(api(Method::post, world.maker, base + "/completions/1/answer",
                R"({"words":"Xong","declared":true,"gaps_accepted":true,"version":)" + sheet + "}")
                .status,
            200);
  EXPECT_EQ(api(Method::post, world.officer, base + "/completions/1/cancellation", R"({"version":9})").status, 409) << "it is answered";
  EXPECT_EQ(api(Method::post, world.officer, base + "/completions/7/cancellation", R"({"version":9})").status, 404);
  const std::string now = std::to_string(view(world.officer, id).dossier.version);
  EXPECT_LT(api(Method::post, world.officer, base + "/corrections",
                R"({"field":"product_name","value":"Tên đúng","why":"Sai chữ","version":)" + now + "}")
                .status,
            300);
  EXPECT_TRUE(has(api(Method::get, world.maker, base), R"("later":"Tên đúng")"));
}

}  // namespace
}  // namespace ocop::evaluation::test
