#include "modules/certificates/ruling_paper.h"

#include <algorithm>
#include <span>

#include "kernel/base/text.h"
#include "kernel/documents/document.h"
#include "kernel/documents/docx.h"
#include "kernel/documents/pdf_file.h"
#include "kernel/files/embedded.h"
#include "modules/certificates/pages_parts.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> ruling_forms();   // data/forms
}

namespace ocop::certificates {
namespace {

using documents::bold;
using documents::plain;
using documents::Columns;
using documents::Document;
using documents::Heading;
using documents::Paragraph;
using documents::Piece;
using documents::Table;
using print::Align;
using print::Fill;
using print::Slant;

constexpr std::string_view kDots = "…………………", kLongDots = "…………………………………………………";
constexpr std::string_view kNoMinutes = "Biên bản của Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh ";

// Everything that both papers say, in Vietnamese whatever language the reader has chosen: a decision is in the State's language.
struct Said {
  std::string organ, place, about;
  std::vector<std::string> grounds;
  struct Article { std::string head, text; };
  std::vector<Article> articles;
  struct Row { std::string ordinal, product, producer, address, commune, set, points, result; };   // result: of the refused the reason
  std::vector<Row> rows;
  std::string annex;
};

Piece italic(std::string text) { return {std::move(text), print::Weight::regular, Slant::italic}; }

// "tỉnh Lâm Đồng", "thành phố Hà Nội": within a sentence; the names of the types begin with T alone.
std::string province_of(const RulingFacts& facts) {
  const Date day = vietnam_date(facts.now);
  std::string name = facts.places.show_on(day, facts.view.ruling.province, "", Language::vi);
  if (name.starts_with('T')) name.front() = 't';
  return name;
}

std::size_t count(const Rulings::View& view, Outcome outcome) {
  return static_cast<std::size_t>(
      std::ranges::count_if(view.lines, [&](const Rulings::Line& line) { return line.said.outcome == outcome; }));
}
std::size_t count(const Rulings::View& view, int stars) {
  return static_cast<std::size_t>(std::ranges::count_if(view.lines, [&](const Rulings::Line& line) {
    return line.said.outcome == Outcome::recognised && line.decision.stars == stars;
  }));
}
// "05": figures below ten have two digits in official papers, so that none is made of another.
std::string two_digits(std::size_t figure) { return (figure < 10 ? "0" : "") + std::to_string(figure); }

std::string result_of(const Rulings::Line& line) {
  switch (line.said.outcome) {
    case Outcome::recognised: return std::to_string(line.decision.stars) + " sao";
    case Outcome::forwarded_to_ministry: return "Đề nghị đánh giá 5 sao";
    case Outcome::not_recognised: return line.said.reason;
  }
  return {};
}

std::string set_of(const RulingFacts& facts, const Rulings::Line& line) {
  const rulebooks::Rulebook* book = facts.library.find(line.rulebook);
  const rulebooks::Table* table = book ? book->find(line.product_set) : nullptr;
  return table ? table->name.vi : line.product_set;
}

void add_articles(Said& out, const RulingFacts& facts, const std::string& province) {
  const Rulings::View& view = facts.view;
  const auto add = [&out](std::string text) {
    out.articles.push_back({"Điều " + std::to_string(out.articles.size() + 1) + ". ", std::move(text)});
  };
  if (const std::size_t all = count(view, Outcome::recognised); all > 0) {
    std::string stars;
    for (const int one : {4, 3})
      if (const std::size_t some = count(view, one); some > 0)
        stars += (stars.empty() ? "" : " và ") + two_digits(some) + " sản phẩm đạt hạng " + std::to_string(one) + " sao";
    add("Công nhận kết quả đánh giá, phân hạng và cấp giấy chứng nhận cho " + two_digits(all) + " sản phẩm OCOP của " +
        province + ", gồm " + stars +
        " (danh sách tại Phụ lục kèm theo Quyết định này). "
        "Giấy chứng nhận có giá trị trong thời hạn 36 tháng kể từ ngày ban hành Quyết định này.");
  }
  if (const std::size_t some = count(view, Outcome::forwarded_to_ministry); some > 0)
    add("Phê duyệt kết quả đánh giá " + two_digits(some) +
        " sản phẩm có tiềm năng đạt 5 sao (đạt từ 90 điểm trở lên) tại Phụ lục kèm theo; Ủy ban nhân dân " + province +
        " gửi hồ sơ đề nghị Bộ Nông nghiệp và Môi trường đánh giá, phân hạng sản phẩm OCOP 5 sao.");
  // A signed decision is given to anyone: it says how many were refused, and names none.
  const std::size_t refused = count(view, Outcome::not_recognised);
  if (refused > 0)
    add("Không công nhận " + two_digits(refused) +
        " sản phẩm. Cơ quan tham mưu quản lý OCOP cấp tỉnh thông báo bằng văn bản kết quả và lý do cho từng chủ thể OCOP có sản phẩm "
        "không được công nhận và Ủy ban nhân dân cấp xã nơi có sản phẩm; danh sách các sản phẩm này không kèm theo Quyết định này.");
  add("Cơ quan tham mưu quản lý OCOP cấp tỉnh thông báo bằng văn bản về kết quả đánh giá, phân hạng cho Ủy ban nhân dân cấp xã và "
      "các chủ thể OCOP. Các chủ thể OCOP được sử dụng kết quả phân hạng theo quy định của pháp luật.");
  add("Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Ủy ban nhân dân " + province +
      ", Giám đốc Sở Nông nghiệp và Môi trường, Thủ trưởng các cơ quan, đơn vị, Chủ tịch Ủy ban nhân dân cấp xã và các chủ thể OCOP " +
      (refused < view.lines.size() ? "có tên tại Phụ lục" : "có liên quan") + " chịu trách nhiệm thi hành Quyết định này./.");
}

// What is refused is between the office, its maker and its commune, as on the public page.
enum class Rows : std::uint8_t { of_everybody, refused };
std::vector<Said::Row> rows(const RulingFacts& facts, Rows which) {
  const Date day = vietnam_date(facts.now);
  std::vector<Said::Row> out;
  for (const Rulings::Line& line : facts.view.lines)
    if ((line.said.outcome == Outcome::not_recognised) == (which == Rows::refused))
      out.push_back({std::to_string(out.size() + 1), line.product.name, line.producer.name,
                     line.producer.address_as_printed.empty() ? std::string(kDots) : line.producer.address_as_printed,
                     facts.places.show_on(day, line.decision.province, line.commune, Language::vi), set_of(facts, line),
                     text::decimal(line.decision.total.exact(), Language::vi), result_of(line)});
  return out;
}

Said said(const RulingFacts& facts) {
  const std::string province = province_of(facts);
  Said out;
  out.organ = "ỦY BAN NHÂN DÂN\n" + text::upper(province);
  out.place = std::string(kDots) + ", ngày …… tháng …… năm " + std::to_string(vietnam_date(facts.now).civil().year);
  out.about = std::string("Về việc ") + (count(facts.view, Outcome::recognised) > 0 ? "công nhận" : "phê duyệt") +
              " kết quả đánh giá, phân hạng sản phẩm OCOP";
  const std::string& minutes = facts.view.ruling.minutes;
  out.grounds = {
      "Căn cứ Luật Tổ chức chính quyền địa phương " + std::string(kDots) + ";",
      "Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ ban hành Bộ tiêu chí và quy trình "
      "đánh giá, phân hạng sản phẩm Mỗi xã một sản phẩm;",
      "Căn cứ " + (minutes.empty() ? std::string(kNoMinutes).append(kLongDots) : minutes) + ";",
      "Theo đề nghị của " + std::string(kLongDots) + "."};
  add_articles(out, facts, province);
  out.annex = "Kèm theo Quyết định số " + std::string(kDots) + "/QĐ-UBND ngày …… tháng …… năm …… của Chủ tịch Ủy ban nhân dân " + province;
  out.rows = rows(facts, Rows::of_everybody);
  return out;
}

Paragraph middle(Piece piece, double after = 0) { return {{std::move(piece)}, Align::centre, Fill::ragged, 0, after}; }

void letterhead(Document& out, const Said& said) {
  const std::size_t line = said.organ.find('\n');
  out.blocks.push_back(Columns{{{1, {middle(plain(said.organ.substr(0, line))), middle(bold(said.organ.substr(line + 1)), 2),
                                     middle(plain("Số: ………/QĐ-UBND"))}},
                                {1.4, {middle(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), middle(bold("Độc lập - Tự do - Hạnh phúc"), 2),
                                       middle(italic(said.place))}}}});
  out.blocks.push_back(documents::Space{6});
}

Table annex_table(std::span<const Said::Row> rows, const char* last) {
  Table out;
  out.widths = {0.8, 3.2, 3.2, 3, 3, 2.6, 1.3, 2};
  out.points = 9.5;
  std::vector<documents::TableCell> header;
  for (const char* head : {"STT", "Sản phẩm", "Chủ thể", "Địa chỉ", "Xã, phường, đặc khu", "Bộ sản phẩm", "Điểm", last})
    header.push_back({.pieces = {plain(head)}});
  out.header = {std::move(header)};
  for (const Said::Row& row : rows)
    out.rows.push_back({{{plain(row.ordinal)}, Align::right},
                        {{plain(row.product)}},
                        {{plain(row.producer)}},
                        {{plain(row.address)}},
                        {{plain(row.commune)}},
                        {{plain(row.set)}},
                        {{plain(row.points)}, Align::right},
                        {{plain(row.result)}}});
  return out;
}

void add_annex(Document& out, const Said& said) {
  out.blocks.push_back(documents::PageBreak{});
  out.blocks.push_back(Heading{2, "PHỤ LỤC", Align::centre});
  out.blocks.push_back(middle(bold("DANH SÁCH SẢN PHẨM")));
  out.blocks.push_back(middle(italic("(" + said.annex + ")"), 4));
  out.blocks.push_back(annex_table(said.rows, "Hạng"));
}

}  // namespace

Result<std::string> ruling_pdf(const RulingFacts& facts, const print::PdfFonts& fonts) {
  const Said said = certificates::said(facts);
  Document out{.title = "Dự thảo Quyết định công nhận kết quả đánh giá, phân hạng sản phẩm OCOP",
               .author = "Cơ quan tham mưu quản lý OCOP cấp tỉnh",
               .subject = said.about,
               .created = facts.view.ruling.prepared,
               .foot = "Dự thảo",
               .blocks = {}};
  letterhead(out, said);
  out.blocks.push_back(Heading{1, "QUYẾT ĐỊNH", Align::centre});
  out.blocks.push_back(middle(bold(said.about), 5));
  out.blocks.push_back(middle(bold("CHỦ TỊCH " + text::upper("Ủy ban nhân dân " + province_of(facts))), 3));
  for (const std::string& ground : said.grounds) out.blocks.push_back(Paragraph{{italic(ground)}, Align::left, Fill::justified});
  out.blocks.push_back(middle(bold("QUYẾT ĐỊNH:"), 3));
  for (const Said::Article& article : said.articles)
    out.blocks.push_back(Paragraph{{bold(article.head), plain(article.text)}, Align::left, Fill::justified});
  out.blocks.push_back(documents::Space{4});
  const std::string last = "- Như Điều " + std::to_string(said.articles.size()) + ";";
  out.blocks.push_back(Columns{{{1, {Paragraph{{bold("Nơi nhận:")}}, Paragraph{{plain(last)}},
                                     Paragraph{{plain("- " + std::string(kDots))}}, Paragraph{{plain("- Lưu: VT.")}}}},
                                {1, {middle(bold("CHỦ TỊCH")), middle(italic("(Ký số hoặc ký, đóng dấu)"), 20)}}}});
  if (!said.rows.empty()) add_annex(out, said);
  OCOP_TRY(pdf, documents::to_pdf(out, fonts));
  return documents::finish_pdf(std::move(pdf), Language::vi);
}

Result<std::string> refused_pdf(const RulingFacts& facts, const print::PdfFonts& fonts) {
  Document out{.title = "Sản phẩm không được công nhận",
               .author = "Cơ quan tham mưu quản lý OCOP cấp tỉnh",
               .subject = "Danh sách để thông báo bằng văn bản",
               .created = facts.view.ruling.prepared,
               .foot = "Lưu hành nội bộ",
               .blocks = {}};
  out.blocks.push_back(Heading{1, "DANH SÁCH SẢN PHẨM KHÔNG ĐƯỢC CÔNG NHẬN", Align::centre});
  out.blocks.push_back(middle(italic("Lưu hành nội bộ, không kèm theo Quyết định: để thông báo bằng văn bản cho từng chủ thể và Ủy ban "
                                     "nhân dân cấp xã (Điều 7 khoản 3 điểm g Quyết định số 26/2026/QĐ-TTg)"), 4));
  out.blocks.push_back(annex_table(rows(facts, Rows::refused), "Lý do"));
  OCOP_TRY(pdf, documents::to_pdf(out, fonts));
  return documents::finish_pdf(std::move(pdf), Language::vi);
}

Result<std::string> ruling_docx(const RulingFacts& facts) {
  const Said said = certificates::said(facts);
  documents::Filling filling;
  filling.fields = {{"organ", said.organ}, {"place", said.place}, {"about", said.about}, {"annex", said.annex},
                    {"chair", "CHỦ TỊCH " + text::upper("Ủy ban nhân dân " + province_of(facts))},
                    {"last", std::to_string(said.articles.size())}};
  for (const std::string& ground : said.grounds) filling.lists["grounds"].push_back({{"text", ground}});
  for (const Said::Article& article : said.articles)
    filling.lists["articles"].push_back({{"head", article.head}, {"text", article.text}});
  filling.lists["products"];   // a decision that only refuses has no rows
  for (const Said::Row& row : said.rows)
    filling.lists["products"].push_back({{"ordinal", row.ordinal}, {"product", row.product}, {"producer", row.producer},
                                         {"address", row.address}, {"commune", row.commune}, {"set", row.set},
                                         {"points", row.points}, {"result", row.result}});
  for (const EmbeddedFile& file : embedded::ruling_forms())
    if (file.path == "decision.docx") return documents::fill_docx(file.content, filling);
  return Error::of(ErrorKind::internal, "the template decision.docx is not in the program");
}

}  // namespace ocop::certificates
