#include "app/demo_province.h"

#include <algorithm>
#include <map>
#include <optional>
#include <thread>

#include "kernel/documents/document.h"
#include "kernel/documents/pdf_file.h"
#include "modules/certificates/confirmations.h"
#include "modules/evaluation/service.h"
#include "modules/producers/service.h"
#include "modules/products/service.h"

// What the demo does through the same services that people use: nothing is written past them.
namespace ocop::app {
namespace {

using evaluation::Kind;

// How far a dossier goes.
enum class Stage : std::uint8_t {
  draft, returned, submitted, forwarded, scoring, half_scored, scored, closed, refused, recognised, withdrawn,
};
struct Way {
  std::size_t product;                  // of the own products, in the order of the rows
  Kind kind;
  Stage stage;
};
constexpr std::array<Way, 22> kWays{{{0, Kind::first, Stage::recognised},   {1, Kind::first, Stage::recognised},
                                     {2, Kind::first, Stage::recognised},   {3, Kind::first, Stage::recognised},
                                     {4, Kind::first, Stage::recognised},   {5, Kind::first, Stage::withdrawn},
                                     {6, Kind::first, Stage::withdrawn},    {7, Kind::first, Stage::refused},
                                     {8, Kind::first, Stage::closed},       {9, Kind::first, Stage::closed},
                                     {10, Kind::first, Stage::half_scored}, {11, Kind::first, Stage::scored},
                                     {12, Kind::first, Stage::forwarded},   {13, Kind::renewal, Stage::draft},
                                     {14, Kind::renewal, Stage::submitted}, {15, Kind::renewal, Stage::forwarded},
                                     {16, Kind::upgrade, Stage::submitted}, {17, Kind::upgrade, Stage::returned},
                                     {18, Kind::upgrade, Stage::draft},     {19, Kind::upgrade, Stage::forwarded},
                                     {20, Kind::upgrade, Stage::scoring},   {21, Kind::upgrade, Stage::draft}}};

std::string paper_of(const MadeUpDecision& decision, const certificates::Confirmations::Spelling& spelling, Instant now,
                     const print::PdfFonts& fonts) {
  using namespace documents;
  Document out;
  out.title = "Quyết định " + decision.number + " (minh họa)";
  out.created = now;
  out.blocks.push_back(Heading{1, out.title, print::Align::centre});
  out.blocks.push_back(Paragraph{{bold("DỮ LIỆU MINH HỌA. "),
                                   plain("Tệp này do bản trình diễn của Ocop tạo ra, không phải văn bản của cơ quan nào và không có giá "
                                         "trị pháp lý. Tên sản phẩm và cơ sở đều là dựng thêm.")}});
  out.blocks.push_back(Paragraph{{plain(decision.issuer + ", ngày " + decision.decided.show(Language::vi))}});
  Table table{.widths = {1, 8, 2}, .header = {{{{bold("STT")}}, {{bold("Sản phẩm")}}, {{bold("Hạng sao")}}}}, .rows = {}, .points = 10};
  for (std::size_t i = 0; i < spelling.products.size(); ++i)
    table.rows.push_back({{{plain(std::to_string(i + 1))}}, {{plain(spelling.products[i].name)}},
                          {{plain(std::to_string(spelling.products[i].stars))}}});
  out.blocks.emplace_back(std::move(table));
  auto pdf = to_pdf(out, fonts);
  return pdf ? std::move(*pdf) : std::string("%PDF-1.4\n% no fonts here\n");
}

class Living {
 public:
  Living(Application& application, const ProvincePeople& people, Instant now)
      : evaluation_(application.ports().get<evaluation::Service>()),
        certificates_(application.ports().get<certificates::Service>()),
        confirmations_(application.ports().get<certificates::Confirmations>()),
        producers_(application.ports().get<producers::Service>()),
        people_(people), now_(now), today_(vietnam_date(now)) {}

