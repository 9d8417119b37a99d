#include "modules/evaluation/tests/desk.h"
#include "modules/work/tests/listed.h"

namespace ocop::evaluation::test {
namespace {

class EvaluationPages : public Desk {
 protected:
  std::string criterion(DossierId id, const std::string& code) { return "/dossiers/" + id.text() + "/criteria/" + code; }
  // A body that the route's schema takes, so that nobody is refused for it before the row is looked for.
  std::string body_of(std::string_view pattern) const {
    const std::map<std::string_view, std::string> bodies{
        {"{criterion}", R"({"version":1,"option":1})"},
        {"{part}", R"({"version":1,"text":""})"},
        {"knockouts", R"({"version":1,"ticks":{}})"},
        {"return", R"({"version":1,"reason":"x"})"},
        {"reopening", R"({"version":1,"reason":"x"})"},
        {"conflict", R"({"ground":"x"})"},
        {"stand-in", R"({"member":")" + world.members[0].account->text() + "\"}"},
        {"chair", R"({"version":1,"chair":")" + world.chair.account->text() + "\"}"},
        {"completions", R"({"version":1,"words":"x","until":"2026-12-31","items":{"1.1":"x"}})"},
        {"answer", R"({"version":1,"words":"x","declared":true})"},
        {"advice", R"({"version":0,"words":"x"})"},
        {"position", R"({"stand":"agree"})"},
        {"corrections", R"({"version":1,"field":"product_name","value":"x","why":"x"})"},
        {"council", R"({"version":1,"members":[],"chair":")" + world.chair.account->text() + "\"}"}};
    const auto found = bodies.find(pattern.substr(pattern.rfind('/') + 1));
    if (found != bodies.end()) return found->second;
    return pattern.ends_with("{id}/submission") ? R"({"version":1,"declared":true})" : R"({"version":1})";
  }
  void walk(const std::string& prefix);
  void report(const std::string& prefix, DossierId id);
  void score_sheets(const std::string& prefix, DossierId id);
  std::string path(DossierId id, const std::string& rest = {}) { return "/dossiers/" + id.text() + rest; }
};
OCOP_ON_BOTH_ENGINES(EvaluationPages);

// 31,66 + 19,66 + 28,66 = 80 looked wrong to an official. Three sheets whose mean does not end: parts are exact, and the total says
// what it cuts.
TEST_P(EvaluationPages, PartsAreExactAndACutTotalSaysSo) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  hand_in(id, world.members[0], kThreeStars);
  hand_in(id, world.members[1], kThreeStars);
  hand_in(id, world.members[2], {{"1.1", 3}, {"1.2", 2}, {"2.1", 1}, {"3.1", 1}});   // 60 instead of 50
  ASSERT_TRUE(close(id, rules::Tick::given).ok());
  const auto page = get(world.province, path(id, "/result"));
  EXPECT_TRUE(has(page, "33\u00A01/3 trên 40")) << page.body;
  EXPECT_TRUE(has(page, "53,33 (cắt hai chữ số; đúng là 53\u00A01/3) trên 100 điểm"));
  EXPECT_FALSE(has(page, "33,33 trên 40"));
  EXPECT_FALSE(has(page, "chưa được công nhận")) << "points are not yet a refusal";
}

// After the decision the dossier went on to say that the council had closed the points, and led nowhere.
TEST_P(EvaluationPages, ADecidedDossierShowsWhatWasDecidedAndLeadsToItsProduct) {
  desk_.offers.add(Panel{.show = [](web::Html& out, DossierId dossier) { out << "quyết định về " << dossier.text(); }});
  desk_.offers.add(Panel{.when = Panel::When::handed_in, .show = [](web::Html& out, DossierId) { out << "từ khi nộp"; }});
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  EXPECT_FALSE(has(get(world.maker, path(id)), "từ khi nộp")) << "nobody has it yet";
  submit(id);
  EXPECT_TRUE(has(get(world.maker, path(id)), "từ khi nộp"));
  name_council(id);
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  ASSERT_TRUE(close(id).ok());
  EXPECT_TRUE(has(get(world.maker, path(id)), "Hội đồng đã khóa điểm"));
  EXPECT_FALSE(has(get(world.maker, path(id)), "quyết định về "));
  ASSERT_TRUE(decide(id, view(world.province, id).dossier.version).ok());
  for (const std::string& page : {path(id), path(id, "/result")})
    EXPECT_TRUE(has(get(world.maker, page), "quyết định về " + id.text())) << page;
  const auto after = get(world.maker, path(id));
  EXPECT_FALSE(has(after, "Hội đồng đã khóa điểm"));
  EXPECT_TRUE(has(after, "Tỉnh đã có quyết định"));
  EXPECT_TRUE(has(after, "href=\"/products/" + world.product.text()));
  EXPECT_TRUE(has(after, "/producers/" + world.producer.text() + "/papers"));
  EXPECT_FALSE(has(get(world.members[0], path(id)), "/producers/" + world.producer.text() + "/papers"))
      << "nobody is led where he is refused";
}

