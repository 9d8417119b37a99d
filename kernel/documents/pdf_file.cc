#define POINTERHOLDER_TRANSITION 4   // std::shared_ptr, not qpdf's old pointer

#include "kernel/documents/pdf_file.h"

#include <qpdf/Pl_String.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFOutlineDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "kernel/documents/messages.h"
#include "kernel/i18n/translate.h"

namespace ocop::documents {
namespace {

Error unusable(ErrorKind kind, const Message& message, std::vector<Argument> arguments) {
  return Error::of(kind, Problem{"file", "", "a whole PDF without a password", message, std::move(arguments)});
}

// Runs `work` and turns what qpdf throws into an answer. qpdf throws for what a file can hold, so this is where expected failures are.
template <class Work>
auto guarded(const std::string& name, const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const QPDFExc& fault) {
    if (fault.getErrorCode() == qpdf_e_password) return unusable(ErrorKind::unsupported_media, msg::pdf_locked, {name});
    Error error = unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  } catch (const std::runtime_error& fault) {
    Error error = unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  } catch (const std::logic_error& fault) {   // qpdf's answer to an object of another type than its place asks for
    Error error = unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  }
}

std::shared_ptr<QPDF> open(std::string_view bytes, const std::string& name) {
  auto pdf = QPDF::create();
  pdf->setSuppressWarnings(true);
  pdf->processMemoryFile(name.c_str(), bytes.data(), bytes.size());
  return pdf;
}

std::string language_code(Language language) { return language == Language::vi ? "vi-VN" : "en"; }

void set_catalog(QPDF& pdf, Language language) {
  QPDFObjectHandle root = pdf.getRoot();
  root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(language_code(language)));
  root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
}

std::string written(QPDF& pdf, const std::string& least_version) {
  std::string out;
  Pl_String into("file", nullptr, out);   // and not a buffer that is copied: a bound dossier has 200 MB
  QPDFWriter writer(pdf);
  writer.setMinimumPDFVersion(least_version);
  writer.setOutputPipeline(&into);
  writer.setDeterministicID(true);
  writer.setStreamDataMode(qpdf_s_preserve);   // nothing is unpacked: a bomb stays packed
  writer.setObjectStreamMode(qpdf_o_preserve);
  writer.write();
  return out;
}

// A short text for each page, as a PDF of transparent pages. No texts: no file.
constexpr print::Paper kStrip{60, 7}, kMarkStrip{130, 7};   // millimetres
Result<std::string> strips_of(std::span<const std::string> texts, const print::Paper& strip, const print::TextStyle& style,
                              const print::PdfFonts& fonts) {
  OCOP_TRY(page, print::PdfPage::open(fonts, strip, {"", "", "", Instant{}}));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) page.next_page();
    page.text({0, 1, strip.width - 1, strip.height - 1}, style, texts[i]);
  }
  return page.finish();
}

// Where a strip stands on a page as it is shown.
enum class Corner : std::uint8_t { foot_right, head_left };
using Rectangle = QPDFObjectHandle::Rectangle;
struct Size { double width = 0, height = 0; };

// Within the page's own axes: pages that are turned get a turned strip. Points.
Rectangle place_of(const Rectangle& box, Corner corner, int turned, const Size& strip) {
  constexpr double kSide = 14, kEdge = kSide / 2;   // from the side, and from the foot or the head
  const auto [w, h] = strip;
  const bool foot = corner == Corner::foot_right;
  switch (turned) {
    case 90:
      return foot ? Rectangle(box.urx - kEdge - h, box.ury - w - kSide, box.urx - kEdge, box.ury - kSide)
                  : Rectangle(box.llx + kEdge, box.lly + kSide, box.llx + kEdge + h, box.lly + kSide + w);
    case 180:
      return foot ? Rectangle(box.llx + kSide, box.ury - kEdge - h, box.llx + kSide + w, box.ury - kEdge)
                  : Rectangle(box.urx - kSide - w, box.lly + kEdge, box.urx - kSide, box.lly + kEdge + h);
    case 270:
      return foot ? Rectangle(box.llx + kEdge, box.lly + kSide, box.llx + kEdge + h, box.lly + kSide + w)
                  : Rectangle(box.urx - kEdge - h, box.ury - kSide - w, box.urx - kEdge, box.ury - kSide);
    default:
      return foot ? Rectangle(box.urx - w - kSide, box.lly + kEdge, box.urx - kSide, box.lly + kEdge + h)
                  : Rectangle(box.llx + kSide, box.ury - kEdge - h, box.llx + kSide + w, box.ury - kEdge);
  }
}

