#include "kernel/documents/document.h"

#include "kernel/documents/layout.h"
#include "kernel/documents/messages.h"
#include "kernel/documents/pdf_file.h"
#include "kernel/i18n/translate.h"

namespace ocop::documents {
namespace {

template <class... F>
struct Overloaded : F... { using F::operator()...; };

// Draws what was laid out.
class Painter {
 public:
  explicit Painter(print::PdfPage& page) : page_(page) {}
  void draw(const PageActs& acts, int number) {
    for (const Act& act : acts) {
      std::visit(Overloaded{
                     [&](const DrawLine& one) { page_.draw(*one.text, one.line, one.at); },
                     [&](const DrawStroke& one) { page_.line(one.from, one.to, one.width, {}); },
                     [&](const DrawFill& one) { page_.rectangle(one.box, print::colour(one.rgb)); },
                     [&](const DrawFrame& one) { page_.frame(one.box, one.line, {}); },
                     [&](const BeginTag& one) { page_.begin_tag(one.name); },
                     [&](const EndTag& one) { page_.end_tag(one.name); },
                     [&](const Bookmark& one) { bookmark(one, number); },
                 },
                 act);
    }
  }

 private:
  // Below the last heading of a higher level; a level that was left out is not missed.
  void bookmark(const Bookmark& one, int number) {
    const auto level = static_cast<std::size_t>(one.level);
    parents_.resize(std::min(parents_.size(), level), parents_.empty() ? 0 : parents_.back());
    while (parents_.size() < level) parents_.push_back(parents_.empty() ? 0 : parents_.back());
    parents_.push_back(page_.outline(parents_[level - 1], one.title, number, one.y));
  }
  print::PdfPage& page_;
  std::vector<int> parents_{0};
};

void draw_foot(print::PdfPage& page, const Document& document, std::size_t number, std::size_t pages) {
  constexpr double kSize = 9, kBelow = 8;
  const Margins margins = Layout::kMargins;
  const print::TextStyle style{document.face, print::Weight::regular, kSize, print::colour(0x584c40), print::Align::right};
  const print::Box box{margins.left, document.paper.height - margins.bottom + kBelow, document.paper.width - margins.left - margins.right,
                       6};
  if (document.numbers == Document::Numbers::page_of)
    page.text(box, style, format(msg::page_of, document.language, {std::to_string(number), std::to_string(pages)}));
  if (document.foot.empty()) return;
  print::TextStyle left = style;
  left.align = print::Align::left;
  page.text({box.x, box.y, box.width * 0.75, box.height}, left, document.foot);
}

void draw_mark(print::PdfPage& page, const Document& document) {
  if (document.mark.empty()) return;
  constexpr double kSize = 11, kFromTop = 9;
  const Margins margins = Layout::kMargins;
  const print::TextStyle style{print::Face::sans, print::Weight::bold, kSize, print::colour(0xa02010), print::Align::right};
  page.text({margins.left, kFromTop, document.paper.width - margins.left - margins.right, 7}, style, document.mark);
}

}  // namespace

Result<std::string> to_pdf(const Document& document, const print::PdfFonts& fonts) {
  OCOP_TRY(page, print::PdfPage::open(fonts, document.paper, {document.title, document.author, document.subject, document.created}));
  Layout layout(document, page);
  for (const Block& block : document.blocks) {
    layout.place(block);
    if (layout.pages() > kMostPages) {
      return Error::of(
          ErrorKind::too_large,
          Problem{"document", "", "at most " + std::to_string(kMostPages) + " pages", msg::too_many_pages, {std::to_string(kMostPages)}});
    }
  }
  const auto pages = layout.take();
  Painter painter(page);
  page.begin_tag("Document");
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i > 0) page.next_page();
    painter.draw(pages[i], static_cast<int>(i + 1));
    if (i + 1 == pages.size()) page.end_tag("Document");
    draw_mark(page, document);
    draw_foot(page, document, i + 1, pages.size());
  }
  return finish_pdf(page.finish(), document.language);
}

}  // namespace ocop::documents
