#include "app/demo_way.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace ocop::app {
namespace {

using evaluation::Kind;

constexpr evaluation::rules::Tick kYes = evaluation::rules::Tick::given;
constexpr std::size_t kSideBySide = 22;   // dossiers: more wait for the one writer, not for the disk

// Options that give these stars: the best ones, lowered one step at a time.
std::vector<int> options_for(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, int wanted) {
  rulebooks::Sheet sheet{"", std::vector<std::int8_t>(table.criteria.size(), 0), {}};
  const auto best = [&](std::size_t i, int below) {   // the option of most points that has fewer than `below`
    int chosen = 0, points = -1;
    for (std::size_t k = 0; k < table.criteria[i]->options.size(); ++k) {
      const int has = table.criteria[i]->options[k].points;
      if (has < below && has > points) points = has, chosen = static_cast<int>(k) + 1;
    }
    return static_cast<std::int8_t>(chosen);
  };
  constexpr int kAny = 1'000;
  const auto stars = [&] {
    const auto outcome = rulebooks::score(rulebook, table, std::span(&sheet, 1), {});
    return outcome ? outcome->stars : 0;
  };
  for (std::size_t i = 0; i < table.criteria.size(); ++i) sheet.answers[i] = best(i, kAny);
  for (std::size_t round = 0; stars() > wanted && round < 200; ++round) {
    const std::size_t i = round * 5 % table.criteria.size();
    const std::int8_t before = sheet.answers[i];
    if (before == 0) continue;
    const int points = table.criteria[i]->options[static_cast<std::size_t>(before) - 1].points;
    if (const std::int8_t lower = best(i, points); lower != 0) sheet.answers[i] = lower;
    if (stars() < wanted) sheet.answers[i] = before;
  }
  return {sheet.answers.begin(), sheet.answers.end()};
}

// What the report says of each criterion.
std::vector<evaluation::Proposal> proposals_of(const rulebooks::Table& table, const std::vector<int>& options) {
  std::vector<evaluation::Proposal> out;
  for (std::size_t i = 0; i < table.criteria.size(); ++i) out.push_back({table.criteria[i]->code, options[i]});
  return out;
}

// An upgrade comes for one star more. What is decided keeps the stars that its row has, as the printed figures do (demo_rows.h); five
// are the Ministry's, and what is refused has too few.
int stars_for(const MadeUpRow& row, const Way& way) {
  constexpr int kTooFew = 2, kMinistry = 5;
  if (way.stage == Stage::refused) return kTooFew;
  if (way.stage == Stage::with_ministry) return kMinistry;
  const bool decided = way.stage == Stage::recognised || way.stage == Stage::withdrawn;
  return way.kind == Kind::upgrade && !decided ? 4 : std::min(row.stars, 4);
}

}  // namespace

Walk::Walk(Application& application, const ProvincePeople& people, Instant now, int first_number)
    : evaluation_(application.ports().get<evaluation::Service>()),
      certificates_(application.ports().get<certificates::Service>()),
      producers_(application.ports().get<producers::Service>()),
      people_(people), today_(vietnam_date(now)), decided_(first_number - 1) {}

Result<void> Walk::add_papers(ProducerId producer) {
  struct Given { producers::PaperKind kind; const char* title; int months; };
  constexpr Given kGiven[] = {{producers::PaperKind::business_registration, "Giấy chứng nhận đăng ký (minh họa)", 0},
                              {producers::PaperKind::production_conditions, "Giấy chứng nhận an toàn thực phẩm (minh họa)", 20},
                              {producers::PaperKind::test_sheet, "Phiếu kiểm nghiệm (minh họa)", 1},
                              {producers::PaperKind::quality_declaration, "Bản tự công bố chất lượng (minh họa)", 0}};
  std::vector<PaperId>& made = papers_[producer];
  for (const Given& given : kGiven) {
    producers::PaperForm form;
    form.kind = given.kind;
    form.title = given.title;
    form.issuer = "Cơ quan cấp (minh họa)";
    form.number = "MH-" + std::to_string(made.size() + 1);
    form.issued = today_.plus_months(-16);
    if (given.months > 0) form.expires = today_.plus_months(given.months);
    form.file = {"giay-minh-hoa.pdf", std::string_view("%PDF-1.4\n% minh hoa\n")};
    OCOP_TRY(paper, producers_.add_paper(people_.member, producer, form));
    made.push_back(paper.id);
  }
  return {};
}

Result<DossierId> Walk::go(const products::Product& product, const MadeUpRow& row, const Way& way) const {
  OCOP_TRY(opened, evaluation_.open_dossier(people_.member, {.product = product.id, .kind = way.kind, .product_set = row.product_set}));
  const DossierId id = opened.dossier.id;
  OCOP_CHECK(go_on(id, product, row, way));
  return id;
}