// Puts the strip onto the page.
void stamp(QPDF& target, QPDFPageObjectHelper page, QPDFPageObjectHelper strip, Corner corner, const std::string& name) {
  QPDFObjectHandle form = target.copyForeignObject(strip.getFormXObjectForPage());
  const auto size = strip.getMediaBox().getArrayAsRectangle();
  QPDFObjectHandle rotate = page.getAttribute("/Rotate", false);
  const int turned = rotate.isInteger() ? ((rotate.getIntValueAsInt() % 360) + 360) % 360 : 0;
  // qpdf turns the strip for 90, 180 and 270 only: -90 is written as the 270 it is.
  if (rotate.isInteger()) page.getObjectHandle().replaceKey("/Rotate", QPDFObjectHandle::newInteger(turned));
  const Rectangle place =
      place_of(page.getCropBox().getArrayAsRectangle(), corner, turned, {size.urx - size.llx, size.ury - size.lly});
  QPDFObjectHandle resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = QPDFObjectHandle::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  if (!resources.getKey("/XObject").isDictionary()) resources.replaceKey("/XObject", QPDFObjectHandle::newDictionary());
  resources.getKey("/XObject").replaceKey(name, form);
  const std::string content = page.placeFormXObject(form, name, place, true);
  // The page's own content may leave its graphics state changed: it is put between q and Q.
  page.addPageContents(QPDFObjectHandle::newStream(&target, "q\n"), true);
  page.addPageContents(QPDFObjectHandle::newStream(&target, "\nQ\n" + content), false);
}

struct Entry { std::string title; int level = 1; QPDFObjectHandle page; };

// Hangs the entries from `at` on that are below `level` under `parent`; where the next one of that level or above stands.
std::size_t hang(QPDF& pdf, QPDFObjectHandle parent, const std::vector<Entry>& entries, std::size_t at, int level) {
  QPDFObjectHandle last;
  long long count = 0;
  while (at < entries.size() && entries[at].level > level) {
    QPDFObjectHandle item = pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
    item.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(entries[at].title));
    item.replaceKey("/Parent", parent);
    item.replaceKey("/Dest", QPDFObjectHandle::newArray({entries[at].page, QPDFObjectHandle::newName("/Fit")}));
    if (count == 0) parent.replaceKey("/First", item);
    else {
      item.replaceKey("/Prev", last);
      last.replaceKey("/Next", item);
    }
    last = item;
    ++count;
    at = hang(pdf, item, entries, at + 1, entries[at].level);
  }
  if (count == 0) return at;
  parent.replaceKey("/Last", last);
  parent.replaceKey("/Count", QPDFObjectHandle::newInteger(level == 0 ? count : -count));   // what is below a part is folded in
  return at;
}

// One entry a part, to its first page.
void add_outline(QPDF& pdf, const std::vector<Entry>& entries) {
  if (entries.empty()) return;
  QPDFObjectHandle outlines = pdf.makeIndirectObject(QPDFObjectHandle::parse("<< /Type /Outlines >>"));
  hang(pdf, outlines, entries, 0, 0);
  pdf.getRoot().replaceKey("/Outlines", outlines);
  pdf.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
}

// A page does nothing by itself and starts nothing: only an address may be led to.
void make_quiet(QPDFObjectHandle page) {
  page.removeKey("/AA");
  QPDFObjectHandle notes = page.getKey("/Annots");
  if (!notes.isArray()) return;
  for (QPDFObjectHandle note : notes.getArrayAsVector()) {
    if (!note.isDictionary()) continue;
    note.removeKey("/AA");
    QPDFObjectHandle act = note.getKey("/A");
    if (act.isDictionary() && act.getKey("/S").isNameAndEquals("/URI") && !act.hasKey("/Next")) continue;
    note.removeKey("/A");
  }
}