// A product led to no dossier of its own.
TEST_P(EvaluationPages, AProductNamesItsDossiersToWhomTheyConcern) {
  offer(desk_.offers, service());
  const DossierId id = open_draft();
  const auto shown = [&](const Actor& actor) {
    web::Html out(Language::vi);
    http::Request request;
    request.actor = actor;
    products::Product product;
    product.id = world.product;
    desk_.offers.all<products::Panel>().at(0).show(out, request, product);
    return out.take();
  };
  EXPECT_NE(shown(world.maker).find(path(id)), std::string::npos);
  EXPECT_EQ(shown(world.province), "") << "a draft is its producer's own";
  answer(id, world.maker, kAllTop);
  submit(id);
  EXPECT_EQ(shown(world.province), "") << "its commune has it";
  forward(id);
  for (const Actor& reader : {world.maker, world.officer, world.province}) EXPECT_NE(shown(reader).find(path(id)), std::string::npos);
  for (const Actor& other : {world.other_maker, world.other_officer, world.other_province, world.members[0], world.administrator, Actor{}})
    EXPECT_EQ(shown(other), "");
}

TEST_P(EvaluationPages, EveryRouteHasAPolicy) { EXPECT_EQ(router.check(), std::vector<std::string>{}); }

// The commune writes, saves for later, forgets a matter, forwards (article 7.2).
void EvaluationPages::report(const std::string& prefix, DossierId id) {
  const std::string address = prefix + path(id, "/report");
  EXPECT_TRUE(has(get(world.officer, prefix + path(id)), "href=\"" + address));
  FormFields words{{"version", field(get(world.officer, address), "version")},
                   {"materials", "Chè <b>hái</b> tại xã"},
                   {"labour", "28 người"},
                   {"idea", ""},
                   {"identity", "Giống Shan tuyết"}};
  const auto kept = post_and_follow(world.officer, address, words);
  EXPECT_TRUE(has(kept, "Chè &lt;b&gt;hái&lt;/b&gt; tại xã"));
  words[0].second = field(kept, "version");
  words.emplace_back("then", "forward");
  const auto refused = post(world.officer, address, words);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, prefix.empty() ? "mẫu số 03 cần đủ bốn nội dung" : "form 03 needs all four"));
  words[3].second = "Nghề truyền thống";
  const auto forwarded = post_and_follow(world.officer, address, words);
  EXPECT_TRUE(has(forwarded, prefix.empty() ? "Xã chuyển lên tỉnh lúc" : "Forwarded by the commune at"));
  EXPECT_TRUE(has(get(world.province, prefix + path(id)), "Chè &lt;b&gt;hái&lt;/b&gt; tại xã"));
  EXPECT_EQ(get(world.officer, address).status, 303) << "nothing is left to write";
}

// Three members fill in and hand in the same sheet: 10 + 20 + 25 + 15 points.
void EvaluationPages::score_sheets(const std::string& prefix, DossierId id) {
  for (int i = 0; i < 3; ++i) {
    const Actor& member = world.members[static_cast<std::size_t>(i)];
    auto part = get(member, prefix + path(id, "/sheet/A"));
    ASSERT_EQ(part.status, 200);
    EXPECT_TRUE(has(part, "&lt;b&gt;trồng&lt;/b&gt;")) << "the producer's note, escaped";
    EXPECT_FALSE(has(part, prefix.empty() ? "Chủ thể tự chọn" : "The producer chose")) << "the self-score is hidden";
    part = post_and_follow(
        member, prefix + path(id, "/sheet/A"),
        {{"version", field(part, "version")}, {"answer.1.1", "2"}, {"answer.1.2", "2"}, {"opinion", "Vùng nguyên liệu rõ"}});
    part = post_and_follow(member, prefix + path(id, "/sheet/B"), {{"version", field(part, "version")}, {"answer.2.1", "2"}});
    const auto sheet = post_and_follow(member, prefix + path(id, "/sheet/C"), {{"version", field(part, "version")}, {"answer.3.1", "1"}});
    // The page has two forms with a version; the one that hands in is the sheet's.
    const std::string version = std::to_string(service().own_sheet(member, id)->sheet.version);
    EXPECT_TRUE(has(sheet, "name=\"version\" value=\"" + version + "\""));
    post_and_follow(member, prefix + path(id, "/sheet/submission"), {{"version", version}});
  }
}

