#include "modules/certificates/paper.h"

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/page.h"
#include "modules/certificates/messages.h"
#include "modules/marks/marks.h"

namespace ocop::certificates {
namespace {

using print::Align;
using print::Box;
using print::Face;
using print::PdfPage;
using print::Slant;
using print::TextStyle;
using print::Weight;

// Colours of the design system on paper (web/styles/tokens.css, light).
constexpr unsigned kInk = 0x231c16, kInkSoft = 0x584c40, kLacquer = 0x9f1d1f, kIndigo = 0x2b3c78, kPaper = 0xfffdf9, kWithdrawn = 0x780d18;

constexpr double kMargin = 12, kBandHeight = 11;
constexpr double kWidth = print::kA4Landscape.width, kHeight = print::kA4Landscape.height;
constexpr double kInner = kWidth - 2 * kMargin;

std::string_view vi(const Message& message) { return translate(message, Language::vi); }
std::string_view en(const Message& message) { return translate(message, Language::en); }

// What is read aloud, in this order; bands, frames and symbols around it are not. Returns the height used.
double paragraph(PdfPage& page, const Box& box, const TextStyle& style, std::string_view text, const char* tag = "P") {
  page.begin_tag(tag);
  const double used = page.text(box, style, text);
  page.end_tag(tag);
  return used;
}

// A line in Vietnamese with its English below it, small. Returns the height used.
double pair(PdfPage& page, const Box& box, const TextStyle& style, std::string_view vietnamese, std::string_view english) {
  const double used = paragraph(page, {box.x, box.y, box.width, box.height * 0.66}, style, vietnamese);
  TextStyle small{Face::sans, Weight::regular, 8.5, print::colour(kInkSoft), style.align, Slant::italic};
  return used + paragraph(page, {box.x, box.y + used, box.width, box.height - used}, small, english);
}

void stars(PdfPage& page, int count, double y) {
  constexpr double kRadius = 6.2, kStep = 15;
  marks::row_of_stars(page, {kWidth / 2 - 2 * kStep, y}, kRadius, kStep, count);
}

void heading(PdfPage& page, const CertificateView& view) {
  // "Tỉnh Lâm Đồng" within a sentence: the names of the types begin with T alone.
  std::string province = view.province_name;
  if (province.starts_with('T')) province.front() = 't';
  paragraph(page, {kMargin, 28, kInner, 8}, {Face::sans, Weight::bold, 12.5, print::colour(kInk), Align::centre, Slant::upright, 0.5},
            is_centre(view.issued.certificate.province) ? std::string(vi(msg::paper_ministry))
                                                         : format(msg::paper_authority, Language::vi, {province}));
  paragraph(page, {kMargin, 37, kInner, 15}, {Face::serif, Weight::bold, 32, print::colour(kLacquer), Align::centre, Slant::upright, 1.2},
            vi(msg::paper_title), "H1");
  paragraph(page, {kMargin, 53, kInner, 6}, {Face::sans, Weight::regular, 10.5, print::colour(kInkSoft), Align::centre, Slant::italic},
            en(msg::paper_title));
}

void body(PdfPage& page, const CertificateView& view) {
  const Certificate& certificate = view.issued.certificate;
  const std::string count = std::to_string(certificate.stars);
  stars(page, certificate.stars, 68);
  constexpr double kText = 36;   // side margin of the running text
  const Box line{kText, 0, kWidth - 2 * kText, 0};
  const TextStyle label{Face::sans, Weight::regular, 11, print::colour(kInk), Align::centre};
  pair(page, {line.x, 78, line.width, 10}, label, vi(msg::paper_recognises), en(msg::paper_recognises));
  constexpr double kNameRoom = 22;   // two lines; one line stands in the middle of it
  const TextStyle name{Face::serif, Weight::bold, 24, print::colour(kInk), Align::centre};
  const double lines = page.measure({line.x, 0, line.width, kNameRoom}, name, certificate.product_name);
  const double drop = (kNameRoom - lines) / 3;
  paragraph(page, {line.x, 89 + drop, line.width, kNameRoom}, name, certificate.product_name);
  const double below = 89 + drop + lines + 1.5;
  const TextStyle maker{Face::sans, Weight::bold, 13, print::colour(kInk), Align::centre};
  paragraph(page, {line.x, below, line.width, 7}, maker, certificate.producer_name);
  paragraph(page, {line.x, below + 7, line.width, 6}, label, certificate.place);
  const std::string decided = certificate.decided.show(Language::vi);
  pair(page, {line.x, 128, line.width, 12}, {Face::sans, Weight::bold, 12.5, print::colour(kLacquer), Align::centre},
       format(msg::paper_rank, Language::vi, {count, certificate.decision_number, decided}),
       format(msg::paper_rank, Language::en, {count, certificate.decision_number, certificate.decided.show(Language::en)}));
}

void foot(PdfPage& page, const PaperFacts& facts) {
  const Certificate& certificate = facts.view.issued.certificate;
  constexpr double kTop = 145, kSide = 34, kText = kMargin + 8 + kSide + 5;
  if (const auto symbol = print::qr(facts.view.scan_url, print::QrCorrection::quartile)) {
    page.qr(*symbol, {kMargin + 8, kTop}, kSide, print::colour(kInk));
    page.link({kMargin + 8, kTop, kSide, kSide}, facts.view.scan_url);
  }
  const TextStyle plain{Face::sans, Weight::regular, 10.5, print::colour(kInk)}, strong{Face::sans, Weight::bold, 12, print::colour(kInk)};
  pair(page, {kText, kTop + 3, 105, 10}, strong, format(msg::paper_number, Language::vi, {certificate.number}),
       format(msg::paper_number, Language::en, {certificate.number}));
  pair(page, {kText, kTop + 14, 105, 10}, plain,
       format(msg::paper_valid, Language::vi, {certificate.issued.show(Language::vi), certificate.valid_until.show(Language::vi)}),
       format(msg::paper_valid, Language::en, {certificate.issued.show(Language::en), certificate.valid_until.show(Language::en)}));
  const TextStyle quiet{Face::sans, Weight::regular, 9.5, print::colour(kInkSoft)};
  pair(page, {kText, kTop + 25, 105, 9}, quiet, vi(msg::paper_scan), en(msg::paper_scan));
  if (const auto& copy = facts.copy)
    paragraph(page, {kMargin + 8, kTop + kSide, 60, 4}, {Face::sans, Weight::regular, 7.5, print::colour(kInkSoft)},
              format(msg::paper_copy, Language::vi, {std::to_string(copy->number), copy->printed.show(Language::vi)}));
  const Box right{kWidth - kMargin - 108, kTop + 3, 100, 8};
  paragraph(page, right, {Face::sans, Weight::bold, 11, print::colour(kInk), Align::centre}, certificate.signer);
  pair(page, {right.x, right.y + 9, right.width, 10}, {Face::sans, Weight::regular, 9.5, print::colour(kInkSoft), Align::centre},
       vi(msg::paper_signed), en(msg::paper_signed));
  const std::string leaf = text::hex(crypto::view(facts.leaf)).substr(0, 16);
  paragraph(page, {kMargin + 8, 182.5, kInner - 16, 5}, {Face::sans, Weight::regular, 7.5, print::colour(kIndigo), Align::centre},
            format(msg::paper_proof, Language::vi, {std::to_string(certificate.log_index), facts.log_origin, leaf, facts.view.page_url}));
}

// A withdrawn certificate, or one of a demonstration, says so beside the stars.
void stamp(PdfPage& page, std::string_view words) {
  const TextStyle style{Face::sans, Weight::bold, 10, print::colour(kWithdrawn), Align::centre};
  page.rectangle({kMargin + 6, 61, 62, 14}, print::colour(0xf8dfdb));
  page.frame({kMargin + 6, 61, 62, 14}, 0.6, print::colour(kWithdrawn));
  paragraph(page, {kMargin + 8, 62.5, 58, 11}, style, words);
}

}  // namespace

Result<std::string> draw_paper(const PaperFacts& facts, const print::PdfFonts& fonts) {
  const Certificate& certificate = facts.view.issued.certificate;
  const PdfPage::Info info{std::string(vi(msg::paper_title)) + " " + certificate.number, facts.view.province_name, certificate.product_name,
                           facts.view.issued.recorded};
  OCOP_TRY(page, PdfPage::open(fonts, print::kA4Landscape, info));
  page.begin_tag("Document");
  page.rectangle({0, 0, kWidth, kHeight}, print::colour(kPaper));
  page.frame({8, 8, kWidth - 16, kHeight - 16}, 0.9, print::colour(kIndigo));
  page.frame({9.6, 9.6, kWidth - 19.2, kHeight - 19.2}, 0.3, print::colour(kIndigo));
  marks::woven_band(page, {kMargin, 12, kInner, kBandHeight}, certificate.group);
  marks::woven_band(page, {kMargin, kHeight - 12 - kBandHeight, kInner, kBandHeight}, certificate.group);
  heading(page, facts.view);
  body(page, facts.view);
  foot(page, facts);
  if (const auto& withdrawal = facts.view.issued.withdrawal) {
    stamp(page, format(msg::paper_withdrawn, Language::vi, {withdrawal->decision_number, withdrawal->decided.show(Language::vi)}));
  } else if (facts.notice == Notice::sample) {
    stamp(page, vi(msg::paper_sample));
  }
  page.end_tag("Document");
  return page.finish();
}

}  // namespace ocop::certificates