// Adds the pages of a part; its first page is its entry of the outline.
Result<QPDFObjectHandle> add_part(QPDF& target, const std::shared_ptr<QPDF>& part, const std::string& name, std::size_t most) {
  const auto pages = QPDFPageDocumentHelper(*part).getAllPages();
  if (pages.empty()) return unusable(ErrorKind::malformed_request, msg::pdf_broken, {name});
  const std::size_t before = target.getAllPages().size();
  if (before + pages.size() > most) return unusable(ErrorKind::too_large, msg::pdf_too_many_pages, {std::to_string(most)});
  QPDFPageDocumentHelper helper(target);
  for (const QPDFPageObjectHelper& page : pages) {
    make_quiet(page.getObjectHandle());
    helper.addPage(page, false);
  }
  return target.getAllPages()[before];
}

}  // namespace

Result<std::string> finish_pdf(std::string pdf, Language language) {
  return guarded("own", [&]() -> Result<std::string> {
    const auto file = open(pdf, "own");
    set_catalog(*file, language);
    file->getRoot().replaceKey("/MarkInfo", QPDFObjectHandle::parse("<< /Marked true >>"));
    return written(*file, "1.5");   // as cairo wrote it
  });
}

Result<int> count_pages(std::string_view pdf) {
  return guarded("", [&]() -> Result<int> { return static_cast<int>(open(pdf, "file")->getAllPages().size()); });
}

namespace {

// "Trang 3/12" of each page.
std::vector<std::string> numbers_of(std::size_t pages, const JoinPlan& plan) {
  std::vector<std::string> out;
  for (std::size_t i = 1; i <= pages; ++i) out.push_back(format(msg::page_of, plan.language, {std::to_string(i), std::to_string(pages)}));
  return out;
}

// Strips in one corner of the pages: empty texts stand nowhere.
Result<void> stamp_all(QPDF& target, std::span<const std::string> texts, Corner corner, const print::PdfFonts& fonts) {
  std::vector<std::string> said;
  for (const std::string& text : texts)
    if (!text.empty()) said.push_back(text);
  if (said.empty()) return {};
  const bool foot = corner == Corner::foot_right;
  const print::TextStyle style{print::Face::sans, foot ? print::Weight::regular : print::Weight::bold, 9, {},
                               foot ? print::Align::right : print::Align::left};
  OCOP_TRY(drawn, strips_of(said, foot ? kStrip : kMarkStrip, style, fonts));
  const auto file = open(drawn, "strips");
  file->setImmediateCopyFrom(true);   // it is gone when the target is written
  const auto strips = QPDFPageDocumentHelper(*file).getAllPages();
  const auto pages = target.getAllPages();
  const std::string name = foot ? "/OcopPage" : "/OcopMark";
  std::size_t next = 0;
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (!texts[i].empty()) stamp(target, QPDFPageObjectHelper(pages[i]), strips[next++], corner, name + std::to_string(i + 1));
  return {};
}

}  // namespace

Result<std::string> join(std::span<const JoinPart> parts, const JoinPlan& plan, const print::PdfFonts& fonts, const JoinLimits& limits) {
  auto target = QPDF::create();
  target->emptyPDF();
  std::vector<std::shared_ptr<QPDF>> open_parts;   // streams are read from them when the file is written
  std::vector<Entry> entries;
  std::vector<std::string> marks;                  // by page
  for (const JoinPart& part : parts) {
    if (part.bytes.size() > limits.part_bytes)
      return unusable(ErrorKind::too_large, msg::pdf_too_large, {part.title, std::to_string(limits.part_bytes >> 20)});
    auto first = guarded(part.title, [&]() -> Result<QPDFObjectHandle> {
      open_parts.push_back(open(part.bytes, part.title));
      return add_part(*target, open_parts.back(), part.title, limits.pages);
    });
    if (!first) return std::move(first).error();
    entries.push_back({part.title, part.level, *first});
    marks.resize(target->getAllPages().size(), part.mark);
  }
  return guarded(plan.title, [&]() -> Result<std::string> {
    OCOP_CHECK(stamp_all(*target, marks, Corner::head_left, fonts));
    if (plan.numbers == JoinPlan::Numbers::page_of)
      OCOP_CHECK(stamp_all(*target, numbers_of(marks.size(), plan), Corner::foot_right, fonts));
    add_outline(*target, entries);
    set_catalog(*target, plan.language);
    QPDFObjectHandle about = target->makeIndirectObject(QPDFObjectHandle::newDictionary());
    if (!plan.title.empty()) about.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(plan.title));
    target->getTrailer().replaceKey("/Info", about);
    return written(*target, "1.7");   // ISO 32000-1: what a part may be
  });
}

}  // namespace ocop::documents