// The whole thread by forms alone, in each language.
void EvaluationPages::walk(const std::string& prefix) {
  const auto opening = get(world.maker, prefix + "/dossiers/new?product=" + world.product.text());
  ASSERT_EQ(opening.status, 200);
  const auto overview = post_and_follow(world.maker, prefix + "/dossiers", {{"product", world.product.text()}, {"kind", "first"},
                                        {"product_set", "QD26-13"}, {"idempotency_key", field(opening, "idempotency_key")}});
  EXPECT_EQ(overview.status, 200);
  EXPECT_TRUE(has(overview, prefix.empty() ? "Làm tiếp" : "Go on"));
  const DossierId id{work::tests::listed(database(), world.maker, work::State::waiting).at(0).thing.uuid};

  // Each save leads to the next criterion, the last one to the submission.
  auto step = get(world.maker, prefix + criterion(id, "1.1"));
  ASSERT_EQ(step.status, 200);
  step = post_and_follow(
      world.maker, prefix + criterion(id, "1.1"),
      {{"version", field(step, "version")}, {"option", "3"}, {"note", "vùng <b>trồng</b>"}, {"paper." + world.contract.text(), "1"}});
  EXPECT_TRUE(has(step, prefix.empty() ? "1.2 Liên kết chuỗi" : "1.2 Criterion 1.2"));
  EXPECT_TRUE(has(step, prefix.empty() ? "20 trên 100 điểm" : "20 of 100 points"));
  step = post_and_follow(world.maker, prefix + criterion(id, "1.2"), {{"version", "0"}, {"option", "2"}});
  step = post_and_follow(world.maker, prefix + criterion(id, "2.1"), {{"version", "0"}, {"option", "2"}});
  const auto submission = post_and_follow(world.maker, prefix + criterion(id, "3.1"), {{"version", "0"}, {"option", "2"}});
  EXPECT_TRUE(has(submission, prefix.empty() ? "Bạn đã trả lời đủ các tiêu chí" : "Every criterion is answered"));
  EXPECT_TRUE(has(submission, prefix.empty() ? "Giả mạo hồ sơ" : "Forged dossier"));
  post_and_follow(world.maker, prefix + path(id, "/submission"), {{"version", field(submission, "version")}, {"declared", "1"}});

  EXPECT_TRUE(has(get(world.officer, prefix + "/work"), prefix.empty() ? "Còn 15 ngày làm việc" : "15 working days left"));
  report(prefix, id);
  const auto council = get(world.province, prefix + path(id, "/council"));
  ASSERT_EQ(council.status, 200);
  EXPECT_TRUE(has(council, "Thành viên thứ 1"));
  FormFields named{{"version", field(council, "version")}, {"chair", world.chair.account->text()}};
  for (int i = 0; i < 3; ++i) named.emplace_back("member." + world.members[static_cast<std::size_t>(i)].account->text(), "1");
  post_and_follow(world.province, prefix + path(id, "/council"), named);

  score_sheets(prefix, id);
  const auto closing = get(world.chair, prefix + path(id, "/closing"));
  EXPECT_TRUE(has(closing, prefix.empty() ? "Đã có 3 trên 3 phiếu" : "3 of 3 sheets are in"));
  EXPECT_FALSE(has(closing, "70")) << "no total before closing";
  const auto result = post_and_follow(world.chair, prefix + path(id, "/closing"), {{"version", field(closing, "version")}});
  // 10 + 20 + 25 + 15 = 70: the band of four stars, but the floor of 1.1 is missed.
  EXPECT_TRUE(has(result, prefix.empty() ? "70 trên 100 điểm" : "70 of 100 points"));
  EXPECT_TRUE(has(result, prefix.empty() ? "Điều còn thiếu để đạt 4 sao" : "What would have made it 4 stars"));
  EXPECT_TRUE(has(result, "10 · 10 · 10"));
  EXPECT_TRUE(has(result, "Thành viên thứ"));
  const auto own = get(world.maker, prefix + path(id, "/result"));
  EXPECT_EQ(own.status, 200);
  EXPECT_FALSE(has(own, "Thành viên thứ")) << "the producer reads pseudonyms";
  EXPECT_TRUE(has(own, prefix.empty() ? "Thành viên 2" : "Member 2"));
  EXPECT_TRUE(has(own, "Vùng nguyên liệu rõ"));
  EXPECT_TRUE(has(get(world.province, prefix + "/work"), "/decisions/" + id.text()));
}