  Result<void> confirm(const MadeUpDecision& decision) const {
    const auto offered = confirmations_.offered(people_.office, {decision.printed});
    if (offered.empty()) return Error::of(ErrorKind::internal, "the demo has no product of " + decision.printed);
    certificates::ConfirmationInput input;
    input.number = decision.number;
    input.decided = decision.decided;
    input.issuer = decision.issuer;
    input.signer = "Người ký (minh họa)";
    input.printed = decision.printed;
    const std::string pdf = paper_of(decision, offered.front(), now_, fonts_);
    input.file = {"quyet-dinh-minh-hoa.pdf", pdf};
    for (const auto& one : offered.front().products) input.stars.push_back({one.id.text(), std::to_string(one.stars)});
    OCOP_TRY(draft, confirmations_.prepare(people_.office, input));
    return confirmations_.confirm(people_.office, draft.id, {1});
  }

  Result<void> add_papers(ProducerId producer) {
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

  // As far as the council has closed it, if it goes that far. Several at once: what waits for the disk waits together.
  Result<DossierId> go(const products::Product& product, const MadeUpRow& row, const Way& way) const {
    OCOP_TRY(opened, evaluation_.open_dossier(people_.member, {.product = product.id, .kind = way.kind, .product_set = row.product_set}));
    const DossierId id = opened.dossier.id;
    OCOP_CHECK(go_on(id, product, row, way));
    return id;
  }

  // What the province decides on a closed one.
  Result<void> decide(DossierId id, Stage stage) {
    if (stage < Stage::refused) return {};
    OCOP_TRY(view, certificates_.decision(people_.office, id));
    const bool refused = stage == Stage::refused;
    certificates::rules::DecisionInput input{.outcome = refused ? certificates::Outcome::not_recognised : certificates::Outcome::recognised,
                                             .number = "MH" + std::to_string(100 + ++decided_) + "/QĐ-UBND",
                                             .decided = today_,
                                             .signer = "Người ký (minh họa)",
                                             .reason = refused ? "Chưa đạt 3 sao." : "",
                                             .version = view.dossier.version};
    OCOP_TRY(done, certificates_.record(people_.office, id, input));
    if (stage != Stage::withdrawn) return {};
    OCOP_CHECK(certificates_.withdraw(people_.office, done.issued->certificate.number,
                                      {certificates::Ground::no_longer_produced, "MH" + std::to_string(200 + decided_) + "/QĐ-UBND",
                                       today_, today_, "Người ký (minh họa)", "Cơ sở ngừng sản xuất (minh họa)."}));
    return {};
  }

 private:
  Result<void> go_on(DossierId id, const products::Product& product, const MadeUpRow& row, const Way& way) const {
    const int stars = way.stage == Stage::refused ? 2 : way.kind == Kind::upgrade ? 4 : row.stars;
    OCOP_TRY(view, evaluation_.view(people_.member, id));
    const std::vector<int> options = options_for(*view.rulebook, *view.table, stars);
    OCOP_CHECK(answer(id, *view.table, options, product.producer, way.stage == Stage::draft ? options.size() / 2 : options.size()));
    if (way.stage == Stage::draft) return {};
    OCOP_TRY(filled, evaluation_.view(people_.member, id));
    OCOP_CHECK(evaluation_.submit(people_.member, id, {filled.self.version, kYes, kYes}));
    if (way.stage == Stage::submitted) return {};
    OCOP_CHECK(forward(id));
    if (way.stage == Stage::forwarded) return {};
    OCOP_TRY(arrived, evaluation_.view(people_.office, id));
    if (way.stage == Stage::returned)
      return evaluation_.return_back(people_.office, id, arrived.dossier.version, "Phiếu kiểm nghiệm sắp hết hạn, xin bổ sung bản mới.");
    return to_council(id, *view.table, options, way.stage, arrived.dossier.version);
  }

  static constexpr evaluation::rules::Tick kYes = evaluation::rules::Tick::given;

  // Options that give these stars: the best ones, lowered one step at a time.
  static std::vector<int> options_for(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, int wanted) {
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

  Result<void> answer(DossierId id, const rulebooks::Table& table, const std::vector<int>& options, ProducerId producer,
                      std::size_t count) const {
    const std::vector<PaperId>& papers = papers_.at(producer);
    for (std::size_t i = 0; i < count; ++i) {
      evaluation::SaveAnswer one{.criterion = table.criteria[i]->code, .option = options[i]};
      if (i % 6 == 0 && !papers.empty()) one.papers = {papers[i / 6 % papers.size()]};
      OCOP_CHECK(evaluation_.save_answer(people_.member, id, one));
    }
    return {};
  }

  Result<void> forward(DossierId id) const {
    OCOP_TRY(view, evaluation_.view(people_.commune, id));
    const evaluation::ReportWords words{"Nguyên liệu lấy trong xã, đã xem sổ thu mua.", "Có 9 lao động trong xã.",
                                        "Ý tưởng của hợp tác xã.", "Sản vật quen thuộc của địa phương."};
    OCOP_CHECK(evaluation_.save_report(people_.commune, id,
                                       {view.report ? view.report->version : 0, words, evaluation::SaveReport::Then::forward}));
    return {};
  }

  Result<void> to_council(DossierId id, const rulebooks::Table& table, const std::vector<int>& options, Stage stage,
                          std::int64_t version) const {
    evaluation::NameCouncil names{.version = version};
    for (const Actor& one : people_.council) names.members.push_back(*one.account);
    names.chair = people_.chair.account;
    OCOP_CHECK(evaluation_.open_council(people_.office, id, names));
    if (stage == Stage::scoring) return {};
    const std::size_t sheets = stage == Stage::half_scored ? 1 : people_.council.size();
    for (std::size_t i = 0; i < sheets; ++i) OCOP_CHECK(score(people_.council[i], id, table, options));
    if (stage == Stage::half_scored) return {};
    if (stage == Stage::scored) return {};
    OCOP_TRY(closing, evaluation_.closing(people_.chair, id));
    OCOP_CHECK(evaluation_.close(people_.chair, id, {closing.view.dossier.of_council(), kYes}));
    return {};
  }

  Result<void> score(const Actor& member, DossierId id, const rulebooks::Table& table, const std::vector<int>& options) const {
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

  evaluation::Service& evaluation_;
  certificates::Service& certificates_;
  certificates::Confirmations& confirmations_;
  producers::Service& producers_;
  const ProvincePeople& people_;
  const print::PdfFonts fonts_{std::string(print::kDebianFonts)};
  Instant now_;
  Date today_;
  std::map<ProducerId, std::vector<PaperId>> papers_;
  int decided_ = 0;
};

}  // namespace

Result<void> live_through(Application& application, const MadeUpProvince& province, const ProvincePeople& people, Instant now,
                          const std::function<void(std::string_view step)>& progress) {
  const auto& products = application.ports().get<const products::Products>();
  auto& database = application.ports().get<evaluation::Service>().parts().database;
  Living living(application, people, now);
  progress("decisions on paper, confirmed with their files");
  for (const MadeUpDecision& one : province.decisions)
    if (one.fate == MadeUpDecision::Fate::confirmed) OCOP_CHECK(living.confirm(one));
  progress("dossiers in every state");
  std::vector<products::Product> own;
  for (const Grant& grant : people.member.grants) {
    OCOP_CHECK(living.add_papers(*grant.producer));
    for (auto& one : database.read([&](db::Reader& reader) { return products.of_producer(reader, *grant.producer); }))
      own.push_back(std::move(one));
  }
  std::vector<std::optional<Result<DossierId>>> went(kWays.size());
  {
    std::vector<std::jthread> together;
    for (std::size_t i = 0; i < kWays.size(); ++i) {
      const MadeUpRow& row = province.rows[kWays[i].product];
      const auto product = std::ranges::find(own, row.id, &products::Product::register_id);
      if (product == own.end()) return Error::of(ErrorKind::internal, "the demo has no product " + row.id);
      together.emplace_back([&went, &living, &row, product, i] { went[i] = living.go(*product, row, kWays[i]); });
    }
  }
  for (std::size_t i = 0; i < kWays.size(); ++i) {   // one after the other: certificates are numbered alike each time
    OCOP_TRY(id, std::move(*went[i]));
    OCOP_CHECK(living.decide(id, kWays[i].stage));
  }
  return {};
}

}  // namespace ocop::app