Result<void> Walk::decide(DossierId id, Stage stage) {
  if (stage < Stage::refused) return {};
  OCOP_TRY(view, certificates_.decision(people_.office, id));
  const bool refused = stage == Stage::refused;
  if (stage == Stage::with_ministry) {
    certificates::rules::DecisionInput sent{.outcome = certificates::Outcome::forwarded_to_ministry,
                                            .number = "MH" + std::to_string(++decided_) + "/TTr-UBND",
                                            .decided = today_,
                                            .signer = "Người ký (minh họa)",
                                            .version = view.dossier.version};
    OCOP_CHECK(certificates_.record(people_.office, id, sent));
    return {};
  }
  certificates::rules::DecisionInput input{.outcome = refused ? certificates::Outcome::not_recognised : certificates::Outcome::recognised,
                                           .number = "MH" + std::to_string(++decided_) + "/QĐ-UBND",
                                           .decided = today_,
                                           .signer = "Người ký (minh họa)",
                                           .reason = refused ? "Chưa đạt 3 sao." : "",
                                           .version = view.dossier.version};
  OCOP_TRY(done, certificates_.record(people_.office, id, input));
  if (stage != Stage::withdrawn) return {};
  OCOP_CHECK(certificates_.withdraw(people_.office, done.issued->certificate.number,
                                    {certificates::Ground::no_longer_produced, "MH" + std::to_string(decided_) + "T/QĐ-UBND",
                                     today_, today_, "Người ký (minh họa)", "Cơ sở ngừng sản xuất (minh họa)."}));
  return {};
}

Result<void> Walk::go_on(DossierId id, const products::Product& product, const MadeUpRow& row, const Way& way) const {
  const int stars = stars_for(row, way);
  OCOP_TRY(view, evaluation_.view(people_.member, id));
  const std::vector<int> options = options_for(*view.rulebook, *view.table, stars);
  OCOP_CHECK(answer(id, *view.table, options, product.producer, way.stage == Stage::draft ? options.size() / 2 : options.size()));
  if (way.stage == Stage::draft) return {};
  OCOP_TRY(filled, evaluation_.view(people_.member, id));
  OCOP_CHECK(evaluation_.submit(people_.member, id, {filled.self.version, kYes, kYes}));
  if (way.stage == Stage::submitted) return {};
  if (way.stage == Stage::asked_by_commune || way.stage == Stage::answered)
    return complete(people_.commune, id, way.stage == Stage::answered ? Answered::yes : Answered::no);
  OCOP_CHECK(forward(id));
  if (way.stage == Stage::forwarded) return {};
  if (way.stage == Stage::asked_by_office) return complete(people_.office, id, Answered::no);
  OCOP_TRY(arrived, evaluation_.view(people_.office, id));
  if (way.stage == Stage::returned)
    return evaluation_.return_back(people_.office, id, arrived.dossier.version, "Phiếu kiểm nghiệm sắp hết hạn, xin bổ sung bản mới.");
  if (way.stage == Stage::advised) return advise(id, {});
  if (way.kind == Kind::renewal) OCOP_CHECK(advise(id, proposals_of(*view.table, options)));
  return to_council(arrived.dossier, *view.table, options, way.stage);
}

Result<void> Walk::advise(DossierId id, std::vector<evaluation::Proposal> proposals) const {
  if (!people_.advisory) return Error::of(ErrorKind::internal, "the demo has no advisory group");
  OCOP_CHECK(evaluation_.save_advice(*people_.advisory, id,
                                     {.words = "Hồ sơ đủ để hội đồng xem (minh họa).", .proposals = std::move(proposals)}));
  return {};
}

Result<void> Walk::answer(DossierId id, const rulebooks::Table& table, const std::vector<int>& options, ProducerId producer,
                    std::size_t count) const {
  const std::vector<PaperId>& papers = papers_.at(producer);
  for (std::size_t i = 0; i < count; ++i) {
    evaluation::SaveAnswer one{.criterion = table.criteria[i]->code, .option = options[i]};
    if (i % 6 == 0 && !papers.empty()) one.papers = {papers[i / 6 % papers.size()]};
    OCOP_CHECK(evaluation_.save_answer(people_.member, id, one));
  }
  return {};
}