TEST_P(EvaluationPages, TheWholeWayWithoutAScript) { walk(""); }
TEST_P(EvaluationPages, TheWholeWayWithoutAScriptInEnglish) { walk("/en"); }

TEST_P(EvaluationPages, ADoubleClickOpensOneDossier) {
  const std::string key = field(get(world.maker, "/dossiers/new"), "idempotency_key");
  EXPECT_GE(key.size(), 22u);
  const FormFields fields{{"product", world.product.text()}, {"kind", "first"}, {"product_set", "QD26-13"}, {"idempotency_key", key}};
  const auto first = post(world.maker, "/dossiers", fields);
  const auto second = post(world.maker, "/dossiers", fields);
  EXPECT_EQ(first.status, 303);
  EXPECT_EQ(header(first, "Location"), header(second, "Location"));
}

TEST_P(EvaluationPages, AStaleSaveShowsBothAndLetsOneChoose) {
  const DossierId id = open_draft();
  const auto mine = get(world.maker, criterion(id, "1.1"));
  ASSERT_TRUE(service().save_answer(world.helper, id, {"1.1", 1, "của anh Tư"}).ok());
  const FormFields fields{{"version", field(mine, "version")}, {"option", "3"}, {"note", "của cô Lan"}};
  const auto refused = post(world.maker, criterion(id, "1.1"), fields);
  EXPECT_EQ(refused.status, 409);
  for (const std::string_view text :
       {"Hai người cùng sửa", "Anh Tư", "của anh Tư", "của cô Lan", "Từ 75%", "Không có nguyên liệu trong tỉnh"})
    EXPECT_TRUE(has(refused, text)) << text;
  EXPECT_EQ(post(world.maker, criterion(id, "1.1"), fields, {{"hx-request", "true"}}).status, 409);
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->note, "của anh Tư");
  // "Save mine instead" posts the same fields with the version of the difference.
  post_and_follow(world.maker, criterion(id, "1.1"), {{"version", field(refused, "version")}, {"option", field(refused, "option")},
                                                     {"note", field(refused, "note")}});
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->note, "của cô Lan");
}

TEST_P(EvaluationPages, AScriptGetsTheRailAlone) {
  const DossierId id = open_draft();
  for (const auto& header : {std::pair{"hx-request", "true"}, std::pair{"x-fragment", "rail"}}) {
    const std::string version = field(get(world.maker, criterion(id, "1.1")), "version");
    const auto fragment = post(world.maker, criterion(id, "1.1"), {{"version", version}, {"option", version == "0" ? "2" : "3"}},
                               {{header.first, header.second}});
    EXPECT_EQ(fragment.status, 200);
    EXPECT_FALSE(has(fragment, "<html"));
    const std::string stored = std::to_string(view(world.maker, id).self.find("1.1")->version);
    EXPECT_TRUE(has(fragment, "data-version=\"" + stored + "\"")) << "the version of the next save";
  }
  EXPECT_TRUE(
      has(post(world.maker, criterion(id, "1.1"), {{"version", "99"}, {"option", "3"}}, {{"hx-request", "true"}}), "20 trên 100 điểm"))
      << "the same content again is no conflict";
}

