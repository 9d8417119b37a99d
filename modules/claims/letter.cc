#include "kernel/documents/pdf_file.h"
#include "kernel/i18n/translate.h"
#include "modules/claims/messages.h"
#include "modules/claims/rules.h"
#include "modules/claims/service.h"

// The letter on paper: one page that a hamlet's head can hand over and read out.
namespace ocop::claims {
namespace {

using print::Align;
using print::Box;
using print::Face;
using print::PdfPage;
using print::TextStyle;
using print::Weight;

constexpr unsigned kInk = 0x231c16, kInkSoft = 0x584c40, kLacquer = 0x9f1d1f;   // web/styles/tokens.css, light
constexpr double kLeft = 25, kTop = 22, kWidth = print::kA4Portrait.width - 2 * kLeft;
constexpr double kGap = 4;
constexpr std::size_t kMostProducts = 6;   // that the page has room for; a larger maker knows the rest

std::string vi(const Message& message, std::initializer_list<std::string_view> arguments = {}) {
  return format(message, Language::vi, arguments);
}

// What is read aloud, in this order. Returns where the next one begins.
double paragraph(PdfPage& page, double top, const TextStyle& style, std::string_view text, const char* tag = "P", double room = 60) {
  page.begin_tag(tag);
  const double used = page.text({kLeft, top, kWidth, room}, style, text);
  page.end_tag(tag);
  return top + used + kGap;
}

std::string names_of(const std::vector<std::string>& products) {
  std::string out;
  for (std::size_t i = 0; i < products.size() && i < kMostProducts; ++i) out += (i == 0 ? "" : "; ") + products[i];
  return products.size() > kMostProducts ? out + "; …" : out;
}

}  // namespace

Result<std::string> Service::pdf(const Printed& printed) const {
  const std::string place = parts_.places.show(printed.producer.province, printed.producer.commune, Language::vi);
  const PdfPage::Info info{vi(msg::letter_title), place, printed.producer.name, printed.letter.printed};
  OCOP_TRY(page, PdfPage::open(parts_.fonts, print::kA4Portrait, info));
  const TextStyle plain{Face::sans, Weight::regular, 12, print::colour(kInk)}, strong{Face::sans, Weight::bold, 13, print::colour(kInk)};
  const TextStyle quiet{Face::sans, Weight::regular, 10, print::colour(kInkSoft)};
  page.begin_tag("Document");
  double top = paragraph(page, kTop, quiet, vi(msg::letter_from, {place, vietnam_date(printed.letter.printed).show(Language::vi)}));
  top = paragraph(page, top + kGap, {Face::serif, Weight::bold, 22, print::colour(kLacquer)}, vi(msg::letter_title), "H1");
  top = paragraph(page, top, strong, printed.producer.name);
  if (!printed.producer.address_as_printed.empty()) top = paragraph(page, top - kGap / 2, plain, printed.producer.address_as_printed);
  top = paragraph(page, top + kGap, plain, vi(msg::letter_why));
  if (!printed.products.empty()) top = paragraph(page, top, plain, vi(msg::letter_products, {names_of(printed.products)}));
  top = paragraph(page, top, plain, vi(msg::letter_how));
  constexpr double kSide = 42;
  if (const auto symbol = print::qr(printed.url, print::QrCorrection::quartile)) {
    page.qr(*symbol, {kLeft, top + 2}, kSide, print::colour(kInk));
    page.link({kLeft, top + 2, kSide, kSide}, printed.url);
  }
  page.begin_tag("P");
  page.text({kLeft + kSide + 8, top + 8, kWidth - kSide - 8, 8}, plain, vi(msg::letter_code));
  page.text({kLeft + kSide + 8, top + 17, kWidth - kSide - 8, 14}, {Face::sans, Weight::bold, 24, print::colour(kInk)}, printed.code);
  page.text({kLeft + kSide + 8, top + 32, kWidth - kSide - 8, 8}, plain, parts_.public_url + "/claim");
  page.end_tag("P");
  top += kSide + 8;
  top = paragraph(page, top, plain, vi(msg::letter_until, {rules::last_day(printed.letter).show(Language::vi)}));
  top = paragraph(page, top, plain, vi(msg::letter_keep));
  paragraph(page, top, quiet, vi(msg::letter_not_you));
  page.end_tag("Document");
  return documents::finish_pdf(page.finish(), Language::vi);
}

}  // namespace ocop::claims