// A letter that asks for one paper; and, if it is answered, the sheet as it was, with a line to it.
Result<void> Walk::complete(const Actor& officer, DossierId id, Answered answered) const {
  constexpr int kDaysToAnswer = 20;
  OCOP_TRY(view, evaluation_.view(officer, id));
  const evaluation::AskCompletion letter{.version = view.dossier.version,
                                         .words = "Kính gửi cơ sở, xin bổ sung (minh họa):",
                                         .until = today_.plus_days(kDaysToAnswer),
                                         .items = {{"production_conditions", "Giấy chứng nhận an toàn thực phẩm còn hạn"}}};
  OCOP_TRY(asked, evaluation_.ask_completion(officer, id, letter));
  if (answered == Answered::no) return {};
  OCOP_TRY(own, evaluation_.view(people_.member, id));
  OCOP_CHECK(evaluation_.answer_completion(people_.member, id, asked.completion.number,
                                           {own.self.version, "Đã bổ sung giấy (minh họa).", kYes, kYes}));
  return {};
}

Result<void> Walk::forward(DossierId id) const {
  OCOP_TRY(view, evaluation_.view(people_.commune, id));
  const evaluation::ReportWords words{"Nguyên liệu lấy trong xã, đã xem sổ thu mua.", "Có 9 lao động trong xã.",
                                      "Ý tưởng của hợp tác xã.", "Sản vật quen thuộc của địa phương."};
  OCOP_CHECK(evaluation_.save_report(people_.commune, id,
                                     {view.report ? view.report->version : 0, words, evaluation::SaveReport::Then::forward}));
  return {};
}

// The council of a renewal has the report before it and gives written views (article 7.6c, d); the others score in a meeting.
Result<void> Walk::to_council(const evaluation::Dossier& dossier, const rulebooks::Table& table, const Options& options,
                              Stage stage) const {
  evaluation::NameCouncil names{.version = dossier.version};
  for (const Actor& one : people_.council) names.members.push_back(*one.account);
  names.chair = people_.chair.account;
  OCOP_CHECK(evaluation_.open_council(people_.office, dossier.id, names));
  if (stage == Stage::scoring) return {};
  const std::size_t seats = stage == Stage::half_scored ? 1 : people_.council.size();
  for (const Actor& member : std::span(people_.council).first(seats)) {
    if (dossier.kind == Kind::renewal) {
      OCOP_CHECK(evaluation_.give_position(member, dossier.id, {}));
    } else {
      OCOP_CHECK(score(member, dossier.id, table, options));
    }
  }
  if (stage == Stage::half_scored || stage == Stage::scored) return {};
  OCOP_TRY(closing, evaluation_.closing(people_.chair, dossier.id));
  OCOP_CHECK(evaluation_.close(people_.chair, dossier.id, {closing.view.dossier.of_council(), kYes}));
  return {};
}

Result<void> Walk::score(const Actor& member, DossierId id, const rulebooks::Table& table, const std::vector<int>& options) const {
  OCOP_TRY(own, evaluation_.own_sheet(member, id));
  std::int64_t version = own.sheet.version;
  for (const rulebooks::Part& part : table.parts) {
    evaluation::SavePart save{.part = part.code, .answers = {}, .opinion = "Nhất trí với hồ sơ (minh họa).", .version = version};
    for (std::size_t i = 0; i < table.criteria.size(); ++i)
      if (part.code[0] == table.part_of[i]) save.answers.push_back({.criterion = table.criteria[i]->code, .option = options[i]});
    OCOP_TRY(saved, evaluation_.save_part(member, id, save));
    version = saved.sheet_version;
  }
  OCOP_CHECK(evaluation_.submit_sheet(member, id, {version, kYes, kYes}));
  return {};
}

Result<std::vector<DossierId>> walk_all(Walk& walk, std::span<const products::Product> own, std::span<const MadeUpRow> rows,
                                        std::span<const Way> ways) {
  std::vector<std::optional<Result<DossierId>>> went(ways.size());
  std::vector<const products::Product*> of_way;
  for (const Way& way : ways) {
    const auto product = std::ranges::find(own, rows[way.product].id, &products::Product::register_id);
    if (product == own.end()) return Error::of(ErrorKind::internal, "the demo has no product " + rows[way.product].id);
    of_way.push_back(&*product);
  }
  {
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> together;
    for (std::size_t n = 0; n < std::min(kSideBySide, ways.size()); ++n)
      together.emplace_back([&] {
        for (std::size_t i = next++; i < ways.size(); i = next++) went[i] = walk.go(*of_way[i], rows[ways[i].product], ways[i]);
      });
  }
  std::vector<DossierId> out;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    OCOP_TRY(id, std::move(*went[i]));
    OCOP_CHECK(walk.decide(id, ways[i].stage));
    out.push_back(id);
  }
  return out;
}

}  // namespace ocop::app
