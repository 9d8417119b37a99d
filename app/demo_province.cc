#include "app/demo_province.h"

#include <array>

#include "kernel/documents/document.h"
#include "kernel/documents/pdf_file.h"
#include "modules/certificates/confirmations.h"
#include "modules/products/service.h"

// What the demo does through the same services that people use: nothing is written past them.
namespace ocop::app {
namespace {

using evaluation::Kind;

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

class OnPaper {
 public:
  OnPaper(Application& application, const ProvincePeople& people, Instant now)
      : confirmations_(application.ports().get<certificates::Confirmations>()), people_(people), now_(now) {}

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

 private:
  certificates::Confirmations& confirmations_;
  const ProvincePeople& people_;
  const print::PdfFonts fonts_{std::string(print::kDebianFonts)};
  Instant now_;
};

}  // namespace

Result<void> confirm_papers(Application& application, const MadeUpProvince& province, const ProvincePeople& people, Instant now) {
  const OnPaper on_paper(application, people, now);
  for (const MadeUpDecision& one : province.decisions)
    if (one.fate == MadeUpDecision::Fate::confirmed) OCOP_CHECK(on_paper.confirm(one));
  return {};
}

Result<void> live_through(Application& application, const MadeUpProvince& province, const ProvincePeople& people, Instant now,
                          const std::function<void(std::string_view step)>& progress) {
  const auto& products = application.ports().get<const products::Products>();
  auto& database = application.ports().get<evaluation::Service>().parts().database;
  progress("decisions on paper, confirmed with their files");
  OCOP_CHECK(confirm_papers(application, province, people, now));
  progress("dossiers in every state");
  constexpr int kFirstNumber = 101;
  Walk walk(application, people, now, kFirstNumber);
  std::vector<products::Product> own;
  for (const Grant& grant : people.member.grants) {
    OCOP_CHECK(walk.add_papers(*grant.producer));
    for (auto& one : database.read([&](db::Reader& reader) { return products.of_producer(reader, *grant.producer); }))
      own.push_back(std::move(one));
  }
  OCOP_CHECK(walk_all(walk, own, province.rows, kWays));
  return {};
}

}  // namespace ocop::app