TEST_P(EvaluationPages, AWrongFormComesBackWithItsValues) {
  const DossierId id = open_draft();
  const auto step = post(world.maker, criterion(id, "1.1"), {{"version", "0"}, {"note", "đã viết <i>nhiều</i>"}});
  EXPECT_EQ(step.status, 422);
  EXPECT_TRUE(has(step, "Hãy chọn một mức"));
  EXPECT_TRUE(has(step, "đã viết &lt;i&gt;nhiều&lt;/i&gt;"));
  EXPECT_EQ(post(world.maker, criterion(id, "1.1"), {{"version", "0"}, {"option", "9"}}).status, 422);
  EXPECT_EQ(post(world.maker, criterion(id, "7.7"), {{"version", "0"}, {"option", "1"}}).status, 404);
  const auto submission = post(world.maker, path(id, "/submission"), {{"version", "1"}});
  EXPECT_EQ(submission.status, 422);
  EXPECT_TRUE(has(submission, "Hãy đánh dấu vào lời cam kết"));
  EXPECT_TRUE(has(submission, "Còn 4 tiêu chí chưa trả lời"));
  submit(id);
  forward(id);
  const auto council = post(world.province, path(id, "/council"), {{"version", std::to_string(view(world.province, id).dossier.version)},
                            {"member." + world.members[0].account->text(), "1"}, {"chair", world.chair.account->text()}});
  EXPECT_EQ(council.status, 422);
  EXPECT_TRUE(has(council, "Hội đồng cần ít nhất 3 thành viên"));
  const auto returned = post(world.province, path(id, "/return"), {{"version", "3"}, {"reason", " "}});
  EXPECT_EQ(returned.status, 422);
  EXPECT_TRUE(has(returned, "Hãy ghi lý do"));
}

TEST_P(EvaluationPages, APartInTwoWindowsShowsTheDifference) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const Actor& member = world.members[0];
  const std::string version = field(get(member, path(id, "/sheet/A")), "version");
  post_and_follow(member, path(id, "/sheet/A"), {{"version", version}, {"answer.1.1", "2"}, {"answer.1.2", "2"}, {"opinion", "một"}});
  const auto second =
      post(member, path(id, "/sheet/A"), {{"version", version}, {"answer.1.1", "3"}, {"answer.1.2", "2"}, {"opinion", "hai"}});
  EXPECT_EQ(second.status, 409);
  EXPECT_TRUE(has(second, "Từ 75%"));
  EXPECT_TRUE(has(second, "một"));
  EXPECT_EQ(service().own_sheet(member, id)->sheet.find("1.1")->option, 2);
  post_and_follow(member, path(id, "/sheet/A"),
                  {{"version", field(second, "version")}, {"answer.1.1", "3"}, {"answer.1.2", "2"}, {"opinion", "hai"}});
  EXPECT_EQ(service().own_sheet(member, id)->sheet.find("1.1")->option, 3);
}

TEST_P(EvaluationPages, KnockoutsNeedTheirGround) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const auto refused = post(world.members[0], path(id, "/sheet/knockouts"), {{"version", "0"}, {"knockout.forged", "1"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "Hãy ghi lý do"));
  const auto kept = post_and_follow(world.members[0], path(id, "/sheet/knockouts"),
                                    {{"version", "0"}, {"knockout.3.1", "1"}, {"reason.3.1", "Có <tạp> chất"}});
  EXPECT_TRUE(has(kept, "Có &lt;tạp&gt; chất"));
  EXPECT_TRUE(has(kept, "phiếu không có sao"));
}

TEST_P(EvaluationPages, TheChairHearsOfAWideSpreadAndMayLetScoreAgain) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  hand_in(id, world.members[0], kAllTop);
  hand_in(id, world.members[1], kThreeStars);
  EXPECT_TRUE(has(get(world.chair, path(id, "/closing")), "Chưa đủ phiếu để khóa điểm"));
  hand_in(id, world.members[2], kThreeStars);
  const auto closing = get(world.chair, path(id, "/closing"));
  EXPECT_TRUE(has(closing, "vượt mức 10"));
  const auto refused = post(world.chair, path(id, "/closing"), {{"version", field(closing, "version")}});
  EXPECT_EQ(refused.status, 422);
  const int seat = service().own_sheet(world.members[0], id)->sheet.seat;
  post_and_follow(world.chair, path(id, "/seats/" + std::to_string(seat) + "/reopening"), {{"reason", "Chênh lệch lớn, mời xem lại"}});
  EXPECT_TRUE(has(get(world.members[0], path(id, "/sheet")), "Chênh lệch lớn, mời xem lại"));
  EXPECT_EQ(get(world.province, path(id, "/closing")).status, 200);
  EXPECT_FALSE(has(get(world.province, path(id, "/closing")), "vượt mức")) << "figures are the chair's";
}

// Each page and act under an address with a dossier, asked by everybody who has nothing to do with it.
TEST_P(EvaluationPages, StrangersFindNothing) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const Actor visitor;
  const std::vector<const Actor*> strangers{&visitor,          &world.other_maker, &world.other_officer, &world.other_province,
                                            &world.members[3], &world.administrator};
  for (const http::Route& route : router.routes()) {
    if (route.pattern.find("{id}") == std::string::npos) continue;
    std::string target = route.pattern;
    for (const auto& [name, value] : std::map<std::string, std::string>{{"{id}", id.text()},
                                                                        {"{code}", "1.1"},
                                                                        {"{criterion}", "1.1"},
                                                                        {"{part}", "A"},
                                                                        {"{seat}", "1"},
                                                                        {"{number}", "1"},
                                                                        {"{paper}", world.contract.text()}})
      if (const auto at = target.find(name); at != std::string::npos) target.replace(at, name.size(), value);
    for (const Actor* stranger : strangers) {
      const auto answer = route.pattern.starts_with("/api/")
                              ? api(route.method, *stranger, target, route.method == http::Method::get ? "" : body_of(route.pattern))
                          : route.method == http::Method::get
                              ? get(*stranger, target)
                              : post(*stranger, target,
                                     {{"version", "1"}, {"option", "1"}, {"reason", "x"}, {"ground", "x"},
                                      {"chair", world.chair.account->text()}, {"member", world.members[0].account->text()}});
      const bool hidden = answer.status == 401 || answer.status == 403 || answer.status == 404;
      EXPECT_TRUE(hidden) << http::name(route.method) << " " << target << " by " << stranger->display_name << ": " << answer.status;
      if (!stranger->signed_in() || !route.policy.admit(*stranger).ok()) continue;
      EXPECT_EQ(answer.status, 404) << target << " by " << stranger->display_name;
    }
  }
  EXPECT_EQ(view(world.province, id).dossier.state, State::scoring) << "nothing was moved";
}

TEST_P(EvaluationPages, PapersComeAsFiles) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract}}).ok());
  submit(id);
  const auto paper = get(world.officer, path(id, "/papers/" + world.contract.text()));
  EXPECT_EQ(paper.status, 200);
  EXPECT_EQ(paper.content_type, "application/pdf");
  EXPECT_EQ(get(world.officer, path(id, "/papers/" + world.foreign_paper.text())).status, 404);
}

TEST_P(EvaluationPages, AnEmptyDeskTeaches) {
  EXPECT_TRUE(has(get(world.maker, "/work"), "Bắt đầu hồ sơ đầu tiên"));
  EXPECT_TRUE(has(get(world.officer, "/work"), "15 ngày làm việc"));
  EXPECT_TRUE(has(get(world.province, "/work"), "việc gần hạn đứng trước"));
  EXPECT_TRUE(has(get(world.members[0], "/work"), "mời bạn chấm"));
  EXPECT_TRUE(has(get(world.chair, "/work"), "khóa điểm"));
  EXPECT_TRUE(has(get(world.administrator, "/work"), "Quản trị viên không xử lý hồ sơ")) << "once told that the account has no role";
  EXPECT_EQ(get(Actor{}, "/work").status, 401);
}

TEST_P(EvaluationPages, AProvinceDatesItsRegulation) {
  const FormFields fields{{"valid_from", "2026-12-01"}, {"council_size_min", "5"}, {"quorum_percent", "75"}, {"spread_limit", "8"},
                          {"floor_basis", "every_sheet"}, {"rounding", "cut"}, {"self_score", "shown"},
                          {"over_spread", "refuse"}, {"at_limit", "over"}, {"potential_five", "ministry"},
                          {"differing_least", "2"}, {"position_days", "5"}};
  const auto page = post_and_follow(world.province, "/settings/evaluation", fields);
  EXPECT_TRUE(has(page, "01/12/2026"));
  EXPECT_TRUE(has(page, "từng phiếu"));
  EXPECT_TRUE(has(page, "dưới 8")) << "a spread of eight is over it already";
  EXPECT_EQ(post(world.province, "/settings/evaluation", fields).status, 409);
  auto wrong = fields;
  wrong[0].second = "2026-11-01";
  EXPECT_EQ(post(world.province, "/settings/evaluation", wrong).status, 422) << "not backwards";
  wrong[0].second = "2026-12-02";
  wrong[2].second = "175";
  EXPECT_EQ(post(world.province, "/settings/evaluation", wrong).status, 422);
  EXPECT_EQ(get(world.chair, "/settings/evaluation").status, 403);
}

}  // namespace
}  // namespace ocop::evaluation::test
